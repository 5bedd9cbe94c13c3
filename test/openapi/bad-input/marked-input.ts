import { join } from "node:path";
import { type Diagnostic, DiagnosticError } from "../../../generator/diagnostics/index.js";
import { diff } from "../../../generator/diff/index.js";
import { loadSpec } from "../../../generator/load/index.js";
import { buildApi } from "../../../generator/model/index.js";
import { type Files, makeFolder, placed } from "../../support/generator.js";

/** An input with what is to be told of it, marked where that stands: `«code»` before the place. */
export interface MarkedInput {
  readonly files: Files;
  /** `code at file:line:column`, sorted. */
  readonly want: readonly string[];
}

const mark = /«([\w-]+)»/;

/** Takes the marks out of an input. The first file is the entry. */
export function parseMarked(given: string | Files): MarkedInput {
  const want: string[] = [];
  const entries = Object.entries(typeof given === "string" ? { "openapi.yaml": given } : given);
  const files = entries.map(([file, text]) => {
    const lines = text.split("\n").map((line, index) => {
      let left = line;
      for (let found = mark.exec(left); found; found = mark.exec(left)) {
        want.push(`${found[1]} at ${file}:${index + 1}:${found.index + 1}`);
        left = left.replace(mark, "");
      }
      return left;
    });
    return [file, lines.join("\n")] as const;
  });
  return { files: Object.fromEntries(files), want: want.sort() };
}

async function told(action: () => Promise<readonly Diagnostic[]>): Promise<readonly string[]> {
  const found = await action().catch((error: unknown) => {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  });
  return found.map(placed).sort();
}

/** A folder with the files, and the path of the first. */
function write(files: Files): string {
  const [entry = ""] = Object.keys(files);
  return join(makeFolder(files), entry);
}

/** What is told by whoever makes a client. */
export function diagnosticsOfClient(files: Files): Promise<readonly string[]> {
  return told(async () => {
    const spec = await loadSpec(write(files));
    return [...spec.warnings, ...buildApi(spec).warnings];
  });
}

/** What is told by whoever compares; the document is compared with itself, which has to find nothing. */
export function diagnosticsOfDiff(files: Files): Promise<readonly string[]> {
  return told(async () => {
    const path = write(files);
    const { verdict, warnings } = await diff({ base: path, revision: path, allowEmpty: true });
    if (verdict.findings.length > 0) throw new Error("a document differs from itself");
    return warnings;
  });
}

const head = (version: string) =>
  `openapi: ${version}\ninfo: { title: T, version: "1" }\nservers: [{ url: "https://a.test" }]\n`;

/** A document; what it says of itself comes first. */
export function document(rest: string, version = "3.1.0"): string {
  return `${head(version)}${rest}`;
}

/** An operation, with what its answer is. */
export function answering(schema: string, rest = "", version = "3.1.0"): string {
  return document(
    `paths:
  /a:
    get:
      operationId: a
      responses:
        "200":
          description: A
          content:
            application/json:
              schema: ${schema}
${rest}`,
    version,
  );
}

export const operation = '{ operationId: a, responses: { "204": { description: A } } }';
export const paths = `paths: { /a: { get: ${operation} } }\n`;
