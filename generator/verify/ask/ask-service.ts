import type { Operation } from "../../contract/index.js";
import { countOf } from "../../diagnostics/index.js";
import { shownUrl } from "../../disk/index.js";
import type { Spec } from "../../load/index.js";
import type { Exchange } from "../../recordings/index.js";
import type { Deviation } from "../deviation.js";
import { Findings } from "../fold-deviations.js";
import { Judge } from "../judge-exchange.js";
import type { VerifyReport } from "../verify-recordings.js";
import { AskedService, type Manners, unusable } from "./asked-service.js";
import { whyUnsendable } from "./build-request.js";
import { methodDeviations, methodRefused } from "./check-methods.js";
import { type Choice, chooseOperations, type Skipped } from "./choose-operations.js";
import { credentialsFor, readCredentials } from "./credentials.js";
import { type GivenValues, KnownValues } from "./known-values.js";
import { maskedRecording } from "./masked-recording.js";
import type { Outcome } from "./nothing-there.js";
import { type Answer, type Planned, Run } from "./run.js";

export interface AskOptions extends Manners, Choice {
  /** The server: an absolute URL, without credentials. */
  readonly baseUrl: string;
  /** Names of environment variables, by the names of security schemes. */
  readonly auth: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly values: GivenValues;
  readonly onProgress?: (step: string) => void;
}

/** What a service shows of itself and its spec. No value that it sent is in it. */
export interface ServiceReport extends VerifyReport {
  /** Its base URL. */
  readonly service: string;
  /** Requests that were sent. */
  readonly requests: number;
  /** Operations that were asked, each with the best of its answers. */
  readonly asked: readonly AskedOperation[];
  readonly skipped: readonly Skipped[];
  /** Why the run ended before all was asked; undefined if it did not. */
  readonly ended: string | undefined;
}

export interface Asked {
  readonly report: ServiceReport;
  /** With their values, for what learns from them. */
  readonly exchanges: readonly Exchange[];
  /** A recording of them, without their values. */
  readonly recording: () => string;
}

export interface AskedOperation {
  readonly operation: { readonly method: string; readonly path: string };
  readonly outcome: Outcome;
}

/**
 * Asks a service what it answers to the reading operations of its spec, and judges that. Only GET,
 * HEAD and OPTIONS are sent.
 *
 * @throws DiagnosticError `service-unusable` if nothing could be judged, `config-invalid` for a
 *   credential that cannot be used; nothing was sent then
 */
export async function askService(spec: Spec, options: AskOptions): Promise<Asked> {
  const base = options.baseUrl.replace(/(?<!\/)\/+$/, "");
  const judge = new Judge(spec, [base]);
  const credentials = readCredentials(judge.contract, options.auth, options.env);
  const { chosen, skipped: left } = chooseOperations(judge.contract, options);
  const skipped = [...left];
  const skip = ({ name: { method, path } }: Operation, why: string) =>
    void skipped.push({ operation: { method, path }, why });
  const planned: Planned[] = [];
  for (const operation of chosen) {
    const own = credentialsFor(operation, credentials);
    const why = own ? whyUnsendable(operation) : whyNoCredential(operation);
    if (own && why === undefined) planned.push({ operation, credentials: own });
    else skip(operation, why ?? "");
  }
  if (planned.length === 0) {
    throw unusable(base, `no operation of the spec can be asked: ${summaryOf(skipped)}`);
  }
  const service = new AskedService(base, options);
  const values = new KnownValues(judge.contract, options.values);
  const run = new Run(service, values, options.onProgress ?? (() => undefined));
  const ofPaths = judge.contract.operations.filter(({ kind }) => kind === "path");
  await run.ask(planned, ofPaths);
  run.assertJudgeable(base);
  for (const { operation, why } of run.unasked(planned)) skip(operation, why);
  const methods = await run.methods(ofPaths);
  const found = new Findings(spec);
  const seen = new Set<string>();
  for (const { exchange, outcome, operation } of run.telling()) {
    const { name } = operation;
    if (outcome !== "nothing-there") seen.add(`${name.method} ${name.path}`);
    for (const deviation of deviationsOf(exchange, outcome, operation, judge))
      found.add(deviation, { method: name.method, path: name.path }, exchange.place);
  }
  for (const answer of methods) {
    for (const { deviation, operation } of methodDeviations(answer, judge.contract))
      found.add(deviation, operation, answer.exchange.place);
  }
  const of = ofPaths.length;
  const judged = run.telling().filter(({ outcome }) => outcome !== "nothing-there");
  const report: ServiceReport = {
    exchanges: run.answers.length,
    judged: judged.length,
    coverage: { seen: seen.size, of },
    findings: found.all(),
    warnings: [],
    service: shownUrl(base),
    requests: service.sent,
    asked: askedOf(run.answers),
    skipped,
    ended: service.over,
  };
  const exchanges = judged.map(({ exchange }) => exchange);
  return { report, exchanges, recording: () => maskedRecording(judged) };
}

function whyNoCredential({ security: { alternatives } }: Operation): string {
  const names = [...(alternatives[0]?.keys() ?? [])].join(" and ");
  return `it needs a credential for ${names}; name its environment variable in \`verify.auth\` or with --auth`;
}

function summaryOf(skipped: readonly Skipped[]): string {
  const counts = new Map<string, number>();
  for (const { why } of skipped) counts.set(why, (counts.get(why) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  return sorted.map(([why, count]) => `${countOf(count, "operation")}: ${why}`).join("; ");
}

function deviationsOf(
  exchange: Exchange,
  outcome: Outcome,
  { at, name }: Operation,
  judge: Judge,
): readonly Deviation[] {
  const { status } = exchange.response;
  if (outcome === "nothing-there") {
    const what = `is not there: the service answers ${status}, as to a path that it does not have`;
    return [{ rule: "path-not-served", where: "path", what, at: { node: at } }];
  }
  if (outcome === "method-refused") return [methodRefused(name.method, at)];
  const judgement = judge.judge(exchange);
  return judgement.kind === "judged" ? judgement.deviations : [];
}

const order: readonly Outcome[] = [
  "answered",
  "refused",
  "method-refused",
  "failed",
  "nothing-there",
];

function askedOf(answers: readonly Answer[]): AskedOperation[] {
  const best = new Map<string, AskedOperation>();
  for (const {
    operation: {
      name: { method, path },
    },
    outcome,
  } of answers) {
    const known = best.get(`${method} ${path}`);
    if (!known || order.indexOf(outcome) < order.indexOf(known.outcome))
      best.set(`${method} ${path}`, { operation: { method, path }, outcome });
  }
  return [...best.values()];
}
