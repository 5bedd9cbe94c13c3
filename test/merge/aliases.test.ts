import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { YamlFile } from "../../generator/capture/merge/editable-yaml.js";

/** What a file says after an edit, and the anchors of which it tells that a use differs now. */
function edit(text: string, change: (file: YamlFile) => void) {
  const file = new YamlFile("openapi.yaml", text);
  change(file);
  const told = file.unshared("openapi.yaml").map(({ name, place }) => `${name} at ${place.line}`);
  const after = file.toText();
  return { after, data: parse(after, { merge: true }) as unknown, told };
}

const shared = `openapi: 3.1.0
x-page: &page
  type: integer # by hand
  minimum: 1
a: *page
b: *page
c:
  <<: *page
  maximum: 9
`;
const page = { type: "integer", minimum: 1 };

test("aliases and merge keys read as what they mean", () => {
  const file = new YamlFile("a.yaml", shared);
  expect(file.value(["a"])).toEqual(page);
  expect(file.value(["c"])).toEqual({ ...page, maximum: 9 });
  expect(file.value(["c", "minimum"])).toBe(1);
  expect(file.keys(["c"])).toEqual(["maximum", "type", "minimum"]);
  expect(file.known(["b", "type", "x"])).toBe(2);
  expect(file.place(["b", "minimum"], "a.yaml")).toMatchObject({ line: 4 });
  expect(file.toText()).toBe(shared);
});

describe("an edit", () => {
  test("of one use leaves the others, and says so", () => {
    const { after, data, told } = edit(shared, (file) => file.set(["a", "maximum"], 5));
    expect(data).toMatchObject({ a: { ...page, maximum: 5 }, b: page, c: { ...page, maximum: 9 } });
    expect(after).toContain("b: *page");
    expect(told).toEqual(["page at 5"]);
  });

  test("that all uses have in common goes to the anchor", () => {
    const two = shared.replace(/c:\n.*\n.*\n/, "");
    const { after, told } = edit(two, (file) => {
      file.set(["a", "maximum"], 5);
      file.set(["b", "maximum"], 5);
    });
    expect(after).toBe(two.replace("minimum: 1\n", "minimum: 1\n  maximum: 5\n"));
    expect(told).toEqual([]);
  });

  test("at the anchor itself leaves what its aliases mean", () => {
    const text = "a: &a { x: 1, y: { z: 1 } }\nb: *a\nc: *a\n";
    const { after, data, told } = edit(text, (file) => file.set(["a", "y", "z"], 2));
    expect(data).toEqual({
      a: { x: 1, y: { z: 2 } },
      b: { x: 1, y: { z: 1 } },
      c: { x: 1, y: { z: 1 } },
    });
    expect(after).toContain("c: *a");
    expect(told).toEqual(["a at 1"]);
  });

  test("that takes away or replaces the anchored node keeps it for its aliases", () => {
    const text = "a: &a { x: 1 }\nb: *a\nc: [*a]\n";
    for (const change of [
      (file: YamlFile) => void file.take(["a"]),
      (file: YamlFile) => file.set(["a"], 3),
      (file: YamlFile) => {
        file.set(["a", "x"], 7);
        file.take(["a"]);
      },
    ]) {
      expect(edit(text, change).data).toMatchObject({ b: { x: 1 }, c: [{ x: 1 }] });
    }
  });

  test("of a merged member overrides it; removing one writes out the rest", () => {
    const changed = edit(shared, (file) => file.set(["c", "minimum"], 2));
    expect(changed.data).toMatchObject({ a: page, c: { type: "integer", minimum: 2, maximum: 9 } });
    expect(changed.after).toContain("<<: *page");
    const removed = edit(shared, (file) => void file.take(["c", "minimum"]));
    expect(removed.data).toMatchObject({ a: page, c: { type: "integer", maximum: 9 } });
    expect((removed.data as { c: object }).c).not.toHaveProperty("minimum");
    expect(removed.told).toEqual(["page at 8"]);
  });

  test("inside of what is shared twice leaves all other uses", () => {
    const text = "x: &i { n: 1 }\na: &o { in: *i, m: 1 }\nb: *o\nc: *o\nd: *i\n";
    const { data } = edit(text, (file) => file.set(["b", "in", "n"], 2));
    expect(data).toEqual({
      x: { n: 1 },
      a: { in: { n: 1 }, m: 1 },
      b: { in: { n: 2 }, m: 1 },
      c: { in: { n: 1 }, m: 1 },
      d: { n: 1 },
    });
  });

  test("that is taken back leaves the text as it was", () => {
    const { after } = edit(shared, (file) => {
      file.set(["a", "minimum"], 3);
      file.set(["a", "minimum"], 1);
    });
    expect(after).toBe(shared);
  });
});

test("a node in itself, and aliases that stand for too much, end", () => {
  expect(new YamlFile("a.yaml", "a: &a { b: *a }\n").value(["a"])).toEqual({ b: null });
  const laughs = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]\n`);
  const file = new YamlFile("a.yaml", `a0: &a0 [1]\n${laughs.join("")}`);
  expect(file.value(["a3"])).toHaveLength(2);
  expect(() => file.value([])).toThrow(/aliases/);
});
