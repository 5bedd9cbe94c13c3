import { createHash } from "node:crypto";
import { dirname, join, posix, relative } from "node:path";
import ts from "typescript";
import type { Files } from "./generator.js";
import { repository } from "./repository.js";

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

/** Where the outputs seem to be. */
const compiled = `${repository}compiled`;

/** Parsed once for all programs of a process: the language's own declarations are most of the work. */
const libraries = new Map<string, ts.SourceFile>();

/** What was parsed last for a path; another program may have the same text there. */
const sources = new Map<string, { readonly key: string; readonly file: ts.SourceFile }>();

function parse(path: string, text: string, target: ts.CreateSourceFileOptions): ts.SourceFile {
  const key = `${target.languageVersion} ${target.impliedNodeFormat}\0${text}`;
  const known = sources.get(path);
  if (known?.key === key) return known.file;
  const file = ts.createSourceFile(path, text, target, true);
  sources.set(path, { key, file });
  return file;
}

/** Files of runtimes, by `stateOf`, of which the compiler had nothing to say. */
const flawless = new Set<string>();

/**
 * What the compiler says of several outputs, all in one program; an empty list if nothing. They are
 * compiled as if they stood beside the repository's own folders, because the compiler is lenient
 * with what it finds below node_modules.
 *
 * @param withLibraries whether the declarations of the language and of packages are checked, too
 */
export function compile(
  outputs: Readonly<Record<string, Files>>,
  other: ts.CompilerOptions = {},
  withLibraries = false,
): string[] {
  const texts = new Map<string, string>();
  const options = { ...compilerOptions, ...other };
  const settings = JSON.stringify(options);
  /** The state of each file of a runtime; undefined for one that is another's by another name. */
  const ofRuntime = new Map<string, string | undefined>();
  const [shared] = Object.entries(outputs);
  for (const [name, files] of Object.entries(outputs)) {
    for (const [path, text] of Object.entries(files)) {
      if (!path.endsWith(".ts")) continue;
      const at = `${compiled}/${name}/${path}`;
      const isRuntime = path.startsWith("runtime/");
      // Every output holds the same runtime; checking it once is enough.
      const isKnown = shared?.[0] !== name && isRuntime && shared?.[1][path] === text;
      const up = "../".repeat(path.split("/").length);
      const known = `export * from "${up}${shared?.[0]}/${path.replace(/(?:\.d)?\.ts$/, ".js")}";\n`;
      texts.set(at, isKnown ? known : text);
      if (isRuntime) ofRuntime.set(at, isKnown ? undefined : stateOf(path, files, settings));
    }
  }
  texts.set(`${compiled}/package.json`, '{ "type": "module" }');
  const host = ts.createCompilerHost(options);
  const readLibrary = libraryReader(host);
  Object.assign(host, {
    fileExists: (path: string) => texts.has(path) || ts.sys.fileExists(path),
    readFile: (path: string) => texts.get(path) ?? ts.sys.readFile(path),
    directoryExists: (path: string) => path.startsWith(compiled) || ts.sys.directoryExists(path),
    getSourceFile: (path: string, target: ts.CreateSourceFileOptions) => {
      const text = texts.get(path);
      return text === undefined ? readLibrary(path, target) : parse(path, text, target);
    },
  } satisfies Partial<ts.CompilerHost>);
  const rootNames = [...texts.keys()].filter((path) => path.endsWith(".ts"));
  const program = ts.createProgram({ rootNames, options, host });
  const proved = new Set(
    [...ofRuntime].flatMap(([at, state]) =>
      state === undefined || flawless.has(state) ? [at] : [],
    ),
  );
  const found = withLibraries ? ts.getPreEmitDiagnostics(program) : diagnosticsBut(program, proved);
  if (!found.some(({ file }) => file === undefined || ofRuntime.has(file.fileName))) {
    for (const state of ofRuntime.values()) if (state !== undefined) flawless.add(state);
  }
  return found.map(({ file, start, messageText }) => {
    const { line } = file ? file.getLineAndCharacterOfPosition(start ?? 0) : { line: 0 };
    const where = file ? relative(compiled, file.fileName) : "";
    const source = file?.text.split("\n")[line]?.slice(0, 200) ?? "";
    return `${where}:${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}\n  ${source}`;
  });
}

/**
 * All that what the compiler says of a file of a runtime depends on: its text, that of the files
 * that it imports, which are of the runtime too, and the settings. It is the same for most clients.
 */
function stateOf(path: string, files: Files, settings: string): string {
  const parts = new Set([path]);
  const hash = createHash("sha256").update(settings);
  // A set also gives what is added to it while it is read.
  for (const part of parts) {
    const text = files[part];
    hash.update(`\0${part}\0${text}`);
    for (const name of importsOf(text ?? "")) parts.add(posix.join(posix.dirname(part), name));
  }
  return hash.digest("hex");
}

const imports = new Map<string, readonly string[]>();

/** The relative imports of a text, as names of TypeScript files. */
function importsOf(text: string): readonly string[] {
  const known =
    imports.get(text) ??
    ts
      .preProcessFile(text, true, true)
      .importedFiles.map(({ fileName }) => fileName.replace(/\.js$/, ".ts"))
      .filter((name) => name.startsWith("."));
  imports.set(text, known);
  return known;
}

/** Reads what no program changes. */
function libraryReader(host: ts.CompilerHost) {
  const readSourceFile = host.getSourceFile;
  return (path: string, target: ts.CreateSourceFileOptions): ts.SourceFile | undefined => {
    const known = libraries.get(path) ?? readSourceFile(path, target);
    if (known) libraries.set(path, known);
    return known;
  };
}

/**
 * What `tsc` prints for files on the disk, and writes if the options say so, without its process:
 * packages are looked for where the files are.
 *
 * @param options as a `tsconfig.json` has them; paths are relative to `base`
 * @param paths files, relative to `base`; of a folder, all `.ts` files below it
 * @param isAlone whether only these files are checked, and not what they import
 */
export function compileFiles(
  base: string,
  options: object,
  paths: readonly string[],
  isAlone = false,
): string {
  const parsed = ts.convertCompilerOptionsFromJson(options, base);
  const host = ts.createCompilerHost(parsed.options);
  const own = dirname(ts.getDefaultLibFilePath(parsed.options));
  const readLibrary = libraryReader(host);
  Object.assign(host, {
    getCurrentDirectory: () => base,
    getSourceFile: (path: string, target: ts.CreateSourceFileOptions) => {
      if (path.startsWith(own)) return readLibrary(path, target);
      const text = ts.sys.readFile(path);
      return text === undefined ? undefined : parse(path, text, target);
    },
  } satisfies Partial<ts.CompilerHost>);
  const rootNames = paths.flatMap((path) =>
    /\.[jt]sx?$/.test(path) ? join(base, path) : ts.sys.readDirectory(join(base, path), [".ts"]),
  );
  const program = ts.createProgram({ rootNames, options: parsed.options, host });
  const all = rootNames.flatMap((path) => program.getSourceFile(path) ?? []);
  const found = [
    ...parsed.errors,
    ...(isAlone
      ? [
          ...program.getOptionsDiagnostics(),
          ...all.flatMap((file) => ts.getPreEmitDiagnostics(program, file)),
        ]
      : ts.getPreEmitDiagnostics(program)),
    ...(parsed.options.noEmit ? [] : program.emit().diagnostics),
  ];
  return ts.formatDiagnostics(found, host);
}

/** As `ts.getPreEmitDiagnostics`, but for these files, and for the types of those of libraries. */
function diagnosticsBut(program: ts.Program, proved: ReadonlySet<string>): ts.Diagnostic[] {
  const { declaration, skipLibCheck } = program.getCompilerOptions();
  const files = program
    .getSourceFiles()
    .filter(({ isDeclarationFile, fileName }) =>
      isDeclarationFile
        ? !skipLibCheck && fileName.startsWith(`${compiled}/`) && !proved.has(fileName)
        : !proved.has(fileName),
    );
  const found = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...files.flatMap((file) => program.getSemanticDiagnostics(file)),
    ...program.getGlobalDiagnostics(),
    ...(declaration ? files.flatMap((file) => program.getDeclarationDiagnostics(file)) : []),
  ];
  return [...ts.sortAndDeduplicateDiagnostics(found)];
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
