import { fileURLToPath } from "node:url";
import type { Call } from "./calls.js";
import { drfCalls } from "./drf/calls.js";
import { fastapiCalls } from "./fastapi/calls.js";

/** An app, and the framework in one of its versions that describes and serves it. */
export interface Framework {
  /** Of the document in `specs/`. */
  readonly name: string;
  /** The folder of the app; `serve.py` in it starts it. */
  readonly app: string;
  /** What the script is told first. */
  readonly options: readonly string[];
  /** The document that the framework emits, as it is committed. */
  readonly spec: string;
  readonly calls: readonly Call[];
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function framework(
  app: "fastapi" | "drf",
  name: string,
  calls: readonly Call[],
  ...options: readonly string[]
): Framework {
  return { name, app: at(app), options, spec: at(`specs/${name}.json`), calls };
}

/** Those of Debian 12. */
export const fastapi092: Framework = framework("fastapi", "fastapi-0.92", fastapiCalls("0.92"));
export const drf314: Framework = framework("drf", "drf-3.14", drfCalls("own"), "own");

/** Those of Debian 13. */
export const fastapi0115: Framework = framework("fastapi", "fastapi-0.115", fastapiCalls("0.115"));
export const drf316: Framework = framework("drf", "drf-3.16", drfCalls("own"), "own");
export const spectacular: Framework = framework(
  "drf",
  "drf-spectacular-0.28",
  drfCalls("spectacular"),
  "spectacular",
);

export const frameworks: readonly Framework[] = [
  fastapi092,
  fastapi0115,
  drf314,
  drf316,
  spectacular,
];
