import { refuse } from "./errors.js";

/**
 * How a call is sent; set for a client, and for one call over that. Each is a number of at least 0,
 * Infinity included; anything else is InvalidArgumentError.
 */
export interface SendOptions {
  /** How often a failed attempt is tried again, where that is safe. Default 2; 0 for never. */
  readonly maxRetries?: number;
  /** Longest pause before the first retry, in ms; doubles with each. A random part of it is waited. Default 500. */
  readonly retryDelayMs?: number;
  /** What the doubling stops at, in ms. Default 8000. */
  readonly maxRetryDelayMs?: number;
  /**
   * A `Retry-After` up to this is waited for, in ms. Default 60000. For a longer one the call fails
   * at once, with RateLimitError or the error of another status.
   */
  readonly maxRetryAfterMs?: number;
  /**
   * Longest time for one attempt, its body included, in ms; then it fails with TimeoutError, and is
   * tried again where that is safe. Default 60000; Infinity for none.
   */
  readonly timeoutMs?: number;
  /**
   * Longest time for the call with all attempts, pauses and waiting, in ms; then TimeoutError.
   * Default Infinity.
   */
  readonly deadlineMs?: number;
}

export type Settings = Required<SendOptions>;

export const defaults: Settings = {
  maxRetries: 2,
  retryDelayMs: 500,
  maxRetryDelayMs: 8000,
  maxRetryAfterMs: 60_000,
  timeoutMs: 60_000,
  deadlineMs: Infinity,
};

/** The options over what holds without them. Throws InvalidArgumentError naming the option. */
export function settle(options: SendOptions, base: Settings): Settings {
  const settled = { ...base };
  for (const name of Object.keys(base) as (keyof Settings)[]) {
    const value = options[name];
    if (value !== undefined) settled[name] = atLeast(0, name, value);
  }
  return settled;
}

/** Throws InvalidArgumentError naming the option, unless it is a number of at least this. */
export function atLeast(least: number, option: string, value: number): number {
  const isFine = typeof value === "number" && value >= least;
  return isFine ? value : refuse(option, `must be a number of at least ${least}`);
}
