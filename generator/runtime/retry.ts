import { retryAfterMs } from "./errors.js";
import type { Settings } from "./settings.js";

/** Statuses that another try may change. */
const passing = [408, 429, 500, 502, 503, 504];

/**
 * Whether sending the request once more can do no harm. A write that may have been done already is
 * repeated only with an idempotency key; 429 says that it was not done.
 *
 * @param status undefined if no answer arrived
 */
export function isRetryable(method: string, hasKey: boolean, status: number | undefined): boolean {
  if (status === 429) return true;
  if (status !== undefined && !passing.includes(status)) return false;
  return hasKey || !/^(POST|PATCH)$/.test(method);
}

/**
 * Milliseconds to wait before the next attempt: what the server asks for, else a random part of a
 * time that doubles, so that many clients do not come back at once. Undefined if the server asks
 * for more than the client will wait.
 */
export function retryDelay(
  attempt: number,
  headers: Headers | undefined,
  { retryDelayMs, maxRetryDelayMs, maxRetryAfterMs }: Settings,
): number | undefined {
  const asked = headers && retryAfterMs(headers);
  if (asked !== undefined) return asked <= maxRetryAfterMs ? asked : undefined;
  return Math.random() * Math.min(maxRetryDelayMs, retryDelayMs * 2 ** (attempt - 1));
}
