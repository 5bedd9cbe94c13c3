import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What no snippet changes, parsed once for all programs of a test file. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * Compiles snippets, each a module of its own, under this repository's flags; the file names of the
 * map are made up. Returns the errors of each, as `line: TS1234 message`.
 */
export function compileSnippets(snippets: ReadonlyMap<string, string>): Map<string, string[]> {
  const configFile = join(root, "tsconfig.json");
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(configFile, ts.sys.readFile).config,
    ts.sys,
    root,
    {
      noUnusedLocals: false,
      paths: {
        "cofactr-platform-client": ["./generated/index.ts"],
        "cofactr-platform-client/types": ["./generated/types.ts"],
        "cofactr-platform-client/paths": ["./generated/paths.ts"],
        "cofactr-platform-client/fetch": ["./generated/fetch.ts"],
        "cofactr-platform-client/testing": ["./generated/testing.ts"],
        "cofactr-platform-client/node": ["./generated/node.ts"],
        "spec-tether": ["./generator/index.ts"],
      },
    },
    configFile,
  );
  const files = new Map([...snippets].map(([name, text]) => [join(root, "test", name), text]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, ...rest) => {
    if (files.has(path)) return getSourceFile(path, ...rest);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, ...rest));
    return parsed.get(path);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return new Map(
    [...snippets.keys()].map((name) => {
      const source = program.getSourceFile(join(root, "test", name));
      const found = [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ];
      return [
        name,
        found.map(({ code, messageText, start = 0 }) => {
          const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
          return `${line}: TS${code} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
        }),
      ];
    }),
  );
}
