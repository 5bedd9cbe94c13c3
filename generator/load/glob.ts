/**
 * Whether a path matches a pattern: `*` is anything within a segment, `**` anything. Braces are
 * literal, because paths contain them, so this is less than a shell's glob.
 *
 * Not a regular expression: on a long path from a spec, several stars would backtrack
 * exponentially. This takes time proportional to the length of the path times that of the pattern.
 */
export function globOf(pattern: string): (path: string) => boolean {
  const parts = pattern.match(/\*\*|./gs) ?? [];
  const isStar = (part: string | undefined) => part === "*" || part === "**";
  /** Skips stars, which may match nothing. */
  const skip = (reached: boolean[]) => {
    for (const [at, part] of parts.entries())
      if (reached[at] && isStar(part)) reached[at + 1] = true;
    return reached;
  };
  return (path) => {
    // The prefixes of the pattern that match the text so far; at first only the empty one.
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
