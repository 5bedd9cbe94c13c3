import type { Severity } from "../finding.js";
import type { Example, Rule } from "./rule.js";

const doc = (before: string, after: string): Example => ({ of: "document", before, after });
const own = (before: string, after: string): Example => ({ of: "operation", before, after });

const prose = {
  wire: "none",
  source: "none",
  class: "docs",
  because: "Only text for human readers is different.",
  fix: "Read it.",
} as const;

const one = "servers: [{ url: https://a.example/1 }]";
const two = "servers: [{ url: https://a.example/1 }, { url: https://a.example/2 }]";
const turned = "servers: [{ url: https://a.example/2 }, { url: https://a.example/1 }]";
const region = (fields: string, name = "region") =>
  `servers: [{ url: "/{${name}}", variables: { ${name}: { ${fields} } } }]`;
const undeclared = 'servers: [{ url: "/{region}" }]';
const upload = (servers: string) =>
  `servers: [{ url: https://a.example }]\npaths: { /a: { post: { responses: {}, servers: [${servers}] } } }`;

function serverRules(subject: "document" | "operation", of: typeof doc): Rule[] {
  const whose = subject === "document" ? "the API" : "the operation";
  return [
    {
      id: `${subject}.server.added`,
      wire: "info",
      source: "none",
      class: "behaviour",
      message: `the server {name} was added to ${whose}`,
      because: "The earlier servers are still there.",
      fix: "",
      example: of(one, two),
    },
    {
      id: `${subject}.server.removed`,
      wire: "breaking",
      source: "none",
      class: "behaviour",
      message: `the server {name} was removed from ${whose}`,
      because: "The spec no longer promises a response to requests to it.",
      fix: "Send requests to a server that is still listed.",
      example: of(two, one),
    },
    {
      id: `${subject}.serverUrl.changed`,
      wire: "breaking",
      source: "none",
      class: "behaviour",
      message: `the server of ${whose} is {after} instead of {before}`,
      because: "The spec no longer promises a response to requests to the old URL.",
      fix: "Send requests to the new URL.",
      example: of(one, "servers: [{ url: https://a.example/2 }]"),
    },
    {
      id: `${subject}.serverUrl.respelled`,
      wire: "info",
      source: "none",
      class: "behaviour",
      message: `the server {before} of ${whose} is now {after}`,
      because: "Its URLs are still there, and the default is the same.",
      fix: "",
      example: of("servers: [{ url: /us }]", region("default: us, enum: [us]")),
    },
    {
      id: `${subject}.defaultServer.changed`,
      wire: "warning",
      source: "none",
      class: "behaviour",
      message: `the first server of ${whose} is {after} instead of {before}`,
      because:
        "A client that is not told otherwise sends requests, with credentials, to the first.",
      fix: "Check that it is the one that you mean, or set the base URL.",
      example: of(two, turned),
    },
    ...variableRules(subject, of),
    {
      ...prose,
      id: `${subject}.serverDescription.changed`,
      message: `the description of the server {name} of ${whose} was changed`,
      example: of(
        "servers: [{ url: /a, description: One }]",
        "servers: [{ url: /a, description: Two }]",
      ),
    },
  ];
}

function variableRules(subject: "document" | "operation", of: typeof doc): Rule[] {
  const whose = subject === "document" ? "the API" : "the operation";
  const noLonger =
    "The spec no longer promises a response to requests to the URLs with other values.";
  const rule = { source: "none", class: "behaviour", fix: "" } as const;
  return [
    {
      ...rule,
      id: `${subject}.serverVariable.added`,
      wire: "info",
      message: `the variable {name} of ${whose} is now declared`,
      because: "Its values and its default were unknown before.",
      example: of(undeclared, region("default: us")),
    },
    {
      ...rule,
      id: `${subject}.serverVariable.removed`,
      wire: "warning",
      source: "warning",
      message: `the variable {name} of ${whose} is no longer declared`,
      because: "The URL has it, but nothing says any more what its values are.",
      fix: "Ask the vendor which URLs exist, or set the base URL.",
      example: of(region("default: us"), undeclared),
    },
    {
      ...rule,
      id: `${subject}.serverVariable.renamed`,
      wire: "info",
      source: "warning",
      message: `the variable {before} is now called {name} of ${whose}`,
      because: "The URLs are the same, but callers of the client set it by its name.",
      fix: "Set it under its new name.",
      example: of(region("default: us"), region("default: us", "zone")),
    },
    {
      ...rule,
      id: `${subject}.serverVariableDefault.changed`,
      wire: "breaking",
      message: `the default of the variable {name} of ${whose} is {after} instead of {before}`,
      because: "Requests of callers who do not set it go to another URL.",
      fix: "Set the value that you mean.",
      example: of(region("default: us"), region("default: eu")),
    },
    {
      ...rule,
      id: `${subject}.serverVariableEnum.begun`,
      wire: "breaking",
      source: "warning",
      message: `the variable {name} of ${whose} was restricted to the values {after}`,
      because: noLonger,
      fix: "Use one of these values.",
      example: of(region("default: us"), region("default: us, enum: [us, eu]")),
    },
    {
      ...rule,
      id: `${subject}.serverVariableEnum.dropped`,
      wire: "info",
      message: `the variable {name} of ${whose} is no longer restricted to the values {before}`,
      because: "The earlier values are still possible.",
      example: of(region("default: us, enum: [us, eu]"), region("default: us")),
    },
    {
      ...rule,
      id: `${subject}.serverVariableEnum.added`,
      wire: "info",
      message: `the variable {name} of ${whose} has the new values {after}`,
      because: "The earlier values are still possible.",
      example: of(region("default: us, enum: [us]"), region("default: us, enum: [us, eu]")),
    },
    {
      ...rule,
      id: `${subject}.serverVariableEnum.removed`,
      wire: "breaking",
      source: "warning",
      message: `the variable {name} of ${whose} no longer has the values {before}`,
      because: "The spec no longer promises a response to requests to the URLs with these values.",
      fix: "Use one of the values that are still listed.",
      example: of(region("default: us, enum: [us, eu]"), region("default: us, enum: [us]")),
    },
    {
      ...prose,
      id: `${subject}.serverVariableDescription.changed`,
      message: `the description of the variable {name} of ${whose} was changed`,
      example: of(region("default: us, description: One"), region("default: us, description: Two")),
    },
  ];
}

function renamesCode(source: Severity) {
  return {
    wire: "info",
    source,
    class: "source",
    because: "The client names its types after it.",
    fix: "Regenerate the client and follow the compiler.",
  } as const;
}

/** A filter keeps of the components only those that something refers to. */
const unused = (filters: NonNullable<Example["filters"]>): Example => {
  const document = `paths: { /a: { get: {} } }\n${withSchema}`;
  return { ...doc(document, document), filters };
};
const all = '{ paths: ["/**"] }';
const withSchema = "components: { schemas: { Bom: { type: string } } }";

export const documentRules: readonly Rule[] = [
  {
    ...prose,
    id: "document.version.changed",
    wire: "info",
    message: "the version is {after} instead of {before}",
    because: "It is the vendor's own version number.",
    fix: "",
    example: doc('info: { title: T, version: "1" }', 'info: { title: T, version: "2" }'),
  },
  {
    ...prose,
    id: "document.info.changed",
    message: "{name} of the document was changed",
    example: doc('info: { title: T, version: "1" }', 'info: { title: U, version: "1" }'),
  },
  ...serverRules("document", doc),
  ...serverRules("operation", own),
  {
    id: "document.otherOrigin.added",
    wire: "warning",
    source: "none",
    class: "behaviour",
    message: "requests are sent to {name}, which no server of the API is of",
    because:
      "What is sent reaches another host. The client sends no credentials there unless it is told to.",
    fix: "Check who is behind it before you list it in `credentialOrigins`.",
    example: doc(
      upload("{ url: https://a.example/up }"),
      upload("{ url: https://a.example/up }, { url: https://b.example }"),
    ),
  },
  {
    ...prose,
    id: "document.tag.added",
    message: 'the tag "{name}" was added',
    example: doc("tags: []", "tags: [{ name: boms }]"),
  },
  {
    ...prose,
    id: "document.tag.removed",
    message: 'the tag "{name}" was removed',
    example: doc("tags: [{ name: boms }]", "tags: []"),
  },
  {
    ...prose,
    id: "document.tag.changed",
    message: 'the documentation of the tag "{name}" was changed',
    example: doc(
      "tags: [{ name: boms, description: One }]",
      "tags: [{ name: boms, description: Two }]",
    ),
  },
  {
    ...renamesCode("info"),
    id: "component.schema.added",
    message: "the schema {name} was added",
    because: "The client exports one more type.",
    fix: "",
    example: doc("components: {}", withSchema),
  },
  {
    ...renamesCode("breaking"),
    id: "component.schema.removed",
    message: "the schema {name} was removed",
    because: "The client no longer exports a type of that name.",
    example: doc(withSchema, "components: {}"),
  },
  {
    ...renamesCode("info"),
    wire: "none",
    id: "component.schema.selected",
    message: "the schema {name} is now selected",
    because: "The document had it before; something that the filter selects now refers to it.",
    fix: "",
    example: unused({ before: all }),
  },
  {
    ...renamesCode("breaking"),
    wire: "none",
    id: "component.schema.unselected",
    message: "the schema {name} is no longer selected",
    because:
      "The document still has it, but nothing that the filter selects refers to it, so the client no longer exports the type.",
    fix: "Stop using it, or change the filter.",
    example: unused({ after: all }),
  },
  {
    ...renamesCode("breaking"),
    id: "component.schema.renamed",
    message: "the schema {before} is now called {after}",
    example: doc(
      "paths: { /a: { get: { responses: { 200: { description: A, content: { application/json: { schema: { $ref: '#/components/schemas/Bom' } } } } } } } }\ncomponents: { schemas: { Bom: { type: object, properties: { a: { type: string } } } } }",
      "paths: { /a: { get: { responses: { 200: { description: A, content: { application/json: { schema: { $ref: '#/components/schemas/Bill' } } } } } } } }\ncomponents: { schemas: { Bill: { type: object, properties: { a: { type: string } } } } }",
    ),
  },
  {
    ...renamesCode("warning"),
    id: "component.schema.changed",
    message: "{what}; {usage}",
    because:
      "No place in a request or a response has it both before and after, but the client exports " +
      "its type.",
    example: doc(withSchema, "components: { schemas: { Bom: { type: integer } } }"),
  },
];
