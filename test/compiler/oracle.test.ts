import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadSpec, type Spec } from "../../generator/load/index.js";
import { buildApi } from "../../generator/model/index.js";
import { specs } from "../generative/operations.js";
import { compile } from "../support/compiler.js";
import { type Files, load, repository, specOf } from "../support/generator.js";
import { fc, seed, times } from "../support/random.js";
import { differences, reasons } from "./differences.js";
import { exchanges, keywordSchemas, openapi30Schemas } from "./keyword-schemas.js";
import { comparisonOf, type Part, partOf } from "./oracle.js";
import { typePrograms } from "./type-programs/index.js";

/** What is not the same in ours and in openapi-typescript's, by document and part. */
async function compare(documents: ReadonlyMap<string, Spec>): Promise<Map<string, Part[]>> {
  const programs: Record<string, Files> = {};
  const partsOf = new Map<string, readonly Part[]>();
  const names = [...documents.keys()];
  for (const [name, spec] of documents) {
    const { parts, files } = await comparisonOf(buildApi(spec));
    partsOf.set(name, parts);
    programs[`document${names.indexOf(name)}`] = files;
  }
  const found = new Map<string, Part[]>();
  for (const complaint of compile(programs)) {
    const [, index, file] = /^document(\d+)\/(\w+)\.ts/.exec(complaint) ?? [];
    // Where theirs does not compile, the compiler takes it for any, or gives up.
    if (file === "theirs") continue;
    const name = names[Number(index)] ?? "";
    const part = partOf(complaint, partsOf.get(name) ?? []);
    if (part === undefined) throw new Error(complaint);
    found.set(name, [...(found.get(name) ?? []), part]);
  }
  return found;
}

test("where openapi-typescript reads correctly, types are the same", async () => {
  const micro = fileURLToPath(new URL("../micro/", import.meta.url));
  const files = [
    ["spec", join(repository, "spec/openapi.yaml")] as const,
    ...readdirSync(micro).map((name) => [name, join(micro, name, "openapi.yaml")] as const),
  ];
  const documents = new Map<string, Spec>([
    ["probes", await load(specOf({ components: { schemas: keywordSchemas } }))],
    ["exchanges", await load(specOf(exchanges))],
    ["former", await load(specOf({ openapi: "3.0.3", components: { schemas: openapi30Schemas } }))],
  ]);
  for (const [name, { schemas, openapi = "3.1.0" }] of Object.entries(typePrograms)) {
    documents.set(`types: ${name}`, await load(specOf({ openapi, components: { schemas } })));
  }
  for (const [name, file] of files) documents.set(name, await loadSpec(file));
  const found = await compare(documents);
  const listed = Object.entries(differences).flatMap(([document, byReason]) => {
    const parts = Object.values(byReason).flat();
    return parts.length > 0 ? [[document, parts.sort()] as const] : [];
  });
  const sorted = [...found].map(([document, parts]) => [document, parts.sort()] as const);
  expect(Object.fromEntries(sorted)).toEqual(Object.fromEntries(listed));
});

test("random schemas are the same, because openapi-typescript reads them correctly", async () => {
  const made = fc.sample(specs, { seed, numRuns: times(25) });
  const documents = new Map<string, Spec>();
  for (const [index, { document }] of made.entries()) {
    documents.set(`made${index}`, await load(JSON.stringify(withPlainNames(document))));
  }
  expect(Object.fromEntries(await compare(documents))).toEqual({});
});

/**
 * A document of the schemas of another, those of its bodies and parameters among them, under names that
 * openapi-typescript can take: one that is called `valueOf` ends it.
 */
function withPlainNames(document: Readonly<Record<string, unknown>>): object {
  const { schemas } = document["components"] as { schemas: Record<string, unknown> };
  const keys = Object.keys(schemas);
  const held: unknown[] = [];
  JSON.stringify(document["paths"], (field, value) => {
    if (field === "schema") held.push(value);
    return value;
  });
  const all = [...Object.values(schemas), ...held];
  const named = Object.fromEntries(all.map((schema, index) => [`Schema${index}`, schema]));
  const text = JSON.stringify(named, (field, value) => {
    if (field !== "$ref" || typeof value !== "string") return value;
    const token = decodeURIComponent(value.slice("#/components/schemas/".length));
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    return `#/components/schemas/Schema${keys.indexOf(key)}`;
  });
  return { ...document, paths: {}, components: { schemas: JSON.parse(text) } };
}

test("every reason belongs to a difference, and the page for users lists it", () => {
  const used = Object.values(differences).flatMap((byReason) => Object.keys(byReason));
  expect([...new Set(used)].sort()).toEqual(Object.keys(reasons).sort());
  const page = readFileSync(join(repository, "docs/coming-from/openapi-typescript.md"), "utf8");
  const said = page.replaceAll(/\s+/g, " ").toLowerCase();
  for (const reason of Object.values(reasons)) expect(said).toContain(reason.toLowerCase());
});
