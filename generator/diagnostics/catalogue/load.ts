import { entry } from "./entry.js";

/** Reading a spec. */
export const loadEntries = {
  "file-unreadable": entry<{ path: string; why: string }>({
    severity: "error",
    title: "A file cannot be read",
    cause: "The file is not there, is a folder, or may not be read by this user.",
    message: ({ path, why }) => `cannot read ${path}: ${why}`,
    help: "Check the path; a relative one starts at the config file, or at the current folder for a flag.",
  }),
  "yaml-syntax": entry<{ why: string }>({
    severity: "error",
    title: "The file is not valid YAML or JSON",
    cause:
      "The parser met something at this place that neither YAML nor JSON allows: often wrong indentation, a missing quote, or a tab.",
    message: ({ why }) => why,
    help: "Mend the syntax at this place.",
  }),
  "not-openapi": entry<{ found: string }>({
    severity: "error",
    title: "The file is not an OpenAPI 3 document",
    cause:
      "tether reads OpenAPI 3.0, 3.1 and 3.2. The file is something else, or its field `openapi` is missing.",
    message: ({ found }) => `not an OpenAPI 3 document: ${found}`,
    help: "The document must be a mapping with `openapi: 3.0.x`, `3.1.x` or `3.2.x`. Convert Swagger 2.0 first, for example with `npx swagger2openapi`.",
  }),
  "wrong-shape": entry<{ what: string; expected: string; found: string }>({
    severity: "error",
    title: "A part of the spec has the wrong shape",
    cause:
      "OpenAPI wants another kind of value at this place. A common cause is a line without a value, which YAML reads as null.",
    message: ({ what, expected, found }) => `${what} must be ${expected}, but is ${found}`,
    help: "Correct the node, or remove it.",
  }),
  "nesting-too-deep": entry<{ limit: number }>({
    severity: "error",
    title: "The spec is nested too deeply",
    cause:
      "Schemas are written inside one another without end, which happens when a tool inlines a schema that refers to itself. A limit keeps such a file from exhausting the machine.",
    message: ({ limit }) => `nested more than ${limit} levels deep`,
    help: "Give inner schemas a name under `components/schemas` and refer to them with `$ref`.",
  }),
  "ref-unresolved": entry<{ ref: string; why: string }>({
    severity: "error",
    title: "A $ref leads nowhere",
    cause:
      "The file or the part of it that the reference names is not there; it was renamed, or the pointer is misspelled.",
    message: ({ ref, why }) => `cannot resolve $ref "${ref}": ${why}`,
    help: "Correct the reference, or add what it points to. In a pointer `/` is written `~1` and `~` is written `~0`.",
  }),
  "ref-circular": entry<{ chain: readonly string[] }>({
    severity: "error",
    title: "A $ref only leads back to itself",
    cause:
      "The reference leads to another reference, and that one back to the first, so there is never a value.",
    message: ({ chain }) => `$ref never arrives at a value: ${chain.join(" -> ")}`,
    help: "Let one of these hold a value. A schema may refer to itself from a property or from `items`, but not be nothing else than a reference to itself.",
  }),
  "ref-remote": entry<{ ref: string }>({
    severity: "error",
    title: "A $ref points to another server",
    cause:
      "The reference names another server. Following it would let whoever runs that server change the client.",
    message: ({ ref }) => `remote $ref "${ref}" is not followed`,
    help: "Save the document beside the spec and refer to the file.",
  }),
} as const;
