import { describe, expect, test } from "vitest";
import * as yaml from "yaml";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { parseSource, type Source } from "../../generator/load/source-file.js";
import type { Pointer } from "../../generator/openapi/index.js";
import { fc, times } from "../support/random.js";

/**
 * The tool reads with one parser and edits with another, `yaml`. Both have to see the same data in
 * the same places.
 */
const read = (text: string): Source => parseSource("/a.yaml", "a.yaml", Buffer.from(text));

/** `code line:column` of the problem if there is one. */
function outcome(text: string): unknown {
  try {
    return { value: read(text).value };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return error.diagnostics.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`)[0];
  }
}

const options = { merge: true, schema: "core", logLevel: "error" } as const;

describe("data is read as in YAML 1.2, and as in `yaml`", () => {
  const cases: { given: string; want: unknown }[] = [
    { given: "", want: null },
    { given: "# nothing\n", want: null },
    { given: "---\n...\n", want: null },
    { given: "[yes, no, on, off, y, n]", want: ["yes", "no", "on", "off", "y", "n"] },
    { given: "[true, True, TRUE, tRUE]", want: [true, true, true, "tRUE"] },
    { given: "[null, Null, ~, nUll, ]", want: [null, null, null, "nUll"] },
    { given: "a:\nb: ''", want: { a: null, b: "" } },
    { given: "[010, 08, 0o17, 0o9, 0x1F, 0xG]", want: [10, 8, 15, "0o9", 31, "0xG"] },
    {
      given: "[1_000, 1e3, 1.e+3, .5, 1., +1, 0b1]",
      want: ["1_000", 1000, 1000, 0.5, 1, 1, "0b1"],
    },
    { given: "[.inf, -.INF, .nan]", want: [Infinity, -Infinity, Number.NaN] },
    { given: "[Infinity, NaN, inf]", want: ["Infinity", "NaN", "inf"] },
    { given: "[1:30, 1.2.3, 0.0.0.0]", want: ["1:30", "1.2.3", "0.0.0.0"] },
    { given: "12345678901234567890", want: Number("12345678901234567890") },
    { given: "[2024-01-01, 2024-01-01T00:00:00Z]", want: ["2024-01-01", "2024-01-01T00:00:00Z"] },
    { given: "%YAML 1.1\n---\n[yes, 010]", want: ["yes", 10] },
    { given: "200: a\ntrue: b\n1e3: c", want: { "200": "a", true: "b", "1000": "c" } },
    { given: "!!str 1", want: "1" },
    {
      given: "b: &b {x: 1, y: 2}\nc: {x: 3, <<: *b}",
      want: { b: { x: 1, y: 2 }, c: { x: 3, y: 2 } },
    },
    { given: "b: &b {x: 1}\nc: {<<: *b, x: 3}", want: { b: { x: 1 }, c: { x: 3 } } },
    {
      given: "b: &b {x: 1}\nc: {<<: [*b, {x: 2, z: 2}]}",
      want: { b: { x: 1 }, c: { x: 1, z: 2 } },
    },
    { given: "a: &a 1\nb: &a 2\nc: *a", want: { a: 1, b: 2, c: 2 } },
    { given: "a: &a [x]\nb: *a", want: { a: ["x"], b: ["x"] } },
    { given: "&k key: a\nb: *k", want: { key: "a", b: "key" } },
    { given: "\ufeffa: 1\r\nb: 2\r\n", want: { a: 1, b: 2 } },
    { given: "a: |\n  x\n  y\nb: >-\n  x\n  y\n", want: { a: "x\ny\n", b: "x y" } },
    { given: "a: x\tb # c\nd: e#f", want: { a: "x\tb", d: "e#f" } },
    { given: '{"a":\t1,\n\t"b": [2]}', want: { a: 1, b: [2] } },
    { given: '"\\x41\\u00e9\\U0001F600"', want: "Aé😀" },
  ];
  test.each(cases)("$given", ({ given, want }) => {
    expect(outcome(given)).toEqual({ value: want });
    expect(yaml.parse(given, options)).toEqual(want);
  });

  test("`__proto__` is a key like any other", () => {
    for (const given of [
      '{"__proto__": {"a": 1}}',
      "__proto__: {a: 1}",
      "<<: {__proto__: {a: 1}}",
    ]) {
      const value = read(given).value as object;
      expect(Object.keys(value), given).toEqual(["__proto__"]);
      expect(Object.getPrototypeOf(value), given).toBe(Object.prototype);
    }
  });
});

describe("both refuse", () => {
  const cases: { given: string; want: string }[] = [
    { given: "a: 1\na: 2", want: "yaml-syntax 2:1" },
    { given: '{"a": 1, "b": { "c": 1, "c": 2 } }', want: "yaml-syntax 1:26" },
    { given: "a: 1\n---\nb: 2", want: "yaml-syntax 1:1" },
    { given: "a:\n\t- b", want: "yaml-syntax 2:1" },
    { given: "a: *nope", want: "yaml-syntax 1:5" },
    { given: "c: {<<: 3}", want: "yaml-syntax 1:5" },
    { given: "- <<: true", want: "yaml-syntax 1:3" },
    { given: "<<: [[{a: 1}]]", want: "yaml-syntax 1:1" },
    { given: 'a: "\\q"', want: "yaml-syntax 1:6" },
    { given: "a: [1, 2", want: "yaml-syntax 1:9" },
    { given: "- a\nb: c", want: "yaml-syntax 2:1" },
    { given: "a: b: c", want: "yaml-syntax 1:5" },
    { given: "a: @b", want: "yaml-syntax 1:4" },
  ];
  test.each(cases)("$given", ({ given, want }) => {
    expect(outcome(given)).toBe(want);
    expect(() => yaml.parse(given, options)).toThrow();
  });
});

describe("we refuse what `yaml` reads in its own way", () => {
  const cases: { name: string; given: string; want: string }[] = [
    { name: "a tag that is not known", given: "a: !foo bar", want: "yaml-syntax 1:4" },
    { name: "a date by its tag", given: "a: !!timestamp 2024-01-01", want: "yaml-syntax 1:4" },
    { name: "binary data", given: "a: !!binary aGk=", want: "yaml-syntax 1:4" },
    { name: "a list as a key", given: "[a]: b", want: "yaml-syntax 1:1" },
    { name: "keys that are equal as text", given: '1: a\n"1": b', want: "yaml-syntax 2:2" },
    { name: "a control character", given: "a: \u0007", want: "yaml-syntax 1:4" },
    { name: "a zero byte", given: "a: \u0000", want: "yaml-syntax 1:4" },
  ];
  test.each(cases)("$name", ({ given, want }) => expect(outcome(given)).toBe(want));
});

test("a block scalar at the root is indented from -1, as YAML 1.2 says; `yaml` counts from 0", () => {
  for (const [given, want, misread] of [
    ["|1-\n !\n", " !", "!"],
    ["|2-\n  !\n", " !", "!"],
    [">1-\n !\n", " !", "!"],
  ] as const) {
    expect(read(given).value, given).toBe(want);
    expect(yaml.parse(given, options), given).toBe(misread);
    // Anywhere else the two agree.
    for (const inside of [`- ${given}`, `a: ${given}`]) {
      expect([...Object.values(read(inside).value as object)], inside).toEqual(
        Object.values(yaml.parse(inside, options)),
      );
    }
  }
});

/** Data as a spec may hold it, which is no lone scalar: `yaml` misreads some of those (above). */
const data = fc.letrec<{ node: unknown; collection: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double({ noDefaultInfinity: true, noNaN: true }),
      fc.boolean(),
      fc.constantFrom(null, "yes", "010", "1e3", "2024-01-01", "~", "<<", "a: b", "- a", "#", "|"),
    ),
    tie("collection"),
  ),
  collection: fc.oneof(
    fc.array(tie("node"), { maxLength: 5 }),
    fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom("200", "default", "<", "<<", "a b")),
      tie("node"),
      {
        maxKeys: 5,
      },
    ),
  ),
})).collection;

const style = fc.record({
  indent: fc.integer({ min: 1, max: 6 }),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 80),
  collectionStyle: fc.constantFrom("any" as const, "block" as const, "flow" as const),
  defaultStringType: fc.constantFrom(
    "PLAIN" as const,
    "QUOTE_SINGLE" as const,
    "QUOTE_DOUBLE" as const,
    "BLOCK_LITERAL" as const,
  ),
});

function pointersOf(value: unknown, at: Pointer = []): Pointer[] {
  if (typeof value !== "object" || value === null) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([name, child]) => pointersOf(child, [...at, name])),
  ];
}

/** What `yaml` makes of it; undefined if it refuses, as where a scalar is to be merged. */
function dataOf(document: yaml.Document): { value: unknown } | undefined {
  try {
    return { value: document.toJS() };
  } catch {
    return undefined;
  }
}

/** Where `yaml` has the key, or the list's item, of a pointer. */
function offsetBy(document: yaml.Document, pointer: Pointer): number | undefined {
  let node: unknown = document.contents;
  let start: unknown = node;
  for (const token of pointer) {
    if (yaml.isMap(node)) {
      const pair = node.items.find(({ key }) => String((key as yaml.Scalar).value) === token);
      // It is merged; the nearest around it has to do.
      if (!pair) break;
      start = pair.key;
      node = pair.value;
    } else {
      node = (node as yaml.YAMLSeq).items[Number(token)];
      start = node;
    }
  }
  return (start as yaml.Scalar).range?.[0];
}

/** `yaml` lets a block scalar start at its `|`, and writes some text that YAML does not allow. */
const isComparable = (text: string): boolean =>
  !/[\p{Cc}\p{Cs}\ufeff\ufffe\uffff]/u.test(text.replaceAll(/[\n\t]/g, ""));

test("random documents have the same data, in the same places", () => {
  let compared = 0;
  fc.assert(
    fc.property(data, style, (value, { collectionStyle, ...rest }) => {
      const text = yaml.stringify(value, { ...rest, collectionStyle, schema: "core" });
      if (!isComparable(text)) return;
      const document = yaml.parseDocument(text, options);
      if (document.errors.length > 0) return;
      const want = dataOf(document);
      if (!want) {
        expect(outcome(text)).toMatch(/^yaml-syntax /);
        return;
      }
      const source = read(text);
      expect(source.value).toEqual(want.value);
      for (const pointer of pointersOf(source.value)) {
        const { line, column } = source.place(pointer);
        const offset = offsetBy(document, pointer) ?? 0;
        if (/[|>]/.test(text[offset] ?? "")) continue;
        const before = text.slice(0, offset).split(/\r\n|\r|\n/);
        expect([pointer, line, column]).toEqual([
          pointer,
          before.length,
          (before.at(-1)?.length ?? 0) + 1,
        ]);
      }
      compared++;
    }),
    { numRuns: times(500) },
  );
  expect(compared).toBeGreaterThan(times(300));
});

test("a random JSON text is the data that it was made from, in the same places as its YAML", () => {
  fc.assert(
    fc.property(data, fc.constantFrom(0, 2, "\t"), (value, indent) => {
      const text = JSON.stringify([value], undefined, indent);
      const source = read(text);
      expect(source.value).toEqual(JSON.parse(text));
      if (!isComparable(text)) return;
      expect(source.place(["0"]).column).toBe(
        indent === 0 ? 2 : String(indent).length + (indent === 2 ? 2 : 1),
      );
    }),
    { numRuns: times(300) },
  );
});
