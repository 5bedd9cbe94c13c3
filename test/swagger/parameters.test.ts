import { describe } from "vitest";
import { operation, tableOf } from "./support.js";

/** What each part of a Swagger 2.0 document becomes, by the words of its specification. */

describe("parameters", () => {
  const parameter = (given: string, want: string, warns: readonly string[] = []) => ({
    given: operation(`parameters: [{ ${given} }]`),
    want: `paths: { /a: { get: { parameters: [{ ${want} }] } } }`,
    warns,
  });
  const query = "in: query, name: p";
  const list = "type: array, items: { type: string }";
  const tabs = (carrier: string, separator: string) => ({
    ...parameter(
      `in: ${carrier}, name: p, ${list}, collectionFormat: ${separator}`,
      `in: ${carrier}, name: p, schema: { type: string, description: Values separated by ${{ tsv: "tabs", ssv: "spaces", pipes: "pipes" }[separator]}. }`,
      [
        `\`type: array\` of parameter "p" is left out: OpenAPI 3 has no list separated by ${{ tsv: "tabs", ssv: "spaces", pipes: "pipes" }[separator]}; pass it as one string`,
      ],
    ),
    name: `a list in ${carrier} as ${separator} is text`,
  });
  const keywords =
    "type: number, format: double, default: 1, enum: [1, 2], multipleOf: 1, pattern: x, maximum: 9, exclusiveMaximum: true, minimum: 0, exclusiveMinimum: false, maxLength: 3, minLength: 1";
  tableOf([
    {
      name: "what is said of the value becomes its schema",
      ...parameter(
        `${query}, description: D, required: true, allowEmptyValue: true, ${keywords}, x-note: 1`,
        `${query}, description: D, required: true, allowEmptyValue: true, x-note: 1, schema: { ${keywords} }`,
      ),
    },
    {
      name: "a list of limited length with commas, which 2.0 means if it says nothing",
      ...parameter(
        `${query}, ${list}, maxItems: 3, minItems: 1, uniqueItems: true`,
        `${query}, explode: false, schema: { ${list}, maxItems: 3, minItems: 1, uniqueItems: true }`,
      ),
    },
    {
      name: "a list as csv",
      ...parameter(
        `${query}, ${list}, collectionFormat: csv`,
        `${query}, explode: false, schema: { ${list} }`,
      ),
    },
    {
      name: "a list as ssv",
      ...parameter(
        `${query}, ${list}, collectionFormat: ssv`,
        `${query}, style: spaceDelimited, schema: { ${list} }`,
      ),
    },
    {
      name: "a list as pipes",
      ...parameter(
        `${query}, ${list}, collectionFormat: pipes`,
        `${query}, style: pipeDelimited, schema: { ${list} }`,
      ),
    },
    {
      name: "a list as multi",
      ...parameter(`${query}, ${list}, collectionFormat: multi`, `${query}, schema: { ${list} }`),
    },
    ...["path", "header"].map((carrier) => ({
      name: `a list in ${carrier} as csv`,
      ...parameter(
        `in: ${carrier}, name: p, ${list}`,
        `in: ${carrier}, name: p, schema: { ${list} }`,
      ),
    })),
    tabs("query", "tsv"),
    tabs("path", "tsv"),
    tabs("header", "ssv"),
    tabs("path", "pipes"),
    {
      name: "a list in a path as multi",
      ...parameter(
        `in: path, name: p, ${list}, collectionFormat: multi`,
        `in: path, name: p, schema: { ${list} }`,
        [
          '`collectionFormat: multi` of parameter "p" is left out: it is only for queries and forms; the values are separated by commas',
        ],
      ),
    },
    {
      name: "lists in a list are texts",
      ...parameter(
        `${query}, type: array, items: { ${list}, collectionFormat: pipes }`,
        `${query}, explode: false, schema: { type: array, items: { type: string, description: Values separated by pipes. } }`,
        [
          '`type: array` of the items of parameter "p" is left out: OpenAPI 3 has no list separated by pipes; pass it as one string',
        ],
      ),
    },
    {
      name: "a format of lists says nothing of a single value",
      ...parameter(
        `${query}, type: string, collectionFormat: tsv`,
        `${query}, schema: { type: string }`,
      ),
    },
    {
      name: "null as vendors allow it",
      ...parameter(
        `${query}, type: string, x-nullable: true`,
        `${query}, schema: { type: string, nullable: true }`,
      ),
    },
    {
      name: "examples as vendors write them",
      ...parameter(
        `${query}, type: string, x-example: a, x-examples: { one: b }`,
        `${query}, schema: { type: string }, example: a, examples: { one: { value: b } }`,
      ),
    },
    { name: "without a type it may be anything", ...parameter(query, `${query}, schema: {}`) },
    {
      name: "items make a list, type or not",
      ...parameter(
        `${query}, items: { type: string }`,
        `${query}, explode: false, schema: { type: array, items: { type: string } }`,
      ),
    },
    {
      name: "an object, which 2.0 does not have",
      ...parameter(
        `${query}, type: object, properties: { a: { type: string } }`,
        `${query}, schema: { type: object, properties: { a: { type: string } } }`,
      ),
    },
    {
      name: "a schema where only a body has one",
      ...parameter(`${query}, schema: { type: integer }`, `${query}, schema: { type: integer }`),
    },
    {
      name: "what OpenAPI 3 says of parameters",
      ...parameter(
        `${query}, type: string, style: form, content: { a/b: {} }`,
        `${query}, schema: { type: string }`,
        ["content", "style"].map(
          (field) => `\`${field}\` is left out: OpenAPI 3 has it, but Swagger 2.0 does not`,
        ),
      ),
    },
    {
      name: "a header that OpenAPI 3 says to ignore",
      ...parameter(
        "in: header, name: Authorization, type: string",
        "in: header, name: Authorization, schema: { type: string }",
        [
          'header parameter "Authorization" is left out: if you declare it under `securityDefinitions`, the client has an option for it',
        ],
      ),
    },
    {
      name: "shared ones keep their names, and paths theirs",
      given: `
parameters: { P: { in: query, name: p, type: string }, Q: { $ref: '#/parameters/P' } }
paths: { /a: { parameters: [{ $ref: '#/parameters/P' }], get: { parameters: [{ $ref: '#/parameters/Q' }] } } }`,
      want: `
paths:
  /a:
    parameters: [{ $ref: '#/components/parameters/P' }]
    get: { parameters: [{ $ref: '#/components/parameters/Q' }] }
components:
  parameters: { P: { in: query, name: p, schema: { type: string } }, Q: { $ref: '#/components/parameters/P' } }`,
    },
  ]);
});
