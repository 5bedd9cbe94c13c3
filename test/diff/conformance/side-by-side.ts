/**
 * Our findings beside those of oasdiff on the same two documents: which of theirs we have as well,
 * by operation and name. What one operation shares with others is one finding to us, and one a use
 * to them.
 */
import type { Finding } from "../../../generator/diff/finding.js";
import { compareSpecs } from "../../../generator/diff/index.js";
import { loadSpec } from "../../../generator/load/index.js";
import { oursFor, policies } from "./ids.js";

/** A line of `oasdiff changelog --format json`. */
export interface Theirs {
  readonly id: string;
  readonly text: string;
  /** 1 info, 2 warning, 3 breaking. */
  readonly level: 1 | 2 | 3;
  /** The method; absent for what concerns the whole document. */
  readonly operation?: string;
  readonly path?: string;
}

export interface SideBySide {
  /** What they tell and we don't. */
  readonly onlyTheirs: readonly Theirs[];
  readonly onlyOurs: readonly Finding[];
  /** How many of theirs we have. */
  readonly shared: number;
  /** How many of theirs are policies of a team about its own API. */
  readonly policies: number;
}

type OurFinding = Pick<
  Finding,
  "kind" | "operations" | "message" | "pointer" | "before" | "after"
> & {
  /** A rule for each direction in which a shared schema is used. */
  readonly reasons: readonly { readonly rule: string }[];
};

/** Our findings on two documents, as they are written. */
export async function ourFindings(base: string, revision: string): Promise<readonly Finding[]> {
  return compareSpecs(await loadSpec(base), await loadSpec(revision)).findings;
}

export function sideBySide<Ours extends OurFinding>(
  ours: readonly Ours[],
  theirs: readonly Theirs[],
): Omit<SideBySide, "onlyOurs"> & { readonly onlyOurs: readonly Ours[] } {
  const byOperation = new Map<string, Ours[]>();
  const ofDocument: Ours[] = [];
  for (const finding of ours) {
    if (finding.operations.length === 0) ofDocument.push(finding);
    for (const { method, path } of finding.operations) {
      const key = `${method} ${path}`;
      const known = byOperation.get(key);
      if (known) known.push(finding);
      else byOperation.set(key, [finding]);
    }
  }
  const texts = new Map<Ours, string>();
  const textOf = (finding: Ours) => {
    const known = texts.get(finding);
    if (known !== undefined) return known;
    const { message, pointer, before, after } = finding;
    const text = [message, pointer, JSON.stringify(before), JSON.stringify(after)].join(" ");
    texts.set(finding, text);
    return text;
  };
  const told = new Set<Ours>();
  const onlyTheirs: Theirs[] = [];
  let shared = 0;
  let ofPolicy = 0;
  for (const one of theirs) {
    if (one.id in policies) {
      ofPolicy++;
      continue;
    }
    const kinds = new Set(oursFor(one.id)?.kinds ?? []);
    const names = namesIn(one.text);
    const near = byOperation.get(`${one.operation ?? ""} ${one.path ?? ""}`) ?? [];
    const found = [...near, ...ofDocument].filter(
      (finding) =>
        finding.reasons.some(({ rule }) => kinds.has(rule)) &&
        (names.length === 0 || names.some((name) => textOf(finding).includes(name))),
    );
    // A change of another kind at the same name is the same change, seen otherwise.
    const isNamed = names.length > 0;
    const alike = isNamed
      ? near.filter((finding) => names.every((name) => textOf(finding).includes(name)))
      : [];
    const same = found.length > 0 ? found : alike;
    for (const finding of same) told.add(finding);
    if (same.length > 0) shared++;
    else onlyTheirs.push(one);
  }
  const onlyOurs = ours.filter((finding) => !told.has(finding));
  return { onlyTheirs, onlyOurs, shared, policies: ofPolicy };
}

/** What they quote: the last step of a path of properties, or a value. */
function namesIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`]+)`/g)].flatMap(([, name]) => name ?? []);
  return quoted.flatMap((name) => {
    const steps = name.split("/").filter((step) => step !== "" && step !== "items");
    const last = steps.at(-1);
    // A status says where, not what.
    return last === undefined || /^((all|any|one)Of\[|\d{3}$)/.test(last) ? [] : [last];
  });
}
