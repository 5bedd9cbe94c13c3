import { describe, expect, test } from "vitest";
import { YamlFile } from "../../generator/capture/merge/editable-yaml.js";

/** Texts as people and other tools write them. */
const texts = {
  "four blanks, odd columns, comments": `openapi: "3.1.0"
info:
    title:   "Style test"      # four spaces, odd blanks
    version: '1'
x-base: &base
    type: object
    # between two keys
    properties: &props
        id: { type: string, format: uuid, maxLength: 36 }

paths:
    /other:
        get:
            tags:   [ Orders ]
            description:   >
                folded text which is
                long

            responses: { '200': { description:   'fine' } }
    # before a path
    /orders/{id}:
        get:
            operationId:   getOrder      # by hand
            parameters:
            -   { name: id, in: path, required: true, schema: { type: string, format: uuid } }
            -   name: expand
                in: query     # behind a value
                # at the end of an item
            -   $ref: "#/x"
            responses:
                '200':
                    content:
                        application/json:
                            schema:
                                <<: *base
                                required: [ id, sku ]
                # at the end of a map
    /zzz: {}
`,
  "line ends of Windows, none at the end":
    "a: 1\r\nb:\r\n  - c: 2\r\n    d: 3\r\n\r\n\r\n  - e\r\nf: x # y",
  "marks of a document, a byte order mark":
    "\uFEFF%YAML 1.2\n---\na: yes\nb: 1e3\nc: { d: 0x10 }\ne: 1.0\n...\n",
  "texts of every kind": `a: |+
  kept

b: >-
  folded
  # no comment
c: "a quoted
  text"
d: 'it''s'
e: plain text
  on two lines
"é": ü # ö
f: |2
    indented
g:
h: ~
`,
  "a key that is asked for, and lists in lists": `? a
: - - x
    - y
  - []
b: !!str 1
c: &c d
e: *c
`,
  "braces on several lines": `{
  a: 1, # one
  b: [x, y],
  "c": { d: 2 },
  e: [
    {f: 3},
    4,   # four
  ],
}
`,
  "JSON with tabs, escapes and big numbers":
    '{\n\t"a": 12345678901234567890,\n\t"b": "\\u00e9\\/",\n\t"c": {"d": [1.0, 1e3], "e": {}},\n\t"f": [\n\t\t{\n\t\t\t"g": null\n\t\t}\n\t]\n}',
  "JSON in another style": '{\n  "a":\n    {\n      "b": [ "c", "d" ]\n    }\n}\n',
};

type Path = readonly string[];

/** Every node below the root. */
function pathsOf(file: YamlFile, around: Path = []): Path[] {
  return file.keys(around).flatMap((key) => {
    const path = [...around, key];
    return [path, ...pathsOf(file, path)];
  });
}

/** The lines of one text that are not in another, each as often as it is missing. */
function missingOf(text: string, other: string): string[] {
  const left = other.split(/\r?\n/);
  return text.split(/\r?\n/).filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

describe.each(Object.entries(texts))("%s", (_, text) => {
  const open = () => new YamlFile("x", text);
  const before = open();
  // What an anchor shares is a matter of its own: an edit of one use writes it out.
  const isShared = (path: Path) => path[0] === "x-base" || path.includes("schema");
  const paths = pathsOf(before).filter((path) => !isShared(path));
  const plain = paths.filter((path) => typeof before.value(path) !== "object");
  const lineEnds = (edited: string) => edited.split("\n").map((line) => line.endsWith("\r"));

  test("a value that changes takes its own line along, and no other", () => {
    for (const path of plain) {
      const file = open();
      file.set(path, "another");
      const edited = file.toText();
      expect(file.loss, path.join("/")).toBeUndefined();
      expect(new YamlFile("x", edited).value(path)).toBe("another");
      const old = before.value(path);
      // A text on several lines becomes one of a single line.
      const own = typeof old === "string" && missingOf(text, edited).length > 1;
      if (!own)
        expect(missingOf(text, edited).length, `${path.join("/")}\n${edited}`).toBeLessThan(2);
      expect(missingOf(edited, text).length, `${path.join("/")}\n${edited}`).toBeLessThan(
        own ? 3 : 2,
      );
    }
  });

  test("the same value again changes nothing", () => {
    for (const path of paths) {
      const file = open();
      file.set(path, file.value(path));
      expect(file.toText(), path.join("/")).toBe(text);
    }
  });

  test("a new member changes at most the line it is on, and the comma before it", () => {
    for (const [path, value] of [[], ...paths].flatMap((path) => [
      [path, "new"] as const,
      [path, { type: "object", properties: { a: { type: "string" } } }] as const,
    ])) {
      const around = before.value(path);
      if (typeof around !== "object" || around === null) continue;
      const at = [...path, Array.isArray(around) ? "-" : "zz"];
      const file = open();
      file.set(at, value);
      const edited = file.toText();
      expect(file.loss, at.join("/")).toBeUndefined();
      const missing = missingOf(text, edited);
      expect(missing.length, `${at.join("/")}\n${edited}`).toBeLessThan(2);
      const again = new YamlFile("x", edited);
      const after = again.value(path);
      expect(Array.isArray(after) ? after.at(-1) : again.value(at)).toEqual(value);
      if (text.includes("\r\n")) expect(lineEnds(edited).filter((is) => !is).length).toBe(1);
      if (!text.endsWith("\n")) expect(edited).not.toMatch(/\n$/);
      if (/^\s*\{/.test(text) && text.includes('"a"')) expect(JSON.parse(edited)).toBeDefined();
    }
  });

  test("a member that goes takes its own lines along, and no other", () => {
    const lost: string[] = [];
    for (const path of paths) {
      const file = open();
      file.take(path);
      let edited: string;
      try {
        edited = file.toText();
      } catch (error) {
        // Something else still refers to it.
        expect(String(error)).toContain("anchor");
        continue;
      }
      if (file.loss !== undefined) {
        lost.push(path.join("/"));
        continue;
      }
      const added = edited.split(/\r?\n/).filter((line) => !text.includes(line.trim()));
      expect(added.length, `${path.join("/")}\n${edited}`).toBeLessThan(2);
      const last = path.at(-1) ?? "";
      if (!/^\d+$/.test(last)) expect(new YamlFile("x", edited).value(path)).toBeUndefined();
    }
    // A key behind a question mark has no line of its own.
    expect(lost).toEqual(text.startsWith("?") ? ["a"] : []);
  });
});

describe("what is added looks like what is there", () => {
  const edited = (text: string, edit: (file: YamlFile) => void, path = "x.yaml") => {
    const file = new YamlFile(path, text);
    edit(file);
    expect(file.loss).toBeUndefined();
    return file.toText();
  };
  const nested = { a: { b: { c: { d: 1 } } } };

  test("an indentation of four, and a list that is not indented", () => {
    const text = "x:\n    y:\n        z: 1\nl:\n-   m: 1\n";
    const got = edited(text, (file) => {
      file.set(["x", "a"], nested.a);
      file.set(["l", "-"], { n: 2, o: { p: { q: {} } } });
    });
    expect(got).toBe(
      "x:\n    y:\n        z: 1\n    a:\n        b:\n            c: { d: 1 }\n" +
        "l:\n-   m: 1\n-   n: 2\n    o:\n        p:\n            q: {}\n",
    );
  });

  test.each([
    [
      "tabs",
      '{\n\t"x": {}\n}\n',
      '{\n\t"x": {},\n\t"a": {\n\t\t"b": {\n\t\t\t"c": {\n\t\t\t\t"d": 1\n\t\t\t}\n\t\t}\n\t}\n}\n',
    ],
    ["one line", '{"x":{}}', '{"x":{},"a":{"b":{"c":{"d":1}}}}'],
    ["one line with blanks", '{"x": {}, "y": 1}', '{"x": {}, "y": 1, "a": {"b": {"c": {"d": 1}}}}'],
    [
      "an empty file",
      "",
      '{\n  "a": {\n    "b": {\n      "c": {\n        "d": 1\n      }\n    }\n  }\n}\n',
    ],
  ])("JSON: %s", (_, text, want) => {
    expect(edited(text, (file) => file.set(["a"], nested.a), "x.json")).toBe(want);
  });

  test("a number keeps its digits when what is around it is printed anew or moves", () => {
    const big = "12345678901234567890";
    const json = edited(`{\n  "x": { "n": ${big} },\n  "y": [ 1.0 ]\n}\n`, (file) => {
      file.set(["x", "a"], nested);
      file.put(["z"], file.take(["y"]));
    });
    expect(json).toContain(`"n": ${big}`);
    expect(json).toContain("1.0");
    const yaml = edited(`x: { n: ${big} }\n`, (file) => file.set(["x", "a"], nested));
    expect(yaml).toBe(`x:\n  n: ${big}\n  a:\n    a:\n      b:\n        c: { d: 1 }\n`);
  });

  test("what moves keeps its comments, its quotes and its folds, at another depth and in another file", () => {
    const operation = "  get:   # by hand\n    id: 'a'\n    text: >\n      folded\n      text\n";
    const from = new YamlFile("a.yaml", `/a:\n${operation}/b: {}\n`);
    const to = new YamlFile("b.yaml", "paths:\n  /c:\n    x: 1\n");
    to.put(["paths", "/c", "get"], from.take(["/a", "get"]));
    to.set(["paths", "/c", "get", "id"], "b");
    const moved =
      "    get:\n      # by hand\n      id: 'b'\n      text: >\n        folded\n        text\n";
    expect(to.toText()).toBe(`paths:\n  /c:\n    x: 1\n${moved}`);
  });
});
