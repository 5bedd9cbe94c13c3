import type { Diagnostic } from "../diagnostics/index.js";
import { globOf } from "../load/index.js";
import type {
  ChangeClass,
  Compared,
  ComparedVersion,
  Comparison,
  Finding,
  Keep,
  OperationName,
  Severity,
} from "./finding.js";
import { type Advice, adviseRelease } from "./release-advice.js";

/** The least severity that fails a run; `never` is for runs that should only report. */
export type FailOn = "breaking" | "warning" | "info" | "never";

export const failOnChoices = [
  "breaking",
  "warning",
  "info",
  "never",
] as const satisfies readonly FailOn[];

export const changeClasses: readonly ChangeClass[] = ["wire", "source", "behaviour", "docs"];

/** The severity of a finding that a report shows. */
export type Level = Exclude<Severity, "none">;
export const levels: readonly Level[] = ["breaking", "warning", "info"];

/** A finding with its single severity in the chosen classes. */
export interface Judged extends Finding {
  /** The worse of `wire` and `source`, or the only one in the chosen classes. */
  readonly level: Level;
}

/** An accepted finding, with the reason and the owner. */
export interface Accepted {
  /** As the operations for which it is accepted meet it. */
  readonly finding: Finding;
  /** Why, as the list of accepted findings says. */
  readonly reason: string;
  /** The last day on which it is accepted, `2027-01-31`. */
  readonly until: string;
  /** Who accepted it; undefined if the list does not say. */
  readonly owner: string | undefined;
}

/** An accepted finding, or what is accepted of it. */
export interface Acceptance extends Accepted {
  /** Default: all of the finding. */
  readonly only?: Keep | undefined;
}

/** Filters for findings. An absent filter selects everything. */
export interface Selection {
  /** Classes of changes. */
  readonly classes?: readonly ChangeClass[];
  /** Patterns of path templates; `*` matches anything within a segment, `**` anything. */
  readonly paths?: readonly string[];
  /** Tags of operations, in either version. */
  readonly tags?: readonly string[];
  /** operationIds, or `GET /v1/boms/`. */
  readonly operations?: readonly string[];
}

/** The findings of a verdict, in numbers. */
export interface Summary {
  /** All of them; those that are accepted do not count. */
  readonly total: number;
  /** Those that break callers. */
  readonly breaking: number;
  /** Those that may break some callers. */
  readonly warning: number;
  /** Those that break nobody. */
  readonly info: number;
  /** The number of operations that any finding affects. */
  readonly operations: number;
}

/** The result that all reports print, and that determines the exit code. */
export interface Verdict {
  /** The client of the config file, if there are several. */
  readonly client: string | undefined;
  /** The older version. */
  readonly base: ComparedVersion;
  /** The newer version. */
  readonly revision: ComparedVersion;
  /** What is selected and not accepted, worst first. */
  readonly findings: readonly Judged[];
  /** What the list of accepted findings has; none of it is among the findings. */
  readonly accepted: readonly Accepted[];
  /** What would be among the findings, but for a severity that somebody set to none. */
  readonly silenced: readonly Finding[];
  /** The findings in numbers. */
  readonly summary: Summary;
  /** How much was compared. */
  readonly compared: Compared;
  /** Which version to release. */
  readonly semver: Advice;
  /** Problems of the list of accepted findings. */
  readonly problems: readonly Diagnostic[];
  /** Whether there is a finding as bad as `failOn`, or a problem of that list: exit code 1. */
  readonly failed: boolean;
}

/** What an operation is called in both versions; it can have moved. */
export interface KnownAs {
  readonly names: readonly OperationName[];
  readonly tags: readonly string[];
}

export interface JudgeOptions extends Selection {
  /** Default: breaking. */
  readonly failOn?: FailOn;
  /** The client whose versions are compared, if there are several; default: undefined. */
  readonly client?: string | undefined;
  /** Version of the client package, for the recommendation; default: 1.0.0 or later. */
  readonly packageVersion?: string | undefined;
  readonly accepted?: readonly Acceptance[];
  readonly problems?: readonly Diagnostic[];
  /** Default: only its name in a finding, and no tags. */
  readonly knownAs?: (operation: OperationName) => KnownAs;
}

export function reachVerdict(comparison: Comparison, options: JudgeOptions = {}): Verdict {
  const { failOn = "breaking", accepted = [], problems = [], packageVersion } = options;
  const classes = options.classes ?? changeClasses;
  const isSelected = selectorOf(options);
  const remaining = comparison.findings.flatMap((finding) =>
    restOf(finding, comparison, accepted, isSelected),
  );
  const silenced = remaining.filter(
    (finding) =>
      isSilenced(finding) &&
      levelOf({ class: finding.class, ...severitiesByRule(finding) }, classes) !== undefined,
  );
  const findings = remaining
    .flatMap((finding): Judged[] => {
      const level = isSilenced(finding) ? undefined : levelOf(finding, classes);
      return level ? [extend(finding, { level })] : [];
    })
    .sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const operations = findings.flatMap((finding) => finding.operations.map(operationKey));
  return {
    client: options.client,
    base: comparison.base,
    revision: comparison.revision,
    compared: comparison.compared,
    findings,
    accepted: accepted.map(({ only: _, ...each }) => each),
    silenced,
    summary: {
      total: findings.length,
      breaking: count("breaking"),
      warning: count("warning"),
      info: count("info"),
      operations: new Set(operations).size,
    },
    // Changes that are filtered out, accepted, or set to none, are still released.
    semver: adviseRelease(comparison.findings, packageVersion, { shown: findings, accepted }),
    problems,
    failed:
      problems.length > 0 ||
      (failOn !== "never" &&
        findings.some(({ level }) => levels.indexOf(level) <= levels.indexOf(failOn))),
  };
}

/** A finding with additional members; the places stay getters, because finding lines takes time. */
export function extend<More extends object>(finding: Finding, more: More): Finding & More {
  return Object.defineProperties(
    { ...more },
    {
      ...Object.getOwnPropertyDescriptors(finding),
      ...Object.getOwnPropertyDescriptors(more),
    },
  ) as Finding & More;
}

/** Whether somebody set its severity to none: no report has it, and whether a run fails does not depend on it. */
export function isSilenced({ override }: Finding): boolean {
  return override?.isSilenced === true;
}

/** The severities that the rules give, whatever was set. */
export function severitiesByRule({
  wire,
  source,
  override,
}: Pick<Finding, "wire" | "source" | "override">): Pick<Finding, "wire" | "source"> {
  return { wire: override?.wire ?? wire, source: override?.source ?? source };
}

/**
 * The worst severity that counts; undefined if the class is not chosen. Changes of behaviour or
 * prose belong only to their class, whatever their severities.
 */
export function levelOf(
  { wire, source, class: of }: Pick<Finding, "wire" | "source" | "class">,
  classes: readonly ChangeClass[] = changeClasses,
): Level | undefined {
  const own = of === "behaviour" || of === "docs";
  const counting = own
    ? classes.includes(of)
      ? [wire, source]
      : []
    : [
        ...(classes.includes("wire") ? [wire] : []),
        ...(classes.includes("source") ? [source] : []),
      ];
  const worst = levels.find((level) => counting.includes(level));
  return worst ?? (own && counting.length > 0 ? "info" : undefined);
}

/**
 * What of a finding is selected and not accepted, judged by the operations for which that is so;
 * empty if there are none.
 */
function restOf(
  finding: Finding,
  comparison: Comparison,
  all: readonly Acceptance[],
  isSelected: Keep | undefined,
): Finding[] {
  const accepted = all.filter((each) => each.finding.fingerprint === finding.fingerprint);
  if (accepted.some(({ only }) => !only)) return [];
  if (accepted.length === 0 && !isSelected) return [finding];
  const rest = comparison.narrowed(
    finding,
    (operation, rule) =>
      (isSelected?.(operation, rule) ?? true) &&
      !accepted.some(({ only }) => only?.(operation, rule)),
  );
  if (!rest || accepted.length === 0) return rest ? [rest] : [];
  const elsewhere = accepted.flatMap(({ finding: { kind, operations } }) =>
    operations.map((operation) => `${kind} at ${operationKey(operation)}`),
  );
  return [extend(rest, { because: `${rest.because} Only accepted: ${listed(elsewhere)}.` })];
}

const mostListed = 3;

function listed(names: readonly string[]): string {
  const more = names.length - mostListed;
  const shown = names.slice(0, more > 1 ? mostListed : undefined).join(", ");
  return more > 1 ? `${shown} and ${more} more` : shown;
}

/** Whether an operation, by any of its names, passes all filters; undefined if there are none. */
function selectorOf(selection: JudgeOptions): Keep | undefined {
  const { paths, tags, operations, knownAs } = selection;
  if (!paths && !tags && !operations) return undefined;
  const isSelected = isSelectedBy(selection);
  // A schema may have thousands of uses, and each of its findings asks for all of them.
  const known = new Map<string, boolean>();
  return (operation) => {
    const key = `${operationKey(operation)} ${operation.operationId}`;
    const is =
      known.get(key) ?? isSelected(knownAs?.(operation) ?? { names: [operation], tags: [] });
    known.set(key, is);
    return is;
  };
}

/** Whether an operation passes all filters, by any of its names and tags. */
export function isSelectedBy({ paths, tags, operations }: Selection): (known: KnownAs) => boolean {
  const patterns = paths?.map(globOf);
  return ({ names, tags: own }) => {
    const ids = names.flatMap((name) => [name.operationId ?? "", operationKey(name)]);
    return (
      (!patterns || patterns.some((matches) => names.some(({ path }) => matches(path)))) &&
      (!tags || tags.some((tag) => own.includes(tag))) &&
      (!operations || operations.some((id) => ids.includes(id)))
    );
  };
}

export function operationKey({ method, path }: OperationName): string {
  return `${method} ${path}`;
}
