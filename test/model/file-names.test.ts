import { expect, test } from "vitest";
import { isStorable } from "../../generator/disk/portable-file-name.js";

test.each([
  ...["con", "Con", "AUX", "nul", "prn", "com1", "COM9", "com¹", "com²", "lpt³", "com0", "lpt1"],
  ...["conin$", "CONOUT$", "clock$", "con.x", "nul.tar.gz", "con ", "aux .b"],
  ...["a.", "a ", "a. .", ".", "..", "", "a/b", "a\\b", "a:b", "a*", "a?", 'a"', "a|b", "<a>"],
  ...["a\nb", "a\u0000", "a\u007f", "a".repeat(201), "é".repeat(101)],
])("%j is no name for a file", (name) => {
  expect(isStorable(name)).toBe(false);
});

test.each([
  "a",
  "console",
  "com",
  "com10",
  "lpt",
  "auxiliary",
  "null",
  ".a",
  "a b",
  "é",
  "a".repeat(200),
])("%j is one", (name) => {
  expect(isStorable(name)).toBe(true);
});
