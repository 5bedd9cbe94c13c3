import { describe, expect, test } from "vitest";
import { isIdentifier, toIdentifier } from "../../generator/model/identifiers.js";
import { fromNamesLock } from "../../generator/model/index.js";
import { generateInto, model, specWith } from "../support/generator.js";

describe("names in any script", () => {
  test.each([
    ["getÜbersicht", "getÜbersicht", "GetÜbersicht"],
    ["Größe", "größe", "Größe"],
    ["obtenerAño", "obtenerAño", "ObtenerAño"],
    ["订单", "订单", "订单"],
    ["список заказов", "списокЗаказов", "СписокЗаказов"],
    ["ÄÖÜ-Liste", "äöüListe", "ÄÖÜListe"],
    ["注文 一覧", "注文一覧", "注文一覧"],
    ["٣ أشياء", "_٣أشياء", "_٣أشياء"],
    ["𠮷野家", "𠮷野家", "𠮷野家"],
    ["ß", "ß", "ß"],
    ["col·lecció", "col·lecció", "Col·lecció"],
    // Of a letter and a mark one letter is made.
    ["an\u0303o", "año", "Año"],
  ])("stay readable: %s", (text, camel, pascal) => {
    expect(toIdentifier(text, "camel")).toBe(camel);
    expect(toIdentifier(text, "pascal")).toBe(pascal);
  });

  test.each([
    ["a zero-width space", "a\u200bb"],
    ["a joiner", "a\u200db"],
    ["a soft hyphen", "a\u00adb"],
    ["a mark of direction", "a\u200fb"],
    ["an override of direction", "a\u202eb"],
    ["a byte order mark", "a\ufeffb"],
    ["a variation selector", "a\ufe0fb"],
    ["another", "a\u{e0100}b"],
    ["a joiner of marks", "a\u034fb"],
    ["a filler of Hangul", "a\u3164b"],
    ["a filler of half width", "a\uffa0b"],
    ["a tag", "a\u{e0061}b"],
  ])("have nothing that is not seen: %s", (_, text) => {
    expect(toIdentifier(text, "camel")).toBe("ab");
    expect(isIdentifier(text)).toBe(false);
  });

  test.each(["\u{1f600}", "\u3164", "\ud800", "\u200d", "-", ""])(
    "of what has no letter, %j, say what they are of",
    (text) => {
      expect(toIdentifier(text, "camel")).toMatch(/^n_[0-9a-f]{6}$/);
    },
  );

  test("every one is an identifier, and converting it again changes nothing", () => {
    for (let point = 0x80; point < 0x30000; point += 7) {
      const text = `a${String.fromCodePoint(point)}${String.fromCodePoint(point + 1)}`;
      for (const style of ["camel", "pascal"] as const) {
        const name = toIdentifier(text, style);
        expect(isIdentifier(name), `${point}`).toBe(true);
        expect(toIdentifier(name, style)).toBe(name);
        expect(() => new Function(`"use strict"; const ${name} = 1;`)).not.toThrow();
      }
    }
  });

  test("are not cut in the middle of a character", () => {
    expect(isIdentifier(toIdentifier("𠮷".repeat(200), "camel"))).toBe(true);
  });
});

const spec = specWith(
  {
    "GET /a": { operationId: "getÜbersicht", tags: ["Übersicht"] },
    "GET /b": { operationId: "获取订单", tags: ["订单"] },
    "GET /c": { operationId: "订单.删除", tags: ["订单"] },
    "GET /d": { operationId: "getAux", tags: ["aux"] },
    "GET /e": { operationId: "getCom", tags: ["COM1"] },
  },
  { components: { schemas: { Größe: {}, 订单: {}, 商品: {} } } },
);

test("groups, functions and types use them", async () => {
  const { api } = await model(spec);
  const members = api.groups.map(({ path, type, operations }) => [
    path.join("."),
    type,
    operations.map(({ names }) => names.method),
  ]);
  expect(members).toEqual([
    ["übersicht", "ÜbersichtGroup", ["getÜbersicht"]],
    ["订单", "订单Group", ["获取订单", "删除"]],
    ["aux", "AuxGroup", ["getAux"]],
    ["com1", "COM1Group", ["getCom"]],
  ]);
  expect(api.schemas.map(({ type }) => type)).toEqual(["Größe", "订单", "商品"]);
});

test("files have ASCII names that Windows can store", async () => {
  const { files } = await generateInto(spec);
  const modules = Object.keys(files).filter((path) => path.startsWith("groups/"));
  expect(modules).toEqual([
    expect.stringMatching(/^groups\/aux-[0-9a-f]{6}\.ts$/),
    expect.stringMatching(/^groups\/com1-[0-9a-f]{6}\.ts$/),
    expect.stringMatching(/^groups\/group-[0-9a-f]{6}\.ts$/),
    expect.stringMatching(/^groups\/ubersicht-[0-9a-f]{6}\.ts$/),
  ]);
});

test("the names lock contains them, and does not confuse keys in scripts without case", async () => {
  const { folder, files } = await generateInto(spec);
  const refused: string[] = [];
  const names = fromNamesLock(JSON.parse(files["names.lock.json"] ?? ""), (_, why) => {
    refused.push(why);
  });
  expect(refused).toEqual([]);
  expect(names.get("schema 订单")).toBe("订单");

  const renamed = specWith({}, { components: { schemas: { Größe: {}, 仓库: {} } } });
  const after = await generateInto(renamed, folder);
  expect(after.files["types.ts"]).toContain("export type 仓库 =");
});

test.each([
  ["商店", "2", "client/2"],
  ["Größe", "1.0 βeta", "Gr-e/1.0-eta"],
  ["商店", "最初", "client/0"],
])(
  "User-Agent has what a header takes of the title %s and the version %s",
  async (title, version, want) => {
    const { api } = await model(specWith({}, { info: { title, version } }));
    expect(api.userAgent).toBe(want);
  },
);
