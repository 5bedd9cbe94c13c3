import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { ClientFields } from "../../generator/config-fields.js";
import {
  type Diagnostic,
  DiagnosticError,
  formatDiagnostic,
} from "../../generator/diagnostics/index.js";
import { type GenerateReport, generate } from "../../generator/generate/generate.js";
import { loadSpec, type Spec } from "../../generator/load/index.js";
import { type Built, buildApi } from "../../generator/model/index.js";
import { repository } from "./repository.js";

/** Files by their path below a folder, forward slashes. */
export type Files = Readonly<Record<string, string>>;

export { repository };

// Below the repository, so that programs of tests find openapi-fetch; below node_modules, so that git does not see it.
const cache = join(repository, "node_modules/.cache");
let root: string | undefined;
const others: string[] = [];

/** A new folder that holds these files; it is removed when the test file ends. */
export function makeFolder(files: Files = {}): string {
  mkdirSync(cache, { recursive: true });
  root ??= mkdtempSync(join(cache, "generator-"));
  const folder = mkdtempSync(join(root, "test-"));
  writeFiles(folder, files);
  return folder;
}

/** Has a folder that stands elsewhere removed when the test file ends. */
export function removeAtEnd(folder: string): void {
  others.push(folder);
}

/** Removes what a test file has made; `test/support/setup.ts` calls it when one ends. */
export function removeFolders(): void {
  for (const folder of [...others.splice(0), ...(root === undefined ? [] : [root])]) {
    rmSync(folder, { recursive: true, force: true });
  }
  root = undefined;
}

export function writeFiles(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Every file of a folder with its text. */
export function readFiles(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(folder, path).replaceAll("\\", "/"), readFileSync(path, "utf8")]),
  );
}

/** A document with one operation at `/things`, for tests that are about one part of it. */
export function specOf(parts: Readonly<Record<string, unknown>>): string {
  const document = {
    openapi: "3.1.0",
    info: { title: "Things", version: "1" },
    paths: { "/things": { get: { operationId: "listThings", responses: { 204: {} } } } },
    ...parts,
  };
  return JSON.stringify(document);
}

/** A document with these operations, `"GET /things": {…}`. */
export function specWith(
  operations: Readonly<Record<string, object>>,
  parts: Readonly<Record<string, unknown>> = {},
): string {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [key, operation] of Object.entries(operations)) {
    const space = key.indexOf(" ");
    const path = key.slice(space + 1);
    paths[path] ??= {};
    paths[path][key.slice(0, space).toLowerCase()] = { responses: { 204: {} }, ...operation };
  }
  return specOf({ paths, ...parts });
}

function toFiles(spec: string | Files): Files {
  return typeof spec === "string" ? { "openapi.yaml": spec } : spec;
}

/** Loads a spec; its first file is the entry, and places are relative to its folder. */
export async function load(spec: string | Files): Promise<Spec> {
  const files = toFiles(spec);
  const folder = makeFolder(files);
  const [entry = ""] = Object.keys(files);
  return loadSpec(join(folder, entry));
}

export async function model(spec: string | Files, name?: string): Promise<Built> {
  return buildApi(await load(spec), { name });
}

export interface Output {
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
  readonly report: GenerateReport;
}

/** Every output of ours, each with all that it can make. */
export const allOutputs: NonNullable<ClientFields["outputs"]> = {
  paths: true,
  enums: { inner: true },
  fetch: true,
  schemas: { validators: true },
  observe: true,
  msw: { items: 1 },
};

/**
 * Generates the client of a spec into a folder of its own; `client` and `outputs` are those of a
 * config file.
 */
export async function generateInto(
  spec: string | Files,
  folder = join(makeFolder(), "out"),
  client?: ClientFields["client"],
  outputs?: ClientFields["outputs"],
): Promise<Output> {
  const files = toFiles(spec);
  const [entry = ""] = Object.keys(files);
  const input = { spec: join(makeFolder(files), entry), output: folder };
  const settings = JSON.stringify({ client, outputs });
  const config = (client || outputs) && {
    config: join(makeFolder({ "config.json": settings }), "config.json"),
  };
  const report = await generate({ ...input, ...config });
  return { folder, files: readFiles(folder), report };
}

/** The diagnostics that an action ends with; any other error stays one, and so does success. */
export async function diagnosticsOf(action: Promise<unknown>): Promise<readonly Diagnostic[]> {
  try {
    await action;
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
  throw new Error("expected a DiagnosticError, but nothing was thrown");
}

/** `code at file:line:column`, the file's temporary folder left out. */
export function placed({ code, place }: Diagnostic): string {
  if (!place) return code;
  return `${code} at ${withoutFolder(place.file)}:${place.line}:${place.column}`;
}

/** Text of a message or path without the name of the temporary folder. */
export function withoutFolder(text: string): string {
  return text.replaceAll(/\S*node_modules\/\.cache\/generator-\w+\/test-\w+\//g, "");
}

export function codesOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code }) => code);
}

export function format(diagnostics: readonly Diagnostic[]): string {
  return withoutFolder(diagnostics.map((each) => formatDiagnostic(each)).join("\n"));
}
