import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import type { ClientFields } from "../../generator/config-fields.js";
import {
  type Diagnostic,
  DiagnosticError,
  formatDiagnostic,
} from "../../generator/diagnostics/index.js";
import { type GenerateReport, generate } from "../../generator/generate.js";
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
  schemas: true,
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

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  types: ["node"],
  module: ts.ModuleKind.NodeNext,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  declaration: true,
  isolatedDeclarations: true,
  erasableSyntaxOnly: true,
  // The declarations of the language and of Node are not ours, and checking them takes longer than all
  // of a client. That a client compiles where they are checked is shown once, in signatures.test.ts.
  skipLibCheck: true,
  noEmit: true,
};

/** Parsed once for all programs of a test file: the language's own declarations are most of the work. */
const libraries = new Map<string, ts.SourceFile>();

/**
 * What the compiler says of several outputs, all in one program; an empty list if nothing. They are
 * compiled as if they stood beside the repository's own folders, because the compiler is lenient
 * with what it finds below node_modules.
 */
export function compile(
  outputs: Readonly<Record<string, Files>>,
  other: ts.CompilerOptions = {},
): string[] {
  const compiled = `${repository}compiled`;
  const texts = new Map<string, string>();
  const [shared] = Object.entries(outputs);
  for (const [name, files] of Object.entries(outputs)) {
    for (const [path, text] of Object.entries(files)) {
      if (!path.endsWith(".ts")) continue;
      // Every output holds the same runtime; checking it once is enough.
      const isKnown =
        shared?.[0] !== name && path.startsWith("runtime/") && shared?.[1][path] === text;
      const up = "../".repeat(path.split("/").length);
      const known = `export * from "${up}${shared?.[0]}/${path.replace(/ts$/, "js")}";\n`;
      texts.set(`${compiled}/${name}/${path}`, isKnown ? known : text);
    }
  }
  texts.set(`${compiled}/package.json`, '{ "type": "module" }');
  const options = { ...compilerOptions, ...other };
  const host = ts.createCompilerHost(options);
  const readSourceFile = host.getSourceFile;
  Object.assign(host, {
    fileExists: (path: string) => texts.has(path) || ts.sys.fileExists(path),
    readFile: (path: string) => texts.get(path) ?? ts.sys.readFile(path),
    directoryExists: (path: string) => path.startsWith(compiled) || ts.sys.directoryExists(path),
    getSourceFile: (path: string, target: ts.CreateSourceFileOptions) => {
      const text = texts.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, target, true);
      const known = libraries.get(path) ?? readSourceFile(path, target);
      if (known) libraries.set(path, known);
      return known;
    },
  } satisfies Partial<ts.CompilerHost>);
  const rootNames = [...texts.keys()].filter((path) => path.endsWith(".ts"));
  const program = ts.createProgram({ rootNames, options, host });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const { line } = file ? file.getLineAndCharacterOfPosition(start ?? 0) : { line: 0 };
    const where = file ? relative(compiled, file.fileName) : "";
    const source = file?.text.split("\n")[line]?.slice(0, 200) ?? "";
    return `${where}:${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}\n  ${source}`;
  });
}

/** The places where a file uses the type `any`, comments and strings left aside. */
export function usesOfAny(path: string, text: string): string[] {
  // Every client has the same runtime.
  const known = linesWithAny.get(text) ?? findAny(path, text);
  linesWithAny.set(text, known);
  return known.map((line) => `${path}:${line}`);
}

const linesWithAny = new Map<string, readonly number[]>();

function findAny(path: string, text: string): readonly number[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(line + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
