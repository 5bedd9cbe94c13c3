import { entry } from "./entry.js";

/** Reading a spec. */
export const loadEntries = {
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
} as const;
