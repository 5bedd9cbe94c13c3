import type { DeviationRule } from "./answer-rules.js";
import type { Deviation } from "./deviation.js";

/** A deviation, however many exchanges show it. No value of an exchange is here. */
export interface DescribedDeviation<Rule extends string> {
  readonly rule: Rule;
  readonly level: DeviationRule["level"];
  /** Upper case, and the path template. */
  readonly operation: { readonly method: string; readonly path: string };
  /** Where in the exchange: `answer 200, lines[].mpn`. */
  readonly where: string;
  /** `GET /boms/: answer 200, lines[].mpn is not a string`. */
  readonly message: string;
  /** What would bring the spec up to the service. */
  readonly help: string;
  /** The same for the same deviation, whoever finds it. */
  readonly fingerprint: string;
}

/** What two deviations that are one finding have in common. */
export function keyOf(
  { rule, where, what }: Deviation<string, unknown>,
  { method, path }: DescribedDeviation<string>["operation"],
): string {
  return [rule, method, path, where, what].join("\n");
}

export function describeDeviation<Rule extends string>(
  deviation: Deviation<Rule, unknown>,
  operation: DescribedDeviation<Rule>["operation"],
  { level, help }: Pick<DeviationRule, "level" | "help">,
): DescribedDeviation<Rule> {
  const { rule, where, what } = deviation;
  return {
    ...{ rule, level, operation, where, help },
    message: `${operation.method} ${operation.path}: ${where} ${what}`,
    fingerprint: fingerprintOf(keyOf(deviation, operation)),
  };
}

/**
 * 64 bits of a text, in hexadecimal: two rounds of FNV-1a, from different starts. It has to tell
 * findings apart and be there in every runtime; nobody gains by finding two texts with the same.
 */
function fingerprintOf(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return [0x811c9dc5, 0x9e3779b9]
    .map((start) => {
      let hash = start;
      for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
      // FNV's last steps hardly reach the high bits.
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
      return ((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, "0");
    })
    .join("");
}
