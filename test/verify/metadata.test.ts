import { expect, test } from "vitest";
import { readContract } from "../../generator/contract/index.js";
import { metadataDeviations } from "../../generator/verify/ask/check-metadata.js";
import { load, specWith } from "../support/generator.js";

/** What Django REST framework says of the fields of a body, against the schema of the spec. */

const schema = {
  type: "object",
  required: ["name", "kind"],
  properties: {
    id: { type: "integer", readOnly: true },
    name: { type: "string", maxLength: 40 },
    kind: { type: "string", enum: ["nut", "bolt"] },
    count: { type: "integer", minimum: 1 },
    maker: { type: "object", properties: { site: { type: "string" } } },
    tags: { type: "array", items: { type: "string", maxLength: 5 } },
  },
};
const content = { "application/json": { schema } };
const contract = readContract(
  await load(specWith({ "POST /parts/": { requestBody: { content } } })),
);

const choices = (...values: string[]) => values.map((value) => ({ value, display_name: value }));
/** As `rest_framework/metadata.py` writes it. */
const fields = {
  id: { type: "integer", required: false, read_only: true, label: "ID" },
  name: { type: "string", required: true, read_only: false, max_length: 40 },
  kind: { type: "choice", required: true, read_only: false, choices: choices("nut", "bolt") },
  count: { type: "integer", required: false, read_only: false, min_value: 1 },
  maker: {
    type: "nested object",
    required: false,
    read_only: false,
    children: { site: { type: "url", required: false, read_only: false } },
  },
  tags: {
    type: "list",
    required: false,
    read_only: false,
    child: { type: "string", max_length: 5 },
  },
};

const cases: readonly (readonly [string, object, readonly string[]])[] = [
  ["the same", {}, []],
  ["a field more", { more: { type: "field", read_only: false } }, ["metadata-member more"]],
  ["a field of answers more", { more: { type: "field", read_only: true } }, []],
  ["a name that may be a value", { "8f3b2c71d0aa": { type: "field" } }, []],
  ["required", { count: { ...fields.count, required: true } }, ["metadata-required count"]],
  ["not required", { name: { ...fields.name, required: false } }, ["metadata-required name"]],
  ["another type", { count: { ...fields.count, type: "string" } }, ["metadata-type count"]],
  ["a type that says nothing", { count: { ...fields.count, type: "field" } }, []],
  ["a longer text", { name: { ...fields.name, max_length: 60 } }, ["metadata-limit name"]],
  ["a limit more", { count: { ...fields.count, max_value: 9 } }, ["metadata-limit count"]],
  [
    "a choice more",
    { kind: { ...fields.kind, choices: choices("nut", "bolt", "canary") } },
    ["metadata-choices kind"],
  ],
  [
    "a choice less",
    { kind: { ...fields.kind, choices: choices("nut") } },
    ["metadata-choices kind"],
  ],
  [
    "inside",
    { maker: { ...fields.maker, children: { url: { type: "url" } } } },
    ["metadata-member maker.url"],
  ],
  ["in a list", { tags: { ...fields.tags, child: { type: "integer" } } }, ["metadata-type tags[]"]],
];

test.each(cases)("%s", (_, other, want) => {
  const [operation] = contract.operations;
  if (!operation) throw new Error("there is no operation");
  const found = metadataDeviations({ ...fields, ...other }, operation, contract);
  expect(found.map(({ rule, where }) => `${rule} ${where.replace("request body, ", "")}`)).toEqual(
    want,
  );
  expect(JSON.stringify(found.map(({ what }) => what))).not.toContain("canary");
  expect(metadataDeviations("no object", operation, contract)).toEqual([]);
});
