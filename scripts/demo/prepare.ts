import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loadConfiguredSpec } from "../../generator/config/index.js";
import { generate } from "../../generator/generate/index.js";
import { loadSpec, type Spec } from "../../generator/load/index.js";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The client with what the overlay adds: pages of `boms.list`, and what records calls. */
export type DemoClient = typeof import("../../generated/index.js");

export interface Recorder {
  flush(): Promise<void>;
}

/** What the demo needs, in a folder that it may remove. */
export interface Prepared {
  readonly spec: Spec;
  readonly client: DemoClient;
  readonly recorder: Recorder;
  /** The files that the recorder has written. */
  readonly recordings: () => string[];
}

/** Makes a client of Cofactr's spec and the overlay. */
export async function prepare(folder: string): Promise<Prepared> {
  const config = join(folder, "tether.config.json");
  // An overlay is for one document, and the spec stands in several files.
  const { document } = await loadSpec(at("spec/openapi.yaml"));
  writeFileSync(join(folder, "openapi.json"), JSON.stringify(document));
  const settings = {
    spec: "openapi.json",
    overlays: [at("scripts/demo/pages.overlay.yaml")],
    output: "client",
    // Node runs it as it is.
    client: { name: "Cofactr", language: "js" },
    outputs: { observe: true },
  };
  writeFileSync(config, JSON.stringify(settings));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  await generate({ config });
  const load = (name: string) => import(pathToFileURL(join(folder, "client", name)).href);
  const { recordTo } = (await load("record.js")) as { recordTo: (folder: string) => Recorder };
  const recorded = join(folder, "recordings");
  return {
    spec: await loadConfiguredSpec({ config }),
    client: (await load("index.js")) as DemoClient,
    recorder: recordTo(recorded),
    recordings: () => readdirSync(recorded).map((name) => join(recorded, name)),
  };
}
