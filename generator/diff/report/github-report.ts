import { type Layout, standardLayout } from "../../diagnostics/index.js";
import {
  type Annotation,
  annotatedPlace,
  describeHidden,
  describePlace,
  workflowCommand,
} from "../../report-formats/index.js";
import { type Level, levels, type Verdict } from "../verdict.js";
import {
  describeCompared,
  describeCounts,
  describeOperations,
  describeReasons,
  describeVersions,
} from "./report-phrases.js";

const commands: Readonly<Record<Level, Annotation>> = {
  breaking: "error",
  warning: "warning",
  info: "notice",
};

/** Workflow commands, which GitHub shows as annotations of the changed lines. */
export function toGithub(verdict: Verdict, { full }: Layout = standardLayout): string {
  const { client, findings, problems } = verdict;
  const of = client === undefined ? "" : `, ${client}`;
  const lines = findings.map((finding) => {
    const { revision: place, level, kind, message, fingerprint } = finding;
    const where = describeOperations(finding, full);
    const was = describePlace(finding.base);
    const text = [
      message + (where === undefined ? "" : `, in ${where}`),
      ...describeReasons(finding),
      ...(was === "" ? [] : [`Before: ${was}`]),
      `id ${fingerprint}`,
    ];
    const properties = { ...annotatedPlace(place), title: `${level}: ${kind}${of}` };
    return workflowCommand(commands[level], properties, text);
  });
  const complaints = problems.map(({ message, help, place }) =>
    workflowCommand("error", place ? { file: place.file, line: String(place.line) } : {}, [
      message,
      help,
    ]),
  );
  const more = describeHidden(
    levels.map((level) => [findings.filter((finding) => finding.level === level).length, level]),
  );
  const summary = `${describeCounts(verdict)} in ${describeVersions(verdict)}, ${describeCompared(verdict)}.${more}`;
  return `${[...complaints, ...lines, workflowCommand("notice", { title: "API drift" }, [summary])].join("\n")}\n`;
}
