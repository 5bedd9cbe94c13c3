import { loadConfiguredSpec } from "../config/index.js";
import { countOf, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { type VerifyFinding, type VerifyReport, verifyRecordings } from "../verify/index.js";
import { command, configFlags, type Terminal } from "./define-command.js";
import { documentOf } from "./run-report.js";

const failOnChoices = ["finding", "note", "never"] as const;

export const verifyCommand = command({
  arguments: "RECORDING...",
  count: [1, 1000],
  flags: {
    config: configFlags.config,
    spec: configFlags.spec,
    "base-url": {
      type: "string",
      multiple: true,
      value: "URL",
      help: "a server that was called, in place of those of the spec; may be repeated",
    },
    "fail-on": {
      type: "string",
      value: failOnChoices.join("|"),
      values: failOnChoices,
      help: "exit with 1 if there is one, or a note, or never (default: finding)",
    },
    json: { type: "boolean", help: "print the report as JSON" },
  },
  async run({ config, spec, json, "base-url": baseUrls, "fail-on": failOn }, files, terminal) {
    const level = failOnOf(failOn);
    for (const url of baseUrls ?? []) {
      if (URL.canParse(url) && /^https?:/i.test(url)) continue;
      const why = "--base-url must be an absolute URL, with http or https";
      throw new DiagnosticError([diagnose("config-invalid", { why })]);
    }
    terminal.progress("reading the spec");
    const loaded = await loadConfiguredSpec({
      ...(config !== undefined && { config }),
      ...(spec !== undefined && { spec }),
    });
    terminal.progress("judging the exchanges");
    const report = verifyRecordings(loaded, { recordings: files, ...(baseUrls && { baseUrls }) });
    const code = report.findings.some((finding) => fails(finding, level)) ? 1 : 0;
    const { warnings, ...body } = report;
    if (json) terminal.document(documentOf("verify", code, body, warnings));
    else print(report, terminal);
    return code;
  },
});

type FailOn = (typeof failOnChoices)[number];

function failOnOf(text: string | undefined): FailOn {
  const found = failOnChoices.find((choice) => choice === (text ?? "finding"));
  if (found) return found;
  const why = `--fail-on must be one of ${failOnChoices.join(", ")}`;
  throw new DiagnosticError([diagnose("config-invalid", { why })]);
}

function fails({ level }: VerifyFinding, failOn: FailOn): boolean {
  return failOn !== "never" && (level === "finding" || failOn === "note");
}

function print(
  { exchanges, judged, coverage, findings, warnings }: VerifyReport,
  terminal: Terminal,
) {
  terminal.diagnostics(warnings);
  const levels = (["finding", "note"] as const).map((level) =>
    countOf(findings.filter((each) => each.level === level).length, level),
  );
  terminal.result(`${countOf(exchanges, "exchange")}, ${judged} of them with the API`);
  terminal.result(`${coverage.seen} of ${countOf(coverage.of, "operation")} seen`);
  terminal.result(levels.join(", "));
  for (const { rule, level, message, help, place, count, exchanges: shown } of findings) {
    terminal.result("");
    terminal.result(`${level} ${rule}: ${message}`);
    if (place) terminal.result(`  spec: ${place.file}:${place.line}:${place.column}`);
    const [first] = shown;
    if (first) {
      const where = `${first.file}${first.line === undefined ? `, exchange ${first.index}` : `:${first.line}`}`;
      const more = count > 1 ? `, and ${count - 1} more` : "";
      terminal.result(`  seen: ${where}${more}`);
    }
    terminal.result(`  help: ${help}`);
  }
}
