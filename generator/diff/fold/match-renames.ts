import { groupBy } from "../group-by.js";
import { plainName } from "./plain-name.js";

/** Something that went or came, and what it has to share with its other name. */
export interface Candidate<Item> {
  readonly item: Item;
  readonly name: string;
  /** Its schema, as text: equal only if the schemas are. */
  readonly schema: string;
}

/** Two changes that are probably one, and why. */
export interface Rename<Item> {
  readonly before: Item;
  readonly after: Item;
  /** What the documents show for it; they do not say that it is one. */
  readonly evidence: string;
}

/**
 * Finds what was probably renamed among the things of one owner: what has the same schema, and is
 * spelled alike, or the only one that went and the only one that came.
 *
 * @param what one of them, in a message: `property`
 * @param isAlone whether nothing else of the owner went or came
 */
export function matchRenames<Item>(
  gone: readonly Candidate<Item>[],
  come: readonly Candidate<Item>[],
  what: string,
  isAlone = gone.length === 1 && come.length === 1,
): Rename<Item>[] {
  if (gone.length === 0 || come.length === 0) return [];
  const renames: Rename<Item>[] = [];
  const match = (before: Candidate<Item>, after: Candidate<Item>, names?: string) => {
    const others = isAlone ? `no other ${what} was removed or added` : undefined;
    const evidence = ["both have the same schema", names, others].filter(Boolean).join(", ");
    renames.push({
      before: before.item,
      after: after.item,
      evidence: `The documents do not say that it is the same, but ${evidence}.`,
    });
  };
  const keyOf = ({ schema, name }: Candidate<Item>) => `${plainName(name)} ${schema}`;
  const spelled = groupBy(come, keyOf);
  for (const [key, before] of groupBy(gone, keyOf)) {
    const after = spelled.get(key) ?? [];
    const [x, y] = [before[0], after[0]];
    if (x && y && before.length + after.length === 2) match(x, y, "their names are spelled alike");
  }
  const [x, y] = [gone[0], come[0]];
  if (isAlone && renames.length === 0 && x && y && x.schema === y.schema) match(x, y);
  return renames;
}
