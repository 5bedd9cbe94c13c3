import { expect, test } from "vitest";
import {
  isRangeOf,
  pathParametersOf,
  pathSpelling,
  templateOf,
} from "../../generator/openapi/index.js";

test.each([
  ["/boms", "/boms", "/boms", []],
  ["/boms/{id}", "/boms/{}", "/boms/{}", ["id"]],
  ["/Boms/{bom_id}/lines/{line}", "/Boms/{}/lines/{}", "/boms/{}/lines/{}", ["bom_id", "line"]],
  ["/a//b/", "/a//b/", "/a/b", []],
  ["/{a}-{b}.{}", "/{}-{}.{}", "/{}-{}.{}", ["a", "b", ""]],
  ["/{a", "/{a", "/{a", []],
])("%s", (path, template, spelling, names) => {
  expect([templateOf(path), pathSpelling(path), pathParametersOf(path)]).toEqual([
    template,
    spelling,
    names,
  ]);
});

test.each([
  ["2XX", "204", true],
  ["2xx", "204", true],
  ["2XX", "404", false],
  ["2XX", "2XX", false],
  ["200", "2XX", false],
  ["default", "200", false],
  ["2XX", "default", false],
])("%s and %s", (range, key, want) => {
  expect(isRangeOf(range, key)).toBe(want);
});
