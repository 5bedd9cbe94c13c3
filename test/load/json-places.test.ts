import { describe, expect, test } from "vitest";
import { locateInJson } from "../../generator/load/locate-in-json.js";
import { locateIn } from "../../generator/load/parse-yaml.js";
import { fc, times } from "../support/random.js";

/** YAML reads every JSON text, by a parser that is not ours; so it says where things stand. */
const byYaml = (text: string) => locateIn(text, 1000);

/** Where a node starts, and where its value ends. */
function plain({ offset, depth, end }: ReturnType<ReturnType<typeof byYaml>>) {
  return { offset, depth, end: end() };
}

function pointersIn(value: unknown, pointer: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [pointer];
  const inner = Object.entries(value).flatMap(([key, child]) =>
    pointersIn(child, [...pointer, key]),
  );
  return [pointer, ...inner];
}

const named = fc.constantFrom(
  "a",
  "b",
  'quo"te',
  "back\\slash",
  "\\",
  "{",
  "],",
  "é",
  "",
  "0",
  "1",
);
const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false, 0, -1.5e-7, 1e21, "", 'a "b" \\', "}{", ":,[ "),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(named, tie("value"), { maxKeys: 4 }),
  ),
}));
const container = fc.oneof(
  fc.array(json, { maxLength: 4 }),
  fc.dictionary(named, json, { maxKeys: 5 }),
);

describe("a place in JSON", () => {
  test("is the same as in YAML, however the text is written", () => {
    fc.assert(
      fc.property(container, fc.constantFrom(0, 1, 4), (value, indent) => {
        const text = `\n${JSON.stringify(value, null, indent)}\n`;
        const [ours, theirs] = [locateInJson(text), byYaml(text)];
        for (const pointer of pointersIn(value)) {
          for (const path of [pointer, [...pointer, "missing", "too"]])
            expect([path, plain(ours(path))]).toEqual([path, plain(theirs(path))]);
        }
      }),
      { numRuns: times(300) },
    );
  });

  test.each<[name: string, text: string, pointer: readonly string[], offset: number]>([
    ["spaces around everything", '{ "a" : [ 1 , { "b" : 2 } ] }', ["a", "1", "b"], 16],
    ["none anywhere", '{"a":[1,{"b":2}]}', ["a", "1", "b"], 9],
    ["a name with an escape", '{"\\u0061":{"b":1}}', ["a", "b"], 11],
    ["a quote behind backslashes", '{"a":"\\\\","b":1}', ["b"], 10],
    ["a brace in a text", '{"a":"}","b":1}', ["b"], 9],
    ["an item that is a text", '["x","y"]', ["1"], 5],
    ["the whole", '  {"a":1}', [], 2],
    ["what is not there: what is around it", '{"a":{"b":1}}', ["a", "c"], 1],
  ])("%s", (_, text, pointer, offset) => {
    expect(locateInJson(text)(pointer).offset).toBe(offset);
  });

  test("is found if the text is not valid YAML", () => {
    const found = locateInJson('{"a":"\x7f","b":1}')(["b"]);
    expect(plain(found)).toEqual({ offset: 9, depth: 1, end: 14 });
  });

  test("is found at any depth", () => {
    const levels = 100_000;
    const text = `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
    const found = locateInJson(text)(["a", "a", "a"]);
    expect(plain(found)).toEqual({ offset: 11, depth: 3, end: text.length - 3 });
  });
});
