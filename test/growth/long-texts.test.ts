import { expect, test } from "vitest";
import { compareSpecs, formats, formatVerdict, reachVerdict } from "../../generator/diff/index.js";
import { specFull } from "../compiler/hostile-spec.js";
import { full } from "../consumers/on-demand.js";
import { allOutputs, generateInto, load } from "../support/generator.js";

/** What expressions that are not linear stumble over, where a text is made of it. */
const parts = ["\n", " ", "`", "A", ...(full ? ["\\", "{", "-", "_a", "/", "("] : [])];

/** Milliseconds of the processor. */
async function workOf(action: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const entry = (text: string) => ({ "openapi.json": JSON.stringify(specFull(text)) });

const generateWith = (text: string) => generateInto(entry(text), undefined, undefined, allOutputs);

async function diffWith(text: string): Promise<void> {
  const comparison = compareSpecs(await load(entry(text)), await load(entry(`${text}x`)));
  const verdict = reachVerdict(comparison, { failOn: "breaking" });
  expect(verdict.findings.length).toBeGreaterThan(10);
  for (const format of Object.keys(formats) as (keyof typeof formats)[])
    formatVerdict(verdict, format);
}

test.each([
  ["generate", generateWith],
  ["diff, in every format", diffWith],
] as const)(
  "%s: ten times the text is no hundred times the work",
  async (_, run) => {
    await run("a");
    for (const part of parts) {
      const short = part.repeat(2000 / part.length);
      const work = await workOf(() => run(short));
      // Linear work takes less than ten times as long; with all those places, squared work far more.
      const most = 30 * Math.max(work, 200);
      expect(await workOf(() => run(short.repeat(10))), JSON.stringify(part)).toBeLessThan(most);
    }
  },
  900_000,
);
