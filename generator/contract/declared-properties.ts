import type { Contract } from "./contract.js";
import type { Direction } from "./directional-schemas.js";
import type { Parts } from "./normalized-schema.js";
import type { Shape } from "./schema-composition.js";

/** What the schemas around one say of a property: what it requires may be declared there. */
export type Around = (name: string) => Parts | undefined;

export const nothingAround: Around = () => undefined;

type Read = Pick<Contract, "shapes" | "survey">;

/** A chain of bases would be followed to its end from each of its links. */
const maxBases = 200;

/** What a schema, what it extends, and what is around it say of a property. */
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

/** Whether a property is a part of what goes in a direction. */
export function isVisible(parts: Parts, direction: Direction, { shapes, survey }: Read): boolean {
  if (!survey.hasVisibility) return true;
  return !parts.some((part) => shapes.isHidden(part, direction));
}
