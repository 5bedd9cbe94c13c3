import { entry, shorten } from "./diagnostic-entry.js";

const mend = "In a spec that is not yours, an overlay can do that.";

/** What a spec says that may not be what is meant, whoever reads it. */
export const contractEntries = {
  "server-variable": entry<{ name: string; why: string }>({
    severity: "warning",
    title: "A variable of a server has no meaning",
    cause:
      "OpenAPI makes the address of a server of its `url` and of `variables`: each name in braces is declared, each that is declared occurs once, and its `default` is one of its `enum`.",
    message: ({ name, why }) => `variable "${name}" of the server ${why}`,
    help: `Correct the name or the value. ${mend}`,
  }),
  "servers-empty": entry<{ of: string }>({
    severity: "warning",
    title: "A list of servers is empty",
    cause:
      "`servers` of a path or an operation takes the place of those around it; OpenAPI does not say what an empty list there means.",
    message: ({ of }) => `\`servers\` of ${of} names none; those around it hold`,
    help: `Remove the list, or name a server. ${mend}`,
  }),
  "paths-alike": entry<{ path: string; first: string; more: number; hasQuery: boolean }>({
    severity: "warning",
    title: "Two paths are the same",
    cause:
      "Paths are the same if they differ by the names of their parameters only, and what follows `?` or `#` is no part of a path. OpenAPI lets a path stand once.",
    message: ({ path, first, more, hasQuery }) => {
      const others = more === 0 ? "" : `, and so are ${more} more`;
      const why = hasQuery
        ? "what follows `?` or `#` is no part of it"
        : "names make no other path";
      return `"${path}" is the same path as "${first}"${others}: ${why}`;
    },
    help: `Put the operations under one path, with what tells them apart as parameters. ${mend}`,
  }),
  "method-misplaced": entry<{ name: string; field: string }>({
    severity: "warning",
    title: "A method with a field of its own stands in additionalOperations",
    cause:
      "`additionalOperations` is for methods that a path has no field for. OpenAPI forbids the others there, whatever their capitals: they would be there twice.",
    message: ({ name, field }) =>
      `"${name}" stands in \`additionalOperations\` and is left out: the method has the field \`${field}\``,
    help: `Move the operation to the field of its method. ${mend}`,
  }),
  "security-unknown": entry<{ name: string; declared: readonly string[] }>({
    severity: "warning",
    title: "A security requirement names no scheme",
    cause:
      "The key of a security requirement has to be the key of a scheme in `components/securitySchemes`, in the same capitals. Nobody knows what this one asks for, so a client that was made of it could not call.",
    message: ({ name, declared }) => {
      const others =
        declared.length > 0 ? `declared are ${shorten(declared).join(", ")}` : "none is declared";
      return `no security scheme is called "${name}"; ${others}. A client leaves the alternative out that needs it`;
    },
    help: "Correct the name, or declare the scheme under `components/securitySchemes`.",
  }),
  "type-unknown": entry<{ word: string; places: number }>({
    severity: "warning",
    title: "A schema has a type that there is none of",
    cause:
      "JSON has null, boolean, object, array, number, integer and string, in small letters. Other words are those of programming languages, or of Swagger 2.0.",
    message: ({ word, places }) =>
      `\`type\` is ${word}, which is no type${places > 1 ? `; so it is at ${places} places` : ""}`,
    help: `Leave \`type\` out for any value. A file is \`type: string\` with \`format: binary\`, a date \`type: string\` with \`format: date\`. ${mend}`,
  }),
  "number-unusable": entry<{ found: string }>({
    severity: "warning",
    title: "A number is not finite, or is no number",
    cause:
      "YAML has `.inf` and `.nan`, and 1e999 is more than any number that programs have: some read it as infinity, some as text. JSON has none of them, so nobody can send or receive one.",
    message: ({ found }) => `this is ${found}, where a number is wanted that JSON has`,
    help: `Remove the keyword if there is no bound, or write the number that is meant. ${mend}`,
  }),
  "number-inexact": entry<{ value: number }>({
    severity: "warning",
    title: "A number of an enum cannot be told exactly",
    cause:
      "JavaScript has no whole number beyond 2^53 by itself, and JSON has neither infinity nor `nan`. As a literal, the number would be another one, or none.",
    message: ({ value }) =>
      Number.isInteger(value)
        ? "a whole number beyond 9007199254740991 is not exact in JavaScript; its type is `number`"
        : `JavaScript reads ${value} here, which JSON has not; its type is \`number\``,
    help: "List such values as text, if the API takes them so. Otherwise nothing is to be done: the enum allows any number, and has no list of its values.",
  }),
  "schema-unsatisfiable": entry<{ why: string }>({
    severity: "warning",
    title: "No value satisfies a schema",
    cause:
      "What stands in `allOf` has to hold together, and beside what stands around it; here one part refuses whatever another lets in.",
    message: ({ why }) => `no value fits all parts of \`allOf\`: ${why}`,
    help: `Correct the part that is not meant. ${mend}`,
  }),
} as const;
