import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { options } from "./must-not-compile/options.js";
import { requests } from "./must-not-compile/requests.js";
import { results } from "./must-not-compile/results.js";
import type { Snippet } from "./must-not-compile/snippet.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const generated = join(root, "generated");

const snippets: readonly Snippet[] = [...options, ...requests, ...results];
const fileOf = (snippet: Snippet) =>
  join(root, "test/compiler/must-not-compile", `${snippets.indexOf(snippet)}.snippet.ts`);
const codes = new Map(snippets.map((snippet) => [fileOf(snippet), `${snippet.code}\nexport {};`]));

const program = createProgram();
/** The client's own files, by their path below generated/. */
const files = program
  .getSourceFiles()
  .filter(({ fileName }) => !relative(generated, fileName).startsWith(".."))
  .map((file) => ({ name: relative(generated, file.fileName).replaceAll("\\", "/"), file }));

/** All snippets and the whole client at once, under the settings of the repository. */
function createProgram(): ts.Program {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: ["generated"] },
    ts.sys,
    root,
  );
  const settings = { ...options, noEmit: false, declaration: true, noUnusedLocals: false };
  const host = ts.createCompilerHost(settings);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => codes.has(file) || fileExists(file);
  host.readFile = (file) => codes.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const code = codes.get(file);
    return code === undefined
      ? getSourceFile(file, ...rest)
      : ts.createSourceFile(file, code, rest[0], true);
  };
  const client = ts.sys.readDirectory(generated, [".ts"]);
  return ts.createProgram([...client, ...codes.keys()], settings, host);
}

function errorsOf(fileName: string) {
  const file = program.getSourceFile(fileName);
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    ({ code, start = 0, messageText }) => ({
      code,
      line: (file?.getLineAndCharacterOfPosition(start).line ?? -1) + 1,
      text: ts.flattenDiagnosticMessageText(messageText, "\n"),
    }),
  );
}

/** What the type checker says of the snippet, in a form that shows the reason when a test fails. */
function verdict(snippet: Snippet) {
  return errorsOf(fileOf(snippet)).map(({ code, line, text }) => ({ code, line, text }));
}

test("the client itself compiles", () => {
  expect(files.length).toBeGreaterThan(25);
  expect(files.flatMap(({ file }) => errorsOf(file.fileName))).toEqual([]);
});

describe("does not compile", () => {
  test.each(
    snippets
      .filter(({ error }) => error !== undefined)
      .map((snippet) => [snippet.name, snippet] as const),
  )("%s", (_, snippet) => {
    const lastLine = snippet.code.split("\n").length;
    expect(verdict(snippet)).toEqual([
      { code: snippet.error, line: lastLine, text: expect.any(String) },
    ]);
  });
});

describe("compiles", () => {
  test.each(
    snippets
      .filter(({ error }) => error === undefined)
      .map((snippet) => [snippet.name, snippet] as const),
  )("%s", (_, snippet) => {
    expect(verdict(snippet)).toEqual([]);
  });
});

describe("the client stands alone", () => {
  /** The modules that a text imports, in type positions too. */
  const importsOf = (text: string) =>
    ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);

  test("no file imports a package, except one of the entry `fetch`", () => {
    const bare = files.flatMap(({ name, file }) =>
      importsOf(file.text)
        .filter((module) => !module.startsWith("."))
        .map((module) => `${name} imports ${module}`),
    );
    expect(bare).toEqual(["runtime/fetch/client.ts imports openapi-fetch"]);
  });

  test("every other import leads to a file of the client", () => {
    const known = new Set(files.map(({ name }) => name));
    for (const { name, file } of files) {
      for (const module of importsOf(file.text).filter((each) => each.startsWith("."))) {
        const target = join(dirname(name), module).replaceAll("\\", "/").replace(/\.js$/, ".ts");
        expect(known, `${name} imports ${module}`).toContain(target);
      }
    }
  });

  test("no declaration of the client leads to a package, except that of one entry", () => {
    const declarations = files.map(({ name, file }) => {
      let text = "";
      const write: ts.WriteFileCallback = (_, content) => {
        text = content;
      };
      program.emit(file, write, undefined, true);
      return { name, text };
    });
    expect(declarations.filter(({ text }) => text === "")).toEqual([]);
    const leading = declarations.filter(({ text }) =>
      importsOf(text).some((module) => !module.startsWith(".")),
    );
    expect(leading.map(({ name }) => name)).toEqual(["runtime/fetch/client.ts"]);
  });

  test("no exported type comes from elsewhere", () => {
    const checker = program.getTypeChecker();
    const index = program.getSourceFile(join(generated, "index.ts")) as ts.SourceFile;
    const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(index) as ts.Symbol);
    expect(exported.length).toBeGreaterThan(63 * 4);
    const origins = exported.flatMap((symbol) => {
      const target =
        symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return (target.declarations ?? []).map((each) => each.getSourceFile().fileName);
    });
    expect(origins.filter((file) => relative(generated, file).startsWith(".."))).toEqual([]);
  });

  test("the package requires what that entry needs, and nothing else", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      dependencies?: Record<string, string>;
    };
    expect(Object.keys(manifest.dependencies ?? {})).toEqual(["openapi-fetch"]);
  });
});
