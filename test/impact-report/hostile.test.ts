import { marked } from "marked";
import { describe, expect, test } from "vitest";
import { formatImpact, impactFormats } from "../../generator/impact/report/index.js";
import { hostileText } from "../diff-report/fixtures.js";
import { hostileReport } from "./fixtures.js";

const print = (format: (typeof impactFormats)[number], options = {}) =>
  formatImpact([hostileReport], format, options);

describe.each(impactFormats)("%s", (format) => {
  test.each([false, true])("has no character that controls a terminal (full: %s)", (full) => {
    const text = print(format, { full });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]|\p{Surrogate}/u);
    // JSON keeps text as it is, but for what it has escapes for.
    if (format !== "json" && format !== "sarif") expect(text).not.toContain("\u202e");
  });

  test.each([false, true])(
    "has no line that a runner would obey, but for ours (full: %s)",
    (full) => {
      const ours = format === "github" ? /^::(error|warning|notice) / : /^$/;
      const lines = print(format, { full }).split("\n");
      const obeyed = lines.filter((line) => /^\s*::|##\w*\[/.test(line));
      expect(obeyed.filter((line) => !ours.test(line))).toEqual([]);
    },
  );
});

test("text: no text of others passes for the result", () => {
  for (const full of [false, true]) {
    const lines = print("text", { full }).trimEnd().split("\n");
    const result = lines.filter((line) => /^\S.* touch you$/.test(line));
    expect(result).toEqual(["1 call site in 1 file breaks; 0 findings do not touch you"]);
    expect(lines.at(-1)).toBe(result[0]);
  }
});

test("github: each annotation is one line, and its text brings no property", () => {
  const lines = print("github").trimEnd().split("\n");
  expect(lines.map((line) => /^::(\w+) ([a-z=,0-9]*)title=/.exec(line)?.[1])).toEqual([
    // A file whose name has line ends has no line to show.
    "error",
    "error",
    "warning",
    "notice",
    "notice",
  ]);
  for (const line of lines) {
    const properties = /^::\w+ (.*?)::/.exec(line)?.[1] ?? "";
    expect(properties.replaceAll(/%[0-9A-F]{2}/g, "")).toMatch(/^title=[^,:]*$/);
  }
});

describe.each(["markdown", "checklist"] as const)("%s", (format) => {
  const rendered = marked.parse(print(format), { async: false, gfm: true });

  test("renders no element, link or image of others", () => {
    const allowed =
      /^<\/?(h2|h3|p|ul|li|table|thead|tbody|tr|th|td|code|pre|details|summary|strong|br|input)( (disabled=""|type="checkbox"))*\s*\/?>$/;
    const tags = [...rendered.matchAll(/<[/!]?[a-z-]+[^>]*>/gi)].map(([tag]) => tag);
    expect(tags.length).toBeGreaterThan(10);
    expect(tags.filter((tag) => !allowed.test(tag))).toEqual([]);
  });

  test("mentions nobody and refers to nothing", () => {
    const prose = rendered.replaceAll(/<(code|pre)>[\s\S]*?<\/\1>/g, "");
    expect(prose).not.toMatch(/@everyone|#12\b|https?:\/\/evil|www\.evil/);
  });
});

test("checklist: only call sites and files have boxes", () => {
  const boxes = print("checklist").match(/^- \[ \] /gm);
  // Two call sites, one error, two files that are not analysed.
  expect(boxes).toHaveLength(5);
});

test("junit: well-formed", () => {
  const text = print("junit");
  const outside = text.replaceAll(
    /<\/?(\?xml|testsuites?|testcase|failure|skipped|system-out|properties|property)( [\w]+="[^"<]*")*\s*[/?]?>/g,
    "",
  );
  expect(outside).not.toMatch(/[<>]/);
  expect(text.replaceAll(/&(lt|gt|amp|quot|#\d+);/g, "")).not.toContain("&");
});

test("html: text of others is text", () => {
  const text = print("html");
  expect(text.match(/<script/g)).toHaveLength(1);
  expect(text).not.toMatch(/<(img|b>bold|!-- -->)/);
  expect(text).not.toMatch(/(src|href)="(?!#)/);
  expect(text).not.toMatch(/ on\w+="/);
});

test("sarif and json: JSON with the text as it is, and valid URIs", () => {
  const { findings } = JSON.parse(print("json"));
  expect(findings[0].sites[0].code).toBe(hostileText);
  const uris = [...print("sarif").matchAll(/"uri": "([^"]*)"/g)].map(([, uri = ""]) => uri);
  expect(uris.length).toBeGreaterThan(3);
  for (const uri of uris) expect(uri).toMatch(/^([\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+$/);
});
