/** The tables of the outputs that come with the tool, for docs/outputs.md. */
import { describeOutputs } from "../generator/outputs/index.js";
import { toTable } from "./markdown-table.js";

/** The page with the tables that the outputs themselves give, between its marks. */
export function withOutputs(page: string): string {
  const tables = /(?<=<!-- npm run docs: outputs -->\n)[\s\S]*?(?=<!-- \/outputs -->)/;
  if (!tables.test(page)) throw new Error("docs/outputs.md has no marks for its tables");
  return page.replace(tables, toTables);
}

function toTables(): string {
  const code = (text: string) => `\`${text}\``;
  const all = describeOutputs();
  const outputs = all.map(({ name, about, isDefault, needs, packages }) => [
    code(name),
    about,
    isDefault ? "yes" : "no",
    needs.map(code).join(", "),
    packages.map(code).join(", "),
  ]);
  const options = all.flatMap(({ name, options: own }) =>
    own.map((option) => [
      code(`${name}.${option.name}`),
      option.about,
      String(option.default ?? "none"),
    ]),
  );
  return [
    toTable(["Output", "Makes", "By default", "Needs", "Packages"], outputs),
    toTable(["Option", "Meaning", "Default"], options),
  ].join("\n");
}
