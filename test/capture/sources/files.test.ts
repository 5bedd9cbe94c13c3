import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPages } from "../../../generator/capture/sources/index.js";
import { readIndex } from "../../../generator/capture/sources/llms-txt.js";
import { readHtml } from "../../../generator/capture/sources/read-html.js";
import { DiagnosticError } from "../../../generator/diagnostics/index.js";
import { makeFolder } from "../../support/generator.js";

const options = { cacheFolder: makeFolder() };

test("a folder gives its pages, with the data of its llms.txt", async () => {
  const folder = makeFolder({
    "llms.txt": "- Stock [Lots](https://docs.example.com/api/lots-1.md)",
    "api/lots-1.md": "\ufeff# Lots\r\n\r\ntext\r\n",
    "saved.html": "<!doctype html><p>Hello</p>",
    "curl.txt": "curl https://api.example.com/lots\n",
    "page.txt": "Lots\nGET\n/lots\n",
    "logo.png": "no page",
    "archive.txt": "PK\u0003\u0004",
    ".github/README.md": "# For those who write the pages",
    "theme/node_modules/a/README.md": "# A package",
  });
  const { pages, failures } = await readPages(folder, options);
  expect(
    pages.map(({ location, origin, text, folder, title }) => [
      location.split("/").at(-1),
      origin,
      text,
      folder,
      title,
    ]),
  ).toEqual([
    ["lots-1.md", "markdown", "# Lots\n\ntext\n", ["Stock"], "Lots"],
    ["curl.txt", "sample", "curl https://api.example.com/lots\n", [], undefined],
    ["page.txt", "text", "Lots\nGET\n/lots\n", [], undefined],
    ["saved.html", "text", "Hello", [], undefined],
  ]);
  expect(failures.map(({ why }) => why)).toEqual(["it is a zip archive; unpack it first"]);
});

test.each<[string, string, RegExp]>([
  ["a missing file", "nowhere.md", /there is no such file/],
  ["an empty folder", ".", /it contains no page \(\.md, \.mdx, \.txt, \.html\)/],
  ["a device without end", "/dev/zero", /larger than|binary/],
])("%s is refused", async (_, source, want) => {
  const path = source.startsWith("/") ? source : join(makeFolder(), source);
  const error = await readPages(path, { ...options, maxPageBytes: 1000 }).catch(
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(DiagnosticError);
  expect((error as DiagnosticError).message).toMatch(want);
});

describe("the text of HTML", () => {
  test.each<[string, string, string]>([
    ["blocks are lines", "<div>a</div><p>b<section>c</section>", "a\nb\nc"],
    ["inline elements are not", "<p>a <b>b</b><span>c</span></p>", "a bc"],
    ["blanks are one", "<p>  a\n\t b  </p>", "a b"],
    ["a break is a line", "a<br>b", "a\nb"],
    ["code keeps its indentation", "<pre>{\n  <i>&quot;a&quot;</i>: 1\n}</pre>", '{\n  "a": 1\n}'],
    [
      "scripts and styles are unseen",
      "<script>x</script><style>y</style><template>z</template>a",
      "a",
    ],
    ["hidden elements are unseen", "<p hidden>x</p><p>a</p>", "a"],
    [
      "characters are decoded",
      "<p>string &lt;date-time&gt; &amp;nbsp;</p>",
      "string <date-time> &nbsp;",
    ],
    ["cells and items are lines", "<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>", "a\nb\nc\nd"],
    ["a missing end is no harm", "<div><p>a<div>b", "a\nb"],
  ])("%s", (_, html, want) => {
    expect(readHtml(html).text).toBe(want);
  });

  test("of 100,000 levels is read", () => {
    expect(readHtml(`${"<div>".repeat(100_000)}a`).text).toBe("a");
  });
});

test.each<[string, [string, string, string[]][]]>([
  ["- [A](https://x/a.md): text", [["https://x/a.md", "A", []]]],
  ["* B > C [A (b) [c]](/a.md)", [["https://docs.example.com/a.md", "A (b) [c]", ["B", "C"]]]],
  ["- [A](/a.md)\n- [A again](/a.md#x)", [["https://docs.example.com/a.md", "A", []]]],
  ["- [A](http://[)\n- [A]\n[A](b)\ntext", []],
  [`- ${"[".repeat(50_000)}`, []],
])("llms.txt: %.40s", (text, want) => {
  const listed = readIndex(text, "https://docs.example.com/llms.txt");
  expect(listed.map(({ url, title, folder }) => [url, title, folder])).toEqual(want);
});
