/**
 * Whether a path matches a pattern: `*` is anything within a segment, `**` anything. Braces stand
 * for themselves in a path, so this is less than what a shell calls a glob.
 *
 * No regular expression: the path is a spec's, and the stars of one would multiply how often they
 * are tried on a long path. This takes the length of the path times that of the pattern.
 */
export function globOf(pattern: string): (path: string) => boolean {
  const parts = pattern.match(/\*\*|./gs) ?? [];
  const isStar = (part: string | undefined) => part === "*" || part === "**";
  /** Passes over stars, which may stand for nothing. */
  const skip = (reached: boolean[]) => {
    for (const [at, part] of parts.entries())
      if (reached[at] && isStar(part)) reached[at + 1] = true;
    return reached;
  };
  return (path) => {
    // Which starts of the pattern match what is read of the path; the empty one does at first.
    let reached = skip([true]);
    for (let index = 0; index < path.length; index++) {
      const next: boolean[] = [];
      for (const [at, part] of parts.entries()) {
        if (!reached[at]) continue;
        if (part === "**" || (part === "*" && path[index] !== "/")) next[at] = true;
        else if (part !== "*" && part === path[index]) next[at + 1] = true;
      }
      reached = skip(next);
    }
    return reached[parts.length] === true;
  };
}
