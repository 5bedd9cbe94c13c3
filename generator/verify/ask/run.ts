import type { Operation } from "../../contract/index.js";
import { responseOf } from "../../openapi/index.js";
import type { Exchange } from "../../recordings/index.js";
import { mediaFor } from "../check-request.js";
import { type AskedService, type SafeMethod, unusable } from "./asked-service.js";
import { requestFor } from "./build-request.js";
import type { CarriedCredential } from "./credentials.js";
import type { Binding, KnownValues } from "./known-values.js";
import { jsonIn, nowhereBelow, type Outcome, outcomeOf } from "./nothing-there.js";

/** An operation that can still be asked. */
export interface Planned {
  readonly operation: Operation;
  readonly credentials: readonly CarriedCredential[];
}

export interface Answer extends Planned {
  readonly exchange: Exchange;
  readonly outcome: Outcome;
  readonly binding: Binding;
}

/** The answer to OPTIONS, and the operations of its path. */
export interface MethodsAnswer {
  readonly exchange: Exchange;
  readonly operations: readonly Operation[];
}

/** Refusals before anything else was answered, after which nobody needs another one. */
const maxRefused = 5;

/** One run: what was asked, what was answered, and what that allows to ask next. */
export class Run {
  readonly answers: Answer[] = [];
  readonly #service: AskedService;
  readonly #values: KnownValues;
  readonly #progress: (step: string) => void;
  readonly #lacks = new Map<Operation, string>();
  /** Of which a value that is known cannot be sent. */
  readonly #unsendable = new Set<Operation>();
  #elsewhere: Exchange | undefined;

  constructor(service: AskedService, values: KnownValues, progress: (step: string) => void) {
    this.#service = service;
    this.#values = values;
    this.#progress = progress;
  }

  /**
   * Asks lists before their items, until nothing more can be asked.
   *
   * @param operations all of the spec
   */
  async ask(planned: readonly Planned[], operations: readonly Operation[]): Promise<void> {
    const [first] = planned;
    const credentials = first?.credentials ?? [];
    const nowhere = nowhereBelow(operations.map(({ name }) => name.path));
    const control = { target: nowhere, shown: nowhere, headers: [], credentials };
    this.#elsewhere = await this.#service.ask({ method: "GET", ...control });
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

  /** What the methods of each path are that answered and has others than those that are sent. */
  async methods(operations: readonly Operation[]): Promise<MethodsAnswer[]> {
    const found: MethodsAnswer[] = [];
    const paths = new Map<string, Answer>();
    for (const answer of this.answers) {
      const isThere = answer.outcome === "answered" && answer.exchange.response.status < 300;
      const { path } = answer.operation.name;
      if (isThere && !paths.has(path)) paths.set(path, answer);
    }
    for (const [path, { operation, binding, credentials }] of paths) {
      const there = operations.filter(({ name }) => name.path === path);
      if (there.every(({ name }) => isSafe(name.method))) continue;
      if (this.#service.over !== undefined) break;
      this.#progress(`asking OPTIONS ${path}`);
      const request = requestFor(operation, binding, credentials, "OPTIONS");
      const exchange = request && (await this.#service.ask(request));
      if (exchange) found.push({ exchange, operations: there });
    }
    return found;
  }

  async #askOne(planned: Planned, binding: Binding): Promise<void> {
    const { operation, credentials } = planned;
    if (this.#service.over !== undefined) return;
    this.#progress(`asking ${operation.name.method} ${operation.name.path}`);
    const request = requestFor(operation, binding, credentials);
    if (!request) this.#unsendable.add(operation);
    const exchange = request && (await this.#service.ask(request));
    if (!exchange) return;
    const hasValues = binding.size > 0;
    const isDeclared = declares(operation, exchange);
    const outcome = outcomeOf(exchange, this.#elsewhere, { hasValues, isDeclared });
    this.answers.push({ ...planned, exchange, outcome, binding });
    if (exchange.response.status < 300) this.#values.learn(operation, binding, jsonIn(exchange));
    // One that is known may still read elsewhere what is forbidden here.
    const isHopeless = this.answers.every((each) => each.exchange.response.status === 401);
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
    const isRefused = ({ exchange: { response } }: Answer) => [401, 403].includes(response.status);
    if (answers.every(isRefused)) {
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
        if (this.#unsendable.has(operation))
          return {
            operation,
            why: "a value for it cannot be sent; give another one with --values",
          };
        const lacks = this.#lacks.get(operation);
        const ended = this.#service.over ?? "it got no answer";
        const why = `no value is known for its ${lacks}; give one with --values`;
        return { operation, why: lacks === undefined ? ended : why };
      });
  }
}

/** Whether an operation declares the status and the media type of an answer. */
function declares({ responses }: Operation, { response: { status, body } }: Exchange): boolean {
  const declared = responseOf(status, responses.values());
  return declared !== undefined && mediaFor(declared.content, body?.mediaType) !== undefined;
}

/** Lists come before their items, and the whole service before any part of it twice. */
function byParameters({ operation: a }: Planned, { operation: b }: Planned): number {
  const count = ({ name: { path } }: Operation) => path.split("{").length;
  return count(a) - count(b);
}

export function isSafe(method: string): method is SafeMethod {
  return ["GET", "HEAD", "OPTIONS"].includes(method);
}
