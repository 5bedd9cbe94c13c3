/** How one check of `npm run drift` ended: an exit code, or why it was not run. */
export type Ending = { readonly code: 0 | 1 | 2 } | { readonly notRun: string };

export interface Check {
  readonly name: string;
  readonly ending: Ending;
}

/**
 * What a run says at its end, and its exit code. A check that was not run is no reason to fail, but
 * it has found nothing out: only a run of all checks says that there is no drift.
 */
export function summarize(checks: readonly Check[]): {
  readonly lines: string[];
  readonly code: number;
} {
  const notRun = checks.flatMap(({ name, ending }) =>
    "notRun" in ending ? [`not run: ${name}: ${ending.notRun}`] : [],
  );
  const codes = checks.flatMap(({ ending }) => ("code" in ending ? [ending.code] : []));
  const code = Math.max(0, ...codes);
  const ran =
    notRun.length === 0
      ? `all ${checks.length} checks ran`
      : `${codes.length} of ${checks.length} checks ran, ${notRun.length} did not`;
  const verdict = {
    0: notRun.length === 0 ? "No drift" : "Nothing found, which says nothing of what was not run",
    1: "Drift",
    2: "A check could not run to its end",
  }[code as 0 | 1 | 2];
  return { lines: [...notRun, `${verdict}: ${ran}.`], code };
}
