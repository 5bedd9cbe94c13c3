import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type OpenedProject, openProject, type UsesReport } from "../../generator/uses/index.js";
import { makeFolder } from "../support/generator.js";
import { forms } from "./forms/cases.js";
import { fetchForms } from "./forms/fetch-forms.js";
import { habits } from "./forms/habits.js";
import { listed, projectFiles, settings, usesIn, writeCaller } from "./support.js";
import { ways } from "./ways.js";

const entries = Object.entries({ ...forms, ...fetchForms, ...habits });
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

const callers = Object.entries(ways);
const folderOf = (index: number) => `way-${index}`;

let folder: string;
let opened: OpenedProject;

// One program for all: the compiler takes most of the time.
beforeAll(async () => {
  folder = makeFolder({ ...projectFiles, "tsconfig.json": settingsOf(callers.length) });
  for (const [index, [, way]] of callers.entries())
    await writeCaller(join(folder, folderOf(index)), way, files);
  opened = openProject(join(folder, "tsconfig.json"));
});

function settingsOf(count: number): string {
  const include = Array.from({ length: count }, (_, index) => `${folderOf(index)}/src`);
  return JSON.stringify({ compilerOptions: settings, include });
}

describe.each(callers.map(([name, { client }], index) => ({ name, client, way: folderOf(index) })))(
  "uses of a client $name, by the form",
  ({ client, way }) => {
    let report: UsesReport;
    let found: Record<string, string[]>;

    beforeAll(() => {
      report = usesIn(folder, { opened, client: `${way}/${client}` });
      found = listed(report.uses, folder);
    });

    test("the cases compile, and nobody else uses it", () => {
      expect(report.unresolved).toEqual([]);
      const elsewhere = Object.keys(found).filter((file) => !file.startsWith(`${way}/`));
      expect(elsewhere).toEqual([]);
    });

    test.each(entries.map(([name, each], index) => ({ name, each, index })))(
      "$name",
      ({ each, index }) => {
        const all = found[`${way}/${fileOf(index, each.extension)}`] ?? [];
        expect([...all].sort()).toEqual([...each.uses].sort());
      },
    );
  },
);
