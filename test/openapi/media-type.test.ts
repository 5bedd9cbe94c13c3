import { describe, expect, test } from "vitest";
import {
  essenceOf,
  formOf,
  includesMediaType,
  isMediaRange,
  isMultipart,
  keyOfMediaType,
  parseMediaType,
  syntaxOf,
} from "../../generator/media-type.js";

test.each([
  ["application/json", "json"],
  ["Application/JSON; charset=utf-8", "json"],
  ["application/problem+json", "json"],
  ["application/vnd.a.b+JSON;v=1", "json"],
  ["*/*", "json"],
  ["multipart/form-data; boundary=x", "form"],
  ["Multipart/Form-Data", "form"],
  ["application/x-www-form-urlencoded", "form"],
  ["text/event-stream", "events"],
  ["application/x-ndjson", "lines"],
  ["application/jsonl", "lines"],
  ["text/html", "text"],
  ["image/*", "binary"],
  ["application/octet-stream", "binary"],
  ["application/jsonp", "binary"],
  // What is malformed is taken as well as it goes.
  ["json", "binary"],
  ["text/", "text"],
  ["", "binary"],
])("%j is read and written as %s", (text, form) => {
  expect(formOf(text)).toBe(form);
});

describe("two spellings of one media type have the same key", () => {
  test.each([
    ["text/html;charset=utf-8", 'Text/HTML ; Charset="UTF-8"'],
    ["a/b;x=1;y=2", "a/b; y=2; x=1"],
    ["multipart/form-data", "Multipart/Form-Data"],
    ["json", " JSON "],
  ])("%j and %j", (one, other) => {
    expect(keyOfMediaType(other)).toBe(keyOfMediaType(one));
  });

  test.each([
    ["text/html", "text/html;charset=utf-8"],
    // Only of a charset the capitals say nothing.
    ["multipart/mixed;boundary=a", "multipart/mixed;boundary=A"],
    ["application/json", "application/problem+json"],
  ])("%j and %j have two", (one, other) => {
    expect(keyOfMediaType(other)).not.toBe(keyOfMediaType(one));
  });
});

test("parts, ranges and syntaxes", () => {
  expect(parseMediaType('A/B+C; d="e f"')).toEqual({
    essence: "a/b+c",
    type: "a",
    subtype: "b+c",
    suffix: "c",
    parameters: new Map([["d", "e f"]]),
    isRange: false,
  });
  expect(parseMediaType("json")).toBeUndefined();
  expect(essenceOf(" Json ; a")).toBe("json");
  expect([isMediaRange("image/*"), isMediaRange("image/png")]).toEqual([true, false]);
  expect([isMultipart("MULTIPART/mixed"), isMultipart("text/plain")]).toEqual([true, false]);
  expect(syntaxOf("application/a+b+xml;v=1")).toBe("application/xml");
  expect(syntaxOf("text/plain")).toBe("text/plain");
});

test.each([
  ["*/*", "image/png", true, false],
  ["image/*", "image/png", true, false],
  ["*/*", "image/*", true, false],
  ["image/*", "text/plain", false, false],
  ["text/plain", "text/plain; charset=utf-8", true, false],
  ["text/plain; charset=UTF-8", "text/plain; charset=utf-8", true, true],
  ["text/plain; a=1", "text/plain; a=2", false, false],
  ["text/plain; a=1", "text/plain; b=2; a=1", true, false],
  ["application/json", "application/json; charset=utf-8", true, true],
  ["application/json", "application/problem+json", false, false],
  ["json", "json", false, false],
])("%j and %j include one another: %s, %s", (one, other, isWider, isNarrower) => {
  expect(includesMediaType(one, other)).toBe(isWider);
  expect(includesMediaType(other, one)).toBe(isNarrower);
});
