/** An object of a document. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The entries of a map; in a linked document, extensions have already been removed. */
export function entriesOf(value: unknown): [string, unknown][] {
  return isFields(value) ? Object.entries(value) : [];
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function textsOf(value: unknown): string[] {
  return listOf(value).filter((item) => typeof item === "string");
}

/** One spelling for equal data, whatever the order of its fields. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      isFields(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
        : isWritten(inner)
          ? inner
          : { number: String(inner) },
    ) ?? "undefined"
  );
}

/** JSON has no infinities and no `nan`, and would write them as null. */
function isWritten(value: unknown): boolean {
  return typeof value !== "number" || Number.isFinite(value);
}

/** Whether one of the values is the same data as another. */
export function includesSame(values: readonly unknown[], value: unknown): boolean {
  return values.some((other) => isSame(value, other));
}

/** Whether two values are the same data. The loader limits the depth of documents. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => Object.hasOwn(b, key) && isSame((a as Fields)[key], (b as Fields)[key]),
  );
}
