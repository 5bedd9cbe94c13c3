import ts from "typescript";

export interface CompileError {
  readonly file: string;
  /** Line in the file, starting at 0. */
  readonly line: number;
  readonly message: string;
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Nothing is read from this folder; it only must not exist. */
const root = "/tether-proof";

/** No comment changes a type, and a client has many. */
const jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
const parseOptions = { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode };

/** A file of the program, parsed. */
export type ParsedFile = ts.SourceFile;

export function parseFile(path: string, text: string): ParsedFile {
  return ts.createSourceFile(`${root}/${path}`, text, parseOptions);
}

/** Parsed once: the language's own declarations are most of the work. */
const libraries = new Map<string, ts.SourceFile | undefined>();

/**
 * TypeScript's errors in some files of a program that only exists in memory.
 *
 * @param files text by path, or what `parseFile` made of it
 * @param checked the paths of the files whose errors are returned
 */
export function compileErrors(
  files: ReadonlyMap<string, string | ParsedFile>,
  checked: readonly string[],
): CompileError[] {
  const texts = new Map([...files].map(([path, text]) => [`${root}/${path}`, text]));
  const folders = new Set([...texts.keys()].map((path) => path.slice(0, path.lastIndexOf("/"))));
  const host = ts.createCompilerHost(options);
  const readSourceFile = host.getSourceFile;
  const own = ts.getDefaultLibFilePath(options).replace(/[^\\/]*$/, "");
  Object.assign(host, {
    jsDocParsingMode,
    fileExists: (path: string) => texts.has(path),
    // On the disk, the compiler only sees its own declarations.
    readFile: (path: string) =>
      texts.has(path) || !path.startsWith(own) ? undefined : ts.sys.readFile(path),
    directoryExists: (path: string) => folders.has(path),
    getDirectories: () => [],
    realpath: (path: string) => path,
    getSourceFile: (path: string, target: ts.CreateSourceFileOptions) => {
      const file = texts.get(path);
      if (file !== undefined)
        return typeof file === "string"
          ? ts.createSourceFile(path, file, { ...target, ...parseOptions })
          : file;
      if (!libraries.has(path)) libraries.set(path, readSourceFile(path, target));
      return libraries.get(path);
    },
  } satisfies Partial<ts.CompilerHost>);
  const rootNames = checked.map((path) => `${root}/${path}`);
  const program = ts.createProgram({ rootNames, options, host });
  return checked.flatMap((file, index) => {
    const source = program.getSourceFile(rootNames[index] ?? "");
    if (!source) throw new Error(`the compiler does not know ${file}`);
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map(({ start = 0, messageText }) => ({
      file,
      line: source.getLineAndCharacterOfPosition(start).line,
      message: ts
        .flattenDiagnosticMessageText(messageText, "\n")
        .replaceAll(`${root}/${file.slice(0, file.lastIndexOf("/") + 1)}`, ""),
    }));
  });
}
