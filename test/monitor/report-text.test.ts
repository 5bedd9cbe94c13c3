import { describe, expect, test } from "vitest";
import { Secrets } from "../../generator/monitor/forge/index.js";
import { cutTo, isMarked, isSameText, markerOf } from "../../generator/monitor/report-text.js";

describe("a text that is too long", () => {
  const row = "| a row of a table | with `code` |\n";
  const parts = [
    "<!-- spec-tether:monitor 0 -->\n\n## Findings\n\n",
    `${row.repeat(40)}\n`,
    `<details>\n<summary>Why</summary>\n\n\`\`\`\`\n${"a line of code\n```\n".repeat(40)}\`\`\`\`\n\n</details>\n\n`,
    `<details>\n<summary>Notes</summary>\n\n${row.repeat(40)}\n</details>\n`,
  ];
  const text = parts.join("");

  test.each(Array.from({ length: 30 }, (_, index) => 300 + index * 131))(
    "fits into %i characters, and leaves nothing open",
    (longest) => {
      const cut = cutTo(text, longest);
      if (text.length <= longest) expect(cut).toBe(text);
      else {
        expect(cut.length).toBeLessThanOrEqual(longest);
        expect(cut).toContain("longer than the forge accepts");
        expect(cut.startsWith("<!-- spec-tether:monitor 0 -->\n")).toBe(true);
      }
      let fence: string | undefined;
      let folds = 0;
      for (const line of cut.split("\n")) {
        const [ticks] = /^`{3,}$/.exec(line) ?? [];
        if (ticks !== undefined && fence === undefined) fence = ticks;
        else if (ticks === fence) fence = undefined;
        else if (fence === undefined && line === "<details>") folds += 1;
        else if (fence === undefined && line === "</details>") folds -= 1;
      }
      expect({ fence, folds }).toEqual({ fence: undefined, folds: 0 });
    },
  );

  test("is cut also if it has no line ends", () => {
    expect(cutTo("x".repeat(5000), 1000).length).toBeLessThanOrEqual(1000);
  });
});

test("the marker counts as a line of its own, and only for its key", () => {
  const marker = markerOf("abc");
  expect(isMarked(`hello\r\n${marker}\r\nthere`, "abc")).toBe(true);
  expect(isMarked(`quoted: ${marker}`, "abc")).toBe(false);
  expect(isMarked(marker, "abd")).toBe(false);
});

test("texts that differ only in line ends and at the end are the same", () => {
  expect(isSameText("a\nb\n", "a\r\nb")).toBe(true);
  expect(isSameText("a\nb", "a\nc")).toBe(false);
});

describe("credentials", () => {
  const secrets = new Secrets();
  secrets.add("Bearer s3cret/v+lue");
  secrets.add("short");
  secrets.add(undefined);

  test.each([
    "s3cret/v+lue",
    encodeURIComponent("s3cret/v+lue"),
    Buffer.from("s3cret/v+lue").toString("base64"),
    JSON.stringify({ authorization: "Bearer s3cret/v+lue" }),
  ])("are taken out of a text in each form: %s", (form) => {
    expect(secrets.areIn(`before ${form} after`)).toBe(true);
    const redacted = secrets.redact(`before ${form} after`);
    expect(secrets.areIn(redacted)).toBe(false);
    expect(redacted).toMatch(/^before .*after$/);
  });

  test("that are too short to be any are not looked for", () => {
    expect(secrets.areIn("a short text of a Bearer")).toBe(false);
  });
});
