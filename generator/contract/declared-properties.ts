import type { Contract } from "./contract.js";
import type { Direction } from "./directional-schemas.js";
import type { Parts } from "./normalized-schema.js";
import type { Shape } from "./schema-composition.js";

/**
 * The schema of a property according to the surrounding schemas: a required property may be
 * declared there.
 */
export type Around = (name: string) => Parts | undefined;

export const nothingAround: Around = () => undefined;

type Read = Pick<Contract, "shapes" | "survey">;

/** A limit, because a chain of bases is walked to its end from each of its links. */
const maxBases = 200;

/** Properties that a schema, its bases and its surroundings declare. */
export function declaredIn({ own, bases }: Shape, around: Around, contract: Read): Around {
  return (name) =>
    own.properties.get(name) ?? declaredBy(bases, name, new Set(), contract) ?? around(name);
}

function declaredBy(
  bases: Parts,
  name: string,
  seen: Set<unknown>,
  contract: Read,
): Parts | undefined {
  for (const base of bases) {
    if (seen.has(base.raw) || seen.size > maxBases) continue;
    seen.add(base.raw);
    const { own, bases: further } = contract.shapes.of(base);
    const declared = own.properties.get(name) ?? declaredBy(further, name, seen, contract);
    if (declared) return declared;
  }
  return undefined;
}

/** Whether a property is part of the values in this direction. */
export function isVisible(parts: Parts, direction: Direction, { shapes, survey }: Read): boolean {
  if (!survey.hasVisibility) return true;
  return !parts.some((part) => shapes.isHidden(part, direction));
}
