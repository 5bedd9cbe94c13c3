import { parseWebhook, WebhookError } from "cofactr-platform-client";
import { describe, expect, test } from "vitest";

const event = { event_type: "created", record_type: "BOM", id: "b-1", data: { name: "Rev B" } };

function errorOf(body: unknown): WebhookError {
  try {
    parseWebhook(body);
  } catch (error) {
    if (error instanceof WebhookError) return error;
    throw error;
  }
  throw new Error("it was taken");
}

test.each([
  ["text", JSON.stringify(event)],
  ["bytes", new TextEncoder().encode(JSON.stringify(event))],
  ["a Buffer", Buffer.from(JSON.stringify(event))],
  ["bytes with a byte order mark", Buffer.from(`\ufeff${JSON.stringify(event)}`)],
  ["an object", event],
])("an event as %s", (_, body) => {
  expect(parseWebhook(body)).toEqual(event);
});

test.each([
  ["of an unknown kind", { record_type: "PurchaseOrder", id: 7, event_type: null }],
  ["of a kind that every object has a member of", { record_type: "constructor", id: 7 }],
  ["with an unknown event_type", { ...event, event_type: "archived" }],
  ["with a field that is not documented", { ...event, org_id: "o" }],
  ["with no more than its kind", { record_type: "BOM" }],
  ["with data of any type", { ...event, data: null }],
])("an event %s is let through", (_, body) => {
  expect(parseWebhook(JSON.stringify(body))).toEqual(body);
});

test.each([
  ["", undefined, "the body is not valid JSON"],
  ["{", undefined, "the body is not valid JSON"],
  ["[".repeat(200_000), undefined, "the body is not valid JSON"],
  [new Uint8Array([0xc3]), undefined, "the body is not UTF-8"],
  ["null", undefined, "the body must be a JSON object, but is null"],
  ["[]", undefined, "the body must be a JSON object, but is array"],
  ['"BOM"', undefined, "the body must be a JSON object, but is string"],
  [undefined, undefined, "the body must be a JSON object, but is absent"],
  ["{}", "record_type", "record_type is missing"],
  ['{"record_type":null}', "record_type", "record_type must be of type string, but is null"],
  ['{"record_type":["BOM"]}', "record_type", "record_type must be of type string, but is array"],
  ['{"record_type":"BOM","id":1}', "id", "id must be of type string, but is number"],
  ['{"record_type":"BOM","id":null}', "id", "id must be of type string, but is null"],
  [
    '{"record_type":"BOM","event_type":{}}',
    "event_type",
    "event_type must be of type string, but is object",
  ],
])("malformed: %j", (body, field, message) => {
  expect(errorOf(body)).toMatchObject({ name: "WebhookError", field, message });
});

describe("a hostile body", () => {
  test("is not quoted", () => {
    expect(String(errorOf('{"record_type": s3cret}').stack)).not.toContain("s3cret");
  });

  test("does not inherit a kind", () => {
    expect(errorOf(Object.create({ record_type: "BOM" })).message).toBe("record_type is missing");
  });

  test.each(["__proto__", "\\u005f_proto__"])("cannot smuggle %s in", (key) => {
    const body = `{"record_type":"BOM","${key}":{"bad":1},"data":{"${key}":{"bad":1}}}`;
    const parsed = parseWebhook(body) as { data?: object };
    const copy = Object.assign({}, parsed, { data: Object.assign({}, parsed.data) });
    expect([copy, copy.data, {}].map((each) => "bad" in each)).toEqual([false, false, false]);
    expect(Object.keys(parsed)).toEqual(["record_type", "data"]);
  });
});
