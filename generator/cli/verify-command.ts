import { resolve } from "node:path";
import {
  assertMergeable,
  mergeCalls,
  type RecordingReport,
  writeCaptured,
} from "../capture/index.js";
import { type Config, loadConfigured, readConfig } from "../config/index.js";
import { countOf, type Diagnostic } from "../diagnostics/index.js";
import { isRemote, readSource, type Spec } from "../load/index.js";
import { keysOf } from "../narrowing.js";
import {
  failOnChoices,
  overlayFiles,
  reachVerdict,
  type ServiceReport,
  type VerifyReport,
  type VerifyVerdict,
  verifyFormats,
  verifyRecordings,
  verifyText,
} from "../verify/index.js";
import {
  command,
  configFlags,
  type ExitCode,
  oneOf,
  refuse,
  type Terminal,
  type Values,
} from "./define-command.js";
import { writeReport } from "./report-targets.js";
import { documentOf } from "./run-report.js";
import { serviceFlags, verifyService } from "./verify-service.js";

const formatNames = [...keysOf(verifyFormats), "json"] as const;

/** What only a run that asks can do. */
const askingFlags = {
  ...serviceFlags,
  write: {
    type: "boolean",
    help: "write into the spec what the answers show: guesses that answered become observed, and what no source documents gets its shape",
  },
  record: {
    type: "string",
    value: "FILE",
    help: "write a recording of the answers, in which other texts and long numbers stand for theirs",
  },
} as const;

const flags = {
  config: configFlags.config,
  spec: configFlags.spec,
  "base-url": {
    type: "string",
    multiple: true,
    value: "URL",
    help: "the service to ask; with recordings, a server that was called, in place of those of the spec, and may be repeated",
  },
  ...askingFlags,
  format: {
    type: "string",
    value: "NAME",
    values: formatNames,
    help: `${formatNames.join(", ")} (default: text)`,
  },
  output: {
    type: "string",
    value: "FILE",
    help: "write the report to this file instead of standard output",
  },
  json: { type: "boolean", help: "print the report as JSON" },
  "fail-on": {
    type: "string",
    value: failOnChoices.join("|"),
    values: failOnChoices,
    help: "exit with 1 if there is one, or a note, or never (default: finding)",
  },
  allow: {
    type: "string",
    value: "FILE",
    help: "the allow list (default: .tether-allow-verify.yaml, if it exists)",
  },
  "overlay-out": {
    type: "string",
    value: "FILE",
    help: "write an OpenAPI Overlay that brings the spec up to the service",
  },
} as const;

export const verifyCommand = command({
  arguments: "[RECORDING...]",
  count: [0, 1000],
  flags,
  async run(given, files, terminal) {
    const { json, output, allow } = given;
    const failOn = oneOf("fail-on", given["fail-on"] ?? "finding", failOnChoices);
    const format = oneOf("format", given.format ?? (json ? "json" : "text"), formatNames);
    assertFlags(given, files);
    terminal.progress("reading the spec");
    const config = await readConfig({
      ...(given.config !== undefined && { config: given.config }),
      ...(given.spec !== undefined && { spec: given.spec }),
    });
    const spec = await loadConfigured(config);
    const { report, merged, recording } = await judge(spec, config, given, files, terminal);
    const verdict = await reachVerdict(report, { failOn, ...(allow !== undefined && { allow }) });
    const code = verdict.failed ? 1 : 0;
    if (merged) writeCaptured(merged);
    if (given.record !== undefined && recording) await writeReport(given.record, recording());
    await print(verdict, { format, output, code }, terminal);
    const overlay = given["overlay-out"];
    if (overlay !== undefined) await writeOverlays(overlay, verdict, spec, config, terminal);
    if (given.write) for (const line of describeWritten(merged)) terminal.problem(line);
    return code;
  },
});

type Given = Values<typeof flags>;

function assertFlags(given: Given, files: readonly string[]): void {
  const [baseUrl, ...others] = given["base-url"] ?? [];
  for (const url of given["base-url"] ?? []) {
    if (URL.canParse(url) && /^https?:/i.test(url)) continue;
    throw refuse("--base-url must be an absolute URL, with http or https");
  }
  if (files.length > 0) {
    // A flag that would do nothing is a misunderstanding.
    const useless = keysOf(askingFlags).find((name) => given[name] !== undefined);
    if (useless === "write")
      throw refuse(
        "--write is for asking a service; `npx spec-tether capture RECORDING` writes what recordings show",
      );
    if (useless)
      throw refuse(`--${useless} is for asking a service; with recordings, nothing is asked`);
    return;
  }
  if (baseUrl === undefined)
    throw refuse("pass recordings to judge, or --base-url with the URL of a service to ask");
  if (others.length > 0) throw refuse("one service is asked in a run; pass one --base-url");
}

interface Judged {
  readonly report: VerifyReport | ServiceReport;
  /** What `--write` would write; undefined if nothing succeeded. */
  readonly merged?: RecordingReport | undefined;
  readonly recording?: () => string;
}

async function judge(
  spec: Spec,
  config: Config,
  given: Given,
  files: readonly string[],
  terminal: Terminal,
): Promise<Judged> {
  const baseUrls = given["base-url"] ?? [];
  const [baseUrl = ""] = baseUrls;
  if (files.length > 0) {
    terminal.progress("judging the exchanges");
    return { report: verifyRecordings(spec, { recordings: files, baseUrls }) };
  }
  if (given.write) {
    if (isRemote(config.spec))
      throw refuse("--write edits the spec, and this one is on a server; save it to a file first");
    // Before anything is asked.
    assertMergeable(config.spec);
  }
  const asked = await verifyService(spec, baseUrl, given, config, terminal);
  const { report, exchanges, recording } = asked;
  if (!given.write) return { report, recording };
  const at = new Date().toISOString();
  const merged = mergeCalls({ exchanges, target: config.spec, server: baseUrl, at });
  const warnings = [...report.warnings, ...(merged?.warnings ?? [])];
  return { report: { ...report, warnings }, merged, recording };
}

function describeWritten(merged: RecordingReport | undefined): string[] {
  if (!merged) return ["nothing written: no request succeeded"];
  const { changes, differences } = merged;
  const files = countOf(differences.length, "file");
  const next =
    changes.length > 0
      ? "; run `npx spec-tether generate` to bring the client up to date"
      : "; only counts have changed, because nothing inferred or undocumented has answered";
  return [...changes.map(({ what }) => `  ${what}`), `${files} written${next}`];
}

async function print(
  verdict: VerifyVerdict,
  how: {
    readonly format: (typeof formatNames)[number];
    readonly output: string | undefined;
    readonly code: ExitCode;
  },
  terminal: Terminal,
): Promise<void> {
  const { format, output, code } = how;
  const { warnings, ...body } = verdict.report;
  const problems: readonly Diagnostic[] = [...warnings, ...verdict.problems];
  if (format !== "json") terminal.diagnostics(problems);
  const { findings, accepted } = verdict;
  const text =
    format === "json"
      ? documentOf("verify", code, { ...body, findings, accepted }, problems)
      : verifyFormats[format](verdict);
  if (output !== undefined) await writeReport(output, text);
  else if (format === "text") for (const line of verifyText(verdict)) terminal.result(line);
  else if (format === "github") terminal.commands(text);
  else terminal.document(text);
}

async function writeOverlays(
  file: string,
  { findings }: VerifyVerdict,
  { files: [entry = ""] }: Spec,
  { overlays = [] }: Config,
  terminal: Terminal,
): Promise<void> {
  const known = await Promise.all(overlays.map((path) => readSource(path)));
  const written = overlayFiles(findings, file, entry, known);
  if (written.length === 0)
    return terminal.problem("no overlay written: no finding can be mended by one");
  for (const { path, text } of written) await writeReport(path, text);
  const left = findings.filter(({ overlay }) => overlay.length === 0).length;
  const names = written.map(({ path }) => path);
  const rest = left > 0 ? `; ${countOf(left, "finding")} cannot be mended by an overlay` : "";
  terminal.problem(`${names.join(", ")} written${rest}`);
  const isNew = (path: string) => !overlays.some((each) => resolve(each) === resolve(path));
  const unlisted = names.filter(isNew).join(", ");
  if (unlisted !== "")
    terminal.problem(`to apply it, list under \`overlays\` in the config file: ${unlisted}`);
}
