/** setTimeout takes a longer time for none at all. */
export const maxTimerMs = 2_147_483_647;

export type Timer = ReturnType<typeof setTimeout>;

/**
 * A timer that does not keep a Node process: what is under way does that by itself. No time at all
 * is over at once; a timer would let a fast answer win.
 */
export function startTimer(ms: number, run: () => void): Timer | undefined {
  if (ms > maxTimerMs) return undefined;
  if (ms <= 0) {
    run();
    return undefined;
  }
  const timer = setTimeout(run, ms);
  (timer as { unref?(): void }).unref?.();
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

/** Runs what ends a call when nobody can read its response any more. Made late, as not every runtime has it. */
let forgotten: FinalizationRegistry<() => void> | undefined;

/** Runs `end` when nobody can read the response any more. It must not refer to it. */
export function onForgotten(response: Response, end: () => void): void {
  if (typeof FinalizationRegistry !== "function") return;
  forgotten ??= new FinalizationRegistry((run) => run());
  forgotten.register(response, end);
}

/** Waits for a turn, and gives what ends it. */
export type Acquire = (wait: (turn: Promise<void>) => Promise<void>) => Promise<() => void>;

/** Lets at most so many calls go on at once; the rest wait in their order. */
export function limitConcurrency(limit: number): Acquire {
  let free = Math.floor(limit);
  const waiting: (() => void)[] = [];
  const release = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };
  return async (wait) => {
    if (free > 0) free--;
    else {
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
