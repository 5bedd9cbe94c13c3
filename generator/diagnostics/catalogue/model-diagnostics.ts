import { entry, shorten } from "./diagnostic-entry.js";

const fixElsewhere = "If you do not own the spec, use an overlay.";

/** Parts of a spec that a client cannot represent, or not as written. */
export const modelEntries = {
  "operation-id-duplicate": entry<{ id: string; first: string }>({
    severity: "warning",
    title: "Two operations share an operationId",
    cause:
      "OpenAPI requires each operationId to be unique, and functions are named after it. Some frameworks repeat the operationId if one function serves several methods or paths.",
    message: ({ id, first }) =>
      `operationId "${id}" is already used at ${first}; these operations are named after their methods and paths`,
    help: `Give each operation its own operationId; functions and types are named after it. ${fixElsewhere}`,
  }),
  "path-parameter-undeclared": entry<{ name: string; path: string }>({
    severity: "warning",
    title: "A path parameter is not declared",
    cause:
      "The path has a name in braces, but neither the operation nor its path item declares a parameter with that name.",
    message: ({ name, path }) =>
      `{${name}} of ${path} is not declared; it is treated as a required string`,
    help: "Declare it under `parameters` with `in: path` and `required: true`.",
  }),
  "path-parameter-unused": entry<{ name: string; path: string }>({
    severity: "warning",
    title: "A declared path parameter is not in the path",
    cause:
      "The operation declares a path parameter, but its path does not have that name in braces; one of the two is misspelled.",
    message: ({ name, path }) =>
      `path parameter "${name}" does not occur in ${path}; it is left out`,
    help: "Add it to the path as `{name}`, or remove the declaration.",
  }),
  "value-unsendable": entry<{
    of: string;
    lost: readonly string[];
    isAll: boolean;
    isPath: boolean;
  }>({
    severity: "warning",
    title: "The spec allows a value that can never be sent",
    cause:
      "Paths, queries, headers, cookies and form fields hold text: single values, and lists and objects of these. OpenAPI does not define how to write a list of objects there. null has no text either: it is left out, which is not possible in a path or for a required parameter.",
    message: ({ of, lost, isAll, isPath }) => {
      const what = `${of} cannot hold ${shorten(lost).join(", ")}`;
      if (!isAll) return `${what}; its type does not allow that`;
      return isPath
        ? `${what}, and nothing else is allowed; it is treated as a string`
        : `${what}, and nothing else is allowed; it is left out`;
    },
    help: `Describe the text that is sent. A query can hold objects with \`style: deepObject\`, and any value as JSON with \`content: application/json\`. ${fixElsewhere}`,
  }),
  "server-other-origin": entry<{ origin: string; operations: readonly string[] }>({
    severity: "warning",
    title: "An operation has a server of another origin",
    cause:
      "An operation or a path has its own server, and no server of the document has the same origin. If credentials were sent there, anyone who can change the spec could steal them.",
    message: ({ origin, operations }) =>
      `${shorten(operations).join(", ")}: requests go to ${origin}, but without credentials, because no server of the document has that origin`,
    help: "If credentials belong there, list the origin in the config under `client.credentialOrigins`, or in the client's option `credentialOrigins`. Otherwise do nothing.",
  }),
  "schema-of-itself": entry<{ key: string }>({
    severity: "warning",
    title: "A schema is one of its own parts",
    cause:
      "The `allOf`, `oneOf` or `anyOf` of a schema refers to the schema itself, which does not constrain a value.",
    message: ({ key }) => `schema "${key}" is one of its own parts; the reference is ignored`,
    help: "Remove the reference, or correct it if you meant another schema.",
  }),
  "schema-endless": entry<{ keys: readonly string[] }>({
    severity: "error",
    title: "Schemas consist only of one another",
    cause:
      "Through `allOf`, `oneOf` or `anyOf`, the schemas lead back to where they start, with no property and no list in between, so whether a value is valid cannot be decided.",
    message: ({ keys }) =>
      keys.length === 1
        ? `schema "${keys[0]}" leads back to itself and never to a value`
        : `schemas ${shorten(keys).join(", ")} lead back to one another and never to a value`,
    help: "Remove the reference that leads back, or move it into a property or into `items`.",
  }),
  "left-out": entry<{ what: string; why: string }>({
    severity: "warning",
    title: "A part of the spec is left out of the client",
    cause: "The spec uses a part of OpenAPI that the generator does not support.",
    message: ({ what, why }) => `${what} is left out: ${why}`,
    help: "The spec is not wrong; the generator does not support this yet.",
  }),
  "name-changed": entry<{ what: string; before: string; after: string; kept: boolean }>({
    severity: "warning",
    title: "The spec suggests another name for something that has a name",
    cause:
      "An operationId, tag, title or key was edited, and the name derived from it now differs from the name that callers use.",
    message: ({ what, before, after, kept }) =>
      kept
        ? `${what} keeps the name ${before}, but the spec now suggests ${after}`
        : `${what} was called ${before} and is now called ${after}, which breaks its callers`,
    help: "names.lock.json keeps the names that callers use. To take the names that the spec suggests, run `npx spec-tether generate --rename`, and release that as a breaking change.",
  }),
  "extension-invalid": entry<{ name: string; why: string }>({
    severity: "error",
    title: "An extension in the spec is invalid",
    cause:
      "`x-client`, `x-provenance` or another extension that tether reads does not have the required form.",
    message: ({ name, why }) => `${name}: ${why}`,
    help: "The generator's README describes the vocabulary of `x-client` and `x-provenance`.",
  }),
  "pagination-invalid": entry<{ operation: string; why: string }>({
    severity: "error",
    title: "A pagination rule does not fit its operation",
    cause:
      "A rule of `x-pagination` names something that the operation does not declare, or that has an unsuitable type.",
    message: ({ operation, why }) => `x-pagination of ${operation}: ${why}`,
    help: "Correct the rule, or declare the parameter, property or header that it names. The generator's README lists the fields of each style.",
  }),
} as const;
