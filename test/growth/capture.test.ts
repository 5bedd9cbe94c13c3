import { expect, test } from "vitest";
import { isMap, parseDocument, type YAMLMap } from "yaml";
import type { Captured } from "../../generator/capture/merge/index.js";
import { unifyComponents } from "../../generator/capture/merge/unify-components.js";
import { pairIn } from "../../generator/capture/merge/yaml-meaning.js";

/** How often the items of a list, or the members of an object, are asked for. */
function counted<Of extends object>(
  target: Of,
): { readonly target: Of; readonly count: () => number } {
  let count = 0;
  const get = (of: Of, key: string | symbol) => {
    count++;
    return Reflect.get(of, key) as unknown;
  };
  return { target: new Proxy(target, { get }), count: () => count };
}

test("a large map of a file is looked through once, for all that it lacks, too", () => {
  const text = Array.from({ length: 500 }, (_, at) => `/p${at}: { get: {} }\n`).join("");
  const map = parseDocument(text, { merge: true }).contents;
  if (!isMap(map)) throw new Error("no map");
  const { target, count } = counted(map.items);
  map.items = target;
  for (let at = 0; at < 500; at++) {
    expect(pairIn(map as YAMLMap, `/p${at}`)).toBeDefined();
    expect(pairIn(map as YAMLMap, `/new${at}`)).toBeUndefined();
  }
  // Not 250,000 times.
  expect(count()).toBeGreaterThan(500);
  expect(count()).toBeLessThan(10_000);
});

/** How often the components of a document are asked for, and whether they are still shared. */
function componentsOf(operations: number, isKnown: boolean) {
  const schema = (type: string) => ({ schemas: { Thing: { type } } });
  const { target, count } = counted(schema("string").schemas);
  const one = (components: object, at: number): Captured =>
    ({
      page: { location: `https://example.com/${at}` },
      contradictions: [],
      endpoint: { components, operation: {}, marks: [] },
    }) as unknown as Captured;
  const shared = { schemas: target };
  const captured = Array.from({ length: operations }, (_, at) => one(shared, at));
  const other = isKnown ? [one(schema("integer"), -1)] : [];
  const unified = unifyComponents([...other, ...captured]).captured.slice(other.length);
  const found = new Set(unified.map(({ endpoint }) => endpoint.components));
  return {
    asked: count(),
    names: [...found].map((each) => Object.keys(each["schemas"] as object)),
  };
}

test.each([
  { name: "stay as they are", isKnown: false, names: [["Thing"]] },
  { name: "get other names", isKnown: true, names: [["Thing_2"]] },
])("components that operations share are read once, and shared when they $name", (given) => {
  const few = componentsOf(3, given.isKnown);
  expect(few.names).toEqual(given.names);
  expect(few.asked).toBeGreaterThan(0);
  expect(componentsOf(300, given.isKnown)).toEqual(few);
});
