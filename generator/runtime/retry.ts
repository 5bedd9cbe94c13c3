import { retryAfterMs } from "./errors.js";
import type { PreparedRequest } from "./prepare.js";
import type { Settings } from "./settings.js";

/**
 * Milliseconds to wait before the next attempt: what the server asks for, else a random part of a
 * time that doubles, so that many clients do not come back at once. Infinity if there is to be none:
 * the server asks for more than the client will wait, or another attempt changes nothing or may do
 * harm. A write that may have been done already is repeated only with an idempotency key; 429 says
 * that it was not done.
 *
 * @param response undefined if none arrived
 */
export function retryDelay(
  { info, headers, isRepeatable }: PreparedRequest,
  response: Response | undefined,
  attempt: number,
  { maxRetries, retryDelayMs, maxRetryDelayMs, maxRetryAfterMs }: Settings,
): number {
  const status = response?.status ?? 0;
  const mayPass = /^(0|408|429|50[0234])$/.test(`${status}`);
  const isSafe =
    status === 429 || headers["idempotency-key"] || !/^(POST|PATCH)$/.test(info.method);
  if (attempt > maxRetries || !isRepeatable || !mayPass || !isSafe) return Infinity;
  const asked = response && retryAfterMs(response.headers);
  if (asked !== undefined) return asked > maxRetryAfterMs ? Infinity : asked;
  return Math.random() * Math.min(maxRetryDelayMs, retryDelayMs * 2 ** (attempt - 1));
}
