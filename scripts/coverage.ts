/**
 * `npm run coverage`: how much of the API its sources document, by group. `--json` prints it as
 * data, `--write` brings the pages that show it up to date: README.md and spec/README.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readWitnesses } from "../generator/capture/index.js";
import { loadConfigured, readConfig } from "../generator/config/index.js";
import {
  buildApi,
  type Coverage,
  coverageOf,
  type GroupCoverage,
} from "../generator/model/index.js";
import { readStatus, type Status } from "../generator/status/index.js";

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
/** The pages that show what is known, each with what it shows between its markers. */
export const coveragePages: Readonly<Record<string, readonly Part[]>> = {
  "README.md": ["known", "coverage"],
  "spec/README.md": ["known"],
};

type Part = keyof typeof printers;

const printers = { known: toSentence, coverage: toTable };

/** What is documented, and what `tether status` says of it. */
export type Known = Coverage & Pick<Status, "observed" | "verdicts">;

export async function readCoverage(): Promise<Known> {
  const config = await readConfig({ config: at("tether.config.yaml") });
  const spec = await loadConfigured(config);
  const { observed, verdicts } = readStatus(spec, readWitnesses(config.spec));
  return { ...coverageOf(buildApi(spec).api), observed, verdicts };
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

/** How much is known in all, in a sentence. */
export function toSentence({ total, observed }: Known): string {
  const { operations, method, path } = total;
  const seen = observed > 0 ? ` ${observed} were seen to answer.` : "";
  return `${operations} operations are known by their title, ${method} of them with their method, ${path} with their path.${seen}\n`;
}

/** A page with what stands between its markers replaced. */
export function withCoverage(page: string, text: string, coverage: Known): string {
  return (coveragePages[page] ?? []).reduce((before, part) => {
    const open = `<!-- ${part}: \`npm run coverage -- --write\` -->\n`;
    const start = before.indexOf(open);
    const end = before.indexOf(`<!-- /${part} -->`, start);
    if (start < 0 || end < 0) throw new Error(`${page} has lost its markers of ${part}`);
    return `${before.slice(0, start)}${open}\n${printers[part](coverage)}\n${before.slice(end)}`;
  }, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const coverage = await readCoverage();
  if (process.argv.includes("--write")) {
    for (const page of Object.keys(coveragePages)) {
      writeFileSync(at(page), withCoverage(page, readFileSync(at(page), "utf8"), coverage));
    }
  } else {
    const text = process.argv.includes("--json")
      ? JSON.stringify(coverage, null, 2)
      : toTable(coverage);
    process.stdout.write(`${text.trimEnd()}\n`);
  }
}
