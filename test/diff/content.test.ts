import { expect, test } from "vitest";
import { parse } from "yaml";
import { compareSpecs } from "../../generator/diff/index.js";
import { fc, times } from "../support/random.js";
import { head, specOf } from "./support.js";

function findings(before: string, after: string): string[] {
  const document = (operation: string) =>
    specOf({ ...head, paths: { "/things": { post: parse(operation) } } });
  return compareSpecs(document(before), document(after)).findings.map(
    ({ kind, wire, source }) => `${kind} ${wire}/${source}`,
  );
}

const content = (types: readonly string[]) =>
  `content: { ${types.map((type) => `'${type}': { schema: { type: string } }`).join(", ")} }`;
const sent = (types: readonly string[]) => `requestBody: { ${content(types)} }`;
const received = (types: readonly string[]) =>
  `responses: { 200: { description: A, ${content(types)} } }`;

const json = "application/json";

/** What is found where a body is sent, and where it is received. */
test.each<[string, string[], string[], string[], string[]]>([
  [
    "a charset of JSON",
    [json],
    [`${json}; charset=utf-8`],
    ["request.mediaType.respelled info/none"],
    ["response.mediaType.respelled info/none"],
  ],
  [
    "the charset of JSON goes",
    [`${json}; charset=utf-8`],
    [json],
    ["request.mediaType.respelled info/none"],
    ["response.mediaType.respelled info/none"],
  ],
  [
    "a charset of problem details",
    ["application/problem+json"],
    ["application/problem+json;charset=UTF-8"],
    ["request.mediaType.respelled info/none"],
    ["response.mediaType.respelled info/none"],
  ],
  [
    "a charset of text",
    ["text/plain"],
    ["text/plain; charset=utf-8"],
    ["request.mediaType.narrowed breaking/warning"],
    ["response.mediaType.narrowed info/info"],
  ],
  [
    "the charset of text goes",
    ["text/plain; charset=utf-8"],
    ["text/plain"],
    ["request.mediaType.widened info/info"],
    ["response.mediaType.widened breaking/warning"],
  ],
  [
    "another charset of text",
    ["text/plain; charset=utf-8"],
    ["text/plain; charset=utf-16"],
    ["request.mediaType.changed breaking/warning"],
    ["response.mediaType.changed warning/warning"],
  ],
  [
    "spelling does not matter",
    ['text/plain; Charset="UTF-8"; format=flowed'],
    ["Text/Plain;format=flowed;charset=utf-8"],
    [],
    [],
  ],
  [
    "a version",
    [json],
    [`${json};version=2`],
    ["request.mediaType.narrowed breaking/warning"],
    ["response.mediaType.narrowed info/info"],
  ],
  [
    "another version",
    [`${json};version=1`],
    [`${json};version=2`],
    ["request.mediaType.changed breaking/warning"],
    ["response.mediaType.changed warning/warning"],
  ],
  [
    "another version in a name",
    ["application/vnd.a.v1+json"],
    ["application/vnd.a.v2+json"],
    ["request.mediaType.changed breaking/warning"],
    ["response.mediaType.changed warning/warning"],
  ],
  [
    "one of two versions",
    [`${json};version=1`, `${json};version=2`],
    [`${json};version=2`],
    ["request.mediaType.removed breaking/warning"],
    ["response.mediaType.removed breaking/warning"],
  ],
  [
    "a range in place of two types",
    [json, "application/xml"],
    ["application/*"],
    ["request.mediaType.widened info/info"],
    ["response.mediaType.widened breaking/warning"],
  ],
  [
    "two types in place of a range",
    ["*/*"],
    [json, "image/png"],
    ["request.mediaType.narrowed breaking/warning"],
    ["response.mediaType.narrowed info/info"],
  ],
  [
    "a range that includes another one",
    ["image/*"],
    ["*/*"],
    ["request.mediaType.widened info/info"],
    ["response.mediaType.widened breaking/warning"],
  ],
  [
    "a range of something else",
    ["image/png"],
    ["text/*"],
    ["request.mediaType.removed breaking/warning", "request.mediaType.added info/info"],
    ["response.mediaType.removed breaking/warning", "response.mediaType.added info/warning"],
  ],
  [
    "a type that a range beside it includes",
    [json, "*/*"],
    ["*/*"],
    ["request.mediaType.respelled info/warning"],
    ["response.mediaType.respelled info/warning"],
  ],
])("%s", (_, before, after, inRequest, inResponse) => {
  expect(findings(sent(before), sent(after))).toEqual(inRequest);
  expect(findings(received(before), received(after))).toEqual(inResponse);
});

test("what is in a range is compared with what was in each of its types", () => {
  const body = (types: string[], type: string) =>
    `requestBody: { content: { ${types.map((each) => `'${each}': { schema: { type: ${type} } }`).join(", ")} } }`;
  expect(
    findings(body([json, "application/yaml"], "number"), body(["application/*"], "integer")),
  ).toEqual([
    // The client sends a file there, whatever the schema.
    "request.type.narrowed breaking/none",
    "request.type.narrowed breaking/none",
    "request.mediaType.widened info/info",
  ]);
});

const form = (properties: string, encoding: string, type = "multipart/form-data") =>
  `requestBody: { content: { ${type}: { schema: { type: object, properties: { ${properties} } }, encoding: { ${encoding} } } } }`;
const [a, b] = ["a: { type: string }", "b: { type: string }"];
const [ofA, ofB] = ["a: { contentType: text/csv }", "b: { contentType: image/png }"];
const changed = "request.encoding.changed warning/none";

test.each<[string, string, string, string[]]>([
  [
    "the encoding of a property that comes",
    form(a, ofA),
    form(`${a}, ${b}`, `${ofA}, ${ofB}`),
    ["request.property.added info/info"],
  ],
  [
    "the encoding of a property that goes",
    form(`${a}, ${b}`, `${ofA}, ${ofB}`),
    form(a, ofA),
    ["request.property.removed warning/breaking"],
  ],
  [
    "the encoding of a property that stays, beside one that comes",
    form(a, ofA),
    form(`${a}, ${b}`, `a: { contentType: text/html }, ${ofB}`),
    [changed, "request.property.added info/info"],
  ],
  ["the encoding of a property comes", form(a, ""), form(a, ofA), [changed]],
  ["the encoding of a property goes", form(a, ofA), form(a, ""), [changed]],
  [
    "an encoding in other words",
    form(a, "a: { contentType: 'Text/CSV, image/png', headers: { X-A: { schema: {} } } }"),
    form(a, "a: { contentType: 'image/png,text/csv', headers: { x-a: { schema: {} } } }"),
    [],
  ],
  [
    "the style that a form has without it",
    form(a, "", "application/x-www-form-urlencoded"),
    form(a, "a: { style: form, explode: true }", "application/x-www-form-urlencoded"),
    [],
  ],
  [
    "a style that replaces the content type of a part",
    form(a, ""),
    form(a, "a: { style: form }"),
    [changed],
  ],
  ["an encoding that says nothing", form(a, ""), form(a, "a: {}"), []],
  ["an encoding of JSON means nothing", form(a, "", json), form(a, ofA, json), []],
])("%s", (_, before, after, want) => {
  expect(findings(before, after)).toEqual(want);
});

test("only the encodings that changed are shown", () => {
  const document = (operation: string) =>
    specOf({ ...head, paths: { "/things": { post: parse(operation) } } });
  const [finding] = compareSpecs(
    document(form(`${a}, ${b}`, `${ofA}, ${ofB}`)),
    document(form(`${a}, ${b}`, ofA)),
  ).findings;
  expect(finding).toMatchObject({ before: { b: { contentType: "image/png" } }, after: undefined });
});

/** Media types, each with those of the others that it includes, itself among them. */
const included: Readonly<Record<string, readonly string[]>> = {
  "*/*": [
    "*/*",
    "application/*",
    json,
    "application/json;v=1",
    "application/json;v=2",
    "text/plain",
    "text/plain;charset=utf-8",
  ],
  "application/*": ["application/*", json, "application/json;v=1", "application/json;v=2"],
  [json]: [json, "application/json;v=1", "application/json;v=2"],
  "application/json;v=1": ["application/json;v=1"],
  "application/json;v=2": ["application/json;v=2"],
  "text/plain": ["text/plain", "text/plain;charset=utf-8"],
  "text/plain;charset=utf-8": ["text/plain;charset=utf-8"],
};
const among = (types: readonly string[], type: string) =>
  types.some((other) => included[other]?.includes(type));

test("a request breaks if one of its types is no longer taken, and only then", () => {
  const types = fc.subarray(Object.keys(included), { minLength: 1 });
  fc.assert(
    fc.property(types, types, (before, after) => {
      const found = findings(sent(before), sent(after));
      const isBroken = found.some((finding) => / (breaking|warning)\//.test(finding));
      expect(isBroken, found.join()).toBe(!before.every((type) => among(after, type)));
    }),
    { numRuns: times(300) },
  );
});
