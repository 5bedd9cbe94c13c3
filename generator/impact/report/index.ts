import { print, standardLayout } from "../../diagnostics/index.js";
import type { FormatOptions } from "../../diff/index.js";
import { tool } from "../../disk/index.js";
import { keysOf } from "../../narrowing.js";
import type { ImpactReport } from "../impact-report.js";
import { toChecklist } from "./checklist.js";
import { toImpactGithub } from "./github.js";
import { toImpactHtml } from "./html.js";
import { placed } from "./impact-phrases.js";
import { toImpactJson } from "./json.js";
import { toImpactJunit } from "./junit.js";
import { toImpactMarkdown } from "./markdown.js";
import { toImpactSarif } from "./sarif.js";
import { toImpactTexts } from "./text.js";

export { describeResult } from "./impact-phrases.js";
export { toImpactText, toImpactTexts } from "./text.js";

/** How a report is printed. */
export interface ImpactFormatOptions extends FormatOptions {
  /**
   * The folder that the places of the reports are relative to, as it is seen from the folder that
   * places are wanted from, which for annotations is the root of the repository. Default: the folder
   * of each report's first project. The JSON has the places as they are.
   */
  readonly folder?: string | undefined;
}

type Print = (
  reports: readonly ImpactReport[],
  options: Required<FormatOptions> & { readonly folder: string | undefined },
) => string;

const formats = {
  text: (reports, { colour, folder, ...layout }) =>
    `${print(toImpactTexts(reports, layout, folder), colour)}\n`,
  json: (reports) => toImpactJson(reports),
  markdown: (reports, { folder, ...layout }) =>
    reports.map((report) => toImpactMarkdown(placed(report, folder), layout)).join("\n"),
  github: (reports, { folder, ...layout }) =>
    reports.map((report) => toImpactGithub(placed(report, folder), layout)).join(""),
  sarif: (reports, { folder, ...layout }) =>
    toImpactSarif(placedAll(reports, folder), tool, layout),
  junit: (reports, { folder, ...layout }) => toImpactJunit(placedAll(reports, folder), layout),
  html: (reports, { folder }) => toImpactHtml(placedAll(reports, folder)),
  checklist: (reports, { folder }) =>
    reports.map((report) => toChecklist(placed(report, folder))).join("\n"),
} as const satisfies Readonly<Record<string, Print>>;

/** The formats of a report, as of `tether impact --format`. */
export type ImpactFormat = keyof typeof formats;

export const impactFormats: readonly ImpactFormat[] = keysOf(formats);

/** Reports in the form of `tether impact --format`: of one project, or of several. */
export function formatImpact(
  reports: readonly ImpactReport[],
  format: ImpactFormat,
  { colour = false, width = standardLayout.width, full = false, folder }: ImpactFormatOptions = {},
): string {
  return formats[format](reports, { colour, width, full, folder });
}

function placedAll(
  reports: readonly ImpactReport[],
  folder: string | undefined,
): readonly ImpactReport[] {
  return reports.map((report) => placed(report, folder));
}
