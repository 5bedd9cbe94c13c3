import type { Diagnostic } from "../diagnostics/index.js";
import { tool } from "../disk/index.js";
import type { ReadingOptions } from "./reading-options.js";

export type { ReadingOptions } from "./reading-options.js";

/** Options of the output `paths`: how the file is written. */
export type WritingOptions = Readonly<Record<string, boolean>>;

export interface Types {
  /** The file. */
  readonly text: string;
  readonly warnings: readonly Diagnostic[];
}

/**
 * The types of a spec in one file: the output `paths`, standalone.
 *
 * @param entry the document: a path or an http(s) URL
 * @throws DiagnosticError if it cannot be generated
 */
export async function typesOf(
  entry: string,
  reading: ReadingOptions,
  writing: WritingOptions,
): Promise<Types> {
  // `generate`, which shares the room, loads none of these if it has nothing to do.
  const [{ loadSpec }, { buildApi }, { claimsOf, makeFiles }, { applyReadingOptions }] =
    await Promise.all([
      import("../load/index.js"),
      import("../model/index.js"),
      import("../outputs/index.js"),
      import("./reading-options.js"),
    ]);
  const spec = await loadSpec(entry);
  const outputs = { paths: { ...writing, standalone: true } };
  const built = buildApi(applyReadingOptions(spec, reading), {
    claims: (contract) => claimsOf({ outputs }, contract),
  });
  const files = await makeFiles(built, [], tool, { outputs });
  const text = files.find(({ path }) => path === "paths.ts")?.text ?? "";
  return { text, warnings: [...spec.warnings, ...built.warnings] };
}
