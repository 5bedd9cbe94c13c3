import { type RequestInfo, refuse } from "../errors.js";
import { startTimer } from "../lifetime.js";
import { type AnswerRuleId, answerRules } from "./answer-rules.js";
import { type DescribedDeviation, describeDeviation } from "./finding.js";
import { judgeAnswer } from "./judge-answer.js";
import { answeredBy, type ObservedApi } from "./observed-api.js";
import type { Observer } from "./observer.js";
import { type SeenBody, seeBody } from "./seen-answer.js";

export interface ObserverOptions {
  /** The share of answers that are checked, from 0 to 1. Default 0.05. */
  readonly sample?: number;
  /**
   * Is given what deviates from the spec, each deviation once in a batch. No value of a call or an
   * answer is in it. What it throws is ignored, and counted.
   */
  readonly onFinding: (findings: readonly ObserverFinding[]) => void;
  /** For how long findings are gathered before they are given, in ms. Default 10000. */
  readonly batchMs?: number;
}

/** A way in which answers deviate from the spec, as `tether verify` names it. */
export interface ObserverFinding extends DescribedDeviation<AnswerRuleId> {
  /** How many answers have shown it since the batch before. */
  readonly count: number;
}

/** Checks a sample of real answers. */
export interface ApiObserver extends Observer {
  /** Checks what is waiting, and gives what was found at once: for the end of a program. */
  flush(): Promise<void>;
  readonly counts: ObserverCounts;
}

/** What has become of answers so far. */
export interface ObserverCounts {
  /** All that came while observing. */
  readonly seen: number;
  readonly checked: number;
  /** In the sample, and not checked: too many waited, their connection broke, or a browser hid them. */
  readonly skipped: number;
  /** Failures of the observer itself and of `onFinding`; none of them reaches a call. */
  readonly errors: number;
}

/** Answers that wait to be checked, and findings in a batch: with more, some are let go. */
const maxWaiting = 100;
const maxFindings = 200;

/** So many answers are checked together, or those that have come in so many milliseconds. */
const checkedAtOnce = 8;
const checkAfterMs = 1000;

/** @throws InvalidArgumentError naming an option that cannot be used */
export function createObserver(api: ObservedApi, options: ObserverOptions): ApiObserver {
  const { sample = 0.05, onFinding, batchMs = 10_000 } = options;
  if (!(sample >= 0 && sample <= 1)) refuse("sample", "must be a number from 0 to 1");
  if (typeof onFinding !== "function") refuse("onFinding", "must be a function");
  if (!(batchMs >= 0)) refuse("batchMs", "must be a number of at least 0");
  const counts = { seen: 0, checked: 0, skipped: 0, errors: 0 };
  const operationOf = answeredBy(api);
  const waiting = new Set<Promise<void>>();
  let found = new Map<string, ObserverFinding>();
  let timer: ReturnType<typeof startTimer>;

  const give = (): void => {
    clearTimeout(timer as ReturnType<typeof setTimeout>);
    timer = undefined;
    if (found.size === 0) return;
    const batch = [...found.values()];
    found = new Map();
    try {
      // It may be async, whatever its type says.
      const given: unknown = onFinding(batch);
      if (given instanceof Promise) given.catch(() => counts.errors++);
    } catch {
      counts.errors++;
    }
  };

  const check = (seen: SeenAnswer, body: SeenBody): void => {
    const { response, url, call } = seen;
    const operation = operationOf(call.operationId);
    const table = api.operations[call.operationId];
    if (!operation || !table) return;
    counts.checked++;
    const { headers } = response;
    const answer = {
      method: call.method,
      url: new URL(url),
      status: response.status,
      header: (name: string) => headers.get(name) ?? undefined,
      body:
        body.kind === "unknown"
          ? undefined
          : {
              isEmpty: body.kind === "none",
              mediaType: headers.get("content-type") ?? undefined,
              isTruncated: body.kind === "unread",
              text: () => (body.kind === "json" ? body.text : ""),
            },
    };
    const { method, path } = table;
    for (const deviation of judgeAnswer(answer, operation)) {
      const rule = answerRules.find(({ id }) => id === deviation.rule);
      // A body that is too long to look into says nothing of the service.
      if (!rule || (rule.id === "unchecked" && body.kind === "unread")) continue;
      const described = describeDeviation(deviation, { method, path }, rule);
      const { fingerprint } = described;
      const count = (found.get(fingerprint)?.count ?? 0) + 1;
      if (count > 1 || found.size < maxFindings) found.set(fingerprint, { ...described, count });
    }
    if (found.size > 0) timer ??= startTimer(batchMs, give);
  };

  // Several are checked at a time, behind what callers do with their answers: code that runs now and
  // then costs a multiple of code that has just run.
  const turns: (() => void)[] = [];
  let turnTimer: ReturnType<typeof startTimer>;
  const takeTurns = (): void => {
    clearTimeout(turnTimer as ReturnType<typeof setTimeout>);
    turnTimer = undefined;
    for (const resolve of turns.splice(0)) resolve();
  };
  const turn = (): Promise<void> =>
    new Promise((resolve) => {
      turns.push(resolve);
      if (turns.length >= checkedAtOnce) setTimeout(takeTurns, 0);
      else turnTimer ??= startTimer(checkAfterMs, takeTurns);
    });

  const look = async (seen: SeenAnswer): Promise<void> => {
    let body: SeenBody;
    try {
      body = await seen.body;
    } catch {
      // The connection broke, or the call was cancelled.
      counts.skipped++;
      return;
    }
    await turn();
    check(seen, body);
  };

  const see = (response: Response, url: string, call: RequestInfo): void => {
    try {
      // A browser shows nothing of a redirect, nor of what another origin does not share.
      if (waiting.size >= maxWaiting || response.status === 0) {
        counts.skipped++;
        return;
      }
      const looking = look({ response, url, call, body: seeBody(response) })
        .catch(() => {
          counts.errors++;
        })
        .finally(() => waiting.delete(looking));
      waiting.add(looking);
    } catch {
      counts.errors++;
    }
  };

  return {
    counts,
    watch: (fetch) => (url, init, call) => {
      const answered = fetch(url, init, call);
      counts.seen++;
      // Asked for before the client does, so that the body is still there; not in front of it.
      if (Math.random() < sample) {
        Promise.resolve(answered).then((response) => see(response, url, call), nothing);
      }
      return answered;
    },
    flush: async () => {
      while (waiting.size > 0) {
        // Their bodies have to be read first.
        await new Promise((resolve) => setTimeout(resolve, 2));
        takeTurns();
      }
      give();
    },
  };
}

interface SeenAnswer {
  readonly response: Response;
  readonly url: string;
  readonly call: RequestInfo;
  readonly body: SeenBody | Promise<SeenBody>;
}

const nothing = (): void => {};
