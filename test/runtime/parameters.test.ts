import { describe, expect, test } from "vitest";
import { InvalidArgumentError } from "../../generator/runtime/index.js";
import type {
  OperationDescriptor,
  ParameterDescriptor,
} from "../../generator/runtime/operation.js";
import {
  type Arguments,
  serializeParameters,
  writeParameter,
  writeStyledParameter,
} from "../../generator/runtime/serialize.js";

/** A descriptor of which only what a test is about is given. */
type Parameter = Omit<ParameterDescriptor, "write"> & {
  readonly write?: ParameterDescriptor["write"];
};

/** What the parameters become; headers and cookies under the names of their headers. */
function serialise(operation: OperationDescriptor, args: Arguments, options: Arguments = {}) {
  const headers: Record<string, string> = {};
  return { ...serializeParameters(operation, args, options, headers), headers };
}

function write(given: Parameter, value: unknown) {
  const parameter = { write: writeStyledParameter, ...given } as ParameterDescriptor;
  const operation: OperationDescriptor = {
    id: "x",
    method: "GET",
    path: parameter.in === "path" ? "/{color}" : "/",
    parameters: { color: parameter },
  };
  return serialise(operation, { color: value });
}

const inPath = (parameter: object, value: unknown) =>
  write({ in: "path", ...parameter }, value).path.slice(1);
const inQuery = (parameter: object, value: unknown) =>
  write({ in: "query", ...parameter }, value).query.join("&");
const inHeader = (parameter: object, value: unknown) =>
  Object.entries(write({ in: "header", ...parameter }, value).headers);
const inCookie = (parameter: object, value: unknown) =>
  write({ in: "cookie", ...parameter }, value).headers["cookie"] ?? "";

/** The values of the table of styles in OpenAPI 3.1.1, section "Style Examples". */
const list = ["blue", "black", "brown"];
const members = { R: 100, G: 200, B: 150 };

describe("path, by the table of OpenAPI 3.1.1", () => {
  test.each([
    ["simple", false, "blue", "blue"],
    ["simple", false, list, "blue,black,brown"],
    ["simple", false, members, "R,100,G,200,B,150"],
    ["simple", true, "blue", "blue"],
    ["simple", true, list, "blue,black,brown"],
    ["simple", true, members, "R=100,G=200,B=150"],
    ["label", false, "blue", ".blue"],
    ["label", false, list, ".blue,black,brown"],
    ["label", false, members, ".R,100,G,200,B,150"],
    ["label", true, "blue", ".blue"],
    ["label", true, list, ".blue.black.brown"],
    ["label", true, members, ".R=100.G=200.B=150"],
    ["matrix", false, "blue", ";color=blue"],
    ["matrix", false, list, ";color=blue,black,brown"],
    ["matrix", false, members, ";color=R,100,G,200,B,150"],
    ["matrix", true, "blue", ";color=blue"],
    ["matrix", true, list, ";color=blue;color=black;color=brown"],
    ["matrix", true, members, ";R=100;G=200;B=150"],
  ])("%s, explode %s, %j", (style, explode, value, expected) => {
    expect(inPath({ style, explode }, value)).toBe(expected);
  });

  test("is simple and not exploded by default", () => {
    expect(inPath({}, members)).toBe("R,100,G,200,B,150");
    expect(inPath({ style: "label" }, list)).toBe(".blue,black,brown");
    expect(inPath({ style: "matrix" }, list)).toBe(";color=blue,black,brown");
  });
});

describe("query, by the table of OpenAPI 3.1.1", () => {
  test.each([
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
    // What OpenAPI leaves open.
    ["deepObject", true, "blue", "color=blue"],
    ["deepObject", true, ["a", { b: "c" }], "color%5B0%5D=a&color%5B1%5D%5Bb%5D=c"],
  ])("%s, explode %s, %j", (style, explode, value, expected) => {
    expect(inQuery({ style, explode }, value)).toBe(expected);
  });

  test.each([
    [{}, "color=blue&color=black&color=brown"],
    [{ style: "form" }, "color=blue&color=black&color=brown"],
    [{ style: "spaceDelimited" }, "color=blue%20black%20brown"],
    [{ style: "pipeDelimited" }, "color=blue%7Cblack%7Cbrown"],
  ])("explodes by default if the style is form: %j", (parameter, expected) => {
    expect(inQuery(parameter, list)).toBe(expected);
  });

  test.each([
    ["form", true, []],
    ["form", false, []],
    ["form", true, {}],
    ["form", false, {}],
    ["pipeDelimited", false, []],
    ["deepObject", true, {}],
  ])("%s, explode %s, %j gives nothing, as RFC 6570 has it", (style, explode, value) => {
    expect(inQuery({ style, explode }, value)).toBe("");
  });

  test("the name on the wire is encoded, and may differ from the argument", () => {
    expect(inQuery({ name: "a b&c[]" }, list.slice(0, 2))).toBe(
      "a%20b%26c%5B%5D=blue&a%20b%26c%5B%5D=black",
    );
  });
});

describe("values", () => {
  test.each([
    ["text", "a b", "a%20b"],
    ["zero", 0, "0"],
    ["a fraction", -1.5, "-1.5"],
    ["a large number", 1e21, "1e%2B21"],
    ["a bigint", 12345678901234567890n, "12345678901234567890"],
    ["true", true, "true"],
    ["false", false, "false"],
    ["a date", new Date(0), "1970-01-01T00%3A00%3A00.000Z"],
    ["an object without prototype", Object.assign(Object.create(null), { a: 1 }), "a,1"],
    ["members that are undefined", { a: 1, b: undefined }, "a,1"],
    [
      "members of every kind",
      { a: true, b: 2n, c: new Date(0) },
      "a,true,b,2,c,1970-01-01T00%3A00%3A00.000Z",
    ],
    ["a comma inside an item", ["a,b", "c"], "a%2Cb,c"],
  ])("%s", (_, value, expected) => {
    expect(inPath({}, value)).toBe(expected);
    expect(inQuery({ explode: false }, value)).toBe(`color=${expected}`);
  });

  // RFC 6570, section 3.2.1: everything that is not unreserved is encoded.
  test("every reserved and every unreserved character", () => {
    const unreserved = "AZaz09-._~";
    const reserved = ":/?#[]@!$&'()*+,;=";
    const encoded = "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D";
    expect(inPath({}, unreserved + reserved)).toBe(unreserved + encoded);
    expect(inQuery({}, unreserved + reserved)).toBe(`color=${unreserved}${encoded}`);
    expect(inQuery({}, '% "<>\\^`{|}ü€😀\r\n')).toBe(
      "color=%25%20%22%3C%3E%5C%5E%60%7B%7C%7D%C3%BC%E2%82%AC%F0%9F%98%80%0D%0A",
    );
  });

  test("allowReserved leaves what cannot be mistaken for the query's own characters", () => {
    const parameter = { allowReserved: true };
    expect(inQuery(parameter, ":/?@!$'()*,;")).toBe("color=:/?@!$'()*,;");
    // OpenAPI 3.1.1 on allowReserved: these still have to be encoded inside a form.
    expect(inQuery(parameter, "[]#&=+")).toBe("color=%5B%5D%23%26%3D%2B");
    expect(inQuery(parameter, "a b%ü")).toBe("color=a%20b%25%C3%BC");
    // RFC 6570, section 3.2.3: what is encoded already passes through.
    expect(inQuery(parameter, "%5Ba%2fb%5D%4g%")).toBe("color=%5Ba%2fb%5D%254g%25");
    expect(inQuery(parameter, ["/a", "/b"])).toBe("color=/a&color=/b");
    expect(inQuery(parameter, ["a,b"])).toBe("color=a,b");
    const joined = { ...parameter, explode: false };
    expect(inQuery(joined, ["a,b", "/c"])).toBe("color=a%2Cb,/c");
    expect(inQuery(joined, { "a,b": "c,d" })).toBe("color=a%2Cb,c%2Cd");
  });

  test("content as JSON, whatever the style", () => {
    expect(inQuery({ json: true }, { a: [1, null] })).toBe("color=%7B%22a%22%3A%5B1%2Cnull%5D%7D");
    expect(inQuery({ json: true }, [])).toBe("color=%5B%5D");
    expect(inQuery({ json: true }, null)).toBe("color=null");
    expect(inQuery({ json: true }, "blue")).toBe("color=%22blue%22");
    expect(inPath({ json: true }, list)).toBe("%5B%22blue%22%2C%22black%22%2C%22brown%22%5D");
    expect(inHeader({ json: true }, { a: "b,c" })).toEqual([["color", '{"a":"b,c"}']]);
    expect(inCookie({ json: true }, { a: 1 })).toBe("color=%7B%22a%22%3A1%7D");
  });
});

describe("header, by the rules of simple", () => {
  test.each([
    [{}, "blue", "blue"],
    [{}, "", ""],
    [{}, list, "blue,black,brown"],
    [{}, members, "R,100,G,200,B,150"],
    [{ explode: true }, list, "blue,black,brown"],
    [{ explode: true }, members, "R=100,G=200,B=150"],
    [{}, { R: 100, G: undefined }, "R,100"],
    [{}, 12n, "12"],
    [{}, false, "false"],
    [{}, new Date(0), "1970-01-01T00:00:00.000Z"],
    // Headers have no percent-encoding.
    [{}, "a b/ü%", "a b/ü%"],
  ])("%o, %o", (parameter, value, expected) => {
    expect(inHeader({ name: "X-Color", ...parameter }, value)).toEqual([["x-color", expected]]);
  });
});

describe("cookie, by the style of that name of OpenAPI 3.2.0", () => {
  test.each([
    [{}, "", "color="],
    [{}, "blue", "color=blue"],
    [{}, list, "color=blue; color=black; color=brown"],
    [{}, members, "R=100; G=200; B=150"],
    [{ explode: false }, list, "color=blue,black,brown"],
    [{ explode: false }, members, "color=R,100,G,200,B,150"],
    // No escaping.
    [{}, "x=y%20z&a/b==", "color=x=y%20z&a/b=="],
    [{}, ["a&b", "c"], "color=a&b; color=c"],
    [{ write: writeParameter }, "a/b==", "color=a/b=="],
    [{ name: "a|b" }, "c", "a|b=c"],
    [{}, null, ""],
    [{}, ["a", null], "color=a"],
  ])("%j, %j", (parameter, value, expected) => {
    expect(inCookie({ style: "cookie", ...parameter }, value)).toBe(expected);
  });

  test.each(["a;b", "a b", "a,b", "a\\b", 'a"b', "ü", "a\nb", ["a", "b;c"], { a: "b;c" }])(
    "refuses what RFC 6265 forbids: %j",
    (value) => {
      const refused = /^color contains a character that a cookie cannot carry$/;
      expect(() => inCookie({ style: "cookie" }, value)).toThrow(refused);
    },
  );

  test.each(["a=b", "a;b", "a b"])("refuses a member that is no name of a cookie: %j", (name) => {
    const refused = /^color contains a name that no cookie can have$/;
    expect(() => inCookie({ style: "cookie" }, { [name]: "c" })).toThrow(refused);
  });
});

describe("cookie, by the rules of form", () => {
  test.each([
    [{}, "blue", "color=blue"],
    [{}, "a;b c", "color=a%3Bb%20c"],
    [{ explode: false }, list, "color=blue,black,brown"],
    [{ explode: false }, members, "color=R,100,G,200,B,150"],
    // The & of the table has no meaning in a cookie; its pairs are cookies of their own.
    [{}, list, "color=blue; color=black; color=brown"],
    [{}, members, "R=100; G=200; B=150"],
  ])("%j, %j", (parameter, value, expected) => {
    expect(inCookie(parameter, value)).toBe(expected);
  });
});

describe("null is no value (RFC 6570, 2.3)", () => {
  test.each<[string, object, unknown, string]>([
    ["in a query", {}, null, ""],
    ["as a single value", { write: writeParameter }, null, ""],
    ["in a list", {}, ["a", null, "b"], "color=a&color=b"],
    ["alone in a list", {}, [null], ""],
    ["in a list with commas", { explode: false }, [null, "a"], "color=a"],
    ["in an object", {}, { a: null, b: 1 }, "b=1"],
    ["in an object with commas", { explode: false }, { a: null, b: 1 }, "color=b,1"],
    ["in a list with pipes", { style: "pipeDelimited" }, ["a", null], "color=a"],
    [
      "in a deepObject",
      { style: "deepObject" },
      { a: null, b: { c: null, d: 1 } },
      "color%5Bb%5D%5Bd%5D=1",
    ],
    [
      "in a list of a deepObject, without a gap",
      { style: "deepObject" },
      { a: [null, 1] },
      "color%5Ba%5D%5B0%5D=1",
    ],
    ["as JSON it is one", { json: true, write: writeParameter }, null, "color=null"],
  ])("%s", (_, parameter, value, expected) => {
    expect(inQuery(parameter, value)).toBe(expected);
  });

  test("in headers and cookies", () => {
    expect(inHeader({}, null)).toEqual([]);
    expect(inHeader({}, [null])).toEqual([]);
    expect(inHeader({}, [null, "a"])).toEqual([["color", "a"]]);
    expect(inHeader({}, { a: null, b: 1 })).toEqual([["color", "b,1"]]);
    expect(inHeader({}, "")).toEqual([["color", ""]]);
    expect(inCookie({}, null)).toBe("");
    expect(inCookie({}, [null])).toBe("");
    expect(inCookie({}, ["a", null])).toBe("color=a");
  });
});

describe("refuses, naming the argument", () => {
  const loop: Record<string, unknown> = {};
  loop["loop"] = loop;

  test.each<[string, Parameter, unknown, RegExp]>([
    ["null in a path", { in: "path" }, null, /is required, but missing/],
    ["null in a list of a path", { in: "path" }, ["a", null], /cannot be sent as text: null/],
    ["null in an object of a path", { in: "path" }, { a: null }, /cannot be sent as text: null/],
    ["null where it is required", { in: "query", required: true }, null, /required, but missing/],
    ["NaN", { in: "query" }, Number.NaN, /cannot be sent as text: NaN/],
    [
      "Infinity in a list",
      { in: "query" },
      [1, Number.POSITIVE_INFINITY],
      /cannot be sent as text: Infinity/,
    ],
    ["an invalid date", { in: "query" }, new Date(Number.NaN), /invalid Date/],
    ["a list in a list", { in: "query" }, [["a"]], /cannot be sent as text: a list/],
    ["an object in an object", { in: "query" }, { a: { b: 1 } }, /cannot be sent as text: object/],
    ["a loop as deepObject", { in: "query", style: "deepObject" }, loop, /nested too deeply/],
    ["an object of a class", { in: "query" }, new Map(), /cannot be sent as text: object/],
    ["a function", { in: "query" }, () => 1, /cannot be sent as text: function/],
    ["a symbol", { in: "query" }, Symbol("a"), /cannot be sent as text: symbol/],
    ["half of a surrogate pair", { in: "query" }, "\udc00", /surrogate/],
    ["the same with allowReserved", { in: "query", allowReserved: true }, "\udc00", /surrogate/],
    ["the same as a member's name", { in: "query" }, { "\udc00": 1 }, /surrogate/],
    ["a header with a line break", { in: "header" }, "a\r\nb: c", /a header cannot carry/],
    ["a header beyond Latin-1", { in: "header" }, "€", /a header cannot carry/],
    ["a member of a header with a line break", { in: "header" }, { a: "\n" }, /cannot carry/],
    ["a function as JSON", { in: "query", json: true }, () => 1, /as JSON: function/],
    ["a loop as JSON", { in: "query", json: true }, loop, /as JSON: .*circular/],
    ["a bigint as JSON", { in: "header", json: true }, { a: 1n }, /as JSON: .*BigInt/],
    ["a required one that is missing", { in: "query", required: true }, undefined, /is required/],
    ["an empty path parameter", { in: "path" }, "", /must not be empty/],
    ["an empty label", { in: "path", style: "label" }, "", /must not be empty/],
    ["an empty object in the path", { in: "path" }, {}, /must not be empty/],
    ["an empty list in the path", { in: "path" }, [], /must not be empty/],
    ["an empty matrix", { in: "path", style: "matrix" }, "", /must not be empty/],
    ["a label of one dot", { in: "path", style: "label" }, ".", /dot segment/],
    ["a list of dots", { in: "path", style: "label", explode: true }, ["", ""], /must not be/],
  ])("%s", (_, parameter, value, problem) => {
    const attempt = () => write({ name: "wire-name", ...parameter }, value);
    // Named by its argument, since that is what the caller wrote.
    const inTheWay = parameter.in === "path" ? () => write(parameter, value) : attempt;
    expect(inTheWay).toThrow(InvalidArgumentError);
    expect(inTheWay).toThrow(problem);
    expect(inTheWay).toThrow(expect.objectContaining({ parameter: "color" }));
  });

  test("dots that several parameters make together", () => {
    const operation: OperationDescriptor = {
      id: "x",
      method: "GET",
      path: "/a/{one}{two}/b",
      parameters: { one: { in: "path" }, two: { in: "path" } },
    };
    expect(() => serialise(operation, { one: ".", two: "." })).toThrow(InvalidArgumentError);
    expect(serialise(operation, { one: "x", two: ".." }).path).toBe("/a/x../b");
  });
});

describe("what the descriptor only names", () => {
  const operation: OperationDescriptor = {
    id: "x",
    method: "GET",
    path: "/{a}/{b-c}/{a}",
    query: ["q", "__proto__"],
    parameters: { bc: { in: "path", name: "b-c" } },
  };
  test.each<[Arguments, string, string[]]>([
    [{ a: 1, bc: "x" }, "/1/x/1", []],
    [{ a: "{b-c}", bc: "{a}", q: "{a}" }, "/%7Bb-c%7D/%7Ba%7D/%7Bb-c%7D", ["q=%7Ba%7D"]],
    [{ a: 1, bc: 2, ["__proto__"]: "p", other: 3 }, "/1/2/1", ["__proto__=p"]],
  ])("%j", (args, path, query) => {
    expect(serialise(operation, args)).toMatchObject({ path, query });
  });
  test.each<[Arguments, string, RegExp]>([
    [{ bc: 1 }, "a", /is required/],
    [{ a: 1 }, "bc", /is required/],
    [{ a: "", bc: 1 }, "a", /must not be empty/],
    [{ a: "..", bc: 1 }, "a", /dot segment/],
    [{ a: 1, bc: 1, q: [1] }, "q", /cannot be sent as text: a list/],
  ])("%j is refused", (args, parameter, problem) => {
    const attempt = () => serialise(operation, args);
    expect(attempt).toThrow(problem);
    expect(attempt).toThrow(expect.objectContaining({ parameter }));
  });
});

/** As the generator leaves them out of the descriptors of operations that don't need them. */
describe("without a writer of styles", () => {
  test.each<[string, Parameter, unknown, string]>([
    ["text in the path", { in: "path" }, "a b/c", "a%20b%2Fc"],
    ["a number in the query", { in: "query" }, 1.5, "color=1.5"],
    ["empty text in the query", { in: "query" }, "", "color="],
    ["a date in a cookie", { in: "cookie" }, new Date(0), "color=1970-01-01T00%3A00%3A00.000Z"],
    ["a bigint with reserved characters", { in: "query", allowReserved: true }, 1n, "color=1"],
    ["a list as JSON", { in: "query", json: true }, [1], "color=%5B1%5D"],
    ["text in a header", { in: "header" }, "a b/ü", "a b/ü"],
  ])("%s is the same", (_, parameter, value, expected) => {
    const isCommon = /path|query/.test(parameter.in) && !parameter.json && !parameter.allowReserved;
    const both = [isCommon ? undefined : writeParameter, writeStyledParameter].map((writer) => {
      const { path, query, headers } = write({ ...parameter, write: writer }, value);
      return [path.slice(1), ...query, ...Object.values(headers)].join("");
    });
    expect(both).toEqual([expected, expected]);
  });

  test.each<[string, unknown, RegExp]>([
    ["a list", ["a"], /cannot be sent as text: a list/],
    ["an object", { a: 1 }, /cannot be sent as text: object/],
  ])("%s is refused", (_, value, problem) => {
    for (const place of ["path", "query", "header", "cookie"] as const) {
      const writer = place === "path" || place === "query" ? undefined : writeParameter;
      const attempt = () => write({ in: place, write: writer }, value);
      expect(attempt).toThrow(problem);
      expect(attempt).toThrow(expect.objectContaining({ parameter: "color" }));
    }
  });
});

describe("an option of the client", () => {
  const operation = {
    id: "x",
    method: "GET",
    path: "/{org}/",
    parameters: {
      org: { in: "path", option: "orgId" },
      org_id: { in: "query", option: "orgId" },
    },
  } as const;
  const written = (args: object, options: object) => {
    const { path, query } = serialise(operation, { ...args }, { ...options });
    return [path, ...query];
  };

  test("gives what the call leaves out", () => {
    expect(written({}, { orgId: "a b" })).toEqual(["/a%20b/", "org_id=a%20b"]);
    expect(written({ org_id: undefined, org: "b" }, { orgId: "a" })).toEqual(["/b/", "org_id=a"]);
    expect(written({ org: "1", org_id: "2" }, { orgId: "a" })).toEqual(["/1/", "org_id=2"]);
    expect(written({ org: "1", org_id: "" }, { orgId: "a" })).toEqual(["/1/", "org_id="]);
    expect(written({ org: "1" }, {})).toEqual(["/1/"]);
  });

  test("is refused by the name of the parameter, and not taken from a prototype", () => {
    const missing = expect.objectContaining({ parameter: "org" });
    expect(() => written({}, {})).toThrow(missing);
    expect(() => serialise(operation, {}, Object.create({ orgId: "a" }))).toThrow(missing);
    expect(() => written({}, { orgId: null })).toThrow(missing);
    expect(() => written({ org: null }, { orgId: "a" })).toThrow(missing);
  });

  test("is not taken for null, which leaves the parameter out", () => {
    expect(written({ org: "1", org_id: null }, { orgId: "a" })).toEqual(["/1/"]);
  });
});
