/**
 * Every message about a spec, a config or an output folder, as data.
 *
 * `message` says what is wrong with this input, `help` how to mend it. A code is stable: people
 * search for it and suppress by it, so it may be retired but never given another meaning.
 */
export type Severity = "error" | "warning";

interface Entry<Args> {
  readonly severity: Severity;
  readonly title: string;
  readonly message: (args: Args) => string;
  readonly help: string;
}

/** Ties the arguments of `message` to the code, so that `diagnose` can ask for exactly those. */
function entry<Args>(entry: Entry<Args>): Entry<Args> {
  return entry;
}

export const catalogue = {
  "config-invalid": entry<{ why: string }>({
    severity: "error",
    title: "The configuration cannot be used",
    message: ({ why }) => why,
    help: "Correct the flag or the config file. `tether --help` lists the flags; a config file holds `spec`, `output` and `client.name`.",
  }),
  "file-unreadable": entry<{ path: string; why: string }>({
    severity: "error",
    title: "A file cannot be read",
    message: ({ path, why }) => `cannot read ${path}: ${why}`,
    help: "Check the path; a relative one starts at the config file, or at the current folder for a flag.",
  }),
  "yaml-syntax": entry<{ why: string }>({
    severity: "error",
    title: "The file is not valid YAML or JSON",
    message: ({ why }) => why,
    help: "Mend the syntax at this place.",
  }),
  "not-openapi": entry<{ found: string }>({
    severity: "error",
    title: "The file is not an OpenAPI 3 document",
    message: ({ found }) => `not an OpenAPI 3 document: ${found}`,
    help: "The document must be a mapping with `openapi: 3.0.x`, `3.1.x` or `3.2.x`. Convert Swagger 2.0 first, for example with `npx swagger2openapi`.",
  }),
  "wrong-shape": entry<{ what: string; expected: string; found: string }>({
    severity: "error",
    title: "A part of the spec has the wrong shape",
    message: ({ what, expected, found }) => `${what} must be ${expected}, but is ${found}`,
    help: "Correct the node, or remove it.",
  }),
  "nesting-too-deep": entry<{ limit: number }>({
    severity: "error",
    title: "The spec is nested too deeply",
    message: ({ limit }) => `nested more than ${limit} levels deep`,
    help: "Give inner schemas a name under `components/schemas` and refer to them with `$ref`.",
  }),
  "ref-unresolved": entry<{ ref: string; why: string }>({
    severity: "error",
    title: "A $ref leads nowhere",
    message: ({ ref, why }) => `cannot resolve $ref "${ref}": ${why}`,
    help: "Correct the reference, or add what it points to. In a pointer `/` is written `~1` and `~` is written `~0`.",
  }),
  "ref-circular": entry<{ chain: readonly string[] }>({
    severity: "error",
    title: "A $ref only leads back to itself",
    message: ({ chain }) => `$ref never arrives at a value: ${chain.join(" -> ")}`,
    help: "Let one of these hold a value. A schema may refer to itself from a property or from `items`, but not be nothing else than a reference to itself.",
  }),
  "ref-remote": entry<{ ref: string }>({
    severity: "error",
    title: "A $ref points to another server",
    message: ({ ref }) => `remote $ref "${ref}" is not followed`,
    help: "Save the document beside the spec and refer to the file.",
  }),
  "operation-id-duplicate": entry<{ id: string; first: string }>({
    severity: "error",
    title: "Two operations share an operationId",
    message: ({ id, first }) => `operationId "${id}" is used before, at ${first}`,
    help: "Give each operation its own operationId; functions and types are named after it.",
  }),
  "path-parameter-undeclared": entry<{ name: string; path: string }>({
    severity: "warning",
    title: "A path holds a parameter that is not declared",
    message: ({ name, path }) =>
      `{${name}} of ${path} is not declared; it is taken as a required string`,
    help: "Declare it under `parameters` with `in: path` and `required: true`.",
  }),
  "path-parameter-unused": entry<{ name: string; path: string }>({
    severity: "warning",
    title: "A declared path parameter is not in the path",
    message: ({ name, path }) =>
      `path parameter "${name}" does not occur in ${path}; it is left out`,
    help: "Write it into the path as `{name}`, or remove the declaration.",
  }),
  "left-out": entry<{ what: string; why: string }>({
    severity: "warning",
    title: "A part of the spec is left out of the client",
    message: ({ what, why }) => `${what} is left out: ${why}`,
    help: "Nothing is wrong with the spec; the generator does not support this yet.",
  }),
  "extension-invalid": entry<{ name: string; why: string }>({
    severity: "error",
    title: "An extension of the spec cannot be understood",
    message: ({ name, why }) => `${name}: ${why}`,
    help: "The vocabulary of `x-client` and `x-provenance` is described in the generator's README.",
  }),
  "pagination-invalid": entry<{ operation: string; why: string }>({
    severity: "error",
    title: "A rule of pagination does not fit its operation",
    message: ({ operation, why }) => `x-pagination of ${operation}: ${why}`,
    help: "Correct the rule, or declare the parameter, property or header that it names. The generator's README lists the fields of each style.",
  }),
  "output-unwritable": entry<{ path: string; why: string }>({
    severity: "error",
    title: "The output folder cannot be written",
    message: ({ path, why }) => `cannot write ${path}: ${why}; nothing was changed`,
    help: "Choose another folder with `output` or `--out`, or mend its permissions.",
  }),
  "output-foreign": entry<{ path: string }>({
    severity: "error",
    title: "A file in the way was not written by tether",
    message: ({ path }) => `${path} exists and was not written by tether; nothing was changed`,
    help: "Move the file away, or choose an output folder that is tether's alone.",
  }),
} as const;

export type Code = keyof typeof catalogue;
export type Arguments<C extends Code> = Parameters<(typeof catalogue)[C]["message"]>[0];
