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

const nothing: [string, unknown][] = [
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

const rows = [...table, ...nothing.map(([name, body]): (typeof table)[0] => [name, body, {}])];

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
