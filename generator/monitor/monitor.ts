import { existsSync } from "node:fs";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import {
  type Comparison,
  compareSpecs,
  conclude,
  readOverrides,
  type Verdict,
} from "../diff/index.js";
import { loadSpec, type Spec } from "../load/index.js";
import { keepIssue } from "./keep-issue.js";
import {
  breaking,
  closePullRequest,
  keepPullRequest,
  unneeded,
  writeEdits,
} from "./keep-pull-request.js";
import type { Kept, MonitorOptions, MonitorReport } from "./monitor-report.js";
import { locatedAs, type Revision, readRevision } from "./read-revision.js";
import { issueBody, issueTitle, type News } from "./report-text.js";
import { readSettings, type Settings } from "./settings.js";

/**
 * Compares an API as it is now with the baseline in the repository, like `tether monitor`, and keeps
 * an issue and a pull request about what is new.
 *
 * @example
 * const { outcome, problems } = await monitor({
 *   baseline: "spec/openapi.yaml",
 *   spec: "https://api.example.com/openapi.json",
 *   issue: true,
 * });
 * if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("; "));
 * @throws DiagnosticError if it cannot be told what is new; the issue is then as it was
 */
export async function monitor(options: MonitorOptions): Promise<MonitorReport> {
  const settings = await readSettings(options);
  const { baseline, names } = settings;
  if (options.init) return initialize(settings);
  if (!existsSync(baseline)) {
    throw new DiagnosticError([diagnose("baseline-missing", { file: names.baseline })]);
  }
  options.onProgress?.(`reading ${names.baseline}`);
  const stored = await loadSpec(baseline, settings.loading);
  options.onProgress?.(`reading ${names.source}`);
  const revision = await readRevision(settings);
  const base = settings.spec === undefined ? stored : locatedAs(stored, revision.spec);
  options.onProgress?.("comparing");
  const comparison = compare(base, revision.spec, settings);
  assertNotLost(comparison, revision, settings);
  const news = {
    verdict: await judge(comparison, { base, revision: revision.spec }, settings),
    pages: revision.pages,
  };
  const report = { ...about(settings), ...news, warnings: revision.warnings };
  if (revision.unread > 0) {
    const problem = diagnose("pages-unread", { count: revision.unread });
    return { ...report, outcome: "unknown", problems: [problem] };
  }
  const { problems, ...told } = await tell(settings, news, revision);
  const outcome = isNews(news) ? "findings" : "nothing-new";
  return { ...report, ...told, problems, outcome };
}

function about({ key, names }: Settings) {
  return { key, ...names, issue: undefined, pullRequest: undefined, problems: [] } as const;
}

/** Writes the first baseline. */
async function initialize(settings: Settings): Promise<MonitorReport> {
  const { baseline, names, options } = settings;
  if (existsSync(baseline)) {
    throw new DiagnosticError([diagnose("baseline-exists", { file: names.baseline })]);
  }
  options.onProgress?.(`reading ${names.source}`);
  const revision = await readRevision(settings);
  const edits = await revision.edits();
  const { unread, warnings } = revision;
  // A baseline that lacks pages would call them new once they can be read.
  const problems = unread > 0 ? [diagnose("pages-unread", { count: unread })] : [];
  if (unread === 0) writeEdits(baseline, edits);
  const outcome = unread > 0 ? "unknown" : "initialized";
  return { ...about(settings), verdict: undefined, pages: [], warnings, problems, outcome };
}

function compare(base: Spec, revision: Spec, settings: Settings): Comparison {
  const { names, configs, config, options } = settings;
  const overrides = readOverrides(options.severity ?? {}, config ? [config] : configs);
  const shown = { base: names.baseline, revision: names.source };
  return compareSpecs(base, revision, shown, { overrides, int64: config?.int64 ?? "number" });
}

/** Kinds of changes that take an operation away. */
const removals: ReadonlySet<string> = new Set([
  "operation.endpoint.removed",
  "operation.endpoint.removedBeforeSunset",
  "operation.endpoint.removedAsAnnounced",
  "webhook.endpoint.removed",
] satisfies Comparison["findings"][number]["kind"][]);

/** Of the operations that moved or got another name none is lost: the diff knows. */
function assertNotLost(
  { findings, compared: { operations, webhooks } }: Comparison,
  { gone }: Revision,
  { maxLost, names }: Settings,
): void {
  const removed = findings.filter(({ kind }) => removals.has(kind));
  const keys = removed.flatMap(({ operations }) =>
    operations.map(({ method, path }) => `${method} ${path}`),
  );
  const lost = [...new Set([...keys, ...gone])];
  const total = operations.base + webhooks.base;
  if (total === 0 || (100 * lost.length) / total <= maxLost) return;
  const args = { source: names.source, lost: lost.length, total, limit: maxLost };
  const examples = lost.slice(0, 5);
  throw new DiagnosticError([diagnose("operations-lost", { ...args, examples })]);
}

/** An entry of the allow list that matches nothing here may be for another comparison. */
async function judge(
  comparison: Comparison,
  specs: { readonly base: Spec; readonly revision: Spec },
  { options, config }: Settings,
): Promise<Verdict> {
  const { allow, today } = options;
  const given = { ...(allow !== undefined && { allow }), ...(today !== undefined && { today }) };
  const verdict = await conclude(comparison, specs, given, config);
  return { ...verdict, problems: verdict.problems.filter(({ code }) => code !== "allow-unused") };
}

function isNews({ verdict, pages }: News): boolean {
  return verdict.findings.length > 0 || pages.length > 0;
}

interface Told {
  readonly issue: Kept | undefined;
  readonly pullRequest: Kept | undefined;
  readonly problems: readonly Diagnostic[];
}

/** If one of both fails, the other is still told. */
async function tell(settings: Settings, news: News, revision: Revision): Promise<Told> {
  const { forge, options, key } = settings;
  const problems: Diagnostic[] = [];
  const attempt = async (action: () => Promise<Kept | undefined>): Promise<Kept | undefined> => {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      problems.push(...error.diagnostics);
      return undefined;
    }
  };
  if (!forge) return { issue: undefined, pullRequest: undefined, problems };
  let issue: Kept | undefined;
  if (options.issue) {
    options.onProgress?.(`keeping the issue on ${forge.name}`);
    const body = isNews(news) ? issueBody(settings, news, forge.maxBody) : undefined;
    issue = await attempt(() => keepIssue(forge, { key, title: issueTitle(settings), body }));
  }
  let pullRequest: Kept | undefined;
  if (options.pullRequest) {
    options.onProgress?.(`keeping the ${forge.request} on ${forge.name}`);
    pullRequest = await attempt(async () => {
      if (!isNews(news)) return closePullRequest(settings, forge, unneeded);
      if (news.verdict.summary.breaking > 0) return closePullRequest(settings, forge, breaking);
      const edits = await revision.edits();
      return keepPullRequest(settings, forge, { news, edits, issue: issue?.number });
    });
  }
  return { issue, pullRequest, problems };
}
