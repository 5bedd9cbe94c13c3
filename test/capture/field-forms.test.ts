import { describe, expect, test } from "vitest";
import { at, marksOf, readEndpoint } from "./pages.js";

const schemaAt = "/responses/200/content/application~1json/schema";

/** The answer of a page that lists these lines, and the marks of its schema. */
function answer(lines: string) {
  const head = "Get x\nGET\n/x\nRequest\nNone\nResponses\n🟢200\nOK\napplication/json\n";
  const endpoint = readEndpoint(`${head}${lines.trim().replaceAll(" / ", "\n")}\n`);
  const marks = marksOf(endpoint).flatMap((mark) =>
    mark.includes(schemaAt) ? [mark.replace(schemaAt, "")] : [],
  );
  return { schema: at(endpoint, schemaAt), marks };
}

const string = { type: "string" };
const integer = { type: "integer" };
const object = (properties: object, required: string[] = []) => {
  return { type: "object", properties, ...(required.length > 0 && { required }) };
};
const lists = (items: object) => ({ type: "array", items: { type: "array", items } });

describe("items without a name, of a list of lists,", () => {
  test.each([
    ["stand below its mark", "required / integer / required / x or y", integer, ["points"]],
    ["stand below its description", "optional / Some pairs / integer / optional", integer, []],
    ["stand below lines of it", "optional / Some / of them. / integer / optional", integer, []],
    ["are lists", "optional / array[string] / optional", { type: "array", items: string }, []],
    ["have limits of the list above", "optional / A b / integer / optional", integer, []],
  ])("%s", (_, below, items, required) => {
    expect(answer(`points / array [array] / ${below} / name / string / optional`)).toEqual({
      schema: object(
        {
          points: expect.objectContaining(lists(expect.objectContaining(items) as object)),
          name: string,
        },
        required,
      ),
      marks: [],
    });
  });

  test("are not shown, if a name of the example follows", () => {
    const { schema, marks } = answer(
      `bids / array [array] / required / bids, from high to low / asks / array [array] / required / Example / { "bids": [], "asks": [] }`,
    );
    expect(Object.keys((schema as { properties: object }).properties)).toEqual(["bids", "asks"]);
    expect(marks).not.toContain("ambiguous /properties/asks");
  });

  test("may follow a description of one word, which may as well be a name", () => {
    const { marks } = answer("bids / array [array] / required / asks / integer / required");
    expect(marks).toContain("ambiguous /properties/asks");
  });
});

describe("a union", () => {
  const first = object({ a: string }, ["a"]);
  const union = { anyOf: [{ title: "First", ...first }, { title: "Second" }] };

  test.each([
    ["of the whole has no name", "required / Any of: / First / Second / object"],
    [
      "of the whole stands below a button",
      "Generate Code / optional / One of: / First / Second / object",
    ],
    [
      "of the whole is described",
      "What comes back. / required / Any of: / First / Second / object",
    ],
  ])("%s", (_, above) => {
    expect(answer(`${above} / a / string / required`)).toEqual({
      schema: union,
      marks: ["ambiguous /anyOf/1"],
    });
  });

  test("after a list that shows no members is sure to be nowhere", () => {
    const { marks } = answer(
      "data / array [object] / required / messages / required / One of: / null / string",
    );
    expect(marks).toContain("ambiguous /properties/data/items/properties/messages");
  });

  test("of scalars has no members", () => {
    const { schema, marks } = answer(
      "messages / required / One of: / null / string / name / string / optional",
    );
    expect(schema).toEqual(
      object({ messages: { oneOf: [{ type: "null" }, string] }, name: string }, ["messages"]),
    );
    expect(marks).toEqual([]);
  });

  test("may have its description above its heading", () => {
    const { schema } = answer("m / required / What went wrong / One of: / null / string");
    expect(schema).toEqual(
      object({ m: { description: "What went wrong", oneOf: [{ type: "null" }, string] } }, ["m"]),
    );
  });

  test("is none in the description of a scalar", () => {
    const { schema } = answer(
      "kind / string / required / One of: / red / blue / b / string / optional",
    );
    expect(schema).toEqual(
      object({ kind: { ...string, description: "One of:\nred\nblue" }, b: string }, ["kind"]),
    );
  });
});

describe("the type of the whole", () => {
  const items = object({ a: string }, ["a"]);

  test.each([
    ["stands below a button", "Bodyapplication/json / Generate Code / array [object {1}]"],
    ["has a mark", "array [object {1}] / required"],
    ["stands below a description", "All of them / array [object {1}]"],
    ["stands below a heading", "Body / array [object {1}] / optional"],
  ])("%s", (_, above) => {
    expect(answer(`${above} / a / string / required`)).toEqual({
      schema: { type: "array", items },
      marks: [],
    });
  });
});

describe("of lines that read like a field,", () => {
  test("a description in two is doubtful, unless the example has the name", () => {
    const lines = "a / string / required / lot / object / b / string / required";
    expect(answer(lines).marks).toContain("ambiguous /properties/lot");
    const known = answer(`${lines} / Example / { "a": "x", "lot": { "b": "y" } }`);
    expect(known.marks).not.toContain("ambiguous /properties/lot");
  });

  test("a phrase is a description", () => {
    expect(answer("a / string / required / One of the / object / b / string / required")).toEqual({
      schema: object({ a: { ...string, description: "One of the\nobject" }, b: string }, [
        "a",
        "b",
      ]),
      marks: [],
    });
  });

  test("a mark is one, even above a type; with a mark of its own it is a name", () => {
    expect(answer("a / string / required / string / b / integer / optional").schema).toEqual(
      object({ a: { ...string, description: "string" }, b: integer }, ["a"]),
    );
    expect(
      answer("a / string / optional / required / integer / required / Example / {}").schema,
    ).toEqual(object({ a: string, required: integer }, ["required"]));
  });

  test("badges and a title stand between type and mark", () => {
    expect(answer("a / string / deprecated / The a / read-only / required").schema).toEqual(
      object({ a: { title: "The a", ...string } }, ["a"]),
    );
  });
});

describe("what random pages were once misread for", () => {
  test.each([
    [
      "a badge above a field that is called like a type, and has a union",
      "a / boolean / optional / Deprecated / string / required / Any of: / First / Second / object / b / string / optional",
      "ambiguous /properties/Deprecated",
    ],
    [
      "a tab that is called by its type, above the last tab",
      "a / required / Any of: / First / object {2} / Second / b / boolean / required / c / boolean / required",
      "ambiguous /properties/a/anyOf/0",
    ],
    [
      "the name of the first field, which is a heading's word",
      `Generate Code / Body / array [object {1}] / Title / a / string / optional / Example / { "Body": [{ "a": "x" }] }`,
      "ambiguous ",
    ],
    [
      "a badge above the items of a list of lists that has no mark of its own",
      `a / array [array] / read-only / number / optional / Multiple of: / 0.01 / Example / { "a": [[0.5]] }`,
      "ambiguous /properties/read-only",
    ],
  ])("%s is doubtful", (_, lines, mark) => {
    expect(answer(lines).marks).toContain(mark);
  });

  test("behind values like types, a limit may be another field's", () => {
    const { schema } = answer(
      "a / enum<string> / optional / Allowed values: / open / object / b / string / Title / Match pattern: / ^[A-Z]+$",
    );
    expect(JSON.stringify(schema)).not.toContain("pattern");
  });
});

test("a name that the example has only elsewhere is doubtful", () => {
  const { marks } = answer(
    `a / string / required / b / string / required / Example / { "a": "x", "c": { "b": "y" } }`,
  );
  expect(marks).toContain("ambiguous /properties/b");
});
