/** The table of the outputs that come with the tool, for docs/outputs.md. */
import { declaredOutputs, defaultOutputs } from "../generator/index.js";

/** The page with the table that the outputs themselves give, between its marks. */
export function withOutputs(page: string): string {
  const table = /(?<=<!-- npm run docs: outputs -->\n)[\s\S]*?(?=<!-- \/outputs -->)/;
  if (!table.test(page)) throw new Error("docs/outputs.md has no marks for its table");
  return page.replace(table, () => describeOutputs());
}

interface Option {
  readonly description?: string;
  readonly default?: unknown;
}

function describeOutputs(): string {
  const code = (text: string) => `\`${text}\``;
  const outputs = declaredOutputs.map(({ name, about, needs, packages }) => [
    code(name),
    about ?? "",
    defaultOutputs.includes(name) ? "yes" : "no",
    (needs?.({} as never) ?? []).map(code).join(", "),
    packages.map(code).join(", "),
  ]);
  const options = declaredOutputs.flatMap(({ name, options: { properties = {} } }) =>
    Object.entries(properties as Record<string, Option>).map(
      ([option, { description = "", default: standard }]) => [
        code(`${name}.${option}`),
        description,
        JSON.stringify(standard),
      ],
    ),
  );
  return [
    toTable(["Output", "Makes", "By default", "Needs", "Packages"], outputs),
    toTable(["Option", "Meaning", "Default"], options),
  ].join("\n");
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}
