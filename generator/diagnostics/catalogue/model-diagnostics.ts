import { entry, shorten } from "./diagnostic-entry.js";

/** What a spec means for a client. */
export const modelEntries = {
  "operation-id-duplicate": entry<{ id: string; first: string }>({
    severity: "error",
    title: "Two operations share an operationId",
    cause:
      "OpenAPI wants an operationId to be unique, because functions are named after it; two operations here have the same.",
    message: ({ id, first }) => `operationId "${id}" is used before, at ${first}`,
    help: "Give each operation its own operationId; functions and types are named after it.",
  }),
  "path-parameter-undeclared": entry<{ name: string; path: string }>({
    severity: "warning",
    title: "A path holds a parameter that is not declared",
    cause:
      "The path holds braces with a name that no parameter of the operation or of its path has.",
    message: ({ name, path }) =>
      `{${name}} of ${path} is not declared; it is taken as a required string`,
    help: "Declare it under `parameters` with `in: path` and `required: true`.",
  }),
  "path-parameter-unused": entry<{ name: string; path: string }>({
    severity: "warning",
    title: "A declared path parameter is not in the path",
    cause:
      "The operation declares a parameter in the path, but its path has no braces with that name; one of the two is misspelled.",
    message: ({ name, path }) =>
      `path parameter "${name}" does not occur in ${path}; it is left out`,
    help: "Write it into the path as `{name}`, or remove the declaration.",
  }),
  "schema-of-itself": entry<{ key: string }>({
    severity: "warning",
    title: "A schema names itself among its parts",
    cause:
      "The `allOf`, `oneOf` or `anyOf` of a schema refers to the schema itself, which says nothing about a value.",
    message: ({ key }) => `schema "${key}" is one of its own parts; the reference is ignored`,
    help: "Remove the reference, or correct it if another schema was meant.",
  }),
  "schema-endless": entry<{ keys: readonly string[] }>({
    severity: "error",
    title: "Schemas are made of nothing but one another",
    cause:
      "By `allOf`, `oneOf` or `anyOf` the schemas lead back to where they start, with no property and no list between, so that no value can be told to fit.",
    message: ({ keys }) =>
      keys.length === 1
        ? `schema "${keys[0]}" leads back to itself and to no value`
        : `schemas ${shorten(keys).join(", ")} lead back to one another and to no value`,
    help: "Take out the reference that leads back, or put it into a property or into `items`.",
  }),
  "left-out": entry<{ what: string; why: string }>({
    severity: "warning",
    title: "A part of the spec is left out of the client",
    cause: "The spec uses a part of OpenAPI that the generated client has no form for.",
    message: ({ what, why }) => `${what} is left out: ${why}`,
    help: "Nothing is wrong with the spec; the generator does not support this yet.",
  }),
  "name-changed": entry<{ what: string; before: string; after: string; kept: boolean }>({
    severity: "warning",
    title: "The spec suggests another name for what has one",
    cause:
      "An operationId, tag, title or key was edited, so that another name would be made of it than callers use today.",
    message: ({ what, before, after, kept }) =>
      kept
        ? `${what} keeps the name ${before}, but the spec now suggests ${after}`
        : `${what} was called ${before} and is now called ${after}, which breaks its callers`,
    help: "names.lock.json keeps the names that callers use. `npx spec-tether generate --rename` takes those that the spec suggests; release that as a breaking change.",
  }),
  "extension-invalid": entry<{ name: string; why: string }>({
    severity: "error",
    title: "An extension of the spec cannot be understood",
    cause:
      "`x-client`, `x-provenance` or another extension that tether reads does not have the form that it is to have.",
    message: ({ name, why }) => `${name}: ${why}`,
    help: "The vocabulary of `x-client` and `x-provenance` is described in the generator's README.",
  }),
  "pagination-invalid": entry<{ operation: string; why: string }>({
    severity: "error",
    title: "A rule of pagination does not fit its operation",
    cause:
      "A rule of `x-pagination` names something that the operation does not declare, or that has a type which cannot serve.",
    message: ({ operation, why }) => `x-pagination of ${operation}: ${why}`,
    help: "Correct the rule, or declare the parameter, property or header that it names. The generator's README lists the fields of each style.",
  }),
} as const;
