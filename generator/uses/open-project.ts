import { existsSync, statSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { createHost, ts } from "./compiler.js";
import { specifiersIn } from "./imports.js";

/** A project of TypeScript or JavaScript, with those that it refers to. */
export interface OpenedProject {
  /** Its tsconfig.json, absolute. */
  readonly file: string;
  readonly folder: string;
  /** Of the project itself and of each one that it refers to. */
  readonly programs: readonly ts.Program[];
  /** The tsconfig.json of each program, absolute. */
  readonly configs: readonly string[];
  /** Files in languages that the compiler does not read, absolute. */
  readonly notAnalysed: readonly string[];
}

/** A larger file was not written by a person, and takes the compiler longer than all others. */
const maxFileSize = 4 * 1024 * 1024;

/** Throws a DiagnosticError if the project cannot be analysed. */
export function openProject(path: string): OpenedProject {
  const given = resolve(path);
  const isFolder = existsSync(given) && statSync(given).isDirectory();
  const file = isFolder ? join(given, "tsconfig.json") : given;
  if (!existsSync(file)) throw failure(diagnose("uses-project-missing", { file }));
  const configs = configsFrom(file);
  if (configs.every(({ fileNames }) => fileNames.length === 0)) {
    throw failure(diagnose("uses-project-empty", { file }));
  }
  for (const { fileNames } of configs) refuseLarge(fileNames);
  const own = configs.filter(({ fileNames }) => fileNames.length > 0);
  const notAnalysed = [...new Set(configs.flatMap(otherLanguagesOf))].sort();
  return {
    ...{ file, folder: dirname(file), notAnalysed },
    programs: own.map(createProgram),
    configs: own.map((config) => config.file),
  };
}

interface Config extends ts.ParsedCommandLine {
  readonly file: string;
}

/** The project's settings, and those of each project that it refers to, once. */
function configsFrom(file: string): Config[] {
  const found = new Map<string, Config>();
  const open = [file];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (found.has(next)) continue;
    const config = readConfig(next);
    found.set(next, config);
    open.push(...(config.projectReferences ?? []).map(ts.resolveProjectReferencePath));
  }
  return [...found.values()];
}

/** What TypeScript says of settings that only other versions than ours know, or of no files at all. */
const harmless = new Set([18002, 18003, 5023, 5024, 5025, 6046]);

function readConfig(file: string): Config {
  if (!existsSync(file)) throw failure(diagnose("uses-project-missing", { file }));
  // The compiler goes on with what it could read, and keeps what it could not to itself.
  const { error } = ts.readConfigFile(file, ts.sys.readFile);
  const problems: ts.Diagnostic[] = error ? [error] : [];
  const parsed = ts.getParsedCommandLineOfConfigFile(
    file,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => problems.push(problem) },
  );
  const [first] = [...problems, ...(parsed?.errors ?? [])].filter(
    ({ code, category }) => category === ts.DiagnosticCategory.Error && !harmless.has(code),
  );
  if (first || !parsed) throw failure(broken("uses-project-broken", file, first));
  const options = settingsOf(parsed.options, dirname(file));
  return { ...parsed, options, file };
}

/** The settings as the caller's own compiler takes them: version 6 changed what is the default. */
function settingsOf(options: ts.CompilerOptions, folder: string): ts.CompilerOptions {
  const before6 = versionOf("typescript", folder) < 6;
  return {
    ...options,
    ...(before6 && { strict: options.strict ?? false, types: options.types ?? ["*"] }),
    noEmit: true,
    ignoreDeprecations: "6.0",
    skipLibCheck: true,
  };
}

/** The major version of a package that a folder resolves; infinity if there is none. */
function versionOf(name: string, folder: string): number {
  try {
    const { version } = createRequire(join(folder, "x.js"))(`${name}/package.json`);
    return Number.parseInt(version, 10);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function createProgram({ fileNames, options, projectReferences }: Config): ts.Program {
  return ts.createProgram({
    rootNames: fileNames,
    options,
    ...(projectReferences && { projectReferences }),
    host: createHost(options),
  });
}

function refuseLarge(files: readonly string[]): void {
  for (const file of files) {
    if (/\.d\.[cm]?ts$|\.json$/.test(file)) continue;
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > maxFileSize)
      throw failure(diagnose("uses-file-too-large", { file, size, limit: maxFileSize }));
  }
}

function otherLanguagesOf({ file, raw, options }: Config): string[] {
  const folder = dirname(file);
  const left = [...(raw?.exclude ?? []), "**/node_modules", "**/.*", "**/dist"];
  const outDir = options.outDir === undefined ? [] : [options.outDir];
  return ts.sys.readDirectory(
    folder,
    [".vue", ".svelte", ".astro"],
    [...left, ...outDir],
    ["**/*"],
  );
}

/** Throws if a caller's file cannot be parsed, or if what it imports was never installed. */
export function refuseUnreadable(
  program: ts.Program,
  callers: readonly ts.SourceFile[],
  folder: string,
): void {
  for (const file of callers) {
    const [first] = program.getSyntacticDiagnostics(file);
    if (first) throw failure(broken("uses-syntax", file.fileName, first));
    if (file.text.length > maxFileSize) {
      const { fileName } = file;
      const args = { file: fileName, size: file.text.length, limit: maxFileSize };
      throw failure(diagnose("uses-file-too-large", args));
    }
  }
  const missing = callers.flatMap((file) => unresolvedIn(program, file));
  const [first] = missing.filter(({ name }) => isPackage(name));
  if (first && !hasModules(folder)) {
    throw failure(diagnose("uses-modules-missing", { folder, name: first.name }));
  }
}

export interface UnresolvedImport {
  readonly name: string;
  readonly node: ts.Node;
}

/** The imports of a file that lead to no file. */
export function unresolvedIn(program: ts.Program, file: ts.SourceFile): UnresolvedImport[] {
  const checker = program.getTypeChecker();
  return specifiersIn(file).flatMap((node) => {
    const { text: name, parent } = node;
    // An import for its effects, such as of a stylesheet, has no symbol.
    if (ts.isImportDeclaration(parent) && !parent.importClause) return [];
    const isBuiltIn = name.startsWith("node:") || builtinModules.includes(name);
    if (isBuiltIn || /\.(?:css|s[ac]ss|less|svg|png|jpe?g|vue|svelte|astro)$/.test(name)) return [];
    return checker.getSymbolAtLocation(node) ? [] : [{ name, node }];
  });
}

const isPackage = (name: string) => !/^(?:\.|\/|[@~]\/|#)/.test(name);

function hasModules(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, "node_modules"))) return true;
    if (at === dirname(at)) return false;
    if (basename(at) === "node_modules") return true;
  }
}

function broken(
  code: "uses-project-broken" | "uses-syntax",
  path: string,
  found: ts.Diagnostic | undefined,
): Diagnostic {
  const why = found ? ts.flattenDiagnosticMessageText(found.messageText, " ") : "it cannot be read";
  const args = { file: found?.file?.fileName ?? path, why, version: ts.version };
  if (found?.file === undefined || found.start === undefined) return diagnose(code, args);
  const { line, character } = found.file.getLineAndCharacterOfPosition(found.start);
  return diagnose(code, args, { file: args.file, line: line + 1, column: character + 1 });
}

function failure(diagnostic: Diagnostic): DiagnosticError {
  return new DiagnosticError([diagnostic]);
}
