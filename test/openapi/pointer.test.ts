import { describe, expect, test } from "vitest";
import {
  decodeToken,
  formatFragment,
  formatPointer,
  parseFragment,
  parsePointer,
  readingsOf,
  valueAt,
} from "../../generator/openapi/index.js";

// The table of RFC 6901, section 5, with what section 6 makes of it in a URI.
const rfc: readonly [pointer: string, fragment: string, value: unknown][] = [
  ["/foo", "/foo", ["bar", "baz"]],
  ["/foo/0", "/foo/0", "bar"],
  ["/", "/", 0],
  ["/a~1b", "/a~1b", 1],
  ["/c%d", "/c%25d", 2],
  ["/e^f", "/e%5Ef", 3],
  ["/g|h", "/g%7Ch", 4],
  ["/i\\j", "/i%5Cj", 5],
  ['/k"l', "/k%22l", 6],
  ["/ ", "/%20", 7],
  ["/m~0n", "/m~0n", 8],
];
const document = {
  foo: ["bar", "baz"],
  "": 0,
  "a/b": 1,
  "c%d": 2,
  "e^f": 3,
  "g|h": 4,
  "i\\j": 5,
  'k"l': 6,
  " ": 7,
  "m~n": 8,
};

test.each(rfc)("%s, in a reference #%s", (pointer, fragment, value) => {
  const tokens = parsePointer(pointer) ?? [];
  expect(valueAt(document, tokens)).toBe(typeof value === "object" ? document.foo : value);
  expect(formatPointer(tokens)).toBe(pointer);
  expect(formatFragment(tokens)).toBe(fragment);
  expect(parseFragment(fragment)).toEqual(tokens);
});

describe("an invalid pointer", () => {
  test.each(["a", "a/b", "/a~2", "/~"])("%s alone", (text) => {
    expect(parsePointer(text)).toBeUndefined();
  });

  test.each(["a", "anchor", "/a%"])("%s in a reference", (text) => {
    expect(parseFragment(text)).toBeUndefined();
  });
});

test("an encoded slash separates, an escaped one does not", () => {
  expect(parseFragment("/a%2Fb")).toEqual(["a", "b"]);
  expect(parseFragment("/a~1b")).toEqual(["a/b"]);
  expect(decodeToken("a~1b%20c")).toBe("a/b c");
});

test.each([
  ["/100%", [["100%"]]],
  ["/a%20b", [["a b"], ["a%20b"]]],
  ["/a+b", [["a+b"], ["a b"]]],
  ["/", [[""], []]],
])("%s is read in more ways, the right one first", (fragment, want) => {
  expect(readingsOf(fragment)).toEqual(want);
});

test("only own properties are found", () => {
  const own = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}');
  expect(valueAt({}, ["constructor"])).toBeUndefined();
  expect(valueAt({}, ["__proto__"])).toBeUndefined();
  expect(valueAt(own, ["__proto__", "a"])).toBe(1);
  expect(valueAt(own, ["constructor"])).toBe(2);
});
