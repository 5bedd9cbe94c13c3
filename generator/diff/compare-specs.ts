import { type Contract, readContract } from "../contract/index.js";
import type { Spec } from "../load/index.js";
import { fieldsOf, type Int64Type } from "../openapi/index.js";
import { type Judgement, judge } from "./apply-rules.js";
import { type JudgeChange, toFindings } from "./build-findings.js";
import { compareContracts } from "./compare/index.js";
import { tellSelection } from "./compare/tell-selection.js";
import type { Compared, ComparedVersion, Comparison } from "./finding.js";
import { fold } from "./fold/index.js";
import type { Proof, ProofRequest } from "./proof/prove.js";
import { type Overrides, withOverride } from "./severity-overrides.js";

/** Names of the versions, as the user gave them. */
export interface Names {
  readonly base: string;
  readonly revision: string;
}

/** How two versions are judged. */
export interface CompareOptions {
  /** Milliseconds since 1970: decides whether an announced end has passed. Default: now. */
  readonly now?: number;
  /** Severities in place of those of rules. Default: none. */
  readonly overrides?: Overrides;
  /** What the client holds integers of 64 bits as. Default: number. */
  readonly int64?: Int64Type;
}

/**
 * Compares two versions of a spec, and judges the differences for callers.
 *
 * @param names defaults to the specs' entry files
 */
export function compareSpecs(
  base: Spec,
  revision: Spec,
  names: Names = { base: base.files[0] ?? "base", revision: revision.files[0] ?? "revision" },
  { now = Date.now(), overrides = new Map(), int64 = "number" }: CompareOptions = {},
): Comparison {
  const contracts = [readContract(base), readContract(revision)] as const;
  const changes = fold(tellSelection(compareContracts(...contracts, now), base, revision));
  const judgeFor: JudgeChange = (change, keep) =>
    judge(change, int64, keep).map((judgement) => withOverride(judgement, overrides));
  return {
    base: versionOf(base, names.base),
    revision: versionOf(revision, names.revision),
    ...toFindings(changes, judgeFor, base, revision),
    compared: countIn(...contracts),
  };
}

/** Every change before folding, judged for each direction of its use; to measure the rules. */
export function judgeSpecs(base: Spec, revision: Spec, now: number = Date.now()): Judgement[] {
  return compareContracts(readContract(base), readContract(revision), now).flatMap((change) =>
    judge(change),
  );
}

function countIn(base: Contract, revision: Contract): Compared {
  const count = (of: "path" | "webhook") => {
    const within = ({ operations }: Contract) =>
      operations.filter(({ kind }) => kind === of).length;
    return { base: within(base), revision: within(revision) };
  };
  return { operations: count("path"), webhooks: count("webhook") };
}

function versionOf({ document }: Spec, name: string): ComparedVersion {
  const { title, version } = fieldsOf(document["info"]);
  return { name, title: String(title ?? ""), version: String(version ?? "") };
}

/** Loads the compiler, which a comparison alone must not wait for. */
export async function prove(claims: readonly ProofRequest[]): Promise<Proof[]> {
  return (await import("./proof/prove.js")).prove(claims);
}
