/**
 * `npm run capture -- SOURCE...`: brings spec/ up to what documentation pages state, checks it, and
 * brings generated/ up to date with it. Takes the flags of `npx spec-tether capture`.
 */
import { fileURLToPath } from "node:url";
import { main } from "../generator/cli/main.js";
import { printable } from "../generator/diagnostics/index.js";
import { lintSpec } from "./lint-spec.js";

const args = process.argv.slice(2);
const code = await main(["capture", ...args]);
const isWritten = code < 2 && !args.some((arg) => /^--(check|dry-run|out|json|help)\b/.test(arg));
process.exitCode = isWritten ? Math.max(code, await checkAndGenerate()) : code;

async function checkAndGenerate(): Promise<number> {
  const problems = await lintSpec(fileURLToPath(new URL("../spec/openapi.yaml", import.meta.url)));
  for (const { file, line, column, rule, message } of problems) {
    console.error(printable(`${file}:${line}:${column} ${rule} ${message}`));
  }
  return Math.max(problems.length > 0 ? 1 : 0, await main(["generate"]));
}
