import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import { errorCode, makeFolder, readFileAt, reasonOf, trace, withLf } from "../disk/index.js";
import { typesOf } from "../generate/index.js";
import { describeDifference } from "../write/index.js";
import {
  allowEmptyFlag,
  command,
  type ExitCode,
  type FlagTable,
  type Terminal,
} from "./define-command.js";

/** Flags of openapi-typescript that are not supported, and what to use instead. */
const refused: Readonly<Record<string, string>> = {
  enum: "the types have no enums; the output `enums` of `generate` lists the values",
  "enum-values": "the output `enums` of `generate` lists the values, in enums.ts",
  "conditional-enums": "the output `enums` of `generate` lists the values, under their names",
  "dedupe-enums": "no enum is made; the output `enums` of `generate` lists the values",
  immutable:
    "write `Readonly<…>` where you accept a value; these types describe what goes over the wire",
  "read-write-markers":
    "requests already lack read-only properties, and responses lack write-only ones",
  redocly:
    "`npx spec-tether init` writes a config file, which can have several specs under `clients`, each with `outputs.paths.standalone`",
};

const flag = (help: string) => ({ type: "boolean", help }) as const;

/** Flags that are options of the output `paths`. */
const writings = {
  "export-type": { ...flag("export types instead of interfaces"), short: "t" },
  "path-params-as-types": flag("make paths template literal types"),
  "root-types": flag("export a type for each component: SchemaThing, ResponseError"),
  "root-types-no-schema-prefix": flag(
    "with --root-types: none for schemas, which are exported anyway",
  ),
  "root-types-keep-casing": flag("with --root-types: keep the case of the keys of schemas"),
  "make-paths-enum": flag("export an enum of all paths, ApiPaths"),
} as const;

/** Flags that change how the document is read. */
const readings = {
  alphabetize: flag("sort paths, components, properties and parameters by name"),
  "exclude-deprecated": flag("leave out what is deprecated"),
  "additional-properties": flag("treat objects as open unless their schema says otherwise"),
  "properties-required-by-default": flag(
    "treat properties as required where a schema has no `required` list",
  ),
  "array-length": flag("make tuples of arrays whose length is limited"),
} as const;

export const typesCommand = command({
  arguments: "SPEC",
  count: [1, 1],
  flags: {
    output: { type: "string", value: "FILE", short: "o", help: "the file (default: print it)" },
    "allow-empty": allowEmptyFlag,
    check: flag("write nothing; exit with 1 if the file is not what would be written"),
    ...writings,
    ...readings,
    "empty-objects-unknown": flag(
      "always on: an object without further keywords may contain anything",
    ),
    "generate-path-params": flag("always on: a name in braces is a parameter, declared or not"),
    "default-non-nullable": {
      type: "string",
      value: "false",
      values: ["false"],
      help: "always false: a `default` does not make a value required",
    },
    ...(Object.fromEntries(
      Object.keys(refused).map((name) => [
        name,
        {
          type: name === "redocly" ? "string" : "boolean",
          ...(name === "redocly" && { short: "c", value: "FILE" }),
          help: "not supported; prints what to use instead",
        },
      ]),
    ) satisfies FlagTable),
  },
  async run(flags, [spec = ""], terminal) {
    const given: Readonly<Record<string, unknown>> = flags;
    for (const [name, instead] of Object.entries(refused)) {
      if (given[name] !== undefined) throw refusal(`--${name} is not supported: ${instead}`);
    }
    const { output, check = false, "default-non-nullable": nonNullable = "false" } = flags;
    if (nonNullable !== "false") {
      throw refusal(
        "--default-non-nullable can only be false: a `default` says what a server does without a value; list what it always sends under `required`",
      );
    }
    if (check && output === undefined) throw refusal("--check needs --output, the file to check");
    if (output === undefined && terminal.quiet) {
      throw refusal("--quiet prints nothing, so it needs --output");
    }
    terminal.progress("reading the spec");
    const chosen = (table: FlagTable) =>
      Object.fromEntries(
        Object.keys(table).flatMap((name) => (given[name] === true ? [[camel(name), true]] : [])),
      );
    const reading = { ...chosen(readings), allowEmpty: flags["allow-empty"] };
    const { text, warnings } = await typesOf(spec, reading, chosen(writings));
    terminal.diagnostics(warnings);
    if (output === undefined) {
      terminal.document(text);
      return 0;
    }
    const before = readFile(output);
    const isCurrent = before !== undefined && withLf(before) === text;
    if (check) return printCheck(isCurrent, { path: output, before, after: text }, spec, terminal);
    if (!isCurrent) await writeTypes(output, text);
    terminal.result(`${output} ${isCurrent ? "is current" : "written"}`);
    return 0;
  },
});

interface File {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** Prints the same as `check`. */
async function printCheck(
  isCurrent: boolean,
  file: File,
  spec: string,
  terminal: Terminal,
): Promise<ExitCode> {
  if (isCurrent) {
    terminal.result(`${file.path} is current`);
    return 0;
  }
  terminal.result(
    `${file.path} is stale. Run \`npx spec-tether types ${spec} -o ${file.path}\`, with the same flags.`,
  );
  const kind = file.before === undefined ? "added" : "changed";
  for (const line of ["", ...(await describeDifference({ ...file, kind }, 12))])
    terminal.result(line);
  return 1;
}

/** `exportType` for `export-type`. */
const camel = (name: string) => name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());

const refusal = (why: string) => new DiagnosticError([diagnose("config-invalid", { why })]);

/** Undefined if the file does not exist. */
function readFile(path: string): string | undefined {
  try {
    return readFileAt(path, { isLinkFollowed: true }).toString("utf8");
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw unwritable(path, error);
  }
}

/** Throws a DiagnosticError if the file cannot be written. */
export async function writeTypes(path: string, text: string): Promise<void> {
  try {
    makeFolder(dirname(path));
    await writeFile(path, text);
    trace({ did: "wrote", what: path });
  } catch (error) {
    throw unwritable(path, error);
  }
}

const unwritable = (path: string, error: unknown) =>
  new DiagnosticError([diagnose("types-unwritable", { path, why: reasonOf(error) })]);
