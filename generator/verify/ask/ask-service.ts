import type { Operation } from "../../contract/index.js";
import { countOf } from "../../diagnostics/index.js";
import { shownUrl } from "../../disk/index.js";
import type { Spec } from "../../load/index.js";
import type { Exchange } from "../../recordings/index.js";
import type { Deviation } from "../deviation.js";
import { Findings } from "../fold-deviations.js";
import { Judge } from "../judge-exchange.js";
import type { VerifyReport } from "../verify-recordings.js";
import { AskedService, type Manners, type SafeMethod, unusable } from "./asked-service.js";
import { requestFor, whyUnsendable } from "./build-request.js";
import { type Choice, chooseOperations, type Skipped } from "./choose-operations.js";
import { type CarriedCredential, credentialsFor, readCredentials } from "./credentials.js";
import { type Binding, type GivenValues, KnownValues } from "./known-values.js";
import { allowedMethods, jsonIn, nowhere, type Outcome, outcomeOf } from "./nothing-there.js";

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

export interface AskedOperation {
  readonly operation: { readonly method: string; readonly path: string };
  readonly outcome: Outcome;
}

/** An operation that can still be asked. */
interface Planned {
  readonly operation: Operation;
  readonly credentials: readonly CarriedCredential[];
}

interface Answer extends Planned {
  readonly exchange: Exchange;
  readonly outcome: Outcome;
  readonly binding: Binding;
}

/** Refusals before anything else was answered, after which nobody needs another one. */
const maxRefused = 5;

/**
 * Asks a service what it answers to the reading operations of its spec, and judges that. Only GET,
 * HEAD and OPTIONS are sent. The exchanges have values, and are for what learns from them.
 *
 * @throws DiagnosticError `service-unusable` if nothing could be judged, `config-invalid` for a
 *   credential that cannot be used; nothing was sent then
 */
export async function askService(
  spec: Spec,
  options: AskOptions,
): Promise<{ readonly report: ServiceReport; readonly exchanges: readonly Exchange[] }> {
  const base = options.baseUrl.replace(/\/+$/, "");
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
  await run.ask(planned);
  run.assertJudgeable(base);
  for (const { operation, why } of run.unasked(planned)) skip(operation, why);
  const methods = await run.askForMethods(judge.contract.operations);
  const found = new Findings(spec);
  const seen = new Set<string>();
  for (const { exchange, outcome, operation } of run.telling()) {
    const { name } = operation;
    seen.add(`${name.method} ${name.path}`);
    for (const deviation of deviationsOf(exchange, outcome, operation, judge))
      found.add(deviation, { method: name.method, path: name.path }, exchange.place);
  }
  for (const { deviation, operation, exchange } of methods)
    found.add(deviation, operation, exchange.place);
  const of = judge.contract.operations.filter(({ kind }) => kind === "path").length;
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
  return { report, exchanges: judged.map(({ exchange }) => exchange) };
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

function methodRefused(method: string, at: Operation["at"]): Deviation {
  return {
    rule: "method-not-served",
    where: `method ${method}`,
    what: "is not allowed",
    at: { node: at },
  };
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

/** One run: what was asked, what was answered, and what that allows to ask next. */
class Run {
  readonly answers: Answer[] = [];
  readonly #service: AskedService;
  readonly #values: KnownValues;
  readonly #progress: (step: string) => void;
  readonly #lacks = new Map<Operation, string>();
  #elsewhere: Exchange | undefined;

  constructor(service: AskedService, values: KnownValues, progress: (step: string) => void) {
    this.#service = service;
    this.#values = values;
    this.#progress = progress;
  }

  /** Asks lists before their items, until nothing more can be asked. */
  async ask(planned: readonly Planned[]): Promise<void> {
    const [first] = planned;
    const credentials = first?.credentials ?? [];
    const control = {
      method: "GET",
      target: nowhere,
      shown: nowhere,
      headers: [],
      credentials,
    } as const;
    this.#elsewhere = await this.#service.ask(control);
    let open = [...planned];
    for (let asked = 1; asked > 0 && open.length > 0; ) {
      asked = 0;
      const waiting: Planned[] = [];
      for (const each of open.sort(byParameters)) {
        const { found, lacks } = this.#values.bindingsFor(each.operation);
        if (found.length === 0) {
          this.#lacks.set(each.operation, lacks);
          waiting.push(each);
          continue;
        }
        asked += 1;
        this.#lacks.delete(each.operation);
        for (const binding of found) await this.#askOne(each, binding);
      }
      open = waiting;
    }
  }

  async #askOne(planned: Planned, binding: Binding): Promise<void> {
    const { operation, credentials } = planned;
    if (this.#service.over !== undefined) return;
    this.#progress(`asking ${operation.name.method} ${operation.name.path}`);
    const exchange = await this.#service.ask(requestFor(operation, binding, credentials));
    if (!exchange) return;
    const outcome = outcomeOf(exchange, this.#elsewhere, binding.size > 0);
    this.answers.push({ ...planned, exchange, outcome, binding });
    if (exchange.response.status < 300) this.#values.learn(operation, binding, jsonIn(exchange));
    const isHopeless = this.answers.every((each) => each.outcome === "refused");
    if (isHopeless && this.answers.length >= maxRefused)
      this.#service.end("every request was refused");
  }

  /** Where one value leads somewhere, another that leads nowhere is a wrong value and no wrong path. */
  telling(): Answer[] {
    const there = this.answers.filter(({ outcome }) => outcome !== "nothing-there");
    const known = new Set(there.map(({ operation }) => operation));
    return this.answers.filter(
      ({ operation, outcome }) => outcome !== "nothing-there" || !known.has(operation),
    );
  }

  /** @throws DiagnosticError if no answer is one of the API */
  assertJudgeable(base: string): void {
    const { answers } = this;
    const [first] = answers;
    if (!first) throw unusable(base, this.#service.over ?? "it answered nothing");
    const { status } = first.exchange.response;
    if (answers.every(({ outcome }) => outcome === "refused")) {
      const isOpen = answers.every(({ credentials }) => credentials.length === 0);
      const why = isOpen
        ? "no credential was sent"
        : "the credential is not valid, or may read nothing";
      throw unusable(base, `it answers ${status} to every request: ${why}`);
    }
    if (answers.every(({ outcome }) => outcome === "nothing-there")) {
      throw unusable(
        base,
        `it answers ${status} to every path of the spec, as to one that it does not have; is it the API, and is its path complete?`,
      );
    }
    if (answers.every(({ outcome }) => outcome === "failed"))
      throw unusable(base, `it answers ${status} to every request`);
  }

  unasked(planned: readonly Planned[]): { readonly operation: Operation; readonly why: string }[] {
    const asked = new Set(this.answers.map(({ operation }) => operation));
    return planned
      .filter(({ operation }) => !asked.has(operation))
      .map(({ operation }) => {
        const lacks = this.#lacks.get(operation);
        const ended = this.#service.over ?? "it got no answer";
        const why = `no value is known for its ${lacks}; give one with --values`;
        return { operation, why: lacks === undefined ? ended : why };
      });
  }

  /** Asks each path that has methods which are not sent here for those that it allows. */
  async askForMethods(
    operations: readonly Operation[],
  ): Promise<
    { deviation: Deviation; operation: { method: string; path: string }; exchange: Exchange }[]
  > {
    const found: Awaited<ReturnType<Run["askForMethods"]>> = [];
    const paths = new Map<string, Answer>();
    for (const answer of this.answers) {
      const isThere = answer.outcome === "answered" && answer.exchange.response.status < 300;
      const { path } = answer.operation.name;
      if (isThere && !paths.has(path)) paths.set(path, answer);
    }
    for (const [path, { operation, binding, credentials }] of paths) {
      const there = operations.filter(({ kind, name }) => kind === "path" && name.path === path);
      if (there.every(({ name }) => isSafe(name.method))) continue;
      if (this.#service.over !== undefined) break;
      this.#progress(`asking OPTIONS ${path}`);
      const request = requestFor(operation, binding, credentials, "OPTIONS");
      const exchange = await this.#service.ask(request);
      const allowed = exchange && allowedMethods(exchange);
      if (!exchange || !allowed) continue;
      const declared = new Set(there.map(({ name }) => name.method));
      for (const { name, at } of there) {
        if (allowed.has(name.method) || isSafe(name.method)) continue;
        const deviation = methodRefused(name.method, at);
        found.push({ deviation, operation: { method: name.method, path }, exchange });
      }
      for (const method of allowed) {
        if (declared.has(method) || isSafe(method)) continue;
        const where = `method ${method}`;
        const what = "is allowed, and is not declared";
        const deviation: Deviation = {
          rule: "method-unlisted",
          where,
          what,
          at: { node: operation.pathItem.at },
        };
        found.push({ deviation, operation: { method, path }, exchange });
      }
    }
    return found;
  }
}

function isSafe(method: string): method is SafeMethod {
  return ["GET", "HEAD", "OPTIONS"].includes(method);
}

/** Lists come before their items, and the whole service before any part of it twice. */
function byParameters({ operation: a }: Planned, { operation: b }: Planned): number {
  const count = ({ name: { path } }: Operation) => path.split("{").length;
  return count(a) - count(b);
}
