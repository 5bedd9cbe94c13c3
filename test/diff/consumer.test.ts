import { expect, test } from "vitest";
import { parse } from "yaml";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, specOf } from "./support.js";

/** What a caller of one operation reads of an edit. */
function told(before: string, after: string): string[] {
  const document = (operation: string) =>
    specOf({ ...head, paths: { "/berths": { post: parse(operation) } } });
  return compareSpecs(document(before), document(after)).findings.map(
    ({ kind, wire, message }) => `${kind} ${wire}: ${message}`,
  );
}

const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`;
const answers = (...list: string[]) => `responses: { ${list.join(", ")} }`;
const answer = (status: number, schema?: string) =>
  `${status}: { description: A${schema === undefined ? "" : `, ${json(schema)}`} }`;
const object = (fields: string) => `{ type: object, properties: { ${fields} } }`;

test.each([
  [
    "an empty success gets a body and another status",
    answers(answer(204)),
    answers(answer(200, "{ type: string }")),
    ["operation.successResponse.moved breaking: the success 204 is now 200"],
  ],
  [
    "a second success, beside the one that stays",
    answers(answer(200)),
    answers(answer(200), answer(202)),
    ["operation.successResponse.added info: the success 202 was added"],
  ],
  [
    "another group of the client",
    "tags: [pilots]",
    "tags: [staff]",
    ["operation.tag.changed info: the operation has the tag staff instead of pilots"],
  ],
  [
    "a header goes that the spec spells with capitals",
    answers(`200: { description: A, headers: { X-Total: { schema: { type: integer } } } }`),
    answers(answer(200)),
    ["response.optionalHeader.removed warning: the header X-Total was removed"],
  ],
  [
    "a field of a failure",
    answers(answer(409, object("why: { type: string }, id: { type: string }"))),
    answers(answer(409, object("id: { type: string }"))),
    [
      'response.property.removed warning: the optional property "why" was removed from the error body',
    ],
  ],
])("%s", (_, before, after, want) => {
  expect(told(before, after)).toEqual(want);
});

test("a path with another spelling is one finding, for all its methods", () => {
  const document = (path: string) =>
    specOf({ ...head, paths: { [path]: { get: { responses: {} }, post: { responses: {} } } } });
  const { findings } = compareSpecs(document("/berths"), document("/berths/"));
  expect(findings.map(({ message, operations }) => [message, operations.length])).toEqual([
    ["/berths is now spelled /berths/", 2],
  ]);
});

test("a failure of any status goes, and with it the use of a schema, which is named", () => {
  const document = (status: string, type: string) =>
    specOf({
      ...head,
      paths: {
        "/berths": {
          get: {
            responses: {
              // Beside a success `default` is a failure.
              200: { description: "B" },
              [status]: {
                description: "A",
                ...parse(`{ ${json("{ $ref: '#/components/schemas/Err' }")} }`),
              },
            },
          },
        },
      },
      components: { schemas: { Err: { type: "object", properties: { code: { type } } } } },
    });
  const { findings } = compareSpecs(document("default", "string"), document("4XX", "integer"));
  expect(findings.map(({ message }) => message)).toEqual([
    "the error default was removed",
    'the type of the schema Err ("properties/code") was changed from string to integer; operations use the schema in other places than before',
    "the error 4XX was added",
  ]);
});

test("the body that a webhook posts is its payload, and the response to it the reply", () => {
  const document = (type: string) =>
    specOf({
      ...head,
      webhooks: {
        moored: {
          post: parse(
            `{ requestBody: { ${json(object(`at: { type: ${type} }`))} }, ${answers(answer(200, object(`ok: { type: ${type} }`)))} }`,
          ),
        },
      },
    });
  const { findings } = compareSpecs(document("string"), document("boolean"));
  expect(findings.map(({ message }) => message).sort()).toEqual([
    'the type of the payload property "at" was changed from string to boolean',
    'the type of the reply property "ok" was changed from string to boolean',
  ]);
});
