import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { type Diagnostic, DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import { link } from "./link.js";
import { readSource, type Source } from "./source.js";
import type { Spec } from "./spec.js";

export { pathInRepository } from "./git.js";
export { formatPointer, type Pointer, parsePointer, valueAt } from "./pointer.js";
export { type Kind, type Slot, slotOf, wantedInstead } from "./shape.js";
export { parseSource, readSource, type Source } from "./source.js";
export type { Spec } from "./spec.js";
export { loadText, loadVersion, shownName } from "./version.js";

/**
 * Reads a spec and every file that it refers to.
 *
 * @param entry path of the OpenAPI document, YAML or JSON
 * @param read reads one file; default: from the disk
 * @param collect takes problems that leave a document to read on in, so that one run tells of all;
 *   without it they are thrown
 * @throws DiagnosticError if a file cannot be read or parsed, if the document is not OpenAPI 3, or
 *   if a `$ref` cannot be resolved
 */
export async function loadSpec(
  entry: string,
  read = readSource,
  collect?: (problems: readonly Diagnostic[]) => void,
): Promise<Spec> {
  const root = await read(resolve(entry));
  assertOpenApi(root);

  const sources = new Map<string, Source>([[root.path, root]]);
  for (;;) {
    const linked = link(root, sources);
    if (linked.missing.size > 0) {
      await Promise.all(
        [...linked.missing].map(async ([path, referrer]: [string, Place]) => {
          sources.set(path, await read(path, referrer));
        }),
      );
      continue;
    }
    if (linked.problems.length > 0) {
      if (!collect || linked.problems.some(({ code }) => isEndless.has(code))) {
        throw new DiagnosticError(linked.problems);
      }
      collect(linked.problems);
    }
    const files = [...sources.values()];
    return {
      document: linked.document,
      hash: hashOf(files),
      files: files.map(({ file }) => file),
      resolve: linked.resolve,
      place: linked.place,
    };
  }
}

/** Who follows such a document does not come to an end. */
const isEndless: ReadonlySet<string> = new Set(["ref-circular", "nesting-too-deep"]);

/** One hash for all files, whatever order they were found in. */
function hashOf(files: readonly Source[]): string {
  const hashes = files.map(({ hash }) => hash).sort();
  return createHash("sha256").update(hashes.join("\n")).digest("hex");
}

function assertOpenApi(root: Source): void {
  const found = whatInstead(root.value);
  if (found === undefined) return;
  throw new DiagnosticError([diagnose("not-openapi", { found }, root.place(["openapi"]))]);
}

/** What the document is if it is not OpenAPI 3; undefined if it is. */
function whatInstead(value: unknown): string | undefined {
  if (value === null || value === undefined) return "the file is empty";
  if (Array.isArray(value)) return "it is a list";
  if (typeof value !== "object") return `it is a ${typeof value}`;
  const { openapi, swagger } = value as Record<string, unknown>;
  if (swagger !== undefined) return `it is Swagger ${String(swagger)}`;
  if (openapi === undefined) return "the field `openapi` is missing";
  if (typeof openapi !== "string") {
    return `\`openapi\` must be a string such as "3.1.0", but is ${JSON.stringify(openapi)}`;
  }
  return /^3\.[012](\.|$)/.test(openapi) ? undefined : `\`openapi\` is "${openapi}"`;
}
