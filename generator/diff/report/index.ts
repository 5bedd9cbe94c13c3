import { print } from "../../diagnostics/index.js";
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
}

/** Each format is generated from verdicts alone: from one, or from those of several clients. */
export const formats = {
  text: (verdicts, { colour }) =>
    verdicts.map((verdict) => `${print(toText(verdict), colour)}\n`).join("\n"),
  markdown: (verdicts) => verdicts.map((verdict) => toMarkdown(verdict)).join("\n"),
  json: (verdicts) => toJson(...verdicts),
  github: (verdicts) => verdicts.map((verdict) => toGithub(verdict)).join(""),
  junit: (verdicts) => toJunit(...verdicts),
  sarif: (verdicts, { tool }) => toSarif(verdicts, tool),
  html: (verdicts) => toHtml(...verdicts),
} satisfies Record<string, (verdicts: readonly Verdict[], print: Print) => string>;

export type Format = keyof typeof formats;

/** A verdict in the form of `tether diff --format`. Colors, only for `text`, are off by default. */
export function formatVerdict(verdict: Verdict, format: Format, { colour = false } = {}): string {
  return formatVerdicts([verdict], format, { colour });
}

/** The verdicts of several clients in one report; one of them alone is as it always is. */
export function formatVerdicts(
  verdicts: readonly Verdict[],
  format: Format,
  { colour = false } = {},
): string {
  return formats[format](verdicts, { colour, tool });
}
