import type { Accepted, ComparedVersion, Judged } from "../diff/index.js";
import type { ClientName, Use } from "../uses/index.js";

/**
 * What a finding means for the code of a caller; docs/impact.md has a sentence for each. Worst first.
 *
 * - `breaks`: the caller's own compiler rejects a line of it with the new client.
 * - `mayBreak`: the caller uses what changed, and no compiler can tell whether that still works.
 * - `notAnalysed`: no use was found, but code that cannot be read may have one.
 * - `untouched`: the caller uses nothing of what changed.
 * - `accepted`: the allow list has it.
 */
export type Impact = "breaks" | "mayBreak" | "notAnalysed" | "untouched" | "accepted";

/** All of them, worst first. */
export const impacts = [
  "breaks",
  "mayBreak",
  "notAnalysed",
  "untouched",
  "accepted",
] as const satisfies readonly Impact[];

/** The least impact that fails a run. */
export type FailOnImpact = "breaks" | "may-break" | "never";

/** A place of the caller's code. */
export interface CodePlace {
  /** Path relative to the folder of the project, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** An error of the caller's compiler. */
export interface CompilerError extends CodePlace {
  /** `TS2339`. */
  readonly code: string;
  /** As the compiler says it, on one line per link of its chain. */
  readonly message: string;
}

/** A place of the caller's code that a finding hits. */
export interface CallSite extends CodePlace {
  /** Whether it is in a test or a mock. */
  readonly isTest: boolean;
  /** The uses at this place that meet the finding; empty if only the compiler says that it is hit. */
  readonly uses: readonly Use[];
  /** The line itself, without its indentation. */
  readonly code: string;
  /** Where in `code` the place is, from 1; absent if there is nothing to mark. */
  readonly codeColumn?: number;
  /** What the compiler says here of the new client; undefined if the types do not show it. */
  readonly proof: CompilerError | undefined;
  /** Why it may break, where no compiler shows it: a sentence. */
  readonly because: string | undefined;
}

/** A finding of the diff, and what it means for the caller. */
export interface ImpactFinding {
  /** What it means. */
  readonly impact: Impact;
  /** As `diff` judges it. */
  readonly finding: Judged | Accepted["finding"];
  /** Present if it is accepted: why, until when, by whom. */
  readonly acceptance: Omit<Accepted, "finding"> | undefined;
  /** By file and line, tests last. */
  readonly sites: readonly CallSite[];
  /** The smallest caller that stops compiling with the new client, as TypeScript; only with `breaks`. */
  readonly witness: string | undefined;
}

/** What is counted for the last line: places outside tests. */
export interface ImpactCount {
  /** The findings. */
  readonly findings: number;
  /** The places that they hit. */
  readonly callSites: number;
  /** The files with these places. */
  readonly files: number;
  /** Places in tests and mocks. */
  readonly testSites: number;
}

/** How many findings there are of each impact, and what they hit. */
export type ImpactSummary = Readonly<Record<Impact, ImpactCount>>;

/** The compiler that gave the proofs. */
export interface CallerCompiler {
  /** `5.9.3`. */
  readonly version: string;
  /** The one that the project resolves, or, where it has none, the tool's own. */
  readonly from: "project" | "tool";
}

/** The report of `tether impact`; its JSON is described by `spec-tether/impact.schema.json`. */
export interface ImpactReport {
  /** The client of the config file, if there are several. */
  readonly client: ClientName;
  /** The tsconfig.json files, as they were given. */
  readonly projects: readonly string[];
  /** Who gave the proofs. */
  readonly compiler: CallerCompiler;
  /** The older version. */
  readonly base: ComparedVersion;
  /** The newer version. */
  readonly revision: ComparedVersion;
  /** Worst first; every finding that `diff` shows or that is accepted is here once. */
  readonly findings: readonly ImpactFinding[];
  /** New errors of the caller's code that belong to no finding, such as a name that the tool changed. */
  readonly unexplained: readonly CompilerError[];
  /** Errors that the code had before, with the old client. */
  readonly errorsBefore: readonly CompilerError[];
  /** In numbers. */
  readonly summary: ImpactSummary;
  /** How many files were searched, tests included. */
  readonly files: number;
  /** Files whose language is not analysed, such as `.vue`. */
  readonly notAnalysed: readonly string[];
  /** Whether there is an impact as bad as `failOn`: exit code 1. */
  readonly failed: boolean;
}
