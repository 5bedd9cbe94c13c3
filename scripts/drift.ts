/**
 * `npm run drift`: the whole drift check. It compares the client with the spec, the spec and the
 * client's names with the last release, the diff engine with another tool's cases (in `DRIFT_CASES`),
 * and the documentation with the spec, if `DRIFT_PAGES` names its place. Exits with 1 if anything
 * drifted, 2 if a check could not finish; prints which checks were not run, which is no failure.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { main } from "../generator/cli/main.js";
import { printable } from "../generator/diagnostics/index.js";
import { type Check, type Ending, summarize } from "./drift-summary.js";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const lockFile = "generated/names.lock.json";
const cases = process.env["DRIFT_CASES"] ?? "../shared/conformance/oasdiff";

function git(...args: string[]): { code: number; out: string } {
  const { status, stdout } = spawnSync("git", args, { encoding: "utf8" });
  return { code: status ?? 2, out: stdout ?? "" };
}

/** Every name in a lock file, by the thing that it names. */
function namesIn(lock: unknown, path: readonly string[] = []): Map<string, string> {
  if (typeof lock === "string") return new Map([[path.join(" / "), lock]]);
  const entries = Object.entries((lock ?? {}) as Record<string, unknown>);
  return new Map(entries.flatMap(([key, value]) => [...namesIn(value, [...path, key])]));
}

function compareNames(release: string): Ending {
  const { code, out } = git("show", `${release}:${lockFile}`);
  if (code !== 0) return { notRun: `${release} has no ${lockFile}` };
  const now = namesIn(JSON.parse(readFileSync(lockFile, "utf8")));
  const renamed = [...namesIn(JSON.parse(out))].filter(
    ([thing, name]) => now.has(thing) && now.get(thing) !== name,
  );
  for (const [thing, name] of renamed)
    console.log(
      printable(`${thing}: ${name} is called ${now.get(thing)} now, which breaks its callers`),
    );
  if (renamed.length === 0) console.log("no name changed");
  return { code: renamed.length > 0 ? 1 : 0 };
}

function compareEngine(): Ending {
  if (!existsSync(cases)) return { notRun: `there is no ${cases}` };
  const args = ["--import", "tsx", "scripts/conformance-diff.ts", cases];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  return { code: status === 0 || status === 1 ? status : 2 };
}

const isRepository = git("rev-parse", "--git-dir").code === 0;
const isShallow = git("rev-parse", "--is-shallow-repository").out.trim() === "true";
const release = git("describe", "--tags", "--abbrev=0", "--match", "v[0-9]*").out.trim();
const noRelease = !isRepository
  ? "git finds no repository here, so there is no release to compare with"
  : isShallow
    ? "this clone is shallow and has no release's tag; fetch with `git fetch --unshallow --tags`"
    : "there is no release yet (no tag v…) to compare with";

/** Runs the check if it can be run; what it throws means that it could not finish. */
const checks: Check[] = [];
async function check(name: string, run: () => Ending | Promise<Ending>): Promise<void> {
  console.log(`\n== ${name}`);
  let ending: Ending;
  try {
    ending = await run();
  } catch (error) {
    console.error(printable(error instanceof Error ? error.message : String(error)));
    ending = { code: 2 };
  }
  if ("notRun" in ending) console.log(`not run: ${ending.notRun}`);
  checks.push({ name, ending });
}

const pages = process.env["DRIFT_PAGES"];
await check("client against spec", async () => ({
  code: await main(["check", ...process.argv.slice(2)]),
}));
await check(`spec against the last release${release && `, ${release}`}`, async () =>
  release ? { code: await main(["diff", "--since", release, "--prove"]) } : { notRun: noRelease },
);
await check("names of the client against the last release", () =>
  release ? compareNames(release) : { notRun: noRelease },
);
await check("diff engine against the cases of another tool", compareEngine);
await check("documentation against spec", async () =>
  pages
    ? { code: await main(["capture", "--check", ...pages.split(" ")]) }
    : { notRun: "DRIFT_PAGES does not say where the documentation is" },
);

const { lines, code } = summarize(checks);
console.log(`\n${lines.join("\n")}`);
process.exitCode = code;
