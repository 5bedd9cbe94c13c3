/** What a verb is called from there to here. */
export const verbs: readonly (readonly [string, string])[] = [
  ["added", "removed"],
  ["set", "unset"],
  ["begun", "dropped"],
  ["raised", "lowered"],
  ["widened", "narrowed"],
  ["allowed", "forbidden"],
  ["wrapped", "unwrapped"],
  ["opened", "closed"],
  ["freed", "restricted"],
  ["tightened", "loosened"],
  ["required", "optional"],
  ["earlier", "later"],
  ["selected", "unselected"],
];

/** Verbs that are their own mirror. */
export const plain = ["changed", "renamed", "moved", "swapped", "respelled", "invalid"];

/** The other word of the pair that has this one. */
export function swapped(
  word: string,
  pairs: readonly (readonly [string, string])[],
): string | undefined {
  for (const [one, other] of pairs) {
    if (word === one) return other;
    if (word === other) return one;
  }
  return undefined;
}

/** The id of the change from there to here; undefined if it has another name. */
export function mirrorOf(id: string): string | undefined {
  const [subject, aspect, verb = ""] = id.split(".");
  const other = plain.includes(verb) ? verb : swapped(verb, verbs);
  return other === undefined ? undefined : `${subject}.${aspect}.${other}`;
}
