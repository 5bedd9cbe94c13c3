/** Compares what `tether impact --json` says with what was seeded. */
interface Report {
  readonly findings: readonly {
    readonly impact: string;
    readonly sites: readonly {
      readonly file: string;
      readonly line: number;
      readonly proof?: unknown;
    }[];
  }[];
  readonly unexplained: readonly unknown[];
}

export interface Judged {
  readonly found: number;
  readonly lacking: number;
  /** Lines said to break that were not seeded; those of which nothing is proved too. */
  readonly wrong: number;
  readonly findings: number;
  /** Of the findings that break: those that have the compiler's word at a caller's line. */
  readonly proved: number;
  readonly unexplained: number;
}

/** @param seeded each line that breaks, as `FILE:LINE` */
export function judgeReport(json: string, seeded: readonly string[]): Judged {
  const { findings, unexplained } = JSON.parse(json) as Report;
  const breaks = findings.filter(({ impact }) => impact === "breaks");
  const said = new Set(
    breaks.flatMap(({ sites }) =>
      sites.filter(({ proof }) => proof).map(({ file, line }) => `${file}:${line}`),
    ),
  );
  const found = seeded.filter((each) => said.has(each)).length;
  const proved = breaks.filter(({ sites }) => sites.some(({ proof }) => proof)).length;
  return {
    found,
    lacking: seeded.length - found,
    wrong: said.size - found + breaks.length - proved,
    findings: breaks.length,
    proved,
    unexplained: unexplained.length,
  };
}

/** How many lines of the types two versions of a client do not have in common. */
export function changedLines(before: string, after: string): number {
  const left = new Map<string, number>();
  for (const line of before.split("\n")) left.set(line, (left.get(line) ?? 0) + 1);
  let added = 0;
  for (const line of after.split("\n")) {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    else added++;
  }
  return added + [...left.values()].reduce((sum, count) => sum + count, 0);
}
