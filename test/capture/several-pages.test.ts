import { describe, expect, test } from "vitest";
import type { Page } from "../../generator/capture/page.js";
import { listingsOf, pagesIn, readPage } from "../../generator/capture/readers/index.js";

function pageOf(text: string, origin: Page["origin"] = "markdown"): Page {
  return { location: "all.txt", origin, text, fetchedAt: undefined, folder: [], title: undefined };
}

const md = (title: string, path: string, more = "") =>
  `# ${title}\n\n## OpenAPI Specification\n\n\`\`\`yaml\nopenapi: 3.0.1\npaths:\n  ${path}:\n    get: { responses: {} }\n${more}\`\`\`\n`;

const mintlify = (title: string, path: string) =>
  `# ${title}\nSource: https://d.test${path}\n\n## OpenAPI\n\n\`\`\`\`yaml get ${path}\nopenapi: 3.0.1\npaths:\n  ${path}:\n    get: { responses: {} }\n\`\`\`\`\n`;
const readme = (title: string, path: string) =>
  `# ${title}\n\n# OpenAPI definition\n\n\`\`\`json\n{"openapi":"3.0.1","paths":{"${path}":{"get":{"responses":{}}}}}\n\`\`\`\n`;

/** For each page its kind, or its path and what the file has where the title is quoted. */
function read(text: string, origin?: Page["origin"]): string[] {
  const lines = text.split("\n");
  return pagesIn(pageOf(text, origin)).map((page) => {
    const reading = readPage(page);
    if (reading.kind !== "endpoint") return reading.kind;
    const [{ path, title } = { path: undefined, title: undefined }] = reading.endpoints;
    return `${path?.value} ${lines[(title?.quote.line ?? 0) - 1]}`;
  });
}

describe("Markdown with several pages is taken apart", () => {
  test.each<[string, string, string[]]>([
    ["at their titles", `${md("A", "/a")}\n${md("B", "/b")}`, ["/a # A", "/b # B"]],
    [
      "with pages of prose between",
      `# Site\n\nHello.\n\n${md("A", "/a")}# Guide\n\n## Step\n\n${md("B", "/b")}`,
      ["prose", "/a # A", "prose", "/b # B"],
    ],
    ["without a blank line", `${md("A", "/a")}${md("B", "/b")}`, ["/a # A", "/b # B"]],
    [
      "not at a heading in a description",
      `${md("A", "/a", "    x-a: |\n      ```\n      # no\n      ```\n# a comment\n")}${md("B", "/b")}`,
      ["/a # A", "/b # B"],
    ],
    [
      "a page that is cut off does not take the next along",
      `${md("A", "/a").replace(/```\n$/, "")}${md("B", "/b")}${md("C", "/c")}`,
      ["truncated", "/b # B", "/c # C"],
    ],
    [
      "a page without a title begins with its fragment",
      `${md("A", "/a")}\`\`\`yaml\nopenapi: 3.0.1\npaths: { /b: { get: { summary: B, responses: {} } } }\n\`\`\`\n`,
      ["/a # A", "/b paths: { /b: { get: { summary: B, responses: {} } } }"],
    ],
    [
      "of Mintlify, whose fences name their call",
      `${mintlify("A", "/a")}\n${mintlify("B", "/b")}`,
      ["/a # A", "/b # B"],
    ],
    [
      "of ReadMe, whose definition has a title of its own",
      `${readme("A", "/a")}\n${readme("B", "/b")}`,
      ["/a # A", "/b # B"],
    ],
    ["one page is one, whatever its headings", `${md("A", "/a")}# Notes\n\ntext\n`, ["/a # A"]],
    ["so is prose", "# A\n\n# B\n", ["prose"]],
  ])("%s", (_, text, want) => {
    expect(read(text)).toEqual(want);
  });

  test.each<[string, string, (string | undefined)[]]>([
    [
      "below the title",
      `${md("A", "/a").replace("\n", "\nSource: https://d.test/a\n")}${md("B", "/b")}`,
      ["https://d.test/a", undefined],
    ],
    [
      "above it",
      `${md("A", "/a")}\nURL: <https://d.test/b>\n\n${md("B", "/b")}`,
      [undefined, "https://d.test/b"],
    ],
    [
      "as a heading",
      `${md("A", "/a")}---\n\n## https://d.test/b\n\n${md("B", "/b")}`,
      [undefined, "https://d.test/b"],
    ],
    [
      "in front matter",
      `${md("A", "/a")}---\ntitle: B\nurl: "https://d.test/b"\n---\n${md("B", "/b")}`,
      [undefined, "https://d.test/b"],
    ],
  ])("their address is %s", (_, text, want) => {
    expect(pagesIn(pageOf(text)).map(({ address }) => address)).toEqual(want);
  });

  test("every quote has the lines of the file", () => {
    const bad = md("B", "/b/{x}", "    y: &a [*a]\n").replace("    y: &a [*a]\n", "");
    const example =
      "components: {}\nx: 1\n```\n# C\n\n## OpenAPI Specification\n\n```yaml\nopenapi: 3.0.1\npaths:\n  /c:\n    post:\n      requestBody: { content: { application/json: { schema: { type: object, properties: { a: { type: integer } } }, example: { a: x } } } }\n      responses: {}\n";
    const text = md("A", "/a") + bad.replace(/```\n$/, `${example}\`\`\`\n`);
    const lines = text.split("\n");
    const readings = pagesIn(pageOf(text)).map(readPage);
    const [, second, third] = readings;
    if (second?.kind !== "endpoint" || third?.kind !== "endpoint") throw new Error("no endpoint");
    for (const { quote } of second.endpoints.flatMap(({ method, path, marks }) => [
      method,
      path,
      ...marks,
    ])) {
      expect(lines[quote.line - 1]?.slice(quote.column - 1)).toContain(quote.text.replace("…", ""));
    }
    expect(third.contradictions.length).toBeGreaterThan(0);
    for (const { one, other } of third.contradictions) {
      expect(lines[one.line - 1]).toContain(one.text.slice(0, 20));
      expect(lines[other.line - 1]).toContain(other.text.slice(0, 20));
    }
  });
});

describe("rendered text with several pages is taken apart", () => {
  const text = (title: string, path: string, foot = "") =>
    `${title}\nGET\n${path}\nRequest\nQuery Params\nlimit\ninteger\noptional\nResponses\n🟢200Success\nThis response does not have a body.\n${foot}`;

  test.each<[string, string, string[]]>([
    ["at their titles", text("A", "/a") + text("B", "/b"), ["/a A", "/b B"]],
    [
      "below the foot, with their own navigation",
      `- List boltsGET\n${text("A", "/a", "Modified at 2024-08-23 00:21:33\n")}- List nutsGET\n${text("B", "/b")}`,
      ["/a A", "/b B"],
    ],
    ["with an address", text("A", "/a") + text("B", "https://h.test/b"), ["/a A", "/b B"]],
    ["one is one", text("A", "/a", "Modified at 2024-08-23 00:21:33\n"), ["/a A"]],
    [
      "a callback is no page",
      text("A", "/a").replace(
        "Request\n",
        "Callbacks\nDone\nPOST\n{$request.body#/url}\nRequest\n",
      ),
      ["/a A"],
    ],
  ])("%s", (_, pages, want) => {
    expect(read(pages, "text")).toEqual(want);
  });

  test("the lines of a navigation are those of the file", () => {
    const pages = pagesIn(
      pageOf(
        `${text("A", "/a", "Modified at 2024-08-23 00:21:33\n")}- List nutsGET\n${text("B", "/b")}`,
        "text",
      ),
    );
    expect(pages.flatMap(listingsOf).map(({ titles, quote }) => [titles[0], quote.line])).toEqual([
      ["List nuts", 13],
    ]);
  });
});

test("fences that never end are looked through once", () => {
  const text = Array.from({ length: 100_000 }, (_, index) => `\`\`\`a${index}`).join("\n");
  const start = performance.now();
  expect(pagesIn(pageOf(text)).length).toBe(1);
  expect(performance.now() - start).toBeLessThan(5_000);
});
