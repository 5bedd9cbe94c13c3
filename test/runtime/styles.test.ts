import { serializeArrayParam, serializeObjectParam, serializePrimitiveParam } from "openapi-fetch";
import { describe, expect, test } from "vitest";
import { parameterStyles } from "../../generator/openapi/index.js";
import { applyStyle, type Texts } from "../../generator/runtime/serialize.js";

/** The values of the table "Style Examples" in OpenAPI 3.1.1. */
const list = ["blue", "black", "brown"];
const members = { R: "100", G: "200", B: "150" };

type Case = readonly [style: string, explode: boolean, value: Texts, want: string];

describe("as the table of OpenAPI 3.1.1 has it", () => {
  const cases: Case[] = [
    ["matrix", false, "", ";color"],
    ["matrix", false, "blue", ";color=blue"],
    ["matrix", false, list, ";color=blue,black,brown"],
    ["matrix", false, members, ";color=R,100,G,200,B,150"],
    ["matrix", true, "", ";color"],
    ["matrix", true, "blue", ";color=blue"],
    ["matrix", true, list, ";color=blue;color=black;color=brown"],
    ["matrix", true, members, ";R=100;G=200;B=150"],
    ["label", false, "", "."],
    ["label", false, "blue", ".blue"],
    ["label", false, list, ".blue,black,brown"],
    ["label", false, members, ".R,100,G,200,B,150"],
    ["label", true, "", "."],
    ["label", true, "blue", ".blue"],
    ["label", true, list, ".blue.black.brown"],
    ["label", true, members, ".R=100.G=200.B=150"],
    ["simple", false, "", ""],
    ["simple", false, "blue", "blue"],
    ["simple", false, list, "blue,black,brown"],
    ["simple", false, members, "R,100,G,200,B,150"],
    ["simple", true, "", ""],
    ["simple", true, "blue", "blue"],
    ["simple", true, list, "blue,black,brown"],
    ["simple", true, members, "R=100,G=200,B=150"],
    ["form", false, "", "color="],
    ["form", false, "blue", "color=blue"],
    ["form", false, list, "color=blue,black,brown"],
    ["form", false, members, "color=R,100,G,200,B,150"],
    ["form", true, "", "color="],
    ["form", true, "blue", "color=blue"],
    ["form", true, list, "color=blue&color=black&color=brown"],
    ["form", true, members, "R=100&G=200&B=150"],
    ["spaceDelimited", false, list, "color=blue%20black%20brown"],
    ["spaceDelimited", false, members, "color=R%20100%20G%20200%20B%20150"],
    ["pipeDelimited", false, list, "color=blue%7Cblack%7Cbrown"],
    ["pipeDelimited", false, members, "color=R%7C100%7CG%7C200%7CB%7C150"],
    ["deepObject", true, members, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
  ];
  test.each(cases)("%s, explode %s, %j", (style, explode, value, want) => {
    expect(applyStyle("color", value, style, explode)).toBe(want);
  });
});

/** Each style by the operator of RFC 6570 that OpenAPI gives for it, with `*` if it explodes. */
describe("as RFC 6570 has it, in the examples of its sections 3.2.2 and 3.2.5 to 3.2.8", () => {
  const count = ["one", "two", "three"];
  // Values are encoded before they get here.
  const keys = { semi: "%3B", dot: ".", comma: "%2C" };
  const cases: (readonly [string, string, ...Case])[] = [
    ["{list}", "list", "simple", false, ["red", "green", "blue"], "red,green,blue"],
    ["{list*}", "list", "simple", true, ["red", "green", "blue"], "red,green,blue"],
    ["{keys}", "keys", "simple", false, keys, "semi,%3B,dot,.,comma,%2C"],
    ["{keys*}", "keys", "simple", true, keys, "semi=%3B,dot=.,comma=%2C"],
    ["{.list*}", "list", "label", true, ["red", "green", "blue"], ".red.green.blue"],
    ["{.keys}", "keys", "label", false, keys, ".semi,%3B,dot,.,comma,%2C"],
    ["{.keys*}", "keys", "label", true, keys, ".semi=%3B.dot=..comma=%2C"],
    ["{.empty_keys}", "empty_keys", "label", false, {}, ""],
    ["{.empty_keys*}", "empty_keys", "label", true, {}, ""],
    ["{;who}", "who", "matrix", false, "fred", ";who=fred"],
    ["{;empty}", "empty", "matrix", false, "", ";empty"],
    ["{;count}", "count", "matrix", false, count, ";count=one,two,three"],
    ["{;count*}", "count", "matrix", true, count, ";count=one;count=two;count=three"],
    ["{;keys*}", "keys", "matrix", true, keys, ";semi=%3B;dot=.;comma=%2C"],
    ["{;list*} with an empty item", "l", "matrix", true, ["a", ""], ";l=a;l"],
    ["{;keys*} with an empty value", "k", "matrix", true, { a: "" }, ";a"],
    ["{;empty_list}", "empty_list", "matrix", false, [], ""],
    ["{?x}", "x", "form", false, "1024", "x=1024"],
    ["{?empty}", "empty", "form", false, "", "empty="],
    ["{?list}", "list", "form", false, ["red", "green"], "list=red,green"],
    ["{?list*}", "list", "form", true, ["red", "green"], "list=red&list=green"],
    ["{?keys}", "keys", "form", false, keys, "keys=semi,%3B,dot,.,comma,%2C"],
    ["{?keys*}", "keys", "form", true, keys, "semi=%3B&dot=.&comma=%2C"],
    ["{?list*} with empty items", "l", "form", true, ["", ""], "l=&l="],
    ["{?keys*} with an empty value", "k", "form", true, { a: "" }, "a="],
    ["{?empty_list*}", "empty_list", "form", true, [], ""],
    ["{?empty_keys}", "empty_keys", "form", false, {}, ""],
  ];
  test.each(cases)("%s of %s: %s, explode %s, %j", (_, name, style, explode, value, want) => {
    expect(applyStyle(name, value, style, explode)).toBe(want);
  });
});

describe("where both leave it open", () => {
  const cases: Case[] = [
    ["spaceDelimited", true, list, "color=blue&color=black&color=brown"],
    ["pipeDelimited", true, members, "R=100&G=200&B=150"],
    ["spaceDelimited", false, "blue", "color=blue"],
    ["pipeDelimited", false, [], ""],
    ["deepObject", true, "blue", "color=blue"],
    ["deepObject", false, { R: "100" }, "color%5BR%5D=100"],
    ["deepObject", true, { a: "" }, "color%5Ba%5D="],
    ["deepObject", true, {}, ""],
  ];
  test.each(cases)("%s, explode %s, %j", (style, explode, value, want) => {
    expect(applyStyle("color", value, style, explode)).toBe(want);
  });
});

/** A second witness, which has many users; where it is wrong, or of another mind, is listed with the reason. */
describe("openapi-fetch writes the same", () => {
  const theirs = (value: Texts, style: string, explode: boolean): string => {
    const options = { style, explode, allowReserved: true };
    if (typeof value === "string") return serializePrimitiveParam("color", value, options);
    return Array.isArray(value)
      ? serializeArrayParam("color", value, options as Parameters<typeof serializeArrayParam>[2])
      : serializeObjectParam(
          "color",
          value as Record<string, string>,
          options as Parameters<typeof serializeObjectParam>[2],
        );
  };

  const reasonToDiffer = (style: string, explode: boolean, value: Texts): string | undefined => {
    const isText = typeof value === "string";
    const isEmpty = !isText && Object.keys(value).length === 0;
    const isObject = !isText && !Array.isArray(value);
    const hasBlank = !isText && Object.values(value).includes("");
    if (isText && ["simple", "label", "matrix"].includes(style)) {
      return "its writer of single values knows the style form alone";
    }
    if (isEmpty) return "it writes the name or the first character of an empty list";
    if (style === "matrix" && explode && hasBlank) return "it leaves the = of an empty value";
    if (style === "pipeDelimited" && !explode) return "it does not encode the |";
    if (style === "spaceDelimited" && !explode && isObject) {
      return "it drops the name, and puts commas between";
    }
    if (style === "deepObject") {
      return isObject ? "it does not encode the brackets" : "it has no lists in brackets";
    }
    return undefined;
  };

  const styles = [
    ...["simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited"].flatMap((style) => [
      [style, true] as const,
      [style, false] as const,
    ]),
    ["deepObject", true] as const,
  ];
  const values: Texts[] = ["", "blue", [], ["blue"], list, ["a", ""], {}, { R: "100" }, members];
  const all = styles.flatMap(([style, explode]) =>
    values.map((value) => ({ style, explode, value, why: reasonToDiffer(style, explode, value) })),
  );

  test.each(all.filter(({ why }) => why === undefined))(
    "$style, explode $explode, $value",
    ({ style, explode, value }) => {
      expect(applyStyle("color", value, style, explode)).toBe(theirs(value, style, explode));
    },
  );

  test("but for what is listed, each kind of which does differ", () => {
    const differing = all.filter(
      ({ style, explode, value }) =>
        applyStyle("color", value, style, explode) !== theirs(value, style, explode),
    );
    const reasons = (found: typeof all) => new Set(found.map(({ why }) => why));
    expect(reasons(differing)).toEqual(reasons(all.filter(({ why }) => why !== undefined)));
    expect(all.filter(({ why }) => why === undefined).length).toBeGreaterThan(50);
  });
});

test("each style that the tool lets through is one that the runtime writes in its own way", () => {
  const texts = parameterStyles.map((style) => {
    const composed = style === "deepObject" ? { a: "b" } : ["a", "b"];
    // Only what explodes differs from form there.
    return applyStyle("q", composed, style, style === "cookie");
  });
  expect(new Set(texts).size).toBe(parameterStyles.length);
});
