import { afterAll, describe, expect, test } from "vitest";
import { BadRequestError } from "../../generator/runtime/index.js";
import { callerOf, rejectionOf } from "./client.js";
import { answer, json, serve } from "./server.js";

const server = await serve();
afterAll(() => server.close());
const call = callerOf({ baseUrl: server.url });

/** A list in a list, so deep. */
const nest = (depth: number, inner: unknown): unknown =>
  depth === 0 ? inner : { a: nest(depth - 1, inner) };

// Each as Django REST framework gives it.
const table: [string, unknown, Record<string, string[]>][] = [
  ["one field", { name: ["Required."] }, { name: ["Required."] }],
  ["several messages", { name: ["Too long.", "Too odd."] }, { name: ["Too long.", "Too odd."] }],
  [
    "several fields",
    { name: ["Required."], price: ["A number."] },
    { name: ["Required."], price: ["A number."] },
  ],
  ["a nested field", { maker: { name: ["Required."] } }, { "maker.name": ["Required."] }],
  [
    "a deeper one",
    { maker: { contact: { email: ["Bad."] }, name: ["Bad too."] } },
    { "maker.contact.email": ["Bad."], "maker.name": ["Bad too."] },
  ],
  [
    "rows of many, of which one is good",
    [{ name: ["Required."] }, {}, { price: ["A number."], name: ["Long."] }],
    { "0.name": ["Required."], "2.price": ["A number."], "2.name": ["Long."] },
  ],
  [
    "a list of objects in a field",
    { lines: [{}, { quantity: ["Min 1."] }] },
    { "lines.1.quantity": ["Min 1."] },
  ],
  [
    "a list of values, by index",
    { tags: { "0": ["Too long."], "3": ["Blank."] } },
    { "tags.0": ["Too long."], "tags.3": ["Blank."] },
  ],
  [
    "non_field_errors",
    { non_field_errors: ["Nuts come in pairs."], name: ["Bad."] },
    { non_field_errors: ["Nuts come in pairs."], name: ["Bad."] },
  ],
  [
    "non_field_errors of a nested object",
    { maker: { non_field_errors: ["No."] } },
    { "maker.non_field_errors": ["No."] },
  ],
  ["a raised text", ["No."], { non_field_errors: ["No."] }],
  ["raised texts", ["No.", "Never."], { non_field_errors: ["No.", "Never."] }],
  ["a field that is called detail", { detail: ["Required."] }, { detail: ["Required."] }],
  ["a nested field called detail", { maker: { detail: "No." } }, { "maker.detail": ["No."] }],
  ["text in place of a list", { name: "No." }, { name: ["No."] }],
  [
    "text and objects in one list",
    { lines: ["No.", { a: ["Bad."] }] },
    { lines: ["No."], "lines.1.a": ["Bad."] },
  ],
  [
    "__proto__",
    JSON.parse('{"__proto__":["No."],"a":["Bad."]}'),
    JSON.parse('{"__proto__":["No."],"a":["Bad."]}'),
  ],
  ["constructor", { constructor: { prototype: ["No."] } }, { "constructor.prototype": ["No."] }],
  ["an empty name", { "": ["No."] }, { non_field_errors: ["No."] }],
  ["a text without letters", { name: [""] }, { name: [""] }],
];

const entry = (loc: unknown[], msg: string) => ({ type: "missing", loc, msg, input: {} });
const problem = { type: "https://a.example/invalid", title: "Not valid.", status: 422 };

/** Forms of others: what FastAPI answers, and RFC 9457 with its usual extensions. */
const others: typeof table = [
  [
    "a list with places",
    { detail: [entry(["body", "name"], "Field required")] },
    { name: ["Field required"] },
  ],
  [
    "a list with nested places",
    {
      detail: [
        entry(["body", "lines", 0, "n"], "Min 1."),
        entry(["query", "n"], "A number."),
        entry(["header", "x-id"], "Required."),
        entry(["body", "lines", 0, "n"], "Odd."),
      ],
    },
    { "lines.0.n": ["Min 1.", "Odd."], n: ["A number."], "x-id": ["Required."] },
  ],
  [
    "a place that is the body itself",
    { detail: [entry(["body"], "No.")] },
    { non_field_errors: ["No."] },
  ],
  [
    "places that are none",
    {
      detail: [
        { loc: ["body", { toString: 1 }], msg: "No." },
        { loc: 1, msg: "Odd." },
      ],
    },
    { "toString.:1": ["No."], non_field_errors: ["Odd."] },
  ],
  [
    "a problem with a map of errors",
    {
      ...problem,
      detail: "See errors.",
      traceId: "a",
      errors: { Name: ["Required."], "Lines[0].N": ["Min 1."], "$.a[1].b": ["Bad."], "": ["No."] },
    },
    { Name: ["Required."], "Lines.0.N": ["Min 1."], "a.1.b": ["Bad."], non_field_errors: ["No."] },
  ],
  [
    "a problem with a list of errors, as in RFC 9457",
    {
      ...{ type: problem.type, title: problem.title },
      errors: [
        { detail: "must be a positive integer", pointer: "#/age" },
        { detail: "must be 'green', 'red' or 'blue'", pointer: "#/profile/colors/0" },
        { detail: "No." },
      ],
    },
    {
      age: ["must be a positive integer"],
      "profile.colors.0": ["must be 'green', 'red' or 'blue'"],
      non_field_errors: ["No."],
    },
  ],
  [
    "a problem with invalid-params, as in RFC 7807",
    {
      ...problem,
      "invalid-params": [
        { name: "age", reason: "must be a positive integer" },
        { name: "color", reason: "must be a color" },
      ],
    },
    { age: ["must be a positive integer"], color: ["must be a color"] },
  ],
  [
    "a problem with a list of texts",
    { ...problem, errors: ["No."] },
    { non_field_errors: ["No."] },
  ],
  [
    "a pointer that is no text",
    { ...problem, errors: [{ detail: "No.", pointer: {} }] },
    { non_field_errors: ["No."] },
  ],
];

const nothing: [string, unknown][] = [
  ["a problem that says no more", { ...problem, detail: "No.", instance: "/a" }],
  ["detail alone", { detail: "JSON parse error." }],
  ["no fields", {}],
  ["no rows", []],
  ["good rows", [{}, {}]],
  ["a number", 1],
  ["true", true],
  ["null", null],
  ["numbers and nulls inside", { a: 1, b: null, c: [null, 2, false], d: { e: 3 } }],
  ["what is too deep to be one", nest(1000, ["No."])],
];

const rows = [
  ...table,
  ...others,
  ...nothing.map(([name, body]): (typeof table)[0] => [name, body, {}]),
];

describe.each([400, 422])("fields of a %d:", (status) => {
  test.each(rows)("%s", async (_, body, expected) => {
    server.respond = json(body, status);
    const error = (await rejectionOf(call({}))) as BadRequestError;
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.body).toEqual(body);
    expect(error.fields).toEqual(expected);
    expect(Object.keys(error.fields).toSorted()).toEqual(Object.keys(expected).toSorted());
    expect(Object.getPrototypeOf(error.fields)).toBe(Object.prototype);
  });

  test.each([
    ["HTML", "text/html", "<h1>Bad Request (400)</h1>"],
    ["text", "text/plain", "no"],
    ["nothing", "application/json", ""],
    ["broken JSON", "application/json", '{"name":["No."'],
  ])("%s has none", async (_, type, body) => {
    server.respond = answer(status, { "content-type": type }, body);
    const error = (await rejectionOf(call({}))) as BadRequestError;
    expect(error.body).toBe(body === "" ? undefined : body);
    expect(error.fields).toEqual({});
  });
});

test("JSON that is nested without end is still an error of its status", async () => {
  for (const text of ["[".repeat(100_000) + "]".repeat(100_000), '{"a":'.repeat(50_000)]) {
    server.respond = answer(400, { "content-type": "application/json" }, text);
    const error = (await rejectionOf(call({}))) as BadRequestError;
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.message.length).toBeLessThan(500);
    expect(error.fields).toEqual({});
  }
});
