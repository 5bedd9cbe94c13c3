import { describe, expect, test } from "vitest";
import {
  answering,
  diagnosticsOfClient,
  diagnosticsOfDiff,
  document,
  operation,
  parseMarked,
  paths,
} from "./marked-input.js";

type Row = readonly [name: string, given: string];

function bothTell(rows: readonly Row[]): void {
  test.each(rows)("%s", async (_, given) => {
    const { files, want } = parseMarked(given);
    expect(await diagnosticsOfClient(files)).toEqual(want);
    expect(await diagnosticsOfDiff(files)).toEqual(want);
  });
}

describe("methods with their own field among the additional ones", () => {
  const among = (mark: string, name: string, version = "3.2.0") =>
    document(
      `paths:\n  /a:\n    get: ${operation}\n    additionalOperations:\n      ${mark}${name}: {}\n`,
      version,
    );
  bothTell([
    ["the same method", among("«method-misplaced»", "GET")],
    ["in small letters", among("«method-misplaced»", "get")],
    ["in both", among("«method-misplaced»", "Post")],
    ["a method of 3.2", among("«method-misplaced»", "QUERY")],
    ["another method", among("", "LINK")],
    [
      "of a webhook",
      document(
        `${paths}webhooks: { w: { additionalOperations: { «method-misplaced»PUT: {} } } }`,
        "3.2.0",
      ),
    ],
    [
      "of a path among the components",
      document(
        `${paths}components: { pathItems: { w: { additionalOperations: { «method-misplaced»PUT: {} } } } }`,
        "3.2.0",
      ),
    ],
  ]);
});

const servers = (list: string) => document(paths).replace('[{ url: "https://a.test" }]', list);

describe("servers", () => {
  bothTell([
    ["none: that of the document", servers("[]")],
    [
      "none of a path",
      document(`paths: { /a: { «servers-empty»servers: [], get: ${operation} } }`),
    ],
    ["none of an operation", document("paths: { /a: { get: { «servers-empty»servers: [] } } }")],
  ]);
  const variable = (url: string, variables: string) =>
    servers(`[{ ${url}, variables: { ${variables} } }]`);
  const url = 'url: "https://{a}.test"';
  bothTell([
    [
      "a default that is none of the values",
      variable(url, "a: { «server-variable»default: x, enum: [y, z] }"),
    ],
    ["a default among the values", variable(url, "a: { default: y, enum: [y, z] }")],
    ["a number among the values", variable(url, 'a: { default: 443, enum: ["443"] }')],
    ["no values", variable(url, "a: { default: x, «server-variable»enum: [] }")],
    ["no default", variable(url, "«server-variable»a: { enum: [y] }")],
    ["one that is not declared", variable(`«server-variable»${url}`, "")],
    [
      "another that is not declared",
      variable(`«server-variable»url: "https://{a}.test/{b}"`, "a: { default: x }"),
    ],
    [
      "one that is not used",
      variable(url, "a: { default: x }, «server-variable»b: { default: y }"),
    ],
    [
      "one that is used twice",
      variable('«server-variable»url: "https://{a}.test/{a}"', "a: { default: x }"),
    ],
  ]);
});

describe("paths that are the same", () => {
  const both = (first: string, second: string, method = "get") =>
    document(
      `paths:\n  ${first}: { get: { operationId: a } }\n  ${second}: { ${method}: { operationId: b } }\n`,
    );
  const declared = (name: string) =>
    `parameters: [{ name: ${name}, in: path, required: true, schema: {} }]`;
  const named = (method: string) =>
    document(
      `paths:
  /a/{x}: { ${declared("x")}, get: { operationId: a } }
  «paths-alike»/a/{y}: { ${declared("y")}, ${method}: { operationId: b } }
`,
    );
  bothTell([
    ["by their queries", both("/a?x=1", "«paths-alike»/a?x=2")],
    ["by one query", both("/a", "«paths-alike»/a?x=2")],
    ["by their fragments", both('"/a#x"', '«paths-alike»"/a#y"')],
    ["by the name of a parameter", named("get")],
    ["with different methods", named("put")],
    ["but for a slash", both("/a", "/a/")],
    ["but for capitals", both("/a", "/A")],
    ["one path with a query", both("/a?x=1", "/b")],
  ]);

  test("are reported once for all of them", async () => {
    const lines = Array.from({ length: 9 }, (_, at) => `  /a?x=${at}: {}\n`).join("");
    expect(await diagnosticsOfDiff({ "openapi.yaml": document(`paths:\n${lines}`) })).toEqual([
      "paths-alike at openapi.yaml:6:3",
    ]);
  });
});

describe("unknown types", () => {
  const typed = (type: string, version = "3.1.0") =>
    answering(`{ «type-unknown»type: ${type} }`, "", version);
  bothTell([
    ...["file", "any", "int", "String", "date", "[]", "5", "null", "{ a: b }"].map(
      (type): Row => [type, typed(type)],
    ),
    ["file, in 3.0", typed("file", "3.0.3")],
    ["in a list", answering("{ type: [string, «type-unknown»int] }")],
    ["alone in a list", answering("{ type: [«type-unknown»file] }")],
    [
      "once a word",
      answering(
        "{ items: { «type-unknown»type: int }, not: { type: int }, if: { «type-unknown»type: any } }",
      ),
    ],
    ["types", answering('{ type: [string, "null", number, integer, boolean, object, array] }')],
    ["null, in 3.0", answering('{ type: "null" }', "", "3.0.3")],
    ["a list, in 3.0", answering('{ type: [string, "null"] }', "", "3.0.3")],
    ["a property of that name", answering("{ properties: { type: { type: string } } }")],
  ]);

  const swagger = (response: string, type: string) => `swagger: "2.0"
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: a
      parameters: [{ name: b, in: query, ${type} }]
      responses: { "200": { description: A, schema: { ${response} } } }
`;
  bothTell([
    ["Swagger 2.0 has files", swagger("type: file", "type: string")],
    ["but no int", swagger("«type-unknown»type: any", "«type-unknown»type: int")],
  ]);
});

describe("unusable numbers", () => {
  const number = (keyword: string, value: string): Row => [
    `${keyword}: ${value}`,
    answering(`{ type: number, «number-unusable»${keyword}: ${value} }`),
  ];
  const bounds = ["maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "multipleOf"];
  const sizes = [
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
  ];
  bothTell([
    ...[...bounds, ...sizes, "minContains", "maxContains"].flatMap((keyword) =>
      [".inf", "-.inf", ".nan", "1e999", '"5"'].map((value) => number(keyword, value)),
    ),
    number("default", ".nan"),
    number("example", ".inf"),
    ["examples", answering("{ examples: [1, «number-unusable».inf] }")],
    ["within a default", answering("{ default: { a: [{ «number-unusable»b: -.inf }] } }")],
    [
      "in JSON",
      JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, paths: {} }).replace(
        "{}",
        '{},"components":{"schemas":{"A":{«number-unusable»"maximum":1e999}}}',
      ),
    ],
    ["a value of an enum", answering("{ enum: [1, «number-inexact».nan] }")],
    ["a const", answering("{ «number-inexact»const: .inf }")],
    [
      "the example of a parameter",
      document(
        "paths: { /a: { get: { parameters: [{ name: a, in: query, schema: {}, «number-unusable»example: .inf }] } } }",
      ),
    ],
    [
      "an example by name",
      document(
        "paths: { /a: { get: { parameters: [{ name: a, in: query, schema: {}, examples: { b: { «number-unusable»value: .inf } } }] } } }",
      ),
    ],
    [
      "the argument of a link",
      document(
        `${paths}components: { links: { a: { operationId: a, parameters: { «number-unusable»b: .inf } } } }`,
      ),
    ],
    ["a flag of 3.0", answering("{ maximum: 5, exclusiveMaximum: true }", "", "3.0.3")],
    ["what an extension means is its own business", answering("{ x-max: .inf }")],
    ["finite ones", answering("{ maximum: 1e300, minimum: -0.0, default: 12345678901234567890 }")],
  ]);
});

describe("requirements without a declared scheme", () => {
  const schemes = "components: { securitySchemes: { key: { type: http, scheme: bearer } } }\n";
  const secured = (security: string, rest = schemes) =>
    document(`security: [${security}]\n${paths}${rest}`);
  bothTell([
    ["a declared one", secured("{ key: [] }")],
    ["in other capitals", secured("{ «security-unknown»Key: [] }")],
    ["beside a declared one", secured("{ key: [], «security-unknown»other: [] }")],
    ["where none is declared", secured("{ «security-unknown»key: [] }", "")],
    [
      "of an operation",
      document(`paths: { /a: { get: { security: [{ «security-unknown»a: [] }] } } }\n${schemes}`),
    ],
    [
      "of a webhook",
      document(`${paths}webhooks: { w: { post: { security: [{ «security-unknown»a: [] }] } } }`),
    ],
    ["of whom nothing is asked", secured("{}", "")],
  ]);
});

describe("parts of a schema that no value satisfies", () => {
  const told = (schema: string) =>
    answering(`{ ${schema.replace("allOf", "«schema-unsatisfiable»allOf")} }`);
  const untold = (schema: string) => answering(`{ ${schema} }`);
  bothTell([
    ["two types", told("allOf: [{ type: string }, { type: integer }]")],
    ["a type beside them", told("type: object, allOf: [{ type: array, items: {} }]")],
    ["null and text", told('allOf: [{ type: "null" }, { type: string }]')],
    ["two lists of values", told("type: string, allOf: [{ enum: [a] }, { enum: [b] }]")],
    ["a constant of another list", told("type: string, allOf: [{ const: a }, { enum: [b] }]")],
    ["bounds that cross", told("type: integer, allOf: [{ minimum: 5 }, { maximum: 4 }]")],
    ["an open end", told("type: number, allOf: [{ minimum: 5 }, { exclusiveMaximum: 5 }]")],
    ["`false`", told("allOf: [false, { type: string }]")],
    [
      "a property that is refused",
      told("type: object, allOf: [{ required: [a] }, { properties: { a: false } }]"),
    ],
    ["null in both", untold('allOf: [{ type: [string, "null"] }, { type: [integer, "null"] }]')],
    ["an integer is a number", untold("allOf: [{ type: number }, { type: integer }]")],
    ["one number", untold("type: integer, allOf: [{ minimum: 5 }, { maximum: 5 }]")],
    ["bounds of what need be no number", untold("allOf: [{ minimum: 5 }, { maximum: 4 }]")],
  ]);
});
