import { camel, kebabCase, listOf, type Scaffold } from "./scaffold.js";

/** A folder of `generator/capture/readers` that recognizes pages of a product and reads none yet. */
export const reader: Scaffold = {
  name: kebabCase,
  example: "`read-me`",
  files: (name) => ({
    [`generator/capture/readers/${name}/index.ts`]: `import type { Page } from "../../page.js";
import type { PageReader } from "../page-reader.js";

/** Reads pages of ${name}. */
export const ${camel(name)}Reader: PageReader = {
  name: "${name}",
  recognizes,
  read: () => ({
    kind: "unreadable",
    because: "it is a page of ${name}, which is not read yet",
    next: "capture the OpenAPI document that it is made of",
    quote: undefined,
  }),
};

/** By the product's name, on a line of its own. */
function recognizes({ text }: Page): boolean {
  return /^Powered by ${name}$/im.test(text);
}
`,
    [`test/capture/${name}.test.ts`]: `import { expect, test } from "vitest";
import { read } from "./pages.js";

test("a page of ${name} is recognized", () => {
  expect(read("# List pets\\n\\nPowered by ${name}\\n", "text")).toMatchObject({
    kind: "unreadable",
    because: "it is a page of ${name}, which is not read yet",
  });
});

test("a page that only speaks of ${name} is not", () => {
  const { kind } = read("# List pets\\n\\nWe moved away from ${name}.\\n", "text");
  expect(kind).not.toBe("unreadable");
});
`,
  }),
  register(name, open) {
    const file = open("generator/capture/readers/index.ts");
    file.addImportDeclaration({
      moduleSpecifier: `./${name}/index.js`,
      namedImports: [`${camel(name)}Reader`],
    });
    // The last one takes whatever no other knows, and one for text takes what looks like its own.
    listOf(file, "readers").insertElement(0, `${camel(name)}Reader`);
  },
  next: (name) => [
    `  1. Save real pages beside test/capture/${name}.test.ts and say what each states.`,
    `  2. Read them in generator/capture/readers/${name}/index.ts: facts with their places and confidence,`,
    "     and leads to what is elsewhere (page-reader.ts); fragments of OpenAPI by capture/fragment/.",
    "  3. npm run format; describe the product in docs/capture.md, enter it in CHANGELOG.md.",
  ],
};
