import type { Field, Kind, Meaning, Slot } from "./grammar.js";
import type { Version } from "./version.js";

/** Words in which the tables of the grammar are written. */

export const since3: readonly Version[] = ["3.0", "3.1", "3.2"];
export const since31: readonly Version[] = ["3.1", "3.2"];
export const since32: readonly Version[] = ["3.2"];
export const all: readonly Version[] = ["2.0", "3.0", "3.1", "3.2"];

export const one = (kind: Kind): Slot => ({ one: kind });
export const list = (kind: Kind): Slot => ({ list: kind });
export const map = (kind: Kind): Slot => ({ map: kind });
/** A map whose names that begin with `x-` are extensions. */
export const extensible = (kind: Kind): Slot => ({ map: kind, isExtensible: true });

export function field(means: Meaning, slot?: Slot, versions: readonly Version[] = since3): Field {
  return { means, slot, versions };
}

/** Several fields of plain data with one meaning. */
export function fields(
  means: Meaning,
  names: readonly string[],
  versions: readonly Version[] = since3,
): Record<string, Field> {
  return Object.fromEntries(names.map((name) => [name, { means, slot: undefined, versions }]));
}
