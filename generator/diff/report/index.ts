import { type Layout, print, standardLayout } from "../../diagnostics/index.js";
import { tool } from "../../disk/index.js";
import type { Verdict } from "../verdict.js";
import { toGithub } from "./github-report.js";
import { toHtml } from "./html-report.js";
import { toJson } from "./json-report.js";
import { toJunit } from "./junit-report.js";
import { toMarkdown } from "./markdown-report.js";
import { toSarif } from "./sarif-report.js";
import { toText } from "./text-report.js";

export { toText } from "./text-report.js";

export interface Print {
  /** For a terminal that shows colours. */
  readonly colour: boolean;
  /** Name and version of the tool. */
  readonly tool: string;
  /** How wide text is, and whether anything is shortened. */
  readonly layout?: Layout;
}

/** Each format is generated from verdicts alone: from one, or from those of several clients. */
export const formats = {
  text: (verdicts, { colour, layout }) =>
    verdicts.map((verdict) => `${print(toText(verdict, layout), colour)}\n`).join("\n"),
  markdown: (verdicts, { layout }) =>
    verdicts.map((verdict) => toMarkdown(verdict, layout)).join("\n"),
  json: (verdicts) => toJson(...verdicts),
  github: (verdicts, { layout }) => verdicts.map((verdict) => toGithub(verdict, layout)).join(""),
  junit: (verdicts, { layout }) => toJunit(verdicts, layout),
  sarif: (verdicts, { tool, layout }) => toSarif(verdicts, tool, layout),
  html: (verdicts) => toHtml(...verdicts),
} satisfies Record<Format, (verdicts: readonly Verdict[], print: Print) => string>;

/** The formats of a report, as of `tether diff --format`. */
export type Format = "text" | "markdown" | "json" | "github" | "junit" | "sarif" | "html";

/** How a report is printed. */
export interface FormatOptions {
  /** Whether `text` has the escape codes of terminals for colours; default: false. */
  readonly colour?: boolean;
  /** Columns of a line of `text`; default: 80. */
  readonly width?: number;
  /** Whether nothing is shortened: each operation is named, and each value is whole; default: false. */
  readonly full?: boolean;
}

/**
 * A verdict in the form of `tether diff --format`.
 *
 * @example
 * await writeFile("api-changes.md", formatVerdict(verdict, "markdown"));
 */
export function formatVerdict(
  verdict: Verdict,
  format: Format,
  options: FormatOptions = {},
): string {
  return formatVerdicts([verdict], format, options);
}

/** The verdicts of several clients in one report; one of them alone is as it always is. */
export function formatVerdicts(
  verdicts: readonly Verdict[],
  format: Format,
  { colour = false, ...layout }: FormatOptions = {},
): string {
  const print = { colour, tool, layout: { ...standardLayout, ...layout } };
  return formats[format](verdicts, print);
}
