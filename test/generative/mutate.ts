import { fc } from "../support/random.js";

type Node = Record<string, unknown>;

/** What takes the place of a part of a document, or of a name in it. */
const replacements: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  ...[undefined, null, 5, -1, true, "x", "", [], {}, [null], { a: 1 }, { $ref: "#/nowhere" }],
  ...[{ $ref: "#" }, { $ref: "#/components/schemas" }, { $ref: 5 }, { type: "nope" }, [[]], "💥"],
  ...[
    { type: ["string", 5] },
    { enum: [null, {}, 1] },
    { allOf: {} },
    { items: 5 },
    "x".repeat(9999),
  ],
);

/** A document that is wrong in one to three places. */
export function nearly(document: Readonly<Node>): fc.Arbitrary<Readonly<Node>> {
  const step = fc.record({ at: fc.nat(), by: replacements, isKey: fc.boolean() });
  return fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => {
    const copy = structuredClone(document) as Node;
    for (const { at, by, isKey } of steps) {
      const places = placesOf(copy);
      const place = places[at % places.length];
      if (!place) continue;
      const [owner, key] = place;
      if (isKey && !Array.isArray(owner)) rename(owner, key, String(by ?? ""));
      else if (by === undefined) delete owner[key];
      // A copy, as a later step may put the same thing into this one.
      else define(owner, key, structuredClone(by));
    }
    return copy;
  });
}

function placesOf(value: unknown): [owner: Node, key: string][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key): [Node, string][] => [
    [value as Node, key],
    ...placesOf((value as Node)[key]),
  ]);
}

function rename(owner: Node, key: string, name: string): void {
  const value = owner[key];
  delete owner[key];
  define(owner, name, value);
}

/** An assignment to `__proto__` would set the prototype. */
function define(owner: Node, key: string, value: unknown): void {
  Object.defineProperty(owner, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
