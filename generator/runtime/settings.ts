import { InvalidArgumentError } from "./errors.js";

/** How a call is sent; set for a client, and for one call over that. */
export interface SendOptions {
  /** How often a failed attempt is tried again, where that is safe. Default 2; 0 for never. */
  readonly maxRetries?: number;
  /** Longest pause before the first retry, in ms; doubles with each. A random part of it is waited. Default 500. */
  readonly retryDelayMs?: number;
  /** What the doubling stops at, in ms. Default 8000. */
  readonly maxRetryDelayMs?: number;
  /** A `Retry-After` up to this is waited for, in ms; for a longer one the call fails at once. Default 60000. */
  readonly maxRetryAfterMs?: number;
  /** Longest time for one attempt, its body included, in ms; then TimeoutError. Default 60000; Infinity for none. */
  readonly timeoutMs?: number;
  /** Longest time for the call with all attempts, pauses and waiting, in ms; then TimeoutError. Default Infinity. */
  readonly deadlineMs?: number;
}

export type Settings = Required<SendOptions>;

const defaults: Settings = {
  maxRetries: 2,
  retryDelayMs: 500,
  maxRetryDelayMs: 8000,
  maxRetryAfterMs: 60_000,
  timeoutMs: 60_000,
  deadlineMs: Infinity,
};

/** The call's options over the client's over the defaults. Throws InvalidArgumentError naming the option. */
export function settle(...layers: readonly SendOptions[]): Settings {
  const settled = { ...defaults };
  for (const name of Object.keys(defaults) as (keyof Settings)[]) {
    for (const layer of layers) {
      const value = layer[name];
      if (value === undefined) continue;
      assertAtLeast(0, name, value);
      settled[name] = value;
    }
  }
  return settled;
}

/** Throws InvalidArgumentError naming the option, unless it is a number of at least this. */
export function assertAtLeast(least: number, option: string, value: unknown): void {
  if (typeof value === "number" && value >= least) return;
  throw new InvalidArgumentError(option, `must be a number of at least ${least}`);
}
