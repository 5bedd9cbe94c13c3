import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { capturePages, writeCaptured } from "../../generator/capture/index.js";
import { makeFolder } from "../support/generator.js";

const pageOf = (title: string, path: string, info: object) =>
  `# Source: https://docs.example/reference/page.md\n\n# ${title}\n\n# OpenAPI definition\n\n\`\`\`json\n${JSON.stringify(
    { openapi: "3.0.0", info, paths: { [path]: { get: { responses: {} } } } },
    undefined,
    2,
  )}\n\`\`\`\n`;

/** The beginning of the document that is made of pages with these `info` objects. */
async function madeOf(infos: readonly object[]): Promise<{ head: string; whole: string }> {
  const pages = infos.map((info, index): [string, string] => [
    `pages/${index}.md`,
    pageOf(`Read ${index}`, `/things/${index}`, info),
  ]);
  const folder = makeFolder(Object.fromEntries(pages));
  const target = join(folder, "openapi.yaml");
  const report = await capturePages({
    sources: [join(folder, "pages")],
    target,
    isNew: true,
    cacheFolder: join(folder, "cache"),
  });
  writeCaptured(report);
  const whole = readFileSync(target, "utf8");
  return { whole, head: whole.slice(0, whole.indexOf("paths:")) };
}

describe("a new document is called as the documents on its pages are", () => {
  test("if they agree", async () => {
    const info = { title: "Orders API", version: "3.0" };
    const { head } = await madeOf([info, info]);
    expect(head).toContain('title: "Orders API"\n  version: "3.0"\n');
  });

  test("by their title alone, if they have several versions", async () => {
    const { head } = await madeOf([
      { title: "Orders API", version: "1" },
      { title: "Orders API", version: "2" },
    ]);
    expect(head).toContain(
      'title: "Orders API"\n  # The pages state several versions of the API.\n  version: 0.0.0\n',
    );
  });

  test("but not by what a product writes into documents without a title", async () => {
    const { head } = await madeOf([{ title: "", version: "1.0.0" }]);
    expect(head).toContain("# The pages state no version of the API.\n  version: 0.0.0\n");
  });
});

test("a heading that only says where a page is from is no title", async () => {
  const { whole } = await madeOf([{ title: "Orders API", version: "1" }]);
  expect(whole).toContain("summary: Read 0\n");
  expect(whole).not.toContain('summary: "Source');
});
