/**
 * Multiples of decimal numbers, exactly: `0.3` is a multiple of `0.1`, which the remainder of two
 * floating-point numbers denies. A number is what its shortest decimal spelling says.
 */

/** A number as a count of units of 10 to the power of `-scale`. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Whether a number is a multiple of another one, which is positive. */
export function isMultipleOf(value: number, of: number): boolean {
  const [units, divisor] = alignedOf(value, of);
  return units % divisor === 0n;
}

/** The smallest positive number that is a multiple of both. */
export function leastCommonMultiple(a: number, b: number): number {
  const [x, y, scale] = alignedOf(a, b);
  return numberOf({ units: (x / greatestCommonDivisor(x, y)) * y, scale });
}

/**
 * The multiple that is closest to a number on one side of it.
 *
 * @param isBeyond whether the number itself, if it is a multiple, does not count
 */
export function nearestMultiple(
  value: number,
  of: number,
  side: "above" | "below",
  isBeyond = false,
): number {
  const [units, step, scale] = alignedOf(value, of);
  const rest = ((units % step) + step) % step;
  const below = units - rest;
  if (rest === 0n && !isBeyond) return value;
  const found = side === "above" ? below + step : rest === 0n ? below - step : below;
  return numberOf({ units: found, scale });
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function alignedOf(a: number, b: number): [bigint, bigint, number] {
  const [x, y] = [decimalOf(a), decimalOf(b)];
  const scale = Math.max(x.scale, y.scale);
  const raised = ({ units, scale: own }: Decimal) => units * 10n ** BigInt(scale - own);
  return [raised(x), raised(y), scale];
}

function decimalOf(value: number): Decimal {
  const [digits = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = digits.split(".");
  const scale = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale };
}

function numberOf({ units, scale }: Decimal): number {
  return Number(`${units}e${-scale}`);
}
