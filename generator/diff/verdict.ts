import type { Diagnostic } from "../diagnostics/index.js";
import { globOf } from "../load/index.js";
import type {
  ChangeClass,
  Compared,
  ComparedVersion,
  Comparison,
  Finding,
  OperationName,
  Severity,
} from "./finding.js";
import { type Advice, adviseRelease } from "./release-advice.js";

/** `never` is for runs that should only report. */
export const failOnChoices = ["breaking", "warning", "info", "never"] as const;
export type FailOn = (typeof failOnChoices)[number];

export const changeClasses: readonly ChangeClass[] = ["wire", "source", "behaviour", "docs"];

export type Level = Exclude<Severity, "none">;
export const levels: readonly Level[] = ["breaking", "warning", "info"];

/** A finding with its single severity in the chosen classes. */
export interface Judged extends Finding {
  readonly level: Level;
}

/** An accepted finding, with the reason and the owner. */
export interface Accepted {
  readonly finding: Finding;
  readonly reason: string;
  /** The last day on which it is accepted, `2027-01-31`. */
  readonly until: string;
  readonly owner: string | undefined;
}

/** Filters for findings. An absent filter selects everything. */
export interface Selection {
  readonly classes?: readonly ChangeClass[];
  /** Patterns of path templates; `*` matches anything within a segment, `**` anything. */
  readonly paths?: readonly string[];
  readonly tags?: readonly string[];
  /** operationIds, or `GET /v1/boms/`. */
  readonly operations?: readonly string[];
}

export interface Summary {
  readonly total: number;
  readonly breaking: number;
  readonly warning: number;
  readonly info: number;
  /** The number of operations that any finding affects. */
  readonly operations: number;
}

/** The result that all reports print, and that determines the exit code. */
export interface Verdict {
  /** The client of the config file, if there are several. */
  readonly client: string | undefined;
  readonly base: ComparedVersion;
  readonly revision: ComparedVersion;
  /** Worst first. */
  readonly findings: readonly Judged[];
  readonly accepted: readonly Accepted[];
  /** What would be among the findings, but for a severity that somebody set to none. */
  readonly silenced: readonly Finding[];
  readonly summary: Summary;
  readonly compared: Compared;
  readonly semver: Advice;
  /** Problems of the list of accepted findings. */
  readonly problems: readonly Diagnostic[];
  readonly failed: boolean;
}

export interface JudgeOptions extends Selection {
  /** Default: breaking. */
  readonly failOn?: FailOn;
  /** The client whose versions are compared, if there are several; default: undefined. */
  readonly client?: string | undefined;
  /** Version of the client package, for the recommendation; default: 1.0.0 or later. */
  readonly packageVersion?: string | undefined;
  readonly accepted?: readonly Accepted[];
  readonly problems?: readonly Diagnostic[];
  /** Tags of an operation, in either version. */
  readonly tagsOf?: (operation: OperationName) => readonly string[];
}

export function reachVerdict(comparison: Comparison, options: JudgeOptions = {}): Verdict {
  const { failOn = "breaking", accepted = [], problems = [], packageVersion } = options;
  const classes = options.classes ?? changeClasses;
  const isAccepted = new Set(accepted.map(({ finding }) => finding.fingerprint));
  const reported = comparison.findings.filter((finding) => !isSilenced(finding));
  const silenced = comparison.findings.filter(
    (finding) =>
      isSilenced(finding) &&
      isSelected(finding, options) &&
      levelOf({ class: finding.class, ...severitiesByRule(finding) }, classes) !== undefined,
  );
  const findings = reported
    .filter(({ fingerprint }) => !isAccepted.has(fingerprint))
    .filter((finding) => isSelected(finding, options))
    .flatMap((finding): Judged[] => {
      const level = levelOf(finding, classes);
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
    accepted,
    silenced,
    summary: {
      total: findings.length,
      breaking: count("breaking"),
      warning: count("warning"),
      info: count("info"),
      operations: new Set(operations).size,
    },
    // Changes that are accepted, or whose severity is set to none, are still released.
    semver: adviseRelease(comparison.findings, packageVersion),
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

function isSelected(finding: Finding, selection: JudgeOptions): boolean {
  const { paths, tags, operations, tagsOf = () => [] } = selection;
  const some = (test: (operation: OperationName) => boolean) => finding.operations.some(test);
  const patterns = paths?.map(globOf);
  return (
    (!patterns || some(({ path }) => patterns.some((matches) => matches(path)))) &&
    (!tags || some((operation) => tagsOf(operation).some((tag) => tags.includes(tag)))) &&
    (!operations ||
      some(
        (operation) =>
          operations.includes(operation.operationId ?? "") ||
          operations.includes(operationKey(operation)),
      ))
  );
}

export function operationKey({ method, path }: OperationName): string {
  return `${method} ${path}`;
}
