/** Limits, as keywords of JSON Schema. */
export type Limits = Readonly<Record<string, number>>;

const term =
  /\s*(<=|>=|≤|≥|<|>)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(characters?|items?|properties|property|个?字符|个?元素|项)?/iy;

const inclusive = {
  "<=": "maximum",
  ">=": "minimum",
  "<": "exclusiveMaximum",
  ">": "exclusiveMinimum",
} as const;

/**
 * Reads a line of limits whole, such as `<= 255 characters` or, glued, `>= 1<= 5000`; undefined if
 * it is anything else.
 */
export function readLimits(text: string): Limits | undefined {
  if (!/^[<>≤≥]/.test(text) || text.length > 120) return undefined;
  const limits: Record<string, number> = {};
  let at = 0;
  while (at < text.length) {
    term.lastIndex = at;
    const found = term.exec(text);
    if (!found) return undefined;
    const [whole, sign = "", number = "", unit] = found;
    const operator = sign.replace("≤", "<=").replace("≥", ">=") as keyof typeof inclusive;
    limits[keywordOf(operator, unit)] = Number(number);
    at += whole.length;
  }
  return limits;
}

function keywordOf(operator: keyof typeof inclusive, unit: string | undefined): string {
  if (unit === undefined) return inclusive[operator];
  const of = /char|字/i.test(unit) ? "Length" : /prop/i.test(unit) ? "Properties" : "Items";
  return `${operator.startsWith("<") ? "max" : "min"}${of}`;
}
