import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

test("the page on capture names existing scripts", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const text = read("docs/capture.md");
  const names = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(
    ([, name]) => name ?? "",
  );
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) expect(scripts).toHaveProperty([name]);
});
