import { expect, test } from "vitest";
import { load, specWith } from "../support/generator.js";
import { bodyOf, mockOf, requestOf } from "./requests.js";

const answering = (schema: object) =>
  specWith({
    "GET /it": {
      responses: { 200: { description: "", content: { "application/json": { schema } } } },
    },
  });

test.each([
  ["alone", { type: "object", required: ["links"], properties: { id: { type: "integer" } } }],
  [
    "in another schema of the same object",
    {
      allOf: [
        { type: "object", properties: { id: { type: "integer" } } },
        { type: "object", required: ["links", "id"] },
      ],
    },
  ],
])("a member that is only required has a value: %s", async (_, schema) => {
  const answer = mockOf(await load(answering(schema))).answer(requestOf("GET", "/it"));
  expect(answer.status).toBe(200);
  expect(bodyOf(answer)).toEqual({ id: expect.any(Number), links: expect.anything() });
});

test("a member that is required and forbidden has none", async () => {
  const schema = { type: "object", required: ["links"], additionalProperties: false };
  const answer = mockOf(await load(answering(schema))).answer(requestOf("GET", "/it"));
  expect(answer.status).toBe(501);
});
