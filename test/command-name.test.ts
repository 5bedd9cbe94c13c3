import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "../generator/cli/commands.js";
import { root } from "./consumers/package.js";

const names = commands.map(({ name }) => name).join("|");

/** `npx` takes a word for a package, and the package `tether` is somebody else's. */
const othersPackage = /\bnpx(?:\s+-\S+)*\s+tether\b/;

/** A command between backquotes, which a reader copies; escaped ones stand in source code. */
const bareCommand = new RegExp(String.raw`\\?${"`"}tether (?:${names}|--)`);

const isText = (path: string): boolean =>
  /\.(md|ts|mjs|js|json|ya?ml|html)$|^\.ci\//.test(path) && !path.endsWith("package-lock.json");

/** Lines of the repository's files, for which a pattern holds, as `file:line`. */
function linesWith(pattern: RegExp, isAsked: (path: string, line: string) => boolean): string[] {
  const files = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    {
      cwd: root,
      encoding: "utf8",
    },
  ).split("\0");
  return files
    .filter((path) => isText(path) && existsSync(join(root, path)))
    .flatMap((path) =>
      readFileSync(join(root, path), "utf8")
        .split("\n")
        .flatMap((line, index) =>
          isAsked(path, line) && pattern.test(line) ? [`${path}:${index + 1}`] : [],
        ),
    );
}

test("the package has the command `spec-tether`, which npx finds, and `tether`", () => {
  const { bin } = JSON.parse(readFileSync(join(root, "generator/package.json"), "utf8")) as {
    bin: Record<string, string>;
  };
  expect(bin).toEqual({ "spec-tether": "./bin/tether.js", tether: "./bin/tether.js" });
  expect(existsSync(join(root, "generator/bin/tether.js"))).toBe(true);
});

test("nothing in the repository makes npx fetch another package", () => {
  expect(linesWith(othersPackage, () => true)).toEqual([]);
});

test("documents and messages show commands that can be copied", () => {
  // The changelog tells of releases as they were; comments in code are for those who work on it.
  const isForReaders = (path: string, line: string) =>
    path !== "CHANGELOG.md" && !path.startsWith("test/") && !/^\s*(\/\*\*|\*|\/\/)/.test(line);
  expect(linesWith(bareCommand, isForReaders)).toEqual([]);
});

test("the two patterns find what they should", () => {
  const other = "tether";
  for (const flags of ["", "--no-install ", "-y --quiet "]) {
    expect(`$ npx ${flags}${other} generate`).toMatch(othersPackage);
  }
  expect("$ npx spec-tether generate").not.toMatch(othersPackage);
  expect("Run `tether generate`.").toMatch(bareCommand);
  expect("Run \\`tether --help\\`.").toMatch(bareCommand);
  expect("Run `npx spec-tether generate`.").not.toMatch(bareCommand);
});
