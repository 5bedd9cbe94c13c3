import type { Use } from "../uses/index.js";

/** The statuses of the client's error classes; `runtime/errors.ts` makes one of each by it. */
export const statusesOfClasses: Readonly<Record<string, readonly number[]>> = {
  BadRequestError: [400, 422],
  AuthenticationError: [401],
  PermissionError: [403],
  NotFoundError: [404],
  ConflictError: [409],
  RateLimitError: [429],
};

/**
 * Whether code that tells outcomes apart singles out a status: by its number, or by the class of its
 * error. What handles every failure handles any.
 *
 * @param status `404`, `4XX`, `default`
 */
export function singlesOut({ kind, name, whole }: Use, status: string): boolean {
  if (whole) return true;
  const isOf = (each: number) =>
    status === String(each) || (/^[1-5]XX$/i.test(status) && status[0] === String(each)[0]);
  if (kind === "errorClass") return statusesOfClasses[name]?.some(isOf) ?? false;
  return /^\d{3}$/.test(name) && isOf(Number(name));
}
