import { isMap, isSeq, parseDocument } from "yaml";
import {
  type Diagnostic,
  DiagnosticError,
  diagnose,
  didYouMean,
  type Place,
} from "../diagnostics/index.js";
import { globOf } from "../load/index.js";
import { canonical, isFields, type Pointer } from "../openapi/index.js";
import type { Comparison, Finding, Keep } from "./finding.js";
import { isFingerprint } from "./fingerprint.js";
import { rules } from "./rules/index.js";
import { type Acceptance, type JudgeOptions, operationKey } from "./verdict.js";

/** The default file. */
export const defaultAllowFile = ".tether-allow.yaml";

/** An entry of an allow list. */
export interface Allowance {
  /** Accepts one finding. */
  readonly fingerprint: string | undefined;
  /** Accepts all findings of a rule … */
  readonly rule: string | undefined;
  /**
   * … at a place: a JSON pointer (`#/…` or `/…`), or an operation, `GET /v1/boms/`, by its name in
   * either version. A star matches anything.
   */
  readonly place: string | undefined;
  readonly reason: string;
  /** The last day on which it is valid, `2027-01-31`. */
  readonly until: string;
  readonly owner: string | undefined;
  readonly at: Place;
}

const fields = ["fingerprint", "rule", "place", "reason", "until", "owner"] as const;

/** The content of a file, as `load` reads it. */
interface Source {
  readonly value: unknown;
  place(pointer: Pointer): Place;
}

/**
 * @param ruleIds the rules that entries may name; default: those of `diff`
 * @throws DiagnosticError `allow-invalid` with every problem
 */
export function readAllowList(
  { value, place }: Source,
  ruleIds: readonly string[] = rules.map(({ id }) => id),
): readonly Allowance[] {
  const problems: Diagnostic[] = [];
  const complain = (why: string, pointer: Pointer) => {
    problems.push(diagnose("allow-invalid", { why }, place(pointer)));
  };
  const root = value ?? {};
  const list = isFields(root) ? (root["allow"] ?? []) : undefined;
  if (!isFields(root) || !Array.isArray(list)) {
    complain("the file must have a list `allow`", []);
  } else {
    for (const field of Object.keys(root)) {
      if (field !== "allow")
        complain(`\`${field}\` is not a field; the only field of the file is \`allow\``, [field]);
    }
  }
  const entries = (Array.isArray(list) ? list : []).map((entry: unknown, index): Allowance => {
    const here = ["allow", String(index)];
    const values: Partial<Record<(typeof fields)[number], string>> = {};
    if (!isFields(entry)) complain("an entry must be an object", here);
    for (const [field, content] of Object.entries(isFields(entry) ? entry : {})) {
      const known = fields.find((name) => name === field);
      if (!known)
        complain(
          `\`${field}\` is not a field${didYouMean(field, fields, "`") || `; the fields of an entry are ${fields.join(", ")}`}`,
          [...here, field],
        );
      else if (typeof content !== "string" || content.trim() === "") {
        // YAML reads a fingerprint that consists of digits as a number.
        complain(`\`${field}\` must be a string; put it in quotes`, [...here, field]);
      } else values[known] = content;
    }
    const { fingerprint, rule, place: where, reason, until, owner } = values;
    if (isFields(entry)) {
      if ((fingerprint === undefined) === (rule === undefined))
        complain("an entry must have a `fingerprint`, or a `rule` and a `place`", here);
      if ((rule === undefined) !== (where === undefined))
        complain("`rule` and `place` must be used together", here);
      // Where an entry may be unused, as in `monitor`, nobody would hear of it otherwise.
      if (rule !== undefined && !ruleIds.includes(rule))
        complain(`"${rule}" is not a rule${didYouMean(rule, ruleIds)}`, [...here, "rule"]);
      if (reason === undefined && !("reason" in entry))
        complain("an entry must have a `reason`", here);
      if (!("until" in entry))
        complain("an entry must have an `until`, the last day on which it applies", here);
      else if (until !== undefined && !isDay(until))
        complain(`\`until\` must be a date such as 2027-01-31, but is "${until}"`, [
          ...here,
          "until",
        ]);
    }
    return {
      fingerprint,
      rule,
      place: where,
      reason: reason ?? "",
      until: until ?? "",
      owner,
      at: place(here),
    };
  });
  if (problems.length > 0) throw new DiagnosticError(problems);
  return entries;
}

/**
 * What is accepted of which findings. An entry with a rule and an operation accepts what that rule
 * says of that operation, and nothing else of the finding. An expired entry accepts nothing; it is
 * reported, and so is an entry that matches no finding.
 *
 * @param today `2026-11-25`
 * @param knownAs what operations are called in both versions; default: as in findings
 */
export function applyAllowList(
  { findings, narrowed }: Pick<Comparison, "findings" | "narrowed">,
  allowances: readonly Allowance[],
  today: string,
  knownAs: KnownBy = (operation) => ({ names: [operation], tags: [] }),
): { readonly accepted: readonly Acceptance[]; readonly problems: readonly Diagnostic[] } {
  const rulesOf = rulesByFinding();
  const { matched, problems } = matchAllowances(allowances, today, (allowance) => {
    const { reason, until, owner } = allowance;
    const only = keepFor(allowance, knownAs);
    return findings.flatMap((finding): Acceptance[] => {
      const terms = { reason, until, owner };
      if (isWhole(finding, allowance)) return [{ ...terms, finding }];
      const isOfRule = only && rulesOf(finding).has(allowance.rule ?? "");
      const part = isOfRule ? narrowed(finding, only) : undefined;
      return part ? [{ ...terms, finding: part, only }] : [];
    });
  });
  const accepted = new Map(matched.map((each) => [keyOf(each), each]));
  // Who accepts all of a finding accepts its parts.
  const isLess = (each: Acceptance) => each.only && accepted.has(each.finding.fingerprint);
  return { accepted: [...accepted.values()].filter((each) => !isLess(each)), problems };
}

/**
 * What the entries of a list fit. An expired entry fits nothing; it is reported, and so is an entry
 * that fits nothing.
 *
 * @param today `2026-11-25`
 */
export function matchAllowances<Match>(
  allowances: readonly Allowance[],
  today: string,
  fitting: (allowance: Allowance) => readonly Match[],
): { readonly matched: readonly Match[]; readonly problems: readonly Diagnostic[] } {
  const matched: Match[] = [];
  const problems: Diagnostic[] = [];
  for (const allowance of allowances) {
    const { until, at } = allowance;
    const entry = nameOf(allowance);
    const found = fitting(allowance);
    if (found.length === 0) problems.push(diagnose("allow-unused", { entry }, at));
    else if (until < today) problems.push(diagnose("allow-expired", { entry, until }, at));
    else matched.push(...found);
  }
  return { matched, problems };
}

type KnownBy = NonNullable<JudgeOptions["knownAs"]>;

/** The rules that judged a finding; remembered, because a list may have many entries. */
function rulesByFinding(): (finding: Finding) => ReadonlySet<string> {
  const known = new Map<Finding, ReadonlySet<string>>();
  return (finding) => {
    const rules =
      known.get(finding) ?? new Set([finding.kind, ...finding.reasons.map(({ rule }) => rule)]);
    known.set(finding, rules);
    return rules;
  };
}

/** Whether an entry accepts a finding wherever it is met: by its fingerprint, or by its node. */
function isWhole(finding: Finding, { fingerprint, rule, place }: Allowance): boolean {
  if (fingerprint !== undefined) return finding.fingerprint === fingerprint;
  return finding.kind === rule && place !== undefined && matcherOf(place)(finding.pointer);
}

/** What an entry with the place of an operation accepts. */
function keepFor({ rule, place }: Allowance, knownAs: KnownBy): Keep | undefined {
  if (place === undefined) return undefined;
  const matches = matcherOf(place);
  return (operation, by) =>
    by === rule && knownAs(operation).names.some((name) => matches(operationKey(name)));
}

/** Whether a pointer or the name of an operation is at the place of an entry. */
export function matcherOf(place: string): (text: string) => boolean {
  return globOf(place.replace(/^#/, ""));
}

function keyOf({ finding: { fingerprint, kind, operations }, only }: Acceptance): string {
  return only ? canonical([fingerprint, kind, operations]) : fingerprint;
}

function nameOf({ fingerprint, rule, place }: Allowance): string {
  return fingerprint ?? `${rule} at ${place}`;
}

/** A new entry of an allow list, from `tether allow`. */
export interface NewAllowance {
  readonly fingerprint: string;
  readonly reason: string;
  readonly until: string;
  readonly owner?: string | undefined;
}

/**
 * The text of an allow list with one more entry, or with that entry renewed; comments and order
 * stay.
 *
 * @param text the list; empty if there is none yet
 * @throws DiagnosticError `allow-invalid` if the entry or the list is invalid
 */
export function withAllowance(text: string, entry: NewAllowance): string {
  const refuse = (why: string) => new DiagnosticError([diagnose("allow-invalid", { why })]);
  if (!isFingerprint(entry.fingerprint)) {
    throw refuse(
      `"${entry.fingerprint}" is not a fingerprint, which has 12 or 16 hexadecimal digits; use the \`id\` that a report shows`,
    );
  }
  if (entry.reason.trim() === "") throw refuse("a reason is required");
  if (!isDay(entry.until)) throw refuse(`"${entry.until}" is not a date such as 2027-01-31`);

  const document = parseDocument(text === "" ? emptyList : text);
  if (document.errors[0]) throw refuse(`the file is not valid YAML: ${document.errors[0].message}`);
  const list = document.get("allow");
  if (!isMap(document.contents) || (list !== undefined && list !== null && !isSeq(list))) {
    throw refuse("the file must have a list `allow`");
  }
  const { fingerprint, reason, until, owner } = entry;
  const node = document.createNode({
    fingerprint,
    reason,
    until,
    ...(owner !== undefined && { owner }),
  });
  if (!isSeq(list) || list.items.length === 0) {
    document.set("allow", document.createNode([]));
  }
  const items = document.get("allow");
  if (!isSeq(items)) throw refuse("the file must have a list `allow`");
  const known = items.items.find((item) => isMap(item) && item.get("fingerprint") === fingerprint);
  if (isMap(known)) {
    known.set("reason", reason);
    known.set("until", until);
    if (owner !== undefined) known.set("owner", owner);
  } else items.add(node);
  return document.toString({ lineWidth: 0 });
}

const emptyList = `# Findings that are accepted, each for a reason and until a date.
# An entry that has expired or matches no finding fails the run. \`npx spec-tether allow\` writes one.
allow: []
`;

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
