import { createHost, ts as own, type ProjectFiles, withinStack } from "../../uses/index.js";
import type { Compile, RawError } from "./compile.js";
import { OverlaidDisk, type Overlay } from "./swap.js";

/** Asks a compiler by its API. Files that both programs have are read and parsed once. */
export function compileInMemory(ts: typeof own, { programs: all, client }: ProjectFiles): Compile {
  const parsed = new Map<string, own.SourceFile | undefined>();
  const isOwn = ts === own;
  const programs = (
    overlay: Overlay,
    roots?: readonly string[],
    extra: ReadonlyMap<string, string> = new Map(),
  ): own.Program[] => {
    const disk = new OverlaidDisk(new Map([...overlay, ...extra]));
    return all.slice(0, roots ? 1 : undefined).map(({ config }) => {
      const read = ts.getParsedCommandLineOfConfigFile(config, {}, hostOf(ts));
      const options = settingsOf(ts, read?.options ?? {}, isOwn);
      const host = overlaid(ts, options, disk, parsed, isOwn);
      const { projectReferences } = read ?? {};
      const rootNames =
        roots ?? (read?.fileNames ?? []).filter((path) => disk.textOf(path) !== null);
      return ts.createProgram({
        ...{ rootNames, options, host },
        ...(projectReferences && { projectReferences }),
      });
    });
  };
  /** Whether it is a file that only the new client has. */
  const isNew = (path: string) => client.roots.some((root) => path.startsWith(`${root}/`));
  return {
    errors: (overlay, among) =>
      distinct(
        programs(overlay).flatMap((program, _, all) =>
          callersOf(program)
            .filter(({ fileName }) => !client.files.has(fileName) && !isNew(fileName))
            .filter(({ fileName }) => isItsOwn(program, fileName, all))
            .filter(({ fileName }) => !among || among.has(fileName))
            .flatMap((file) => withinStack(file.fileName, () => errorsIn(ts, program, file))),
        ),
      ),
    witnesses: (overlay, files) => {
      const [program] = programs(overlay, [...files.keys()], files);
      const good = [...files.keys()].filter((path) => {
        const file = program?.getSourceFile(path);
        return file && program && errorsIn(ts, program, file).length === 0;
      });
      return new Set(good);
    },
  };
}

/** The language's own declarations, parsed once for all runs of a process. */
const libraries = new Map<string, own.SourceFile | undefined>();

const hostOf = (ts: typeof own): own.ParseConfigFileHost => ({
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: () => {},
});

/** The caller's settings; nothing is written, and declarations of packages are not its code. */
function settingsOf(
  ts: typeof own,
  options: own.CompilerOptions,
  isOwn: boolean,
): own.CompilerOptions {
  const { incremental: _, tsBuildInfoFile: __, ...rest } = options;
  return {
    ...rest,
    composite: false,
    noEmit: true,
    skipLibCheck: true,
    ...(isOwn && { ignoreDeprecations: "6.0" }),
    ...(options.allowImportingTsExtensions === undefined &&
      ts.version.startsWith("4.") && { allowImportingTsExtensions: false }),
  };
}

function overlaid(
  ts: typeof own,
  options: own.CompilerOptions,
  disk: OverlaidDisk,
  parsed: Map<string, own.SourceFile | undefined>,
  isOwn: boolean,
): own.CompilerHost {
  const host = isOwn ? createHost(options) : ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile, directoryExists, realpath } = host;
  return Object.assign(host, {
    useSourceOfProjectReferenceRedirect: () => true,
    jsDocParsingMode: ts.JSDocParsingMode?.ParseForTypeErrors,
    fileExists: (path: string) => {
      const text = disk.textOf(path);
      return text === undefined ? fileExists(path) : text !== null;
    },
    readFile: (path: string) => {
      const text = disk.textOf(path);
      return text === undefined ? readFile(path) : (text ?? undefined);
    },
    directoryExists: (path: string) => disk.hasFolder(path) || directoryExists?.(path) !== false,
    realpath: (path: string) =>
      disk.textOf(path) === undefined ? (realpath?.(path) ?? path) : disk.realpath(path),
    getSourceFile: (
      path: string,
      settings: own.ScriptTarget | own.CreateSourceFileOptions,
      ...more: []
    ) => {
      const text = disk.textOf(path);
      if (text === null) return undefined;
      if (text !== undefined) return ts.createSourceFile(path, text, settings);
      const key = `${JSON.stringify(settings)} ${path}`;
      const known = /\/node_modules\/typescript\/lib\/lib\.[^/]*$/.test(path) ? libraries : parsed;
      if (!known.has(key)) known.set(key, getSourceFile(path, settings, ...more));
      return known.get(key);
    },
  });
}

/** A project that refers to another has its files too; each is checked with its own settings. */
function isItsOwn(program: own.Program, path: string, all: readonly own.Program[]): boolean {
  return all.length === 1 || ownerOf(path, all) === program;
}

const owners = new WeakMap<readonly own.Program[], Map<string, own.Program>>();

function ownerOf(path: string, all: readonly own.Program[]): own.Program | undefined {
  let known = owners.get(all);
  if (!known) {
    known = new Map();
    for (const program of [...all].reverse()) {
      for (const { fileName } of program.getSourceFiles())
        if (!known.has(fileName)) known.set(fileName, program);
    }
    for (const program of [...all].reverse())
      for (const root of program.getRootFileNames()) known.set(root, program);
    owners.set(all, known);
  }
  return known.get(path);
}

function callersOf(program: own.Program): readonly own.SourceFile[] {
  return program
    .getSourceFiles()
    .filter(
      (file) =>
        !file.isDeclarationFile &&
        !program.isSourceFileFromExternalLibrary(file) &&
        !file.fileName.endsWith(".json"),
    );
}

function errorsIn(ts: typeof own, program: own.Program, file: own.SourceFile): RawError[] {
  return program.getSemanticDiagnostics(file).flatMap(({ start, code, category, messageText }) => {
    if (start === undefined || category !== ts.DiagnosticCategory.Error) return [];
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    const place = { file: file.fileName, line: line + 1, column: character + 1 };
    return [{ ...place, path: file.fileName, code: `TS${code}`, message }];
  });
}

/** Projects may share files. */
function distinct(errors: readonly RawError[]): RawError[] {
  const found = new Map<string, RawError>();
  for (const error of errors) {
    const key = `${error.path}:${error.line}:${error.column}:${error.code}`;
    if (!found.has(key)) found.set(key, error);
  }
  return [...found.values()];
}
