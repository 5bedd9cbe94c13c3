import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, specOf } from "./support.js";

/** Findings of one operation whose content of a media type changes. */
function judged(where: "request" | "200" | "404", type: string, before: object, after: object) {
  const document = (schema: object) => {
    const content = { [type]: { schema } };
    const operation =
      where === "request"
        ? { requestBody: { content } }
        : { responses: { [where]: { description: "A", content } } };
    return specOf({ ...head, paths: { "/berths": { post: operation } } });
  };
  return compareSpecs(document(before), document(after)).findings.map(
    ({ kind, wire, source }) => `${kind} ${wire} ${source}`,
  );
}

const json = "application/json";
const [one, other] = [{ const: "one" }, { const: "other" }];

test.each([
  ["an answer of text", "200", "text/plain", "breaking"],
  ["a failure of JSON", "404", json, "breaking"],
  ["a failure of text, which is text", "404", "text/plain", "none"],
  ["a file, which is a file", "200", "image/png", "none"],
  ["events, whose data is text", "200", "text/event-stream", "none"],
] as const)("source of %s", (_, where, type, source) => {
  expect(judged(where, type, one, other)).toEqual([`response.const.changed breaking ${source}`]);
});

test("data of events that is JSON is typed", () => {
  const object = (id: object) => ({ type: "object", properties: { id } });
  expect(judged("200", "text/event-stream", object(one), object(other))).toEqual([
    "response.const.changed breaking breaking",
  ]);
});

test("received-only properties are in no type of a request", () => {
  const id = (more: object) => ({
    type: "object",
    properties: { id: { type: "string", readOnly: true } },
    ...more,
  });
  expect(judged("request", json, id({}), id({ required: ["id"] }))).toEqual([
    "request.required.added info none",
  ]);
});
