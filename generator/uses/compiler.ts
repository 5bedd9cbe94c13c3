import { createRequire } from "node:module";
import { ts } from "ts-morph";
import { withinStack } from "./within-stack.js";

/** The compiler that ts-morph brings along: the engine of this room. */
export { ts };

/** Where the engine looks for the declarations of the language; it has them in memory. */
const libraryFolder = "/node_modules/typescript/lib";

/**
 * A host that reads the disk, and the language's declarations from ts-morph, whose version they have:
 * those of another one may lack what the caller's `lib` names.
 */
export function createHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  const { fileExists, readFile, getSourceFile } = host;
  const textOf = (path: string) =>
    path.startsWith(`${libraryFolder}/`) ? libraries().get(path) : undefined;
  return Object.assign(host, {
    jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors,
    getDefaultLibLocation: () => libraryFolder,
    getDefaultLibFileName: (of: ts.CompilerOptions) =>
      `${libraryFolder}/${ts.getDefaultLibFileName(of)}`,
    fileExists: (path: string) => textOf(path) !== undefined || fileExists(path),
    readFile: (path: string) => textOf(path) ?? readFile(path),
    // Packages of a workspace are read as they are written, whether or not they are built.
    useSourceOfProjectReferenceRedirect: () => true,
    getSourceFile: (path: string, settings: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
      const text = textOf(path);
      if (text === undefined) return withinStack(path, () => getSourceFile(path, settings));
      const known = parsedLibraries.get(path) ?? ts.createSourceFile(path, text, settings, true);
      parsedLibraries.set(path, known);
      return known;
    },
  });
}

/** Parsed once for all programs of a process. */
const parsedLibraries = new Map<string, ts.SourceFile>();
let texts: ReadonlyMap<string, string> | undefined;

function libraries(): ReadonlyMap<string, string> {
  if (texts) return texts;
  const require = createRequire(import.meta.url);
  // Its own dependency, which not every package manager shows to others.
  const inner = createRequire(require.resolve("ts-morph"));
  const { getLibFiles } = inner("@ts-morph/common") as {
    getLibFiles(): readonly { readonly fileName: string; readonly text: string }[];
  };
  texts = new Map(
    getLibFiles().map(({ fileName, text }) => [`${libraryFolder}/${fileName}`, text] as const),
  );
  return texts;
}
