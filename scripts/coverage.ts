/**
 * `npm run coverage`: how much of the API its sources document, by group. `--json` prints it as
 * data, `--write` brings the README's table up to date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  buildApi,
  type Coverage,
  coverageOf,
  type GroupCoverage,
  loadSpec,
} from "../generator/index.js";

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const markers = [
  "<!-- coverage: `npm run coverage -- --write` -->\n",
  "<!-- /coverage -->",
] as const;

export async function readCoverage(): Promise<Coverage> {
  const { api } = buildApi(await loadSpec(at("spec/openapi.yaml")));
  return coverageOf(api);
}

/** The coverage as a Markdown table. */
export function toTable({ groups, total }: Coverage): string {
  const columns = ["operations", "method", "path", "request", "response"] as const;
  const row = (name: string, counts: Omit<GroupCoverage, "group">): string =>
    counts.operations === 0
      ? `| ${name} | unlisted | | | | |`
      : `| ${name} | ${columns.map((column) => counts[column]).join(" | ")} |`;
  return [
    "| Group | Operations known | Method documented | Path documented | Request documented | Response documented |",
    "|---|--:|--:|--:|--:|--:|",
    ...groups.map((group) => row(group.group, group)),
    row("**Total**", total),
    "",
  ].join("\n");
}

/** A text whose part between the markers is replaced. */
export function withTable(text: string, table: string): string {
  const [open, close] = markers;
  const start = text.indexOf(open);
  const end = text.indexOf(close, start);
  if (start < 0 || end < 0) throw new Error("README.md has lost its coverage markers");
  return `${text.slice(0, start)}${open}\n${table}\n${text.slice(end)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const coverage = await readCoverage();
  if (process.argv.includes("--write")) {
    const readme = at("README.md");
    writeFileSync(readme, withTable(readFileSync(readme, "utf8"), toTable(coverage)));
  } else {
    const text = process.argv.includes("--json")
      ? JSON.stringify(coverage, null, 2)
      : toTable(coverage);
    process.stdout.write(`${text.trimEnd()}\n`);
  }
}
