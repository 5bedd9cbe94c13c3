/** What a key of `responses` stands for; undefined if it is no status. */
export type Status = number | `${1 | 2 | 3 | 4 | 5}XX` | "default";

export function statusOf(key: string): Status | undefined {
  if (key === "default") return key;
  if (/^[1-5][0-9][0-9]$/.test(key)) return Number(key);
  return /^[1-5]XX$/i.test(key) ? (key.toUpperCase() as Status) : undefined;
}

/**
 * Tells which of the documented answers of an operation are its success: 2xx, and a `default`
 * beside which no 2xx is documented.
 */
export function successAmong(keys: Iterable<string>): (key: string) => boolean {
  const isDeclared = [...keys].some((key) => is2xx(statusOf(key)));
  return (key) => {
    const status = statusOf(key);
    return is2xx(status) || (status === "default" && !isDeclared);
  };
}

/** Whether a key names a class of statuses, and the other a status of that class. */
export function isRangeOf(range: string, key: string): boolean {
  const [all, one] = [statusOf(range), statusOf(key)];
  return typeof all === "string" && typeof one === "number" && all[0] === String(one)[0];
}

function is2xx(status: Status | undefined): boolean {
  return status === "2XX" || (typeof status === "number" && status >= 200 && status < 300);
}
