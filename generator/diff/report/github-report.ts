import { type Layout, printable, standardLayout } from "../../diagnostics/index.js";
import { type Level, levels, type Verdict } from "../verdict.js";
import {
  describeCompared,
  describeCounts,
  describeOperations,
  describePlace,
  describeReasons,
  describeVersions,
} from "./report-phrases.js";

const commands: Readonly<Record<Level, string>> = {
  breaking: "error",
  warning: "warning",
  info: "notice",
};

/** GitHub shows at most this many annotations of a kind per step, so the worst must come first. */
const shownByGithub = 10;

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
    // A file in a commit or on a server has no line in the checkout.
    const here = place && !/^[^\\/]*:|[\r\n]/.test(place.file) ? place : undefined;
    const properties = {
      ...(here && { file: here.file, line: String(here.line), col: String(here.column) }),
      title: `${level}: ${kind}${of}`,
    };
    return command(commands[level], properties, text);
  });
  const complaints = problems.map(({ message, help, place }) =>
    command("error", place ? { file: place.file, line: String(place.line) } : {}, [message, help]),
  );
  const hidden = levels.flatMap((level) => {
    const count = findings.filter((finding) => finding.level === level).length - shownByGithub;
    return count > 0 ? [`${count} more ${level}`] : [];
  });
  const more =
    hidden.length > 0
      ? ` GitHub shows the first ${shownByGithub} of each kind; ${hidden.join(", ")}.`
      : "";
  const summary = `${describeCounts(verdict)} in ${describeVersions(verdict)}, ${describeCompared(verdict)}.${more}`;
  return `${[...complaints, ...lines, command("notice", { title: "API drift" }, [summary])].join("\n")}\n`;
}

function command(
  name: string,
  properties: Readonly<Record<string, string>>,
  lines: readonly string[],
): string {
  const list = Object.entries(properties)
    .map(([key, value]) => `${key}=${escapeProperty(value)}`)
    .join(",");
  const text = lines.map(escapeData).join("%0A");
  return `::${name}${list === "" ? "" : ` ${list}`}::${text}`;
}

/** In the text of a command, GitHub decodes `%25`, `%0D` and `%0A`; in properties, two more. */
function escapeData(text: string): string {
  return printable(text, Number.POSITIVE_INFINITY).replaceAll("%", "%25");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
