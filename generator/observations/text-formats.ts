/** The formats that a text shows by itself; others, such as `email`, change nothing for a caller. */
export type Format = "date-time" | "date" | "uuid";

const patterns: Readonly<Record<Format, RegExp>> = {
  // RFC 3339: without an offset it is not a date-time.
  "date-time": /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
};

/** The format of a text; undefined if it shows none. */
export function formatOf(text: string): Format | undefined {
  for (const format of ["date-time", "date", "uuid"] as const) {
    if (patterns[format].test(text)) return format;
  }
  return undefined;
}
