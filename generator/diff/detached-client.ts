import type { ComparedClient } from "./diff-versions.js";
import type { Finding } from "./finding.js";
import type { Verdict } from "./verdict.js";

/** What a comparison found, without the specs that it was made of. */
export interface DetachedClient
  extends Omit<ComparedClient, "base" | "revision" | "comparison" | "verdict"> {
  readonly verdict: Omit<Verdict, "silenced">;
  /** Everything that changed, also what filters leave out. */
  readonly findings: readonly Finding[];
}

/**
 * Reads all that the findings look up in the specs only when they are asked for it: places, nodes and
 * texts. Findings keep both specs in memory otherwise, and of a large API these need as much of it as
 * a compiler that is asked next.
 */
export function detachClient(compared: ComparedClient): DetachedClient {
  const { base: _, revision: __, comparison, verdict, ...about } = compared;
  const { silenced: ___, ...shown } = verdict;
  return {
    ...about,
    verdict: {
      ...shown,
      findings: verdict.findings.map(detach),
      accepted: verdict.accepted.map((each) => ({ ...each, finding: detach(each.finding) })),
    },
    findings: comparison.findings.map(detach),
  };
}

function detach<Kind extends Finding>(finding: Kind): Kind {
  // To copy an object is to read what it has getters for.
  return { ...finding, nodes: { ...finding.nodes }, texts: { ...finding.texts } };
}
