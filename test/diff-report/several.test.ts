import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { compareSpecs } from "../../generator/diff/index.js";
import { type Proof, prove } from "../../generator/diff/proof/prove.js";
import type { Spec } from "../../generator/load/index.js";
import { load } from "../support/generator.js";

/** One operation in which nearly everything is different, and one that shares a schema with it. */
const before = parse(`
openapi: 3.1.0
info: { title: Yard, version: "1" }
paths:
  /crates:
    post:
      operationId: addCrate
      parameters:
        - { name: lane, in: query, schema: { type: integer } }
        - { name: note, in: query, schema: { type: string } }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                weight: { type: number }
                slots: { type: array, items: { type: object, properties: { k: { type: string }, v: { type: string } } } }
      responses:
        "200": { description: A, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } }
        "404": { description: B, content: { application/json: { schema: { type: object, properties: { why: { type: string } } } } } }
    get:
      operationId: listCrates
      responses:
        "200": { description: A, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Crate" } } } } }
components:
  schemas:
    Crate:
      type: object
      required: [id, size, state]
      properties:
        id: { type: string }
        size: { type: integer }
        state: { enum: [full, empty] }
        owner: { type: object, properties: { city: { type: string }, phone: { type: string } } }
`);

const after = structuredClone(before);
const post = after.paths["/crates"].post;
post.parameters = [
  { name: "lane", in: "query", schema: { type: "boolean" } },
  { name: "berth", in: "query", required: true, schema: { type: "integer" } },
];
const sent = post.requestBody.content["application/json"].schema;
sent.required = ["weight"];
sent.properties.slots.items.properties = { k: { type: "integer" } };
delete post.responses["404"];
const crate = after.components.schemas.Crate;
crate.required = ["id", "state"];
crate.properties.id = { type: "integer" };
crate.properties.state.enum.push("lost");
crate.properties.owner.properties = { city: { type: "string" } };

let proof: Proof;
beforeAll(async () => {
  const [base, revision] = (await Promise.all(
    [before, after].map((each) => load(JSON.stringify(each))),
  )) as [Spec, Spec];
  const comparison = compareSpecs(base, revision);
  [proof] = (await prove([{ base, revision, comparison }])) as [Proof];
});

const of = (kind: string) => {
  const found = proof.comparison.findings.filter((finding) => finding.kind === kind);
  expect(found.map(({ kind: one }) => one)).toEqual([kind]);
  return found[0]?.proof.join("\n") ?? "";
};

test("the rules and the compiler agree", () => {
  expect(proof.disagreements).toEqual([]);
});

test.each([
  ["request.required.added", /^arguments body\.weight: /],
  [
    "request.property.removed",
    /^arguments: Property 'body\.slots\.v' does not exist on the new type\.$/,
  ],
  [
    "request.type.changed",
    /^arguments body\.slots\.k: Type 'string' is not assignable to type 'number'\.$/,
  ],
  [
    "parameter.type.changed",
    /^arguments lane: Type 'number' is not assignable to type 'boolean'\.$/,
  ],
  ["operation.parameter.removed", /^arguments: Property 'note' does not exist on the new type\.$/],
  [
    "operation.requiredParameter.added",
    /^arguments berth: Property 'berth' is missing in type '{}'/,
  ],
  ["operation.errorResponse.removed", /^error: .*FailedWith<404, unknown>/s],
])("%s has the message that is about it, and no other", (kind, want) => {
  const text = of(kind);
  expect(text).toMatch(want);
  expect(text.match(/^\w.*?: /gm)).toHaveLength(1);
});

test.each([
  ["response.type.changed", "id"],
  ["response.required.removed", "size"],
  ["response.enum.added", "state"],
])("%s has one message for the operations that share the schema", (kind, name) => {
  expect(of(kind).match(/^data [\w.]+(?=: )/gm)).toEqual([`data ${name}`]);
});

test("no message is in two findings", () => {
  const all = proof.comparison.findings.flatMap((finding) => finding.proof);
  expect(all.length).toBeGreaterThan(10);
  expect(all).toEqual([...new Set(all)]);
});

test("a loss that comes with an object is in the object's finding, not in its neighbour's", async () => {
  const document = (by: string, mode: string) =>
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Yard", version: "1" },
      paths: {
        "/moves": {
          post: {
            operationId: "move",
            requestBody: {
              content: {
                "application/json": {
                  schema: parse(
                    `{ type: object, properties: { mode: { enum: ${mode} }, by: ${by} } }`,
                  ),
                },
              },
            },
          },
        },
      },
    });
  const option = (name: string) =>
    `{ type: object, required: [${name}], properties: { ${name}: { type: string } } }`;
  const [base, revision] = (await Promise.all([
    load(document(`{ oneOf: [${option("id")}, ${option("name")}] }`, "[tow, push]")),
    load(document(`{ oneOf: [${option("id")}] }`, "[tow]")),
  ])) as [Spec, Spec];
  const [found] = await prove([{ base, revision, comparison: compareSpecs(base, revision) }]);
  const words = found?.comparison.findings.map(({ kind, proof: own }) => [
    kind,
    own.map((text) => text.split("\n")[0]),
  ]);
  expect(words).toEqual([
    ["request.enum.removed", [expect.stringMatching(/^arguments body\.mode: /)]],
    [
      "request.oneOf.unwrapped",
      [
        "arguments: Property 'body.by.name' does not exist on the new type.",
        expect.stringMatching(/^arguments body\.by: /),
      ],
    ],
  ]);
});
