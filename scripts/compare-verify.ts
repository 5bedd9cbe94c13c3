/**
 * `npm run compare:verify`: has `verify`, Redocly's drift and Prism judge the same recordings, and
 * compares what they say with docs/verify-compared.md; `-- --write` writes its tables, and `-- --json`
 * prints all that was said. The other tools are fetched from npm. Exits 1 if the page says something
 * else, and 2 if a tool could not run.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compare } from "../test/verify/compared/compare.js";
import { withComparisons } from "./verify-compared-page.js";

const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const url = new URL("../docs/verify-compared.md", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "compare-verify-"));

try {
  const deviations = await compare("one-each", folder);
  const noise = await compare("noise", folder);
  if (options.json) {
    const plain = (_: string, value: unknown) =>
      value instanceof Map ? Object.fromEntries(value) : value;
    console.log(JSON.stringify({ deviations, noise }, plain, 2));
  }
  const before = readFileSync(url, "utf8");
  const page = withComparisons(before, { deviations, noise });
  if (page === before) console.error("docs/verify-compared.md says what was said now");
  else if (options.write) writeFileSync(url, page);
  else {
    console.error("docs/verify-compared.md is stale; run npm run compare:verify -- --write");
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
