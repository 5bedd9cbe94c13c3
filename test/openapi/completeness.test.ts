import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { grammar, type Kind, type Meaning } from "../../generator/openapi/index.js";
import { detects, type Room, rooms } from "./change-detection.js";
import { slots } from "./slots.js";
import { undetectedReasons } from "./undetected-reasons.js";

/**
 * Each field that the grammar knows, in each room: a change of it shows there, or it is written down
 * why it does not. What the grammar gains fails here until somebody says what becomes of it.
 */

const all = Object.entries(grammar)
  // What Swagger has is read as what OpenAPI 3 has for it.
  .filter(([kind]) => !kind.startsWith("swagger"))
  .flatMap(([kind, { fields }]) =>
    Object.entries(fields).map(([name, field]) => ({ kind: kind as Kind, name, field })),
  );

const used = new Set<string>();

/** Why a field does not show in a room: said of itself, else of its object, else of its meaning. */
function reasonFor(room: Room, kind: Kind, name: string, means: Meaning): string | undefined {
  for (const key of [`${kind}.${name}`, kind, `(${means})`]) {
    const reason = undetectedReasons[room][key];
    if (reason === undefined) continue;
    used.add(`${room} ${key}`);
    return reason;
  }
  return undefined;
}

describe.each(rooms)("the %s", (room) => {
  test.each(all.map((slot) => [`${slot.kind}.${slot.name}`, slot] as const))(
    "%s",
    async (key, slot) => {
      const { kind, name, field } = slot;
      const given = slots[kind];
      const values = given?.fields[name];
      if (!given || !values) throw new Error(`test/openapi/slots.ts has no two values of ${key}`);
      const into = values[2] ?? given.into;
      const version = field.versions.at(-1) ?? "3.1";
      const [before, after] = [values[0], values[1]].map((value) => ({
        openapi: `${version}.0`,
        info: { title: "T", version: "1" },
        ...into(value === undefined ? {} : { [name]: value }),
      })) as [object, object];
      const isNoticed = await detects[room](before, after);
      expect(await detects[room](before, before), "a document differs from itself").toBe(false);
      if (isNoticed)
        expect(undetectedReasons[room][key], "the reason holds no longer").toBeUndefined();
      else
        expect(reasonFor(room, kind, name, field.means), "does not show, and why?").toBeDefined();
    },
  );

  test("has no unused reason", () => {
    const needless = Object.keys(undetectedReasons[room]).filter(
      (key) => !used.has(`${room} ${key}`),
    );
    expect(needless).toEqual([]);
  });
});

test("has values only for fields that the grammar knows", () => {
  const known = new Set(all.map(({ kind, name }) => `${kind}.${name}`));
  const given = Object.entries(slots).flatMap(([kind, { fields }]) =>
    Object.keys(fields).map((name) => `${kind}.${name}`),
  );
  expect(given.filter((key) => !known.has(key))).toEqual([]);
});

describe("the table of what is supported, in generator/README.md", () => {
  const text = readFileSync(new URL("../../generator/README.md", import.meta.url), "utf8");
  const start = text.indexOf("| Feature | Since | |");
  const rows = text
    .slice(start, text.indexOf("\n\n", start))
    .split("\n")
    .slice(2)
    .map((row) => row.split("|").map((cell) => cell.trim()));
  const firstOf = ({ field }: (typeof all)[number]) => field.versions[0];
  const named = rows.flatMap(([, feature = "", since = ""]) =>
    [...feature.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => [name, since] as const),
  );

  test("says since which version each feature exists", () => {
    // Rows about Swagger 2.0 name fields as examples of what is newer.
    const known = named.filter(
      ([name, since]) => since !== "2.0" && all.some((slot) => slot.name === name),
    );
    expect(known.length).toBeGreaterThan(10);
    const wrong = known.filter(
      ([name, since]) => !all.some((slot) => slot.name === name && firstOf(slot) === since),
    );
    // Of these the row is about a use that came later, or about all 3.x documents.
    const isOther = ([name]: readonly [string, string]) => ["$ref", "summary"].includes(name);
    expect(wrong.filter((row) => !isOther(row))).toEqual([]);
  });

  test("names everything that 3.2 added for callers", () => {
    const means = ["document", "wire", "type", "name"];
    const wanted = all.filter(
      (slot) => firstOf(slot) === "3.2" && means.includes(slot.field.means),
    );
    expect(wanted.length).toBeGreaterThan(5);
    const names = new Set(named.map(([name]) => name));
    expect(wanted.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
  });
});
