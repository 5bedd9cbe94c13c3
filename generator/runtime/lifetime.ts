import { type ApiError, CancelledError, type RequestInfo, TimeoutError } from "./errors.js";
import type { SendSettings } from "./options.js";

/** setTimeout takes a longer time for none at all. */
const maxTimerMs = 2_147_483_647;

/**
 * The time from the start of a call until its body is read, and what may end it before: the time
 * limits and the caller's signal. Whatever ends it, no timer, listener or turn is left over.
 */
export interface Lifetime {
  /** Waits for a turn, if calls are limited, and keeps it until the call ends. */
  acquire(acquire: Acquire | undefined): Promise<void> | undefined;
  /**
   * Runs an attempt within its time limit, which goes on until the body is read. Its signal is
   * aborted when it is to stop. Throws if the whole call is to.
   */
  attempt<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Ends the attempt, and waits before the next. */
  delay(ms: number): Promise<void>;
  /**
   * Waits for a promise, or rejects as soon as the attempt is to stop. One promise at a time: what
   * tells of several, a listener on an AbortSignal for each, costs ten times as much.
   */
  wait<T>(promise: Promise<T>): Promise<T>;
  /** Whether the whole call is to stop. */
  isOver(): boolean;
  /** Why the attempt is to stop; undefined while it may go on. */
  reason(): ApiError | undefined;
  /** Nobody waits now: a response that nobody reads ends with its time. */
  leaveUnread(): void;
  /** No more time limits; what the caller now reads by himself still ends with his signal. */
  handOver(response: Response): void;
  end(): void;
}

/**
 * The state is in closures: a class, whose members no minifier renames, costs more bytes and time.
 */
export function startLifetime(
  info: RequestInfo,
  settings: SendSettings,
  signal: AbortSignal | undefined,
): Lifetime {
  /** Why the attempt under way is to stop, and why the whole call is. */
  let attemptStop: ApiError | undefined;
  let callStop: ApiError | undefined;
  /** Told when the attempt is to stop. */
  let onStop: ((reason: ApiError) => void) | undefined;
  let controller: AbortController | undefined;
  /** Of the attempt, or of the delay behind it. */
  let timer: Timer | undefined;
  let release: (() => void) | undefined;

  const stopAttempt = (reason: ApiError): void => {
    attemptStop ??= reason;
    controller?.abort(attemptStop);
    onStop?.(attemptStop);
  };
  const stopCall = (reason: ApiError): void => {
    callStop ??= reason;
    stopAttempt(reason);
  };
  const startTimeout = (ms: number, stop: (reason: ApiError) => void) =>
    startTimer(ms, () => stop(new TimeoutError(info, ms)));

  const deadline = startTimeout(settings.deadlineMs, stopCall);
  const unlisten =
    signal && onAbort(signal, () => stopCall(new CancelledError(info, signal.reason)));

  const wait = <T>(promise: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      onStop = reject;
      if (attemptStop) reject(attemptStop);
      promise.then(resolve, reject);
    });
  const clear = (): void => {
    // There may be none, which the types of workers do not allow for.
    clearTimeout(timer as Timer);
    clearTimeout(deadline as Timer);
    // Whoever still waits refers to the response, which then would never be collected.
    onStop = undefined;
    release?.();
    release = undefined;
  };
  const end = (): void => {
    clear();
    unlisten?.();
  };

  return {
    acquire: (acquire) =>
      acquire?.(wait).then((granted) => {
        release = granted;
      }),
    attempt: (run) => {
      if (callStop) throw callStop;
      controller = new AbortController();
      timer = startTimeout(settings.timeoutMs, stopAttempt);
      return wait(run(controller.signal));
    },
    delay: (ms) => {
      clearTimeout(timer as Timer);
      attemptStop = callStop;
      return wait(
        new Promise((resolve) => {
          timer = setTimeout(resolve, Math.min(ms, maxTimerMs));
        }),
      );
    },
    wait,
    isOver: () => callStop !== undefined,
    reason: () => attemptStop,
    leaveUnread: () => {
      onStop = end;
    },
    handOver: (response) => {
      clear();
      if (signal) onForgotten(response, end);
    },
    end,
  };
}

type Timer = ReturnType<typeof setTimeout>;

/**
 * A timer that does not keep a Node process: what is under way does that by itself. No time at all
 * is over at once; a timer would let a fast response win.
 */
export function startTimer(ms: number, run: () => void): Timer | undefined {
  let timer: Timer | undefined;
  if (ms <= 0) run();
  else if (ms <= maxTimerMs) {
    timer = setTimeout(run, ms);
    // A browser's is a number.
    (timer as { unref?(): void }).unref?.();
  }
  return timer;
}

/** What runs when a signal is aborted; the listener itself, of which there is one a signal. */
type Listener = Set<() => void> & { handleEvent(): void };

// One signal often stands for many calls, and Node warns of more than ten listeners on it.
const listeners = new WeakMap<AbortSignal, Listener>();

/** Runs when the signal is aborted, or at once if it is. Gives what takes that back. */
export function onAbort(signal: AbortSignal, run: () => void): () => unknown {
  const listener =
    listeners.get(signal) ??
    Object.assign(new Set<() => void>(), {
      handleEvent() {
        for (const each of listener) each();
      },
    });
  listeners.set(signal, listener);
  // Adding it once more does nothing.
  signal.addEventListener("abort", listener.add(run));
  if (signal.aborted) run();
  return () =>
    listener.delete(run) && listener.size === 0 && signal.removeEventListener("abort", listener);
}

/**
 * Runs what ends a call when nobody can read its response any more. Made late, as not every runtime
 * has it.
 */
let forgotten: FinalizationRegistry<() => void> | undefined;

/** Runs `end` when nobody can read the response any more. It must not refer to it. */
function onForgotten(response: Response, end: () => void): void {
  if (typeof FinalizationRegistry !== "function") return;
  forgotten ??= new FinalizationRegistry((run) => run());
  forgotten.register(response, end);
}

/** Waits for a turn, and gives what ends it. */
export type Acquire = (wait: (turn: Promise<void>) => Promise<void>) => Promise<() => void>;

/** Lets at most so many calls go on at once; the rest wait in their order. */
export function limitConcurrency(limit: number): Acquire {
  /** Below zero, how many wait. */
  let free = limit;
  const waiting: (() => void)[] = [];
  const release = (): void => {
    free++;
    waiting.shift()?.();
  };
  return async (wait) => {
    if (--free < 0) {
      const turn = new Promise<void>((resolve) => waiting.push(resolve));
      await wait(turn).catch((error: unknown) => {
        // Its turn will come all the same, and goes to the next.
        turn.then(release);
        throw error;
      });
    }
    return release;
  };
}
