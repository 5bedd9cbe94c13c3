import { describe, expect, test } from "vitest";
import { readCall } from "../../generator/capture/listed/call-line.js";
import { readTable } from "../../generator/capture/listed/field-table.js";
import { nestRows } from "../../generator/capture/listed/nest-rows.js";
import { schemaOfType } from "../../generator/capture/listed/type-name.js";
import { blocksOf, fencesIn, titleOf } from "../../generator/capture/markdown/blocks.js";
import { readFrontMatter } from "../../generator/capture/markdown/front-matter.js";
import {
  type Component,
  readComponents,
} from "../../generator/capture/readers/mintlify/components.js";

const rows = (...lines: string[]) => lines.join("\n").split("\n");

describe("a fence", () => {
  const fence = (...lines: string[]) => {
    const [first] = fencesIn(blocksOf(rows(...lines)));
    return first && [first.info, first.text, first.isClosed, first.line, first.lastLine];
  };

  test.each([
    [
      "ends at as many marks",
      ["````yaml GET /x", "```", "a", "````"],
      ["yaml GET /x", "```\na", true, 1, 4],
    ],
    ["ends at more marks", ["```", "a", "`````"], ["", "a", true, 1, 3]],
    ["of tildes ends at tildes", ["~~~ md", "```", "~~~"], ["md", "```", true, 1, 3]],
    ["has no info string at its end", ["```", "``` x", "```"], ["", "``` x", true, 1, 3]],
    ["keeps what is indented further", ["```", "    ```", "```"], ["", "    ```", true, 1, 3]],
    [
      "loses its indentation",
      ["  ```json", "  {", " 1", "  }", "  ```"],
      ["json", "{\n1\n}", true, 1, 5],
    ],
    ["may lack an end", ["```json", "{"], ["json", "{", false, 1, 2]],
    ["with tildes may have backticks in its info", ["~~~ a`b", "~~~"], ["a`b", "", true, 1, 2]],
  ])("%s", (_, lines, expected) => expect(fence(...lines)).toEqual(expected));

  test("is no line of text with code in it", () => {
    expect(fence("``` `a` ```", "b")).toBeUndefined();
  });
});

test("headings within fences are none, and headings are plain text", () => {
  const page = rows(
    "```sh",
    "# a comment",
    "```",
    "#hash",
    '# **Get** `a` \\_thing\\_ <a href="#x" id="x"></a> ##',
  );
  expect(titleOf(blocksOf(page))).toEqual({
    kind: "heading",
    level: 1,
    text: "Get a _thing_",
    line: 5,
  });
});

describe("front matter", () => {
  test("has fields with places", () => {
    const front = readFrontMatter(rows("---", "title: A", 'openapi: "GET /a"', "---", "# A"));
    expect(front.fields).toEqual({ title: "A", openapi: "GET /a" });
    expect(front.next).toBe(5);
    expect(front.quote(["openapi"])).toEqual({ line: 3, column: 1, text: 'openapi: "GET /a"' });
  });

  test.each([
    ["lines that divide prose", ["---", "Some prose.", "---"]],
    ["no end", ["---", "title: A"]],
    ["broken YAML", ["---", "title: [", "---"]],
    ["text before it", ["# A", "---", "title: A", "---"]],
  ])("%s: none", (_, lines) => {
    expect(readFrontMatter(lines)).toMatchObject({ fields: {}, next: 1 });
  });
});

describe("components", () => {
  const shapeOf = ({ name, attributes, children, isClosed }: Component): unknown => [
    name,
    Object.fromEntries([...attributes].map(([key, { value }]) => [key, value])),
    children.map(shapeOf),
    ...(isClosed ? [] : ["open"]),
  ];
  const shapes = (...lines: string[]) =>
    readComponents(lines, fencesIn(blocksOf(lines))).map(shapeOf);

  test("have attributes in every form of JSX", () => {
    expect(
      shapes(
        "<ParamField",
        '  path="a>b"',
        "  required",
        "  default={\"}\"} type='x' max={12} off={false} shape={{ a: 1 }}",
        "/>",
      ),
    ).toEqual([
      [
        "ParamField",
        {
          path: "a>b",
          required: true,
          default: "}",
          type: "x",
          max: 12,
          off: false,
          shape: undefined,
        },
        [],
      ],
    ]);
  });

  test("nest, and have places", () => {
    const page = rows(
      '<ParamField body="a">',
      '  <Expandable title="b">',
      '    <ParamField body="c" />',
      "  </Expandable>",
      "</ParamField>",
    );
    const [first] = readComponents(page, []);
    expect(first && shapeOf(first)).toEqual([
      "ParamField",
      { body: "a" },
      [["Expandable", { title: "b" }, [["ParamField", { body: "c" }, []]]]],
    ]);
    expect(first?.children[0]?.children[0]).toMatchObject({ line: 3, column: 5 });
  });

  test("in code are text, and others only lay out", () => {
    expect(
      shapes(
        'Write `<ParamField body="a">`, or:',
        "```mdx",
        '<ParamField body="b">',
        "```",
        "<Tabs><ParamField body='c' /></Tabs>",
      ),
    ).toEqual([["ParamField", { body: "c" }, []]]);
  });

  test("that the page cuts are open", () => {
    expect(shapes('<ParamField body="a">', "  text")).toEqual([
      ["ParamField", { body: "a" }, [], "open"],
    ]);
  });
});

test.each([
  ["string", { type: "string" }],
  ["Number", { type: "number" }],
  ["string[]", { type: "array", items: { type: "string" } }],
  ["object[][]", { type: "array", items: { type: "array", items: { type: "object" } } }],
  ["array<integer>", { type: "array", items: { type: "integer" } }],
  ["Array of strings", { type: "array", items: { type: "string" } }],
  ["List[str]", { type: "array", items: { type: "string" } }],
  ["string<date-time>", { type: "string", format: "date-time" }],
  ["enum<string>", { type: "string" }],
  ['"a" | "b"', { type: "string", enum: ["a", "b"] }],
  ["string | null", { type: ["string", "null"] }],
  ["string<uuid> | null", { type: ["string", "null"], format: "uuid" }],
  [
    "integer or string[]",
    { anyOf: [{ type: "integer" }, { type: "array", items: { type: "string" } }] },
  ],
  ["(string | number)[]", { type: "array", items: { type: ["string", "number"] } }],
  ["file", { type: "string", format: "binary" }],
  ["any", {}],
  ["User Object", undefined],
  ["date", undefined],
  ["Pet[]", undefined],
  ["Map<string, Pet>", undefined],
])("the type %s", (written, schema) => expect(schemaOfType(written)).toEqual(schema));

test.each([
  ["GET /a/{id}", ["GET", "/a/{id}", undefined, 1]],
  ["`GET` `/a/:id`", ["GET", "/a/{id}", undefined, 2]],
  ["**POST** https://x.example/v1/a?b=1", ["POST", "/v1/a", "https://x.example", 3]],
  ["## `DELETE /a/<id>`", ["DELETE", "/a/{id}", undefined, 5]],
  ['<mark style="color:red;">`PUT`</mark> `{{host}}/a`', ["PUT", "/a", undefined, 27]],
  ["GET /a is a call", undefined],
  ["- GET /a", undefined],
  ["Get /a", undefined],
  ["FETCH /a", undefined],
  ["POST {return_url}", undefined],
  ["GET", undefined],
])("the line %j", (line, expected) => {
  const call = readCall(line);
  expect(call && [call.method, call.path, call.server, call.column]).toEqual(expected);
});

describe("a table of fields", () => {
  const tableOf = (...lines: string[]) =>
    readTable(
      lines,
      lines.map((text, index) => ({ kind: "text", text, line: index + 1 })),
    );

  test("is read by the titles of its columns", () => {
    const [id, size, gone] =
      tableOf(
        "| Type | Parameter | Required | Default | In |",
        "|---|---|---|---|---|",
        "| string \\| null | `id` | Yes | | Path |",
        "| integer | page\\_size | optional | 20 | query |",
        "| | not a name | | | |",
        "| string | gone | | the first one | query |",
      ) ?? [];
    expect(id).toMatchObject({
      name: "id",
      type: "string | null",
      isRequired: true,
      place: "path",
      quote: { line: 3, column: 20 },
    });
    expect(size).toMatchObject({ name: "page_size", isRequired: false, default: 20 });
    expect(gone).toMatchObject({ name: "gone", isRequired: undefined, default: undefined });
  });

  test("may mark what is required with stars", () => {
    const table = tableOf("| Name | Type |", "|--|--|", "| {id}\\* | String |", "| q | String |");
    expect(table?.map(({ name, isRequired }) => [name, isRequired])).toEqual([
      ["id", true],
      ["q", false],
    ]);
  });

  test("is another one without names", () => {
    expect(tableOf("| Plan | Price |", "|--|--|", "| a | b |")).toBeUndefined();
    expect(tableOf("| Name | Type |", "| a | b |")).toBeUndefined();
  });

  test("nests names with dots and brackets", () => {
    const rows = tableOf(
      "| Field | Type |",
      "|--|--|",
      "| lines | object[] |",
      "| lines[].sku | string |",
      "| owner.address.city | string |",
      "| ... | string |",
    );
    const shapeOf = ({ name, type, members }: ReturnType<typeof nestRows>[number]): unknown => [
      name,
      type,
      ...members.map(shapeOf),
    ];
    expect(nestRows(rows ?? []).map(shapeOf)).toEqual([
      ["lines", "object[]", ["sku", "string"]],
      ["owner", undefined, ["address", undefined, ["city", "string"]]],
      ["...", "string"],
    ]);
  });
});
