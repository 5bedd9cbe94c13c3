/**
 * `npm run drift`: the whole drift check. It compares the client with the spec, the spec and the
 * client's names with the last release, the diff engine with another tool's cases, and the
 * documentation with the spec, if `DRIFT_PAGES` names its place. Exits with 1 if anything drifted, 2
 * if a check could not finish; prints which checks were not run.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { main } from "../generator/cli/main.js";
import { printable } from "../generator/index.js";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const lockFile = "generated/names.lock.json";
const cases = "../shared/conformance/oasdiff";
const codes: number[] = [];

function step(name: string): void {
  console.log(`\n== ${name}`);
}

function skip(why: string): void {
  console.log(`not run: ${why}`);
}

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

step("client against spec");
codes.push(await main(["check", ...process.argv.slice(2)]));

const isShallow = git("rev-parse", "--is-shallow-repository").out.trim() === "true";
const release = git("describe", "--tags", "--abbrev=0", "--match", "v[0-9]*").out.trim();
const noRelease = isShallow
  ? "this clone is shallow and has no release's tag; fetch with `git fetch --unshallow --tags`"
  : "there is no release yet (no tag v…) to compare with";

step(`spec against the last release${release && `, ${release}`}`);
if (release) codes.push(await main(["diff", "--since", release, "--prove"]));
else skip(noRelease);

step("names of the client against the last release");
if (!release) skip(noRelease);
else {
  const { code, out } = git("show", `${release}:${lockFile}`);
  if (code !== 0) skip(`${release} has no ${lockFile}`);
  else {
    const now = namesIn(JSON.parse(readFileSync(lockFile, "utf8")));
    const renamed = [...namesIn(JSON.parse(out))].filter(
      ([thing, name]) => now.has(thing) && now.get(thing) !== name,
    );
    for (const [thing, name] of renamed)
      console.log(
        printable(`${thing}: ${name} is called ${now.get(thing)} now, which breaks its callers`),
      );
    if (renamed.length === 0) console.log("no name changed");
    codes.push(renamed.length > 0 ? 1 : 0);
  }
}

step("diff engine against the cases of another tool");
if (existsSync(cases)) {
  const { status } = spawnSync(
    process.execPath,
    ["--import", "tsx", "scripts/conformance-diff.ts", cases],
    { stdio: "inherit" },
  );
  codes.push(status ?? 2);
} else skip(`there is no ${cases}`);

step("documentation against spec");
const pages = process.env["DRIFT_PAGES"];
if (pages) codes.push(await main(["capture", "--check", ...pages.split(" ")]));
else skip("DRIFT_PAGES does not say where the documentation is");

const worst = Math.max(...codes);
const verdict = ["No drift", "Drift", "The check could not run to its end"][worst];
console.log(`\n${verdict}: ${codes.length} of 5 checks were run.`);
process.exitCode = worst;
