// Runs check and diff, and tells GitHub: annotations, job summary, outputs, one comment.
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { comment } from "./comment.mjs";

const { env } = process;
const folder = join(env.RUNNER_TEMP ?? ".", "api-drift");
mkdirSync(folder, { recursive: true });

/** Exit code of a tether command; its output goes into the log. */
function tether(...args) {
  const [program = "npx", ...first] = (env.DRIFT_TETHER || "npx --no-install spec-tether").split(
    " ",
  );
  const own = { ...env };
  // What runs in a pull request may be anybody's; the token is for the comment alone.
  delete own.DRIFT_TOKEN;
  const { status, error } = spawnSync(program, [...first, ...args], { stdio: "inherit", env: own });
  if (error) console.log(`::error title=API drift::cannot start ${program}: ${error.code}`);
  return status ?? 2;
}

const config = ["--config", env.DRIFT_CONFIG || "tether.config.yaml"];
const codes = [];
let stale = "";
if (env.DRIFT_CHECK !== "false") {
  const code = tether("check", ...config);
  codes.push(code);
  if (code < 2) stale = String(code === 1);
  if (code === 1)
    console.log("::error title=API client::The client is stale. Run `npx spec-tether generate`.");
}

const file = (name) => join(folder, name);
let summary = "";
let report;
if (env.DRIFT_BASE) {
  const code = tether(
    "diff",
    ...config,
    ...["--since", env.DRIFT_BASE, "--format", "github"],
    ...["--fail-on", env.DRIFT_FAIL_ON || "breaking"],
    ...(env.DRIFT_CLASS ? ["--class", env.DRIFT_CLASS] : []),
    ...(env.DRIFT_PROVE === "true" ? ["--prove"] : []),
    ...["json", "markdown", "html", "sarif"].flatMap((format) => [
      "--report",
      `${format}=${file(format === "markdown" ? "report.md" : `report.${format}`)}`,
    ]),
  );
  codes.push(code);
  if (code < 2 && existsSync(file("report.json"))) {
    report = JSON.parse(readFileSync(file("report.json"), "utf8"));
    summary = readFileSync(file("report.md"), "utf8");
  }
} else {
  console.log(
    "::notice title=API drift::There is no base to compare with; only the client was checked.",
  );
}

const failed = codes.some((code) => code > 1);
if (failed)
  summary =
    "## API drift: could not run\n\nThe log of this job says why. That is not the same as no drift.\n";
if (stale === "true")
  summary +=
    "\n**The client is stale.** Run `npx spec-tether generate` and commit what it writes.\n";
const hasNews = failed || stale === "true" || (report?.summary.total ?? 0) > 0;

// A job's summary may hold a megabyte.
if (env.GITHUB_STEP_SUMMARY && summary)
  appendFileSync(env.GITHUB_STEP_SUMMARY, summary.slice(0, 1_000_000));
if (env.GITHUB_OUTPUT) {
  const outputs = {
    semver: report?.semver.bump ?? "",
    breaking: report ? report.summary.breaking : "",
    total: report ? report.summary.total : "",
    stale,
    report: folder,
  };
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  appendFileSync(env.GITHUB_OUTPUT, lines.join(""));
}

const event =
  env.GITHUB_EVENT_PATH && existsSync(env.GITHUB_EVENT_PATH)
    ? JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, "utf8"))
    : {};
const pull = event.pull_request?.number;
if (env.DRIFT_COMMENT !== "false" && pull && env.DRIFT_TOKEN && (report || hasNews)) {
  const outcome = await comment({
    api: env.GITHUB_API_URL || "https://api.github.com",
    repository: env.GITHUB_REPOSITORY ?? "",
    pull,
    token: env.DRIFT_TOKEN,
    body: hasNews ? summary : undefined,
    details: `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`,
  });
  console.log(`Comment: ${outcome}.`);
}
process.exitCode = Math.max(0, ...codes);
