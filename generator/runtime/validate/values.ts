/** Whether two values of JSON are the same, in whatever order their members are. */
export function equals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return typeof a === "object" && typeof b === "object" && identityOf(a) === identityOf(b);
}

/** A text that only equal values of JSON share. */
export function identityOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? typeof value;
  if (Array.isArray(value)) return `[${value.map(identityOf)}]`;
  const fields = value as Readonly<Record<string, unknown>>;
  const members = Object.keys(fields).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${identityOf(fields[name])}`)}}`;
}

/**
 * By their decimal digits: a division would round, and 1.1 be no multiple of 0.01. The generator has
 * the same in `openapi/exact-multiples.ts`, which no client has; a test compares them.
 */
export function isMultipleOf(value: number, step: number): boolean {
  const [digits, exponent] = decimalOf(value);
  const [stepDigits, stepExponent] = decimalOf(step);
  const shift = exponent - stepExponent;
  return shift < 0
    ? digits % (stepDigits * 10n ** BigInt(-shift)) === 0n
    : (digits * 10n ** BigInt(shift)) % stepDigits === 0n;
}

function decimalOf(value: number): [digits: bigint, exponent: number] {
  const [mantissa = "", exponent = "0"] = `${value}`.split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return [BigInt(whole + fraction), Number(exponent) - fraction.length];
}
