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
  const rows = declaredOutputs.map(({ name, about, needs = [], packages, options }) => {
    const own = Object.entries((options["properties"] ?? {}) as Record<string, Option>);
    const described = own.map(
      ([option, { description, default: standard }]) =>
        `\`${option}\`: ${description} Default: ${JSON.stringify(standard)}.`,
    );
    return [
      `\`${name}\``,
      about ?? "",
      defaultOutputs.includes(name) ? "yes" : "no",
      needs.map((each) => `\`${each}\``).join(", "),
      packages.map((each) => `\`${each}\``).join(", "),
      described.join("<br>"),
    ];
  });
  const head = ["Output", "Makes", "By default", "Needs", "Packages", "Options"];
  const lines = [head, head.map(() => "---"), ...rows];
  return `${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}
