import { countOf } from "../count-of.js";
import { entry, shorten } from "./diagnostic-entry.js";

const fixElsewhere = "If you do not own the spec, use an overlay.";

/** Questionable content of a spec, reported by every command that reads the spec. */
export const contractEntries = {
  "server-variable": entry<{ name: string; why: string }>({
    severity: "warning",
    title: "A server variable is invalid",
    cause:
      "OpenAPI builds the address of a server from its `url` and its `variables`: each name in braces must be declared, each declared name must occur once, and its `default` must be in its `enum`.",
    message: ({ name, why }) => `variable "${name}" of the server ${why}`,
    help: `Correct the name or the value. ${fixElsewhere}`,
  }),
  "servers-empty": entry<{ of: string }>({
    severity: "warning",
    title: "A list of servers is empty",
    cause:
      "`servers` of a path or an operation overrides the servers of the levels above it. OpenAPI does not say what an empty list means there.",
    message: ({ of }) => `\`servers\` of ${of} is empty; the servers of the level above apply`,
    help: `Remove the list, or add a server to it. ${fixElsewhere}`,
  }),
  "paths-alike": entry<{ path: string; first: string; more: number; hasQuery: boolean }>({
    severity: "warning",
    title: "Two paths are the same",
    cause:
      "Paths are the same if they differ only in the names of their parameters. What follows `?` or `#` is not part of a path. OpenAPI allows a path only once.",
    message: ({ path, first, more, hasQuery }) => {
      const others = more === 0 ? "" : `, and so are ${more} more`;
      const why = hasQuery
        ? "what follows `?` or `#` is not part of it"
        : "parameter names do not make a path different";
      return `"${path}" is the same path as "${first}"${others}: ${why}`;
    },
    help: `Put the operations under one path, and use parameters for what differs. ${fixElsewhere}`,
  }),
  "method-misplaced": entry<{ name: string; field: string }>({
    severity: "warning",
    title: "A method in additionalOperations has its own field",
    cause:
      "`additionalOperations` is for methods that have no field of their own in a path item. OpenAPI forbids all others there, in upper or lower case, because the method could then be given twice.",
    message: ({ name, field }) =>
      `"${name}" in \`additionalOperations\` is left out: the method has the field \`${field}\``,
    help: `Move the operation to the field of its method. ${fixElsewhere}`,
  }),
  "security-unknown": entry<{ name: string; declared: readonly string[] }>({
    severity: "warning",
    title: "A security requirement names an unknown scheme",
    cause:
      "The key of a security requirement must be the key of a scheme in `components/securitySchemes`, in the same case. This one has no scheme, so a client does not know which credential to send.",
    message: ({ name, declared }) => {
      const others =
        declared.length > 0
          ? `the declared schemes are ${shorten(declared).join(", ")}`
          : "none is declared";
      return `there is no security scheme "${name}"; ${others}. A client leaves out the alternative that needs it`;
    },
    help: "Correct the name, or declare the scheme under `components/securitySchemes`.",
  }),
  "credentials-clash": entry<{ schemes: readonly [string, string]; place: string; name: string }>({
    severity: "warning",
    title: "Two credentials are needed in one place",
    cause:
      "The schemes in one object of `security` are all needed together. Here two of them are sent in the same header, cookie or query parameter, which can hold one. Usually either one is enough.",
    message: ({ schemes: [first, second], place, name }) =>
      `"${first}" and "${second}" are needed together, but both are sent in the ${place} \`${name}\`; a client sends one of them`,
    help: `If either one is enough, write each scheme as a separate item: \`security: [{ a: [] }, { b: [] }]\`. ${fixElsewhere}`,
  }),
  "credential-beyond-token": entry<{ key: string; scheme: string; needs: string }>({
    severity: "warning",
    title: "A security scheme needs more than a token",
    cause:
      "Some HTTP authentication schemes, such as Digest, answer a challenge of the server or sign each request, so a client must send a different text every time.",
    message: ({ key, scheme, needs }) =>
      `security scheme "${key}" is the HTTP scheme ${scheme}, which requires ${needs}; the client only sends "${scheme} " and the text of its option`,
    help: "Pass the client the option `sign`, which returns headers for each attempt, or a `fetch` that authenticates.",
  }),
  "type-unknown": entry<{ word: string; places: number }>({
    severity: "warning",
    title: "A schema has an unknown type",
    cause:
      "The types of JSON Schema are null, boolean, object, array, number, integer and string, in lower case. Other words come from programming languages or from Swagger 2.0.",
    message: ({ word, places }) =>
      `\`type\` is ${word}, which is not a type${places > 1 ? `; this occurs in ${countOf(places, "place")}` : ""}`,
    help: `Omit \`type\` to allow any value. Write a file as \`type: string\` with \`format: binary\`, and a date as \`type: string\` with \`format: date\`. ${fixElsewhere}`,
  }),
  "number-unusable": entry<{ found: string }>({
    severity: "warning",
    title: "A number is infinite or not a number",
    cause:
      "YAML has `.inf` and `.nan`, and 1e999 is out of range: some programs read it as infinity, some as text. JSON has none of these, so they can be neither sent nor received.",
    message: ({ found }) => `this is ${found}, but must be a number that JSON can represent`,
    help: `Remove the keyword if there is no limit, or write the number that you mean. ${fixElsewhere}`,
  }),
  "number-inexact": entry<{ value: number }>({
    severity: "warning",
    title: "A number in an enum cannot be represented exactly",
    cause:
      "JavaScript cannot represent every integer beyond 2^53, and JSON has neither infinity nor `nan`. A literal type would name a different number, or none.",
    message: ({ value }) =>
      Number.isInteger(value)
        ? "an integer beyond 9007199254740991 is not exact in JavaScript; its type is `number`"
        : `JavaScript reads ${value} here, which JSON does not have; its type is \`number\``,
    help: "List such values as text, if the API accepts text. Otherwise do nothing: the enum accepts any number, and the client has no list of its values.",
  }),
  "schema-unsatisfiable": entry<{ why: string }>({
    severity: "warning",
    title: "No value satisfies a schema",
    cause:
      "A value must satisfy all parts of `allOf` and the keywords next to it. Here one part rejects every value that another part accepts.",
    message: ({ why }) => `no value satisfies all parts of \`allOf\`: ${why}`,
    help: `Correct the part that is wrong. ${fixElsewhere}`,
  }),
} as const;
