/**
 * `npm run docs`: writes the pages that are made from data; with `--check` only tells whether they
 * are current.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { catalogue } from "../generator/index.js";
import { withOutputs } from "./outputs-page.js";
import { describeRules } from "./rules-page.js";

/** Each page by what it was before. */
const pages: Readonly<Record<string, (before: string) => string>> = {
  "docs/diagnostics.md": describeDiagnostics,
  "docs/outputs.md": withOutputs,
  "docs/rules.md": describeRules,
};

function describeDiagnostics(): string {
  const sections = Object.entries(catalogue)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { severity, title, cause, help }]) =>
        `## ${code}\n\n**${severity}**: ${title}.\n\n${cause}\n\n${help}\n`,
    );
  return `# Diagnostics

<!-- npm run docs -->

Every message that \`tether\` can give about its input. \`npx spec-tether explain CODE\` shows the
same. An error ends the run with exit code 2 and leaves every file as it was; a warning does not.

${sections.join("\n")}`;
}

const stale = Object.entries(pages).filter(([path, write]) => {
  const url = new URL(`../${path}`, import.meta.url);
  let before = "";
  try {
    before = readFileSync(url, "utf8");
  } catch {
    // A page that was never written is stale like any other.
  }
  const text = write(before);
  if (before === text) return false;
  if (!process.argv.includes("--check")) writeFileSync(url, text);
  return true;
});
const verb = process.argv.includes("--check") ? "is stale: run `npm run docs`" : "written";
for (const [path] of stale) console.log(`${path} ${verb}`);
process.exitCode = process.argv.includes("--check") && stale.length > 0 ? 1 : 0;
