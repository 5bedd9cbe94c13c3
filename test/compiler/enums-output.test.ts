import { expect, test } from "vitest";
import { compile } from "../support/compiler.js";
import { codesOf, generateInto, specOf } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

const enums = async (schemas: Readonly<Record<string, unknown>>, inner = false) => {
  const made = await generateInto(specOf({ components: { schemas } }), undefined, undefined, {
    enums: { inner },
  });
  return { ...made, text: made.files["enums.ts"] ?? "" };
};

const listsIn = (text: string) =>
  [...text.matchAll(/^export const (\w+) = (\[.*\]) as const;$/gm)].map(
    ([, name, values]) => `${name} ${values}`,
  );

test("alternatives with one value each are a list", async () => {
  const { text, files } = await enums({
    State: {
      oneOf: [
        { const: "open", title: "Open", description: "It is open." },
        { enum: ["closed"], deprecated: true, "x-icon": "lock" },
        { type: "string", const: "lost" },
      ],
    },
    Level: { type: "integer", anyOf: [{ const: 1 }, { type: "integer", enum: [2] }] },
    Maybe: { oneOf: [{ const: true }, { type: "null" }, { const: true }] },
    Bom: { properties: { state: { oneOf: [{ const: "a" }, { const: "b" }] } } },
  });
  expect(listsIn(text)).toEqual([
    'StateValues ["open", "closed", "lost"]',
    "LevelValues [1, 2]",
    "MaybeValues [true, null]",
  ]);
  const program = `import { StateValues } from "./index.js";
import type { State } from "./types.js";
export const all: readonly State[] = StateValues;
`;
  expect(compile({ a: { ...files, "program.ts": program } })).toEqual([]);
});

test("others are none", async () => {
  const { text } = await enums({
    Text: { anyOf: [{ const: "a" }, { type: "string" }] },
    Several: { oneOf: [{ enum: ["a", "b"] }, { const: "c" }] },
    Long: { oneOf: [{ const: "a", minLength: 2 }, { const: "b" }] },
    OtherType: { oneOf: [{ const: "a", type: "integer" }, { const: "b" }] },
    Objects: { oneOf: [{ const: { a: 1 } }, { const: [1] }] },
    Inexact: { oneOf: [{ const: 2 ** 53 }, { const: 1 }] },
    Referred: { oneOf: [{ $ref: "#/components/schemas/Text" }, { const: "b" }] },
    Both: { oneOf: [{ const: "a" }], anyOf: [{ const: "a" }] },
    Nothing: { oneOf: [] },
  });
  expect(listsIn(text)).toEqual([]);
});

test("inside a schema, they are one list and not several", async () => {
  const { text } = await enums(
    {
      Bom: { properties: { state: { oneOf: [{ enum: ["a"] }, { enum: ["b"] }] } } },
      State: { oneOf: [{ enum: ["x"] }, { enum: ["y"] }] },
    },
    true,
  );
  expect(listsIn(text)).toEqual(['StateValues ["x", "y"]', 'BomStateValues ["a", "b"]']);
});

const state = {
  enum: [0, 1, null],
  "x-enum-varnames": ["Closed", "is open", "__proto__"],
  "x-enum-descriptions": ["It is closed.", "It is open. */ @internal", ""],
};

test("values with names have an object", async () => {
  const { files, folder, text } = await enums({
    State: state,
    Unit: { enum: ["m", "s"], "x-enumNames": ["constructor", "Second"] },
    Kind: { oneOf: [{ const: "k" }], "x-enum-varnames": ["K"] },
    // Another wants the name.
    StateNames: { type: "string" },
  });
  expect(listsIn(text)).toEqual([
    "StateValues [0, 1, null]",
    'UnitValues ["m", "s"]',
    'KindValues ["k"]',
  ]);
  expect(text).toContain("  /** It is closed. */\n  Closed: 0,\n");
  const names = JSON.parse(files["names.lock.json"] ?? "").schemas;
  expect(names.StateNames).toBe("StateNames");
  const called = names.State.names;
  expect(called).toMatch(/^StateNames_\w{6}$/);
  const exported = await loadOutput({ folder, files });
  expect(Object.entries(exported[called] as object)).toEqual([
    ["Closed", 0],
    ["is open", 1],
    ["__proto__", null],
  ]);
  expect(Object.entries(exported["UnitNames"] as object)).toEqual([
    ["constructor", "m"],
    ["Second", "s"],
  ]);
  const program = `import { KindNames, ${called} as states, UnitNames } from "./index.js";
export const closed: 0 = states.Closed;
export const second: "s" = UnitNames.Second;
export const k: "k" = KindNames.K;
// @ts-expect-error
states.Closed = 1;
`;
  expect(compile({ a: { ...files, "program.ts": program } })).toEqual([]);
});

test("inner ones too, on request", async () => {
  const { text, report, files } = await enums(
    {
      Bom: {
        properties: {
          state,
          // At one place: together if each name means one value.
          unit: {
            anyOf: [
              { enum: ["m"], "x-enum-varnames": ["M"] },
              { enum: ["s"], "x-enum-varnames": ["S"] },
              { type: "object" },
            ],
          },
          mixed: {
            anyOf: [
              { enum: ["m"], "x-enum-varnames": ["M"] },
              { enum: ["s"], "x-enum-varnames": ["M"] },
              { type: "object" },
            ],
          },
        },
      },
    },
    true,
  );
  expect([...text.matchAll(/^export const (\w+Names) = \{/gm)].map(([, name]) => name)).toEqual([
    "BomStateNames",
    "BomUnitNames",
  ]);
  expect(report.warnings).toEqual([]);
  expect(JSON.parse(files["names.lock.json"] ?? "").enums).toMatchObject({
    "schemas Bom#state": { enum: "BomStateValues", enumNames: "BomStateNames" },
    "schemas Bom#mixed": "BomMixedValues",
  });
});

test("descriptions without names are above the list", async () => {
  const { text } = await enums({
    State: { enum: ["a", "b"], "x-enum-descriptions": ["First\n* of all", "Second"] },
  });
  expect(text).toContain(
    '/**\n * Every value of `State`.\n *\n * - `"a"`: First * of all\n * - `"b"`: Second\n */\nexport const StateValues',
  );
});

test.each([
  ["too few", { "x-enum-varnames": ["A"] }],
  ["too many", { "x-enumNames": ["A", "B", "C"] }],
  ["no texts", { "x-enum-varnames": ["A", 2] }],
  ["no list", { "x-enum-varnames": "A" }],
  ["the same twice", { "x-enum-varnames": ["A", "A"] }],
  ["descriptions that are too few", { "x-enum-descriptions": ["A"] }],
])("what does not fit is left out, and that is said: %s", async (_, words) => {
  const { text, report } = await enums({ State: { enum: ["a", "b"], ...words } });
  expect(text).toContain('/** Every value of `State`. */\nexport const StateValues = ["a", "b"]');
  expect(text).not.toContain("Names");
  expect(codesOf(report.warnings)).toEqual(["left-out"]);
  const [field = ""] = Object.keys(words);
  expect(report.warnings[0]?.message).toContain(`\`${field}\` of an enum`);
});

test("the lock keeps the names", async () => {
  const schemas = { State: state };
  const { folder } = await enums(schemas);
  const now = specOf({
    components: { schemas: { ...schemas, "State names": { type: "string" } } },
  });
  const { files } = await generateInto(now, folder);
  const names = JSON.parse(files["names.lock.json"] ?? "").schemas;
  expect(names.State.names).toBe("StateNames");
  expect(names["State names"]).toMatch(/^StateNames_\w{6}$/);
});
