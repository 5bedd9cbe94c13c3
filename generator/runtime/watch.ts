import { type ApiError, CancelledError, type RequestInfo, TimeoutError } from "./errors.js";

/** setTimeout takes a longer time for none at all. */
const longestTimer = 2 ** 31 - 1;

/**
 * Ends a call in time: joins the caller's signal and the deadline, which end the call, with the
 * timeout of the attempt under way. `end` takes every timer and listener away again.
 */
export class Watch {
  /** Why the attempt under way is to stop; undefined while it may go on. */
  stopped: ApiError | undefined;
  /** Why the whole call is to stop. */
  over: ApiError | undefined;
  readonly #info: RequestInfo;
  readonly #caller: AbortSignal | undefined;
  readonly #deadline: ReturnType<typeof setTimeout> | undefined;
  readonly #endsAt: number;
  /** What is to be told when the attempt stops; listeners on its own signal would cost ten times as much. */
  readonly #waiting = new Set<(reason: unknown) => void>();
  #attempt: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(info: RequestInfo, caller: AbortSignal | undefined, deadlineMs: number) {
    this.#info = info;
    this.#caller = caller;
    this.#endsAt = Date.now() + deadlineMs;
    this.#deadline = after(deadlineMs, () => this.#finish(new TimeoutError(info, deadlineMs)));
    if (caller?.aborted) this.cancel();
    else if (caller) attach(caller, this);
  }

  /** Milliseconds until the deadline; Infinity if there is none. */
  get remainingMs(): number {
    return this.#endsAt - Date.now();
  }

  /** Starts an attempt, or a pause; the former one's timeout no longer counts. */
  start(timeoutMs: number): AbortSignal {
    clearTimeout(this.#timer);
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.stopped = undefined;
    if (this.over) this.#stop(this.over);
    else this.#timer = after(timeoutMs, () => this.#stop(new TimeoutError(this.#info, timeoutMs)));
    return attempt.signal;
  }

  /** Waits for a promise, or rejects with the reason as soon as the attempt is to stop. */
  wait<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.stopped) reject(this.stopped);
      this.#waiting.add(reject);
      const settle =
        <Value>(done: (value: Value) => void) =>
        (value: Value) => {
          this.#waiting.delete(reject);
          done(value);
        };
      promise.then(settle(resolve), settle(reject));
    });
  }

  /** Runs when the attempt under way is stopped. */
  onStop(run: () => void): void {
    this.#waiting.add(run);
  }

  pause(ms: number): Promise<void> {
    this.start(Infinity);
    // Kept as the attempt's timer, so that `end` also ends a pause that was given up.
    return this.wait(
      new Promise((resolve) => {
        this.#timer = setTimeout(resolve, Math.min(ms, longestTimer));
      }),
    );
  }

  /**
   * No more timers; what the caller now reads for himself still ends with his signal.
   *
   * @param response what he reads, if it is out of our sight when he is done
   */
  handOver(response?: Response): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#deadline);
    // Whoever still waits refers to the response, which then would never be collected.
    this.#waiting.clear();
    if (response && this.#caller && typeof FinalizationRegistry === "function") {
      forgotten ??= new FinalizationRegistry((watch) => watch.end());
      forgotten.register(response, this);
    }
  }

  end(): void {
    this.handOver();
    if (this.#caller) detach(this.#caller, this);
  }

  /** The caller's signal was aborted. */
  cancel(): void {
    this.#finish(new CancelledError(this.#info, this.#caller?.reason));
  }

  #finish(error: ApiError): void {
    this.over ??= error;
    this.#stop(error);
  }

  #stop(error: ApiError): void {
    this.stopped ??= error;
    this.#attempt?.abort(this.stopped);
    // A copy, because whoever is told may end the watch, which clears the set.
    for (const tell of [...this.#waiting]) tell(this.stopped);
  }
}

/** Ends the watch of a response when nobody can read it any more. Made late, as not every runtime has it. */
let forgotten: FinalizationRegistry<Watch> | undefined;

// One signal often stands for many calls, and Node warns of more than ten listeners on it.
const watched = new WeakMap<
  AbortSignal,
  { readonly watches: Set<Watch>; readonly tell: () => void }
>();

function attach(signal: AbortSignal, watch: Watch): void {
  let entry = watched.get(signal);
  if (!entry) {
    const watches = new Set<Watch>();
    const tell = () => {
      for (const each of watches) each.cancel();
    };
    signal.addEventListener("abort", tell);
    entry = { watches, tell };
    watched.set(signal, entry);
  }
  entry.watches.add(watch);
}

function detach(signal: AbortSignal, watch: Watch): void {
  const entry = watched.get(signal);
  entry?.watches.delete(watch);
  if (!entry || entry.watches.size > 0) return;
  signal.removeEventListener("abort", entry.tell);
  watched.delete(signal);
}

function after(ms: number, run: () => void): ReturnType<typeof setTimeout> | undefined {
  const timer = ms <= longestTimer ? setTimeout(run, ms) : undefined;
  // In Node, a call that nobody reads must not keep the process; what is under way keeps it by itself.
  (timer as { unref?(): void } | undefined)?.unref?.();
  return timer;
}
