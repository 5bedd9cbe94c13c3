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

/** Each format is generated from the verdict alone. */
export const formats = {
  text: (verdict, { colour }) => `${print(toText(verdict), colour)}\n`,
  markdown: toMarkdown,
  json: toJson,
  github: toGithub,
  junit: toJunit,
  sarif: (verdict, { tool }) => toSarif(verdict, tool),
  html: toHtml,
} satisfies Record<string, (verdict: Verdict, print: Print) => string>;

export type Format = keyof typeof formats;

/** A verdict in the form of `tether diff --format`. Colors, only for `text`, are off by default. */
export function formatVerdict(verdict: Verdict, format: Format, { colour = false } = {}): string {
  return formats[format](verdict, { colour, tool });
}
