import { expect, test } from "vitest";
import { type Files, generateInto, specWith } from "../support/generator.js";

const text = { type: "string" };
const operation = (id: string, tag: string, schema: string) => ({
  operationId: id,
  tags: [tag],
  responses: {
    200: {
      description: "Done.",
      content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
    },
  },
});
const operations = {
  "GET /a": operation("listA", "a", "A"),
  "GET /b": operation("listB", "b", "B"),
};
const schemas = {
  A: { type: "object", properties: { state: { $ref: "#/components/schemas/State" } } },
  B: { type: "object", properties: { name: text, a: { $ref: "#/components/schemas/A" } } },
  State: { type: "string", enum: ["open", "closed"] },
  "b-state": { type: "string", enum: ["on"] },
};
const specOf = (more: object, moreSchemas: object = {}) =>
  specWith({ ...operations, ...more }, { components: { schemas: { ...schemas, ...moreSchemas } } });

/** Lines that only one of two outputs has, by file; the spec's hash and the lists of files left aside. */
function differences(before: Files, after: Files): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const path of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (path === ".tether.json" || path === ".gitattributes") continue;
    const [old, now] = [before, after].map((files) => (files[path] ?? "").split(/,?\n/));
    const lines = [
      ...(old ?? []).filter((line) => !now?.includes(line)).map((line) => `- ${line.trim()}`),
      ...(now ?? []).filter((line) => !old?.includes(line)).map((line) => `+ ${line.trim()}`),
    ].filter((line) => !/^. (\/\/ Spec: |$)/.test(line));
    if (lines.length > 0) found[path] = lines;
  }
  return found;
}

const changed = async (spec: string) =>
  differences((await generateInto(specOf({}))).files, (await generateInto(spec)).files);

test("an additional schema only changes its own place", async () => {
  expect(await changed(specOf({}, { AB: { type: "object", properties: { x: text } } }))).toEqual({
    "types.ts": ["+ export type AB = {", "+ x?: string;"],
    "names.lock.json": ['+ "AB": "AB"'],
  });
});

test("an additional schema with a taken name does not change the other", async () => {
  const difference = await changed(specOf({}, { a: { type: "object", properties: { x: text } } }));
  expect(difference["types.ts"]?.filter((line) => line.startsWith("-"))).toEqual([]);
  expect(Object.keys(difference).sort()).toEqual(["names.lock.json", "types.ts"]);
});

test("an additional value of an enum changes its type and its list", async () => {
  const State = { type: "string", enum: ["open", "closed", "lost"] };
  expect(await changed(specOf({}, { State }))).toEqual({
    "types.ts": [
      '- export type State = "open" | "closed";',
      '+ export type State = "open" | "closed" | "lost";',
    ],
    "enums.ts": [
      '- export const StateValues = ["open", "closed"] as const;',
      '+ export const StateValues = ["open", "closed", "lost"] as const;',
    ],
  });
});

test("an additional operation changes no other", async () => {
  const difference = await changed(specOf({ "GET /c": operation("listC", "a", "A") }));
  const gone = Object.values(difference)
    .flat()
    .filter((line) => line.startsWith("-"));
  // The one line that lists all of them.
  expect(gone.filter((line) => !line.includes("descriptors"))).toEqual([]);
  expect(difference["groups/b.ts"]).toBeUndefined();
});

test("the order of schemas and operations changes no name", async () => {
  const reversed = specWith(Object.fromEntries(Object.entries(operations).reverse()), {
    components: { schemas: Object.fromEntries(Object.entries(schemas).reverse()) },
  });
  expect((await changed(reversed))["names.lock.json"]).toBeUndefined();
});

test("an additional description only changes what shows it", async () => {
  const described = { ...operations["GET /b"], description: "All of them." };
  expect(Object.keys(await changed(specOf({ "GET /b": described }))).sort()).toEqual([
    "client.ts",
    "groups/b.ts",
  ]);
});
