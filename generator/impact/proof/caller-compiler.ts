import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ts } from "../../uses/index.js";
import type { CallerCompiler } from "../impact-report.js";

/** The compiler that a project resolves, and how it is asked. */
export type FoundCompiler =
  | { readonly is: "api"; readonly ts: typeof ts; readonly about: CallerCompiler }
  | { readonly is: "program"; readonly path: string; readonly about: CallerCompiler };

/** The oldest version that is tried: of earlier ones nobody knows whether they take overlaid files. */
const oldest = [5, 4] as const;

/** The compiler of a project: the one of its node_modules, or, where it has none, the tool's own. */
export function findCompiler(folder: string): FoundCompiler {
  const require = createRequire(join(folder, "x.js"));
  try {
    const manifest = require.resolve("typescript/package.json");
    const { version, bin } = JSON.parse(readFileSync(manifest, "utf8"));
    const [major = 0, minor = 0] = String(version).split(".").map(Number);
    const about: CallerCompiler = { version, from: "project" };
    if (major >= 7) {
      const path = typeof bin === "string" ? bin : bin?.tsc;
      return { is: "program", path: join(dirname(manifest), path ?? "bin/tsc"), about };
    }
    const isKnown = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
    if (isKnown) return { is: "api", ts: require("typescript"), about };
  } catch {
    // A project of JavaScript needs none.
  }
  return { is: "api", ts, about: { version: ts.version, from: "tool" } };
}
