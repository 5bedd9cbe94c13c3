/**
 * "Is it breaking?", asked of us and of another tool, and judged by what each case of a folder
 * expects (`cases.json`): breaking if anything in it is, harmless if nothing is or may be.
 */
import { deliberate } from "./deliberate.js";
import { policies } from "./ids.js";
import { type Case, judgeCase, readCases } from "./score.js";

/** A case whose answer is certain. */
export interface BreakingCase extends Pick<Case, "id" | "base" | "revision"> {
  readonly isBreaking: boolean;
  /** Ids of the rules that break by the expectation. */
  readonly because: readonly string[];
}

/** What somebody answers. */
export interface Answer {
  readonly isBreaking: boolean;
  /** Why it differs from the expectation on purpose; undefined if it doesn't, or no reason is known. */
  readonly reason: string | undefined;
  /** The rules that break by our judgement. */
  readonly kinds: readonly string[];
}

export function breakingCases(folder: string): BreakingCase[] {
  return readCases(folder).flatMap((one): BreakingCase[] => {
    const expected = one.oracle?.all ?? one.expected;
    const because = expected.filter(({ level }) => level === "ERR").map(({ id }) => id);
    if (because.length === 0 && expected.some(({ level }) => level === "WARN")) return [];
    const { id, base, revision } = one;
    return [{ id, base, revision, isBreaking: because.length > 0, because }];
  });
}

/** Our answer: whether anything breaks on the wire, which is what the cases are about. */
export async function ourAnswer(one: BreakingCase, folder: string): Promise<Answer> {
  const judgements = await judgeCase(one, folder);
  const kinds = judgements.filter(({ wire }) => wire === "breaking").map(({ rule }) => rule.id);
  const isBreaking = kinds.length > 0;
  if (isBreaking === one.isBreaking) return { isBreaking, reason: undefined, kinds };
  const reasons = isBreaking ? kinds.map(reasonForOurs) : one.because.map(reasonForTheirs);
  const isExplained = reasons.every((reason) => reason !== undefined);
  return { isBreaking, reason: isExplained ? [...new Set(reasons)].join(" ") : undefined, kinds };
}

/** Where only the answer to this question differs, and no case of the comparison itself. */
const reasons: readonly (readonly [kind: RegExp, reason: string])[] = [
  [
    /^(request|parameter)\.(required|requiredProperty)\.addedWithDefault$/,
    "What is declared as required may be asked for, whatever its default.",
  ],
  [
    /^operation\.successResponse\.removed$/,
    "A `default` that stands alone says what a success is.",
  ],
];

function reasonForOurs(kind: string): string | undefined {
  const known = reasons.find(([pattern]) => pattern.test(kind))?.[1];
  if (known !== undefined) return known;
  return deliberate.find(({ ours }) => ours.test(`${kind} ERR root`) || ours.test(`${kind} ERR`))
    ?.reason;
}

function reasonForTheirs(id: string): string | undefined {
  return policies[id] ?? deliberate.find(({ theirs }) => theirs.test(`${id} ERR`))?.reason;
}
