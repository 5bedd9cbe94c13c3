import type { LeftOut } from "./rename.js";

/** A new name that was the name of something else before: code with it would change at each run. */
export interface TakenName {
  readonly from: string;
  readonly to: string;
}

/** Says why such names are left; two that changed places are told as one. */
export function leftAsTaken(taken: readonly TakenName[]): LeftOut[] {
  const keyOf = (from: string, to: string) => JSON.stringify([from, to]);
  const all = new Map(taken.map((each) => [keyOf(each.from, each.to), each]));
  return [...all.values()].flatMap(({ from, to }): LeftOut[] => {
    if (!all.has(keyOf(to, from)))
      return [
        {
          what: `"${from}", which is "${to}" now`,
          why: `"${to}" was the name of something else before`,
        },
      ];
    if (from > to) return [];
    return [
      {
        what: `"${from}" and "${to}"`,
        why: "they changed places, and code does not show for which version it is written",
      },
    ];
  });
}
