/** Whether two names are spellings of the same: `page_size`, `pageSize`, `Page-Size`. */
export function isRespelling(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

/** From 0 to 1: the share of letter pairs that two names have in common. */
export function nameSimilarity(a: string, b: string): number {
  const [x, y] = [pairsOf(plain(a)), pairsOf(plain(b))];
  if (x.length === 0 || y.length === 0) return 0;
  const rest = [...y];
  const common = x.filter((pair) => {
    const index = rest.indexOf(pair);
    if (index >= 0) rest.splice(index, 1);
    return index >= 0;
  });
  return (2 * common.length) / (x.length + y.length);
}

/** From here on, two names with the same schema count as a rename. */
export const renameThreshold = 0.55;

function plain(name: string): string {
  return name
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "");
}

function pairsOf(name: string): string[] {
  return [...name].slice(1).map((letter, index) => `${name[index]}${letter}`);
}
