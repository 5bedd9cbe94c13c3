import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFiles, repository } from "../support/generator.js";
import { listed, nextSettings, projectOf, settings, usesIn } from "./support.js";

const callers = join(repository, "test/uses/callers");

/** The list of a caller as it was written by hand: files, and below each its uses. */
function expectedOf(text: string): Record<string, string[]> {
  const blocks = text.trim().split(/\n\n+/);
  return Object.fromEntries(
    blocks.map((block) => {
      const [file = "", ...uses] = block.split("\n");
      return [file, uses.sort()];
    }),
  );
}

describe.each(readdirSync(callers))("the caller %s", (name) => {
  test("has exactly the uses that are listed for it", async () => {
    const { "expected.txt": text = "", ...files } = readFiles(join(callers, name));
    const include = name === "next-app" ? { "tsconfig.json": nextSettings } : {};
    const folder = await projectOf({ ...include, ...files });
    const report = usesIn(folder);
    const found: Record<string, string[]> = {};
    for (const [file, uses] of Object.entries(listed(report.uses, folder)))
      found[file] = uses.sort();
    for (const [file, uses] of Object.entries(listed(report.testUses, folder)))
      found[`tests: ${file}`] = uses.sort();
    for (const file of report.notAnalysed) found[`not analysed: ${file}`] = [];
    expect(found).toEqual(expectedOf(text));
    expect(report.unresolved).toEqual([]);
  });
});

test("the client's own files are no callers, even where the project includes them", async () => {
  const call = 'import { createShop } from "../shop/index.js";\ncreateShop({}).payments.list();\n';
  const include = ["src", "shop"];
  const folder = await projectOf({
    "src/a.ts": call,
    "src/List.svelte": "<script></script>\n",
    "src/Page.vue": "<template />\n",
    "tsconfig.json": JSON.stringify({ compilerOptions: settings, include }),
  });
  const { files, uses, notAnalysed } = usesIn(folder);
  expect({ files, notAnalysed }).toEqual({
    files: 1,
    notAnalysed: ["src/List.svelte", "src/Page.vue"],
  });
  expect(uses.map(({ file, name }) => `${file} ${name}`)).toEqual(["src/a.ts listPayments"]);
});
