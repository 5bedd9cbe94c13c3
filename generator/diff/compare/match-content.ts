import type { Media } from "../../contract/index.js";
import { essenceOf, includesMediaType, syntaxOf } from "../../media-type.js";
import { matchItems } from "./schema-matching.js";

type Content = ReadonlyMap<string, Media>;
type Entry = readonly [type: string, media: Media];

/** Content of both sides that is compared. */
export interface ContentPair {
  readonly before: Entry;
  readonly after: Entry;
  /** Whether the difference of the types is reported here; of several in one range, once. */
  readonly isReported: boolean;
  /** Whether the type after was there before, beside the other one. */
  readonly wasThere: boolean;
}

export interface ContentMatching {
  readonly pairs: readonly ContentPair[];
  readonly removed: readonly Entry[];
  readonly added: readonly Entry[];
}

/**
 * Pairs media types: those that are the same, then each with one that includes it, whatever else
 * there is, and what is left by what they are called.
 */
export function matchContent(before: Content, after: Content): ContentMatching {
  const [olds, nows]: readonly [readonly Entry[], readonly Entry[]] = [[...before], [...after]];
  const same = matchItems(olds, nows, [
    ([a], [b]) => a === b,
    ([a], [b]) => includesMediaType(a, b) && includesMediaType(b, a),
  ]);
  const alone = { isReported: true, wasThere: false };
  const pairs = same.pairs.map(([old, now]) => ({ before: old, after: now, ...alone }));
  const paired = new Set<Entry>();
  const pair = (old: Entry, now: Entry, wide: Entry) => {
    const wasThere = before.has(wide[0]) && after.has(wide[0]);
    pairs.push({ before: old, after: now, isReported: !paired.has(wide), wasThere });
    paired.add(old).add(now);
  };
  for (const old of same.removed) {
    const wide = widest(old, nows);
    if (wide) pair(old, wide, wide);
  }
  for (const now of same.added) {
    const wide = widest(now, olds);
    if (wide && !paired.has(now) && !after.has(wide[0])) pair(wide, now, wide);
  }
  const isLeft = (entry: Entry) => !paired.has(entry);
  const rest = matchItems(same.removed.filter(isLeft), same.added.filter(isLeft), [
    ([a], [b]) => essenceOf(a) === essenceOf(b),
    ([a], [b]) => syntaxOf(a) === syntaxOf(b),
  ]);
  for (const [old, now] of rest.pairs) pairs.push({ before: old, after: now, ...alone });
  return { pairs, removed: rest.removed, added: rest.added };
}

/** The type that includes another: by its name, otherwise a range. */
function widest([type]: Entry, others: readonly Entry[]): Entry | undefined {
  const wider = others.filter(([other]) => includesMediaType(other, type));
  return wider.find(([other]) => essenceOf(other) === essenceOf(type)) ?? wider[0];
}
