import { beforeAll, describe, expect, test } from "vitest";
import type { UsesReport } from "../../generator/uses/index.js";
import { forms } from "./forms/cases.js";
import { habits } from "./forms/habits.js";
import { listed, projectWith, usesIn } from "./support.js";
import { ways } from "./ways.js";

const entries = Object.entries({ ...forms, ...habits });
const fileOf = (index: number, extension = ".ts") => `src/${index}/form${extension}`;
const files = Object.fromEntries(
  entries.flatMap(([, { code, extension, others = {} }], index) => [
    [fileOf(index, extension), below(`${code}\n${extension === ".cjs" ? "" : "export {};\n"}`)],
    ...Object.entries(others).map(([path, text]) => [`src/${index}/${path}`, below(text)]),
  ]),
);

/** Each form has a folder of its own. */
function below(text: string): string {
  return text.replaceAll(/"((?:\.\.\/)+)shop\//g, '"../$1shop/');
}

describe.each(Object.entries(ways))("uses of a client %s, by the form", (_, way) => {
  let report: UsesReport;
  let found: Record<string, string[]>;

  beforeAll(async () => {
    const folder = await projectWith(way, files);
    report = usesIn(folder);
    found = listed(report.uses, folder);
  });

  test("the cases compile", () => {
    expect(report.unresolved).toEqual([]);
  });

  test.each(entries.map(([name, each], index) => ({ name, each, index })))(
    "$name",
    ({ each, index }) => {
      const all = found[fileOf(index, each.extension)] ?? [];
      expect([...all].sort()).toEqual([...each.uses].sort());
    },
  );
});
