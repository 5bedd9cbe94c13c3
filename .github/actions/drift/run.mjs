// Runs check, impact and diff, and tells GitHub: annotations, job summary, outputs, the text of a comment.
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { BaseProblem, chooseBase } from "./base.mjs";
import { findTether } from "./find-tether.mjs";
import { complaint, failLevels, projectsOf, readImpact } from "./impact.mjs";

const { env } = process;
const folder = env.DRIFT_FOLDER || join(env.RUNNER_TEMP ?? ".", "api-drift");
// The action may have run before in this job.
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

/** Files by which a step speaks to the runner and so to later steps: ours to write, not tether's. */
const channels = ["GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STATE"];

const configFile = env.DRIFT_CONFIG || "tether.config.yaml";
const config = ["--config", configFile];
const codes = [];

/** What starts tether; empty if nothing does. */
function chooseTether() {
  if (env.DRIFT_TETHER) return env.DRIFT_TETHER.split(" ");
  const found = findTether(configFile);
  if (found) console.log(`tether is ${found.shown}`);
  else {
    const step = "Install it before this step, as `npm ci` does, or set the input `tether`.";
    fail(`spec-tether is installed neither beside ${configFile} nor above it. ${step}`);
  }
  return found?.command ?? [];
}

/** Says why nothing can be said. */
function fail(why) {
  const text = why.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  console.log(`::error title=API drift::${text}`);
  codes.push(2);
}

/** Exit code of a tether command; its output goes into the log. */
function tether(...args) {
  const [program, ...first] = command;
  const own = { ...env };
  for (const name of [...channels, "GITHUB_STEP_SUMMARY"]) delete own[name];
  // In a group of its own, so that what it started and left ends with it.
  const options = { stdio: "inherit", env: own, detached: process.platform !== "win32" };
  const { status, error, pid } = spawnSync(program, [...first, ...args], options);
  try {
    if (options.detached && pid) process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing was left.
  }
  if (error) console.log(`::error title=API drift::tether cannot be started: ${error.code}`);
  return status ?? 2;
}

const projects = projectsOf(env.DRIFT_PROJECT ?? "");
const failOn = env.DRIFT_FAIL_ON || "breaking";
const inputs = complaint(env.DRIFT_PROJECT ?? "", failOn);
if (inputs) fail(inputs);
const command = inputs ? [] : chooseTether();
const { base, why } = chooseBaseOrFail();
let stale = "";
if (command.length > 0 && env.DRIFT_CHECK !== "false") {
  const code = tether("check", ...config);
  codes.push(code);
  if (code < 2) stale = String(code === 1);
  if (code === 1)
    console.log("::error title=API client::The client is stale. Run `npx spec-tether generate`.");
}

const file = (name) => join(folder, name);
const bumps = ["none", "patch", "minor", "major"];
let summary = "";
let report;
let impact;
// Before `diff`, because GitHub shows only the first annotations of a step.
if (command.length > 0 && base && projects.length > 0) {
  const code = tether(
    "impact",
    ...config,
    ...["--since", base, "--format", "github", "--fail-on", failLevels(failOn).impact],
    ...projects.flatMap((project) => ["--project", project]),
    ...(env.DRIFT_CLASS ? ["--class", env.DRIFT_CLASS] : []),
    ...["json", "markdown", "html", "sarif"].flatMap((format) => [
      "--report",
      `${format}=${file(format === "markdown" ? "impact.md" : `impact.${format}`)}`,
    ]),
  );
  codes.push(code);
  if (code < 2) impact = readImpact(folder);
  if (code < 2 && impact === undefined) codes.push(2);
}
if (command.length > 0 && base) {
  const code = tether(
    "diff",
    ...config,
    ...["--since", base, "--allow-new", "--format", "github"],
    ...["--fail-on", failLevels(failOn).diff],
    ...(env.DRIFT_CLASS ? ["--class", env.DRIFT_CLASS] : []),
    ...(env.DRIFT_PROVE === "true" ? ["--prove"] : []),
    ...["json", "markdown", "html", "sarif"].flatMap((format) => [
      "--report",
      `${format}=${file(format === "markdown" ? "report.md" : `report.${format}`)}`,
    ]),
  );
  codes.push(code);
  if (code < 2) report = readReport();
  if (code < 2 && report === undefined) codes.push(2);
} else if (why) {
  console.log(
    `::notice title=API drift::There is no base to compare with, because ${why}; only the client was checked.`,
  );
}

/** What to compare with; if that cannot be told, neither a base nor a reason to do without. */
function chooseBaseOrFail() {
  try {
    const event = env.GITHUB_EVENT_PATH ? JSON.parse(readFileSync(env.GITHUB_EVENT_PATH)) : {};
    return chooseBase(env.DRIFT_BASE, event);
  } catch (error) {
    if (!(error instanceof BaseProblem)) throw error;
    fail(error.message);
    return {};
  }
}

/** What the report says, as far as it is of the form that outputs may have; undefined if it is none. */
function readReport() {
  try {
    const whole = JSON.parse(readFileSync(file("report.json"), "utf8"));
    // Of several clients, each has a report.
    const reports = (whole.clients ?? [whole]).map(({ semver, summary: { breaking, total } }) => {
      return { rank: bumps.indexOf(semver.bump), breaking, total };
    });
    const isReport = reports.every(
      ({ rank, ...counts }) => rank >= 0 && Object.values(counts).every(Number.isSafeInteger),
    );
    summary = readFileSync(file("report.md"), "utf8");
    if (!isReport || reports.length === 0) return undefined;
    const sum = (field) => reports.reduce((count, each) => count + each[field], 0);
    const bump = bumps[Math.max(...reports.map(({ rank }) => rank))];
    return { bump, breaking: sum("breaking"), total: sum("total") };
  } catch {
    // Its text would be somebody's, so nothing of it is told.
    return undefined;
  }
}

if (impact && report) summary = `${impact.summary}\n${summary}`;
const failed = codes.some((code) => code > 1);
if (failed)
  summary =
    "## API drift: could not run\n\nThe log of this job says why. That is not the same as no drift.\n";
if (stale === "true")
  // At the start, because a long summary is cut.
  summary = `**The client is stale.** Run \`npx spec-tether generate\` and commit what it writes.\n\n${summary}`;
const hasNews =
  failed ||
  stale === "true" ||
  (report?.total ?? 0) > 0 ||
  (impact?.breaks ?? 0) + (impact?.mayBreak ?? 0) > 0;

// What tether wrote there, it found out where they are, and later steps would act by it.
for (const name of channels) if (env[name] && existsSync(env[name])) truncateSync(env[name]);

// A job's summary may hold a megabyte.
if (env.GITHUB_STEP_SUMMARY && summary)
  appendFileSync(env.GITHUB_STEP_SUMMARY, summary.slice(0, 1_000_000));
if (env.GITHUB_OUTPUT) {
  const outputs = {
    semver: report?.bump ?? "",
    breaking: report?.breaking ?? "",
    total: report?.total ?? "",
    stale,
    breaks: impact?.breaks ?? "",
    report: folder,
  };
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  appendFileSync(env.GITHUB_OUTPUT, lines.join(""));
}

// Whatever tether put in its place goes; an empty text says that there is no news.
rmSync(file("comment.md"), { recursive: true, force: true });
if (report || hasNews)
  writeFileSync(file("comment.md"), hasNews ? summary.slice(0, 200_000) : "", { flag: "wx" });
process.exitCode = Math.max(0, ...codes);
