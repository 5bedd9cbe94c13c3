// The packages of this repository, and how the scripts of a release call programs. These scripts are
// plain JavaScript that needs nothing installed, because one of them may publish.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** In the order in which they are published. */
const folders = ["generator", "."];

/** @returns {{ folder: string, name: string, version: string, tag: string, tarball: string }[]} */
export function readPackages() {
  return folders.map((folder) => {
    const path = join(root, folder, "package.json");
    const { name, version } = JSON.parse(readFileSync(path, "utf8"));
    return {
      folder,
      name,
      version,
      tag: `${name}@${version}`,
      tarball: `${name.replace("@", "").replace("/", "-")}-${version}.tgz`,
    };
  });
}

/** The tool whose releases the action follows: `v1` is its newest version 1. */
export const actionPackage = "spec-tether";

/**
 * What CHANGELOG.md says of a version.
 *
 * @throws Error if it says nothing, or still calls the version unreleased
 */
export function readNotes({ folder, version }) {
  const path = join(folder, "CHANGELOG.md");
  const text = readFileSync(join(root, path), "utf8").replaceAll("\r\n", "\n");
  const sections = text.split(/^## (?=\d)/m).slice(1);
  const section = sections.find((each) => each.split(/\s/, 1)[0] === version);
  const [heading = "", ...lines] = section?.split("\n") ?? [];
  const notes = lines.join("\n").trim();
  if (notes === "") throw new Error(`${path} has no section "## ${version}"`);
  if (/unreleased/i.test(heading))
    throw new Error(`${path} calls ${version} unreleased: take that out of its heading`);
  return notes;
}

/**
 * Runs a program; its errors are shown.
 *
 * @returns {string} what it printed
 * @throws Error if it fails, unless that is for the caller to judge
 */
export function run(
  program,
  args,
  { env = process.env, stderr = "inherit", mayFail = false } = {},
) {
  // On Windows npm is no program, but a script for the shell there.
  const npm = program === "npm" && process.env.npm_execpath;
  const [file, first] = npm ? [process.execPath, [npm]] : [program, []];
  const { status, stdout, error } = spawnSync(file, [...first, ...args], {
    cwd: root,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", stderr],
    maxBuffer: 100_000_000,
  });
  if (error) throw error;
  if (status !== 0 && !mayFail)
    throw new Error(`${program} ${args.join(" ")} has failed with ${status}: ${stdout}`);
  return stdout.trim();
}

/**
 * What the registry says of a version: which commit it was made of; undefined if there is no such version.
 *
 * @throws Error if the registry cannot be asked, which does not mean that there is none
 */
export function readPublished({ tag }) {
  const answer = run("npm", ["view", tag, "version", "gitHead", "--json", "--prefer-online"], {
    stderr: "ignore",
    mayFail: true,
  });
  // Of a package that has other versions only, npm says nothing, and does not fail.
  if (answer === "") return undefined;
  const { version, gitHead, error } = JSON.parse(answer);
  if (error?.code === "E404") return undefined;
  if (error || !version) throw new Error(`the registry cannot be asked for ${tag}: ${answer}`);
  return { gitHead };
}

/** The commit of a tag; undefined if there is none. */
export function commitOf(tag) {
  const args = ["rev-parse", "--quiet", "--verify", `refs/tags/${tag}^{commit}`];
  return run("git", args, { mayFail: true }) || undefined;
}
