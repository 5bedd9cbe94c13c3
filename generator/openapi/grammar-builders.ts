import type { Field, Kind, Meaning, Slot } from "./grammar.js";
import type { Version } from "./openapi-version.js";

/** Words in which the tables of the grammar are written. */

export const since3: readonly Version[] = ["3.0", "3.1", "3.2"];
export const since31: readonly Version[] = ["3.1", "3.2"];
export const since32: readonly Version[] = ["3.2"];
export const all: readonly Version[] = ["2.0", "3.0", "3.1", "3.2"];

export const one = <K extends Kind>(kind: K): { readonly one: K } => ({ one: kind });
export const list = <K extends Kind>(kind: K): { readonly list: K } => ({ list: kind });
export const map = <K extends Kind>(kind: K): { readonly map: K } => ({ map: kind });
/** A map in which names that begin with `x-` are extensions. */
export const extensible = (kind: Kind): Slot => ({ map: kind, isExtensible: true });

export function field<M extends Meaning>(
  means: M,
  slot?: Slot,
  versions: readonly Version[] = since3,
): Field<M> {
  return { means, slot, versions };
}

/** Several fields of plain data with the same meaning. */
export function fields<M extends Meaning, const N extends string>(
  means: M,
  names: readonly N[],
  versions: readonly Version[] = since3,
): Record<N, Field<M>> {
  const entries = names.map((name) => [name, { means, slot: undefined, versions }]);
  return Object.fromEntries(entries) as Record<N, Field<M>>;
}
