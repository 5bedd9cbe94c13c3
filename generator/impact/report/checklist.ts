import { describePlace, markdownCode, markdownText } from "../../report-formats/index.js";
import type { CompilerError, ImpactReport } from "../impact-report.js";
import { impactAt } from "../summarise.js";
import {
  describeCompared,
  describeError,
  describeResult,
  type Hit,
  hitsOf,
  impactWords,
  judgedOf,
  ofImpact,
} from "./impact-phrases.js";

/** Markdown for an issue: a box for each call site that breaks or may break, file by file. */
export function toChecklist(report: ImpactReport): string {
  const groups = new Map<string, string[]>();
  const add = (file: string, item: string) => {
    groups.set(file, [...(groups.get(file) ?? []), `- [ ] ${item}`]);
  };
  for (const each of hitsOf(report)) add(each.site.file, hitItem(each));
  for (const error of report.unexplained) add(error.file, errorItem(error));
  // What no one can tell has to be looked at by somebody.
  if (ofImpact(report, "notAnalysed").length > 0)
    for (const file of report.notAnalysed)
      add(file, `${markdownCode(file)} is not analysed; look at it by hand`);
  return `${[
    `## ${markdownText(describeCompared(report))}`,
    describeResult([report]),
    ...[...groups].map(([file, items]) => `### ${markdownCode(file)}\n\n${items.join("\n")}`),
  ].join("\n\n")}\n`;
}

function hitItem({ site, hit }: Hit): string {
  const { message, fix, fingerprint } = judgedOf(hit);
  const test = site.isTest ? " (test)" : "";
  return [
    `${markdownCode(describePlace(site))}${test} ${impactWords[impactAt(hit, site)]}: ${markdownText(message)}.`,
    markdownText(fix),
    `(${markdownCode(fingerprint)})`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function errorItem(error: CompilerError): string {
  const text = describeError(error, error).join(" ");
  return `${markdownCode(describePlace(error))} has a new error: ${markdownText(text)}`;
}
