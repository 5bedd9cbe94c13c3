import { type Layout, standardLayout } from "../../diagnostics/index.js";
import { describeOperations, describeReasons } from "../../diff/index.js";
import {
  type Annotation,
  annotatedPlace,
  describeHidden,
  workflowCommand,
} from "../../report-formats/index.js";
import type { Impact, ImpactReport } from "../impact-report.js";
import { impactAt } from "../summarise.js";
import {
  describeCompared,
  describeError,
  describeRest,
  describeResult,
  describeSpecPlaces,
  describeUsed,
  describeWhy,
  type Hit,
  hitsOf,
  impactWords,
  judgedOf,
  ofImpact,
} from "./impact-phrases.js";

/** Workflow commands, which GitHub shows as annotations of the caller's lines. */
export function toImpactGithub(report: ImpactReport, { full }: Layout = standardLayout): string {
  const { unexplained, notAnalysed } = report;
  const hits = hitsOf(report);
  const of = (impact: Impact) => hits.filter(({ hit, site }) => impactAt(hit, site) === impact);
  const show = (name: Annotation, shown: readonly Hit[]) =>
    shown.map((each) => annotation(name, each, report, full));
  const errors = unexplained.map((error) =>
    workflowCommand("error", { ...annotatedPlace(error), title: titleOf("new error", report) }, [
      ...describeError(error, error),
      "No finding of the diff explains it.",
    ]),
  );
  const unread = ofImpact(report, "notAnalysed").map((each) => {
    const { kind, message, fingerprint } = judgedOf(each);
    return workflowCommand("notice", { title: titleOf(`not analysed: ${kind}`, report) }, [
      message,
      `Files not analysed: ${notAnalysed.join(", ")}`,
      `id ${fingerprint}`,
    ]);
  });
  const hidden = describeHidden([
    [of("breaks").length + errors.length, "of what breaks"],
    [of("mayBreak").length, "of what may break"],
    [unread.length, "of what is not analysed"],
  ]);
  const rest = describeRest([report]);
  const summary = `${describeCompared(report)}. ${rest === "" ? "" : `${rest}. `}${describeResult([report])}.${hidden}`;
  // One of these is there in any case, so it comes first among its kind.
  const end = workflowCommand("notice", { title: "Your code" }, [summary]);
  return `${[
    ...show("error", of("breaks")),
    ...errors,
    ...show("warning", of("mayBreak")),
    end,
    ...unread,
  ].join("\n")}\n`;
}

function annotation(
  name: Annotation,
  { site, hit }: Hit,
  report: ImpactReport,
  full: boolean,
): string {
  const finding = judgedOf(hit);
  const where = describeOperations(finding, full);
  const used = describeUsed(site);
  const title = titleOf(`${impactWords[impactAt(hit, site)]}: ${finding.kind}`, report);
  return workflowCommand(name, { ...annotatedPlace(site), title }, [
    finding.message + (where === undefined ? "" : `, in ${where}`),
    ...(used === "" ? [] : [`This ${used}.`]),
    ...describeWhy(hit, site),
    ...describeReasons(finding),
    `Spec: ${describeSpecPlaces(finding)}`,
    `id ${finding.fingerprint}`,
  ]);
}

function titleOf(what: string, { client }: ImpactReport): string {
  return `${what}, ${client.name}`;
}
