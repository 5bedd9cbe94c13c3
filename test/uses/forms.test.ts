import { beforeAll, describe, expect, test } from "vitest";
import type { UsesReport } from "../../generator/uses/index.js";
import { forms } from "./forms/cases.js";
import { listed, projectOf, usesIn } from "./support.js";

const entries = Object.entries(forms);
const fileOf = (index: number, extension = ".ts") => `src/form-${index}${extension}`;

let report: UsesReport;
let found: Record<string, string[]>;

beforeAll(async () => {
  const folder = await projectOf(
    Object.fromEntries(
      entries.map(([, { code, extension }], index) => [
        fileOf(index, extension),
        `${code}\nexport {};\n`,
      ]),
    ),
  );
  report = usesIn(folder);
  found = listed(report.uses, folder);
});

describe("uses, by the form in which they are written", () => {
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
