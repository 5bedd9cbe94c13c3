import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { repository } from "../support/generator.js";

/** Files whose expressions only meet texts that are cut, or refused, before: by how many characters. */
const bounded: Readonly<Record<string, number>> = {
  "capture/listed/type-name.ts": 200,
  "capture/readers/not-endpoint.ts": 200,
  "capture/readers/apidog/text/page-fields.ts": 300,
  "capture/readers/apidog/text/page-lines.ts": 200,
  "capture/readers/apidog/text/page-sections.ts": 200,
  "capture/readers/apidog/text/interface-labels.ts": 60,
};

interface Expression {
  readonly where: string[];
  readonly regex: RegExp;
}

/** Every regular expression that is written in the generator, one of several places once. */
function readExpressions(): Expression[] {
  const known = new Map<string, Expression>();
  const home = join(repository, "generator");
  const paths = readdirSync(home, { recursive: true, encoding: "utf8" }).filter(
    (path) => /(?<!\.d)\.ts$/.test(path) && !/^(dist|node_modules)\b/.test(path),
  );
  for (const path of paths) {
    if (Object.hasOwn(bounded, path.replaceAll("\\", "/"))) continue;
    const text = readFileSync(join(home, path), "utf8");
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf("/");
        const flags = node.text.slice(end + 1);
        // All matches are looked for, as one that is not found is at every start.
        const isSticky = flags.includes("y");
        const regex = new RegExp(
          node.text.slice(1, end),
          flags.replace("g", "") + (isSticky ? "" : "g"),
        );
        const { line } = file.getLineAndCharacterOfPosition(node.getStart());
        const expression = known.get(String(regex)) ?? { where: [], regex };
        expression.where.push(`${path}:${line + 1}`);
        known.set(String(regex), expression);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return [...known.values()];
}

const common = [..."aA0 \n\t./{([\"'-_`*:;<=@#\\&%,|}>)]$~"];

/** Texts that repeat something an expression knows, and end with what none does. */
function* attacksOn({ source }: RegExp): Generator<(length: number) => string> {
  const words = [...new Set(source.match(/[\p{L}\p{N}<!>-]{2,}/gu) ?? [])].slice(0, 8);
  const own = [...new Set(source.match(/[^\\\w]/gu) ?? [])];
  const pumps = [...new Set([...common, ...own, ...words, "<!---->", "/**/", "\t ", "\n."])];
  const pairs = own.flatMap((one) =>
    ["a", " ", "\n", "0"].flatMap((other) => [one + other, other + one]),
  );
  for (const start of ["", "a", ...words])
    for (const pump of start === "" ? [...pumps, ...pairs] : pumps)
      for (const end of ["\u0001", "\n\u0001"])
        yield (length) => start + pump.repeat(Math.ceil(length / pump.length)) + end;
}

/** Milliseconds of the processor for a whole text: what else the machine does is no part of it. */
function workOf(regex: RegExp, text: string): number {
  const before = process.cpuUsage();
  regex.lastIndex = 0;
  text.replace(regex, "");
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The best of three, as the first may be compiling; what takes far longer than that is run once. */
function leastWorkOf(regex: RegExp, text: string): number {
  const first = workOf(regex, text);
  return first > 300 ? first : Math.min(first, workOf(regex, text), workOf(regex, text));
}

/** Characters. Texts of 24 show whether each of them doubles the work, which never ends for longer ones. */
const lengths = { tiny: 24, short: 1000, long: 4000 };

/**
 * Whether work grows with more than the length: four times the text takes sixteen times as long then.
 *
 * @param attack makes a text of about that many characters
 */
function isSlow(regex: RegExp, attack: (length: number) => string): boolean {
  if (workOf(regex, attack(lengths.tiny)) > 5 && workOf(regex, attack(lengths.tiny)) > 5)
    return true;
  // Nearly all are done at once; only what takes its time is looked at again.
  if (workOf(regex, attack(lengths.short)) < 0.05) return false;
  const first = workOf(regex, attack(lengths.long));
  if (first < 4) return false;
  // Long enough to be measured, and no longer.
  const length = first < 20 ? 2 * lengths.long : lengths.long;
  const [once, more] = [leastWorkOf(regex, attack(length)), leastWorkOf(regex, attack(4 * length))];
  return more > 50 && more > 8 * once;
}

test("every regular expression of the generator takes linear time", () => {
  const expressions = readExpressions();
  expect(expressions.length).toBeGreaterThan(200);
  const slow = expressions.flatMap(({ where, regex }) => {
    for (const attack of attacksOn(regex))
      if (isSlow(regex, attack)) return [`${where} ${regex} on ${JSON.stringify(attack(8))}`];
    return [];
  });
  expect(slow).toEqual([]);
});

test.each([/^(\s*)@/gm, /\{[^}]*\}/g, /^(?:\s*\n)*a/g])("such a test finds %s", (regex) => {
  const global = new RegExp(regex.source, `${regex.flags.replace("g", "")}g`);
  expect([...attacksOn(global)].some((attack) => isSlow(global, attack))).toBe(true);
});
