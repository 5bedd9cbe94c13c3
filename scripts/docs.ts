/** `npm run docs`: writes the pages that are made from data. */
import { readFileSync, writeFileSync } from "node:fs";
import { catalogue } from "../generator/diagnostics/index.js";
import { describeCommandLine } from "./cli-page.js";
import { describeConfigFile } from "./config-page.js";
import { describeOptions } from "./options-page.js";
import { withOutputs } from "./outputs-page.js";
import { withProjects } from "./projects-page.js";
import { describeRules } from "./rules-page.js";
import { describeTroubleshooting } from "./troubleshooting-page.js";

/** Each page by its path, and what writes it, from what it was before. */
export const pages: Readonly<Record<string, (before: string) => string | Promise<string>>> = {
  "docs/cli.md": describeCommandLine,
  "docs/config.md": describeConfigFile,
  "docs/diagnostics.md": describeDiagnostics,
  "docs/options.md": describeOptions,
  "docs/outputs.md": withOutputs,
  "docs/projects.md": withProjects,
  "docs/rules.md": describeRules,
  "docs/troubleshooting.md": describeTroubleshooting,
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

// A test reads the pages without writing them.
if (process.argv[1] === import.meta.filename) {
  for (const [path, write] of Object.entries(pages)) {
    const url = new URL(`../${path}`, import.meta.url);
    let before = "";
    try {
      before = readFileSync(url, "utf8");
    } catch {
      // A page that was never written is stale like any other.
    }
    const text = await write(before);
    if (before === text) continue;
    writeFileSync(url, text);
    console.log(`${path} written`);
  }
}
