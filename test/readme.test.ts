import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compareAll, reportOf } from "../generator/generate/generate.js";
import {
  coveragePages,
  readCoverage,
  toSentence,
  toTable,
  withCoverage,
} from "../scripts/coverage.js";
import { makeFolder } from "./support/generator.js";
import { start } from "./support/program.js";
import { compileSnippets } from "./support/snippets.js";

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), "utf8");

const pages = [
  "README.md",
  "generator/README.md",
  "docs/observability.md",
  "docs/openapi-fetch.md",
  "docs/recipes.md",
  "docs/testing-your-code.md",
];

const snippets = new Map(
  pages.flatMap((page) =>
    [...read(page).matchAll(/^```ts(?: file=.*)?\n([\s\S]*?)^```$/gm)].map(
      ([, code = ""], index): [string, string] => [
        `${page.replaceAll("/", "-")}-${index + 1}.ts`,
        code,
      ],
    ),
  ),
);

test("every TypeScript block compiles, and one that does not match the client is noticed", () => {
  expect(snippets.size).toBeGreaterThanOrEqual(5);
  const wrong = `import { createCofactr } from "cofactr-platform-client";\ncreateCofactr({});`;
  const found = compileSnippets(new Map([...snippets, ["wrong.ts", wrong]]));
  const [noticed, ...others] = [...found].filter(([, errors]) => errors.length > 0);
  expect(others).toEqual([]);
  expect(noticed).toEqual(["wrong.ts", [expect.stringMatching(/^2: TS2345/)]]);
});

test("the README shows what `npm run generate` prints", async () => {
  const steps: string[] = [];
  const [outcome] = await compareAll({ onProgress: (step) => steps.push(step) });
  const { api, differences, unchanged } = reportOf(outcome);
  expect(differences).toEqual([]);
  const shown = /^\$ npm ci && npm run generate\n([\s\S]*?)\n\n/m.exec(read("README.md"))?.[1];
  expect(shown?.replace(/\([\d.]+ s\)$/, "")).toBe(
    [
      ...steps.map((step) => `tether: ${step}`),
      `${api.operations} operations in ${api.groups} groups: ${api.documented} documented, ${api.inferred} inferred`,
      `nothing to write: all ${unchanged} files in generated are current `,
    ].join("\n"),
  );
});

test("the README shows what `npm run demo` prints, and that leaves nothing behind", async () => {
  const folder = makeFolder();
  const { code, out, err } = await start(["--import", "tsx", "scripts/demo.ts"], {
    TMPDIR: folder,
  });
  expect([code, err]).toEqual([0, ""]);
  const shown = /^\$ npm run demo\n([\s\S]*?)```/m.exec(read("README.md"))?.[1];
  expect(out).toBe(shown);
  // tsx keeps what it has translated.
  expect(readdirSync(folder).filter((name) => !name.startsWith("tsx"))).toEqual([]);
});

test.each(Object.keys(coveragePages))("what %s says of the coverage is current", async (page) => {
  expect(read(page)).toBe(withCoverage(page, read(page), await readCoverage()));
});

test("the coverage lists all groups, those without a known operation as unlisted", async () => {
  const table = toTable(await readCoverage());
  expect(table.match(/\| unlisted \|/g)).toHaveLength(12);
  expect(table).toContain("| **Total** | 63 | 52 | 3 | 2 | 1 |");
  expect(toSentence(await readCoverage())).toBe(
    "63 operations are known by their title, 52 of them with their method, 3 with their path.\n",
  );
});
