import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { compareSpecs, type Finding } from "../../generator/diff/index.js";
import { fc, times } from "../support/random.js";
import { findingsOf, mutate, randomFrom } from "./mutate.js";
import { head, specOf } from "./support.js";

/** A document with something of everything that is edited. */
const thing = (name: string) => ({
  type: "object",
  required: ["id"],
  description: `A ${name}.`,
  properties: {
    id: { type: "string", description: "Its id." },
    count: { type: "integer", minimum: 1 },
    state: { type: "string", enum: ["new", "open", "closed"] },
    parts: {
      type: "array",
      items: { type: "object", properties: { sku: { type: "string" }, note: { type: "string" } } },
    },
    owner: { $ref: "#/components/schemas/User" },
  },
});
const content = (name: string) => ({
  "application/json": { schema: { $ref: `#/components/schemas/${name}` } },
});
const document = {
  ...head,
  paths: Object.fromEntries(
    ["Bom", "Order", "Part"].map((name) => [
      `/${name}`,
      {
        get: {
          operationId: `get${name}`,
          tags: [name],
          parameters: [
            { in: "query", name: "page", schema: { type: "integer" } },
            { in: "query", name: "sort", schema: { type: "string" } },
          ],
          responses: {
            200: { description: "A", content: content(name) },
            404: { description: "B" },
          },
        },
        post: {
          operationId: `create${name}`,
          tags: [name],
          requestBody: { content: content(name) },
          responses: {
            201: { description: "A", content: content(name) },
            400: { description: "B" },
          },
        },
      },
    ]),
  ),
  components: {
    schemas: {
      ...Object.fromEntries(["Bom", "Order", "Part"].map((name) => [name, thing(name)])),
      User: {
        type: "object",
        required: ["email"],
        properties: { email: { type: "string" }, name: { type: "string" } },
      },
      Unused: { type: "object", properties: { a: { type: "string" }, b: { type: "integer" } } },
    },
  },
};

test("each random edit is found, and nothing else", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 6 }), (seed, count) => {
      const [edited, edits] = mutate(document, count, randomFrom(seed));
      const { findings } = compareSpecs(specOf(document), specOf(edited));
      for (const edit of edits) {
        expect(findingsOf(edit, findings), `${edit.what} at ${edit.at.join("/")}`).not.toEqual([]);
      }
      const claimed = new Set(edits.flatMap((edit) => findingsOf(edit, findings)));
      expect(findings.filter((finding) => !claimed.has(finding)).map(({ kind }) => kind)).toEqual(
        [],
      );
    }),
    { numRuns: times(150) },
  );
});

test("from here to there is the mirror of from there to here", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 6 }), (seed, count) => {
      const [edited] = mutate(document, count, randomFrom(seed));
      const there = compareSpecs(specOf(document), specOf(edited)).findings;
      const back = compareSpecs(specOf(edited), specOf(document)).findings;
      const touched = (findings: readonly Finding[]) =>
        findings
          .map(({ operations }) => operations.map(({ method, path }) => `${method} ${path}`).join())
          .sort();
      expect(touched(back)).toEqual(touched(there));
    }),
    { numRuns: times(100) },
  );
});

test("nothing differs from itself", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const [edited] = mutate(document, 8, randomFrom(seed));
      expect(compareSpecs(specOf(edited), specOf(structuredClone(edited))).findings).toEqual([]);
    }),
    { numRuns: times(50) },
  );
});

const folder = new URL("../../../shared/conformance/oasdiff/", import.meta.url);
test.skipIf(!existsSync(folder))("no document of the shared cases is different from itself", () => {
  const { cases } = JSON.parse(readFileSync(new URL("cases.json", folder), "utf8")) as {
    cases: { base: string; revision: string }[];
  };
  const files = new Set(cases.flatMap(({ base, revision }) => [base, revision]));
  for (const file of files) {
    const read = () => specOf(parse(readFileSync(new URL(file, folder), "utf8")));
    expect(compareSpecs(read(), read()).findings, file).toEqual([]);
  }
});
