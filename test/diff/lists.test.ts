import { expect, test } from "vitest";
import { parse } from "yaml";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, specOf } from "./support.js";

function findings(before: string, after: string): string[] {
  const document = (operation: string) =>
    specOf({ ...head, paths: { "/things/{p}": { get: parse(operation) } } });
  return compareSpecs(document(before), document(after)).findings.map(
    ({ kind, wire, source }) => `${kind} ${wire}/${source}`,
  );
}

const parameter = (fields: string, schema: string) => {
  const required = /in: path/.test(fields) ? ", required: true" : "";
  return `parameters: [{ name: p, ${fields}${required}, schema: ${schema} }]`;
};
const text = "{ type: string }";
const list = (items: string, more = "") => `{ type: array, items: ${items}${more} }`;

/** The same parameter, once as a single value and once as a list. */
test.each<[string, string, string, string, string[]]>([
  ["one of a query", "in: query", text, list(text), ["parameter.list.begun info/breaking"]],
  [
    "text in a list with commas",
    "in: query, explode: false",
    text,
    list(text),
    ["parameter.delimitedList.begun warning/breaking"],
  ],
  [
    "a number has no comma",
    "in: query, explode: false",
    "{ type: number }",
    list("{ type: number }"),
    ["parameter.list.begun info/breaking"],
  ],
  [
    "values without a comma",
    "in: query, explode: false",
    "{ type: string, enum: [a, b] }",
    list("{ type: string, enum: [a, b] }"),
    ["parameter.list.begun info/breaking"],
  ],
  [
    "a value with a comma",
    "in: query, explode: false",
    '{ type: string, enum: ["a,b", c] }',
    list('{ type: string, enum: ["a,b", c] }'),
    ["parameter.delimitedList.begun warning/breaking"],
  ],
  [
    "a value with a comma, where bars separate",
    "in: query, explode: false, style: pipeDelimited",
    '{ type: string, enum: ["a,b", c] }',
    list('{ type: string, enum: ["a,b", c] }'),
    ["parameter.list.begun info/breaking"],
  ],
  [
    "a decimal in a label, whose items dots separate",
    "in: path, style: label, explode: true",
    "{ type: number }",
    list("{ type: number }"),
    ["parameter.delimitedList.begun warning/breaking"],
  ],
  [
    "in a path",
    "in: path",
    "{ type: string, format: uuid }",
    list("{ type: string, format: uuid }"),
    ["parameter.list.begun info/breaking"],
  ],
  [
    "in a header",
    "in: header",
    text,
    list(text),
    ["parameter.delimitedList.begun warning/breaking"],
  ],
  ["in a cookie", "in: cookie", text, list(text), ["parameter.list.begun info/breaking"]],
  [
    "items that are narrower than the value",
    "in: query",
    text,
    list("{ type: string, maxLength: 3 }"),
    ["parameter.list.begun info/breaking", "parameter.maxLength.set warning/none"],
  ],
  [
    "items of another type",
    "in: query",
    text,
    list("{ type: integer }"),
    ["parameter.type.narrowed breaking/warning", "parameter.list.begun info/breaking"],
  ],
  [
    "items that may be anything",
    "in: query",
    text,
    list("{}"),
    ["parameter.list.begun info/breaking", "parameter.type.widened info/info"],
  ],
  [
    "a list of at least two",
    "in: query",
    text,
    list(text, ", minItems: 2"),
    ["parameter.type.changed breaking/breaking"],
  ],
  [
    "the same default, as a list",
    "in: query",
    "{ type: string, default: a }",
    list(text, ", default: [a]"),
    ["parameter.list.begun info/breaking"],
  ],
  [
    "another default",
    "in: query",
    "{ type: string, default: a }",
    list(text, ", default: [b]"),
    ["parameter.type.changed breaking/breaking", "parameter.default.changed breaking/none"],
  ],
  [
    "lists of objects have no text",
    "in: query, style: deepObject",
    text,
    list(text),
    ["parameter.type.changed breaking/breaking"],
  ],
])("a value that becomes a list: %s", (_, fields, before, after, want) => {
  const found = findings(parameter(fields, before), parameter(fields, after));
  expect(found).toEqual(want);
});

test.each<[string, string, string, string[]]>([
  [
    "a list, of which callers may send several",
    parameter("in: query", list(text)),
    parameter("in: query", text),
    ["parameter.type.changed breaking/breaking"],
  ],
  [
    "a list with another separator is written like the single value before",
    parameter("in: query", "{ type: integer }"),
    parameter("in: query, style: pipeDelimited, explode: false", list("{ type: integer }")),
    ["parameter.list.begun info/breaking"],
  ],
  [
    "another style of a path is written otherwise",
    parameter("in: path", "{ type: integer }"),
    parameter("in: path, style: matrix", list("{ type: integer }")),
    ["parameter.style.changed breaking/none", "parameter.type.changed breaking/breaking"].reverse(),
  ],
  [
    "JSON is another text",
    `parameters: [{ name: p, in: query, content: { application/json: { schema: ${text} } } }]`,
    `parameters: [{ name: p, in: query, content: { application/json: { schema: ${list(text)} } } }]`,
    ["parameter.type.changed breaking/breaking"],
  ],
  [
    "a header that is received: a list of numbers becomes one",
    `responses: { 200: { description: A, headers: { p: { schema: ${list("{ type: integer }")} } } } }`,
    "responses: { 200: { description: A, headers: { p: { schema: { type: integer } } } } }",
    ["header.list.dropped info/warning"],
  ],
  [
    "a header that is received: one number becomes a list",
    "responses: { 200: { description: A, headers: { p: { schema: { type: integer } } } } }",
    `responses: { 200: { description: A, headers: { p: { schema: ${list("{ type: integer }")} } } } }`,
    ["header.type.changed breaking/warning"],
  ],
])("%s", (_, before, after, want) => {
  expect(findings(before, after)).toEqual(want);
});

const any = "{}";
const object = "{ type: object }";
const either = `{ oneOf: [${text}, ${list(text)}] }`;

/** `explode` and most styles only say how lists and objects are written. */
test.each<[string, string, string, string, string, string[]]>([
  ["a single value", "in: query", text, ", explode: false", text, []],
  ["a single value in another style", "in: query", text, ", style: pipeDelimited", text, []],
  [
    "a single value that may now be a list besides",
    "in: query",
    text,
    ", explode: false",
    either,
    ["parameter.oneOf.wrapped info/info"],
  ],
  [
    "a list that may now be a single value besides",
    "in: query",
    list(text),
    ", explode: false",
    either,
    ["parameter.explode.changed breaking/none", "parameter.oneOf.wrapped info/info"],
  ],
  [
    "a list that replaces what is no item of it",
    "in: query",
    text,
    ", explode: false",
    list(text, ", minItems: 2"),
    ["parameter.type.changed breaking/breaking"],
  ],
  [
    "a list",
    "in: query",
    list(text),
    ", explode: false",
    list(text),
    ["parameter.explode.changed breaking/none"],
  ],
  [
    "what may be a list",
    "in: query",
    any,
    ", explode: false",
    any,
    ["parameter.explode.changed breaking/none"],
  ],
  ["a list in a header", "in: header", list(text), ", explode: true", list(text), []],
  [
    "an object in a header",
    "in: header",
    object,
    ", explode: true",
    object,
    ["parameter.explode.changed breaking/none"],
  ],
  [
    "a single value of a path, which another style writes otherwise",
    "in: path",
    text,
    ", style: matrix",
    text,
    ["parameter.style.changed breaking/none"],
  ],
])("another spelling of %s", (_, fields, before, spelling, after, want) => {
  expect(findings(parameter(fields, before), parameter(fields + spelling, after))).toEqual(want);
});

/** Whatever is sent as one text is text. */
test.each<[string, string, string, string, string[]]>([
  ["text, in a header", "in: header", any, text, ["parameter.type.narrowed info/warning"]],
  ["text, in a path", "in: path", any, text, ["parameter.type.narrowed info/warning"]],
  [
    "text, in a query, which could have lists",
    "in: query",
    any,
    text,
    ["parameter.type.narrowed warning/warning"],
  ],
  [
    "text among others",
    "in: query",
    any,
    "{ type: [string, integer] }",
    ["parameter.type.narrowed warning/warning"],
  ],
  ["a number", "in: query", any, "{ type: integer }", ["parameter.type.narrowed breaking/warning"]],
  [
    "text of a format",
    "in: query",
    any,
    "{ type: string, format: date }",
    ["parameter.type.narrowed breaking/warning"],
  ],
])("anything becomes %s", (_, fields, before, after, want) => {
  expect(findings(parameter(fields, before), parameter(fields, after))).toEqual(want);
});

test("a header that is received is text, whatever its type", () => {
  const answer = (schema: string) =>
    `responses: { 200: { description: A, headers: { p: { schema: ${schema} } } } }`;
  expect(findings(answer(text), answer(any))).toEqual(["header.type.widened info/warning"]);
  expect(findings(answer("{ type: integer }"), answer(any))).toEqual([
    "header.type.widened breaking/warning",
  ]);
});
