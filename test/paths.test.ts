import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { makeFolder, writeFiles } from "./support/generator.js";
import { deadLinks } from "./support/links.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders =
  "generator|generated|scripts|test|spec|docs|bench|load|contract|openapi|model|monitor|outputs|typescript|diff|capture|cli|write|runtime|diagnostics|disk|custom-outputs|project|types";
const named = new RegExp(
  `(?<![\\w/.@-])(?:${folders})/[\\w./-]*\\w\\.(?:ts|mts|mjs|js|json|yaml|yml|md)(?![\\w*])`,
  "g",
);

/** What a page names of this repository: paths from its root, or from `generator/`. */
function namesIn(text: string): string[] {
  // What a shell or a config of a reader's own shows is no file of ours.
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, "");
  return [...prose.matchAll(/`[^`]+`/g)].flatMap(([code]) => code.match(named) ?? []);
}

const pages = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" })
  .split("\n")
  // Pages of made-up sites, and what names files of other repositories.
  .filter((path) => path !== "" && !/^test\/.*\/pages\/|^docs\/specs-tried\.md$/.test(path));

test.each(pages)("%s only names existing files", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const isThere = (path: string) =>
    ["", "generator", dirname(page)].some((base) => existsSync(join(root, base, path)));
  expect(namesIn(text).filter((path) => !isThere(path))).toEqual([]);
  expect(deadLinks(root, page)).toEqual([]);
});

test("a name of a missing file is noticed", () => {
  expect(namesIn("See `load/yaml.ts` and `generator/gone.ts`.")).toEqual([
    "load/yaml.ts",
    "generator/gone.ts",
  ]);
});

test("a link to a missing file or anchor is noticed, whatever spells it", () => {
  const folder = makeFolder();
  writeFiles(folder, {
    "docs/a.md": "# A page, of `code`\n\n## Twice\n\n## Twice\n",
    "README.md": `# Read me

[a](docs/a.md#a-page-of-code), [a](docs/a.md#twice-1), [here](#read-me), [all](docs/),
[gone](docs/gone.md), [an anchor
that is gone](docs/a.md#twice-2), [gone here](#read), [outside](../x.md), ![picture](a.png),
[by name], \`[code](code.md)\`, [web](https://example.com/x.md)

| [cell](cell.md) |
|---|

[by name]: named.md
`,
  });
  expect(deadLinks(folder, "docs/a.md")).toEqual([]);
  expect(deadLinks(folder, "README.md")).toEqual([
    "docs/gone.md",
    "docs/a.md#twice-2",
    "#read",
    "../x.md",
    "a.png",
    "named.md",
    "cell.md",
  ]);
});
