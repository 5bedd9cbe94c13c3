import { describe, expect, test } from "vitest";
import { grammar, type Kind, type Meaning } from "../../generator/openapi/index.js";
import { notices, type Room, rooms } from "./probe.js";
import { reasons } from "./reasons.js";
import { slots } from "./slots.js";

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
    const reason = reasons[room][key];
    if (reason === undefined) continue;
    used.add(`${room} ${key}`);
    return reason;
  }
  return undefined;
}

describe.each(rooms)("the %s", (room) => {
  test.each(all.map((slot) => [`${slot.kind}.${slot.name}`, slot] as const))("%s", (key, slot) => {
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
    const isNoticed = notices[room](before, after);
    expect(notices[room](before, before), "a document differs from itself").toBe(false);
    if (isNoticed) expect(reasons[room][key], "the reason holds no longer").toBeUndefined();
    else expect(reasonFor(room, kind, name, field.means), "does not show, and why?").toBeDefined();
  });

  test("has no reason that nothing needs", () => {
    const needless = Object.keys(reasons[room]).filter((key) => !used.has(`${room} ${key}`));
    expect(needless).toEqual([]);
  });
});

test("values are given of nothing that the grammar does not know", () => {
  const known = new Set(all.map(({ kind, name }) => `${kind}.${name}`));
  const given = Object.entries(slots).flatMap(([kind, { fields }]) =>
    Object.keys(fields).map((name) => `${kind}.${name}`),
  );
  expect(given.filter((key) => !known.has(key))).toEqual([]);
});
