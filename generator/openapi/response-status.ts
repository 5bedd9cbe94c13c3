/** The meaning of a key of `responses`; undefined if it is not a status. */
export type Status = number | `${1 | 2 | 3 | 4 | 5}XX` | "default";

export function statusOf(key: string): Status | undefined {
  if (key === "default") return key;
  if (/^[1-5][0-9][0-9]$/.test(key)) return Number(key);
  return /^[1-5]XX$/i.test(key) ? (key.toUpperCase() as Status) : undefined;
}

/**
 * Determines which of an operation's documented responses are successes: 2xx, and `default` if no
 * 2xx is documented.
 */
export function successAmong(keys: Iterable<string>): (key: string) => boolean {
  const isDeclared = [...keys].some((key) => is2xx(statusOf(key)));
  return (key) => {
    const status = statusOf(key);
    return is2xx(status) || (status === "default" && !isDeclared);
  };
}

/**
 * The one of an operation's documented responses that an answer is: that of its status, or of its
 * range, or `default`.
 */
export function responseOf<Response extends { readonly status: Status | undefined }>(
  status: number,
  responses: Iterable<Response>,
): Response | undefined {
  const all = [...responses];
  const range = statusOf(`${String(status)[0]}XX`);
  return [status, range, "default"]
    .map((wanted) => all.find((response) => response.status === wanted))
    .find((response) => response !== undefined);
}

/** Whether one key is a range of statuses that contains the other. */
export function isRangeOf(range: string, key: string): boolean {
  const [all, one] = [statusOf(range), statusOf(key)];
  return typeof all === "string" && typeof one === "number" && all[0] === String(one)[0];
}

/** RFC 9110: 6.4.1, 15.3.6. */
const bodiless: ReadonlySet<unknown> = new Set([204, 205, 304]);

/** Whether a response with this status may have a body, if its request was no `HEAD`. */
export function mayHaveBody(status: Status | undefined): boolean {
  return !bodiless.has(status);
}

function is2xx(status: Status | undefined): boolean {
  return status === "2XX" || (typeof status === "number" && status >= 200 && status < 300);
}
