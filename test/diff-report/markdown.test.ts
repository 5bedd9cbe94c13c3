import { marked } from "marked";
import { describe, expect, test } from "vitest";
import { toChangeset, withChangelogSection } from "../../generator/diff/release-advice.js";
import { toMarkdown } from "../../generator/diff/report/markdown-report.js";
import {
  markdownBlock,
  markdownCode,
  markdownText,
} from "../../generator/report-formats/markdown.js";
import { fc, times } from "../support/random.js";
import { finding, hostile, hostileText, verdictOf } from "./fixtures.js";

/** What Markdown, GitHub and GitLab give a meaning; each may stand beside each. */
const snippets = [
  ..."\\|`*_~[](){}<>!#@:;&$%^=+-./\"' \n\t0a",
  ...[
    "a",
    "B1",
    "é",
    "字",
    "user",
    "1.",
    "12",
    "- ",
    "+ ",
    "> ",
    "# ",
    "## Unreleased",
    "---",
    "===",
  ],
  ...["https://evil.example", "http:", "//", "www.evil.example", "ftp://a", "me@evil.example"],
  ...["mailto:me@evil.example", "@user", "@org/team", "#12", "GH-12", "org/repo#12", "!12"],
  ...[
    "fixes #1",
    "closes GH-2",
    ":tada:",
    "[l](https://evil.example)",
    "![i](x.png)",
    "[^1]",
    "[x]: y",
  ],
  ...["<img src=x>", "<b>", "</details>", "<!--", "-->", "<!-- /tether diff -->", "&lt;", "&#64;"],
  ...["```", "~~~", "``", "\\|", "\\\\|", "\\`", "|a|b|", "|---|", "<br>", "<code>", "</code>"],
  ...["\u001b[31m", "\u202e", "\u2066", "\u0000", "\r", "\u2028", "\ud800", "\ufeff", "\u200b"],
  ...["deadbeef1", "16c999e8c71134401a78d4d46435517b2271d6ac", "::error::x", "##[error]x"],
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...snippets), fc.string({ maxLength: 4, unit: "binary" })), {
    maxLength: 8,
  })
  .map((parts) => parts.join(""));

const render = (markdown: string) => marked.parse(markdown, { async: false, gfm: true }) as string;

/** What a reader sees of HTML. */
const seen = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(?:lt|gt|amp|quot|#\d+);/g, (entity) => entities[entity] ?? "?")
    .replaceAll("\u200b", "")
    .replaceAll(/\s+/g, " ")
    .trim();
const entities: Readonly<Record<string, string>> = {
  ...{ "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#39;": "'" },
  ...{ "&#124;": "|", "&#92;": "\\" },
};

const tagsOf = (html: string) => [...html.matchAll(/<[/!]?[a-z-]+[^>]*>/gi)].map(([tag]) => tag);

/** What GitHub and GitLab still find in the text of elements that are not code. */
const references =
  /[@#](?=\w)|[!~%&$](?=\d)|\bGH-\d|:\/\/|www\.|:[\w+-]+:|\b(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{7,40}\b/i;
const outsideCode = (html: string) =>
  html
    .replaceAll(/<code>[\s\S]*?<\/code>/g, "")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(?:lt|gt|amp|quot|#\d+);/g, (entity) => entities[entity] ?? "?");

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** The text as it is meant to be seen: one line, and what is invisible as an escape. */
const escaped = (given: string) =>
  JSON.parse(JSON.stringify(given)).replaceAll("\u200b", "").replaceAll(/\s+/g, " ").trim();

describe("any text", () => {
  test("is shown as it is: in a paragraph, after a word, in a list, in bold", () => {
    fc.assert(
      fc.property(text, (given) => {
        const shown = markdownText(given);
        fc.pre(shown.replaceAll("\u200b", "").trim() !== "");
        for (const [markdown, allowed] of [
          [shown, ["<p>", "</p>"]],
          [`- ${shown}`, ["<ul>", "<li>", "</li>", "</ul>"]],
          [`a: ${shown}.`, ["<p>", "</p>"]],
          [`a\n**${shown}.**`, ["<p>", "<strong>", "</strong>", "</p>"]],
        ] as const) {
          const html = render(markdown);
          expect(tagsOf(html), markdown).toEqual(allowed);
          expect(outsideCode(html), markdown).not.toMatch(references);
        }
        expect(shown).not.toMatch(hidden);
      }),
      { numRuns: times(1500) },
    );
  });

  test("is code as it is, with backticks or without", () => {
    fc.assert(
      fc.property(text, (given) => {
        const shown = markdownCode(given);
        fc.pre(shown !== "");
        const html = render(`a ${shown} b`);
        expect(tagsOf(html), shown).toEqual(["<p>", "<code>", "</code>", "</p>"]);
      }),
      { numRuns: times(1000) },
    );
  });

  test("stays in its cell of a table", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const html = render(
          `| 1 | 2 | 3 |\n|---|---|---|\n| ${markdownText(a)} | ${markdownCode(b)} | end |`,
        );
        const cells = [...html.matchAll(/<td>([\s\S]*?)<\/td>/g)].map(([, cell = ""]) => cell);
        expect(cells, html).toHaveLength(3);
        expect(cells[2]).toBe("end");
        expect(cells.flatMap(tagsOf).filter((tag) => !/^<\/?code>$/.test(tag))).toEqual([]);
      }),
      { numRuns: times(1000) },
    );
  });

  test("stays in its fence", () => {
    fc.assert(
      fc.property(text, (given) => {
        const html = render(`a\n\n${markdownBlock(given)}\n\nb`);
        expect(
          html.match(/^<p>a<\/p>\n<pre><code>[\s\S]*<\/code><\/pre>\n<p>b<\/p>\n$/),
        ).toBeTruthy();
        expect(tagsOf(html)).toHaveLength(8);
      }),
      { numRuns: times(500) },
    );
  });
});

test.each([
  ["the property snake_case of Order", "the property snake_case of Order"],
  ["^\\d{3}$ at most 10000000", "^\\d{3}\\$ at most 10000000"],
  ["a_ _b __c__", "a\\_ \\_b \\_\\_c\\_\\_"],
  ["1. a", "1\\. a"],
  ["- a", "\\- a"],
  ["/close", "\\/close"],
  ["a\u001b[2J", "a\\u001b\\[2J"],
])("%j is %j", (given, want) => {
  expect(markdownText(given)).toBe(want);
  expect(seen(render(markdownText(given)))).toBe(escaped(given).replace("\u001b", "\\u001b"));
});

test.each([
  ["GET /a/{id} (getA)", "`GET /a/{id} (getA)`"],
  ["GET /users/@me", "`GET /users/@me`"],
  ["a|b", "<code>a&#124;b</code>"],
  ["o\\|<img>", "<code>o&#92;&#124;&lt;img&gt;</code>"],
  ["", ""],
])("as code, %j is %j", (given, want) => {
  expect(markdownCode(given)).toBe(want);
});

/** Our own elements, and nothing that has an attribute. */
const ours =
  /^<\/?(?:h[123]|p|br|strong|table|thead|tbody|tr|th|td|code|pre|ul|li|details|summary)>$/;
const inert = (markdown: string) => {
  const html = render(markdown);
  expect(tagsOf(html).filter((tag) => !ours.test(tag) && !tag.startsWith("<!-- "))).toEqual([]);
  const outside = html.replaceAll(/<pre>[\s\S]*?<\/pre>/g, "").replaceAll(/<!--.*?-->/g, "");
  expect(outsideCode(outside)).not.toMatch(references);
  expect(markdown).not.toMatch(hidden);
};

const evil = (given: string) =>
  finding({
    ...hostile,
    ...{ message: given, because: given, fix: given, before: given, after: { [given]: given } },
    operations: [{ method: "GET", path: `/${given}`, operationId: given }],
    base: { file: given, line: 1, column: 1 },
    revision: { file: given, line: 1, column: 1 },
    proof: [given],
  });

test("a comment, a changelog and a changeset have only our own markup, and stay the same", () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.constant(hostileText)), (given) => {
      const verdict = verdictOf([evil(given)], {
        accepted: [{ finding: finding(), reason: given, until: "2030-01-01", owner: given }],
      });
      const named = {
        ...verdict,
        base: { name: given, title: given, version: given },
        revision: { name: given, title: given, version: given },
      };
      for (const full of [false, true]) {
        inert(toMarkdown(named, { width: 80, full }));
        const changeset = toChangeset(named, "shop", { full });
        expect(toChangeset(named, "shop", { full })).toEqual(changeset);
        inert(changeset?.text.replace(/^---\n.*\n---\n/, "") ?? "");
        const before = "# Changelog\n\n## Unreleased\n\n- mine\n\n## 1.0\n\n- older\n";
        const once = withChangelogSection(before, named, { full });
        inert(once);
        expect(withChangelogSection(once, named, { full })).toBe(once);
        expect(once.split("\n").filter((line) => /<!-- \/?tether diff/.test(line))).toEqual([
          "<!-- tether diff -->",
          "<!-- /tether diff -->",
        ]);
        expect(once.endsWith("\n\n## 1.0\n\n- older\n")).toBe(true);
      }
    }),
    { numRuns: times(300) },
  );
});

describe("a changelog", () => {
  const verdict = verdictOf([finding()]);

  test("keeps the line ends of Windows", () => {
    const before = "# Changelog\r\n\r\n## Unreleased\r\n\r\n- mine\r\n\r\n## 1.0\r\n";
    const once = withChangelogSection(before, verdict);
    expect(once.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(withChangelogSection(once, verdict)).toBe(once);
  });

  test("is as before once there is nothing to release any more", () => {
    const before = "# Changelog\n\n## Unreleased\n\n- mine\n\n## 1.0\n";
    const nothing = verdictOf([]);
    expect(withChangelogSection(withChangelogSection(before, verdict), nothing)).toBe(before);
    expect(withChangelogSection(before, nothing)).toBe(before);
    expect(withChangelogSection("", nothing)).toBe("");
  });

  test("replaces what an earlier version wrote, in which text of a spec could end the block", () => {
    const old =
      "## Unreleased\n\n<!-- tether diff -->\n- (`GET /a<!-- /tether diff -->`)\n<!-- /tether diff -->\n";
    const now = withChangelogSection(old, verdict);
    expect(now.match(/tether diff -->/g)).toHaveLength(2);
    expect(now).not.toContain("GET /a<");
  });
});
