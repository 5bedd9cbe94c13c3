import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { type Diagnostic, DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import { type Dialect, dialectOf, swagger } from "./dialect.js";
import { openDocumentAccess } from "./document-access.js";
import { isRemote, type Location, toLocation } from "./document-location.js";
import { applyFilter } from "./filter-operations.js";
import { link } from "./link-documents.js";
import type { Filter, LoadOptions } from "./load-options.js";
import { OverlayDocuments } from "./overlay-documents.js";
import { publicUrlOf } from "./public-url.js";
import type { Source } from "./source-file.js";
import type { Spec } from "./spec.js";
import { fromSwagger } from "./swagger/index.js";

/**
 * Reads a spec and every file that it refers to.
 *
 * @param entry the document, OpenAPI 3 or Swagger 2.0, YAML or JSON: a path or an http(s) URL
 * @throws DiagnosticError if a file cannot be read or parsed, if the document is neither, or if a
 *   `$ref` cannot be resolved
 */
export async function loadSpec(entry: string, options: LoadOptions = {}): Promise<Spec> {
  const location = toLocation(entry, process.cwd());
  const access = openDocumentAccess(location, options);
  const { readFile = access.read, readOverlay = access.read } = options;
  const read = (wanted: Location, referrer?: Place) =>
    isRemote(wanted) ? access.read(wanted, referrer) : readFile(wanted, referrer);
  const entryFile = options.root ?? (await read(location, options.place?.(["spec"])));
  dialectOrThrow(entryFile);
  const named = await Promise.all(
    (options.overlays ?? []).map((path, index) =>
      readOverlay(resolve(path), options.place?.(["overlays", String(index)])),
    ),
  );
  const overlays = named.filter((overlay) => overlay !== undefined);
  const documents = new OverlayDocuments(overlays, entryFile.path, access);
  const root = documents.apply(entryFile);
  const dialect = dialectOrThrow(root);
  const mismatches: Diagnostic[] = [];

  const sources = new Map<Location, Source>([[root.path, root]]);
  const absent = new Map<Location, string>();
  for (;;) {
    const joined = link({ root, sources, absent, refusal: access.refusal }, dialect);
    if (joined.missing.size > 0) {
      await Promise.all(
        [...joined.missing].map(async ([location, { place, isNeeded }]) => {
          try {
            const source = documents.apply(await read(location, place));
            sources.set(location, source);
            mismatches.push(...strangerIn(source, dialect, place));
          } catch (error) {
            if (isNeeded || !(error instanceof DiagnosticError)) throw error;
            absent.set(location, error.diagnostics[0]?.message ?? "it cannot be read");
          }
        }),
      );
      continue;
    }
    if (joined.problems.some(({ code }) => isEndless.has(code))) {
      throw new DiagnosticError(joined.problems);
    }
    const linked = dialect === swagger ? fromSwagger(joined) : joined;
    if (linked.problems.length > 0) {
      if (!options.collect) throw new DiagnosticError(linked.problems);
      options.collect(linked.problems);
    }
    const filtered = applyFilter(linked.document, root.file, options);
    const files = [...sources.values()];
    return {
      document: filtered.document,
      unfiltered: linked.document,
      hash: hashOf(files, overlays, options.filter),
      files: files.map(({ file }) => file),
      publicUrl: publicUrlOf(root.base),
      inputs: [...files, ...overlays].map(({ path, hash }) => ({ path, hash })),
      warnings: [
        ...[...documents.warnings, ...documents.left(), ...mismatches],
        ...[...linked.warnings, ...filtered.warnings],
      ],
      resolve: linked.resolve,
      written: linked.written,
      source: (wanted) => {
        const { source, pointer } = linked.source(wanted);
        return { file: source.file, value: source.value, pointer };
      },
      place: linked.place,
      text: linked.text,
    };
  }
}

/** Reading on after one of these problems might never end. */
const isEndless: ReadonlySet<string> = new Set([
  "ref-circular",
  "refs-multiply",
  "nesting-too-deep",
]);

/**
 * Reads and parses one YAML or JSON file that a person named; throws a DiagnosticError if that
 * fails.
 */
export async function readSource(
  path: string,
  referrer?: Place,
  options: LoadOptions = {},
): Promise<Source> {
  return openDocumentAccess(path, options).read(path, referrer);
}

/**
 * One hash for all files, independent of the order in which they were found, and for the changes
 * that are made to them.
 */
function hashOf(
  files: readonly Source[],
  overlays: readonly Source[],
  filter: Filter | undefined,
): string {
  const lines = files.map(({ hash }) => hash).sort();
  lines.push(...overlays.map(({ hash }) => `overlay ${hash}`));
  if (filter) lines.push(`filter ${JSON.stringify(filter)}`);
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

function dialectOrThrow(root: Source): Dialect {
  const dialect = dialectOf(root.value);
  if (typeof dialect !== "string") return dialect;
  const field = isFormer(root.value) ? "swagger" : "openapi";
  throw new DiagnosticError([diagnose("not-openapi", { found: dialect }, root.place([field]))]);
}

function isFormer(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "swagger");
}

/** The warning for a document that declares another version than the document that refers to it. */
function strangerIn(source: Source, dialect: Dialect, place: Place): Diagnostic[] {
  const own = dialectOf(source.value);
  if (typeof own === "string" || own === dialect) return [];
  const args = { file: source.file, own: own.name, read: dialect.name };
  return [diagnose("ref-version", args, place)];
}
