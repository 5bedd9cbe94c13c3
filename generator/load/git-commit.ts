import { isAbsolute, posix, relative, resolve, sep } from "node:path";
import { defaultLimits } from "../config-fields.js";
import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import { GitObjects, gitFailed, runGit } from "./git-process.js";
import { type Entry, type Tree, treeOfCommit, treeOfIndex } from "./git-tree.js";
import type { LoadOptions } from "./load-options.js";
import { tooLarge } from "./read-spec-file.js";
import { parseSource, type Source } from "./source-file.js";

/** The files of a repository in a commit, or those that are staged in its index. */
export interface Commit {
  /** As the user wrote it: `origin/main`; empty for the index. */
  readonly version: string;
  /** The absolute path of the repository. */
  readonly root: string;
  /** Whether a path is in the repository, whether or not a file exists there. */
  covers(path: string): boolean;
  has(path: string): Promise<boolean>;
  /**
   * Whether nothing was at the path in the commit, and nothing that is there now came from another
   * one; false if git cannot tell.
   */
  isNew(path: string): Promise<boolean>;
  /**
   * Reads a file by its absolute path; throws a DiagnosticError `git-file-missing`,
   * `file-too-large`, …
   */
  read(path: string, options?: ReadOptions): Promise<Source>;
  /** The absolute paths of all files below a folder; undefined if there are too many. */
  filesIn(folder: string): Promise<readonly string[] | undefined>;
  /** The spec at a path: the file itself, or the one in it if it was a folder in that commit. */
  specAt(path: string): Promise<string>;
  /** Ends git's process; the next reading starts another one. */
  close(): void;
}

interface ReadOptions extends Pick<LoadOptions, "fileMegabytes"> {
  /** What refers to the file. */
  readonly referrer?: Place | undefined;
  /** Whether a person names the file, perhaps by a name that it has got since then. */
  readonly isNamed?: boolean;
}

/**
 * Opens a commit, to read a spec with the files that it refers to.
 *
 * @param version what git resolves to a commit; empty for the index
 * @param folder the folder to run git in; any folder of the repository
 * @throws DiagnosticError `git-missing`, `git-not-repository`, `git-version-unknown`, …
 */
export async function openCommit(
  version: string,
  folder: string,
  { fileMegabytes: usual = defaultLimits.fileMegabytes }: Pick<LoadOptions, "fileMegabytes"> = {},
): Promise<Commit> {
  const root = await rootOf(folder);
  const commit = version === "" ? undefined : await hashOf(version, folder);
  const objects = new GitObjects(root);
  const tree = commit === undefined ? await treeOfIndex(root) : treeOfCommit(commit, objects);
  const insideOf = (path: string) => relative(root, path).split(sep).join("/");
  const covers = (path: string) => {
    const inside = insideOf(path);
    return inside !== "" && inside !== ".." && !inside.startsWith("../") && !isAbsolute(inside);
  };
  const isThere = async (path: string) => {
    const inside = insideOf(path);
    return covers(path) && (await tree.at(inside))?.path === inside;
  };
  return {
    version,
    root,
    covers,
    has: isThere,
    async isNew(path) {
      const inside = insideOf(path);
      if (!commit || !covers(path) || (await tree.at(inside))) return false;
      return (await formerName(root, commit, inside, tree)) === null;
    },
    async read(path, { referrer, isNamed = false, fileMegabytes = usual } = {}) {
      const inside = insideOf(path);
      const fail = (why: string) => {
        const args = { version, path: inside, why };
        return new DiagnosticError([diagnose("git-file-missing", args, referrer)]);
      };
      if (!covers(path)) throw fail("it is outside the repository");
      const entry = await tree.at(inside);
      if (entry?.kind !== "file") {
        const isSearched = isNamed && !entry && commit !== undefined;
        const former = isSearched ? await formerName(root, commit, inside, tree) : undefined;
        throw fail(former ? `it was called ${former} there` : reasonFor(entry, inside, version));
      }
      const maxBytes = fileMegabytes * 1_000_000;
      const found = await objects.read(entry.hash, maxBytes);
      const shown = `${version}:${inside}`;
      if (found === "too large") throw tooLarge(shown, maxBytes, referrer);
      if (found === "missing") throw fail("git has not fetched its content (a partial clone)");
      return parseSource(path, shown, found.bytes);
    },
    async filesIn(folder) {
      const files = await tree.filesIn(insideOf(folder));
      return files?.map((file) => resolve(root, file));
    },
    async specAt(path) {
      const inside = insideOf(path);
      const isFolder =
        inside === "" || (covers(path) && (await tree.at(inside))?.kind === "folder");
      return isFolder ? resolve(path, await specIn(tree, inside, version)) : path;
    },
    close: () => objects.close(),
  };
}

/** The usual file names of a spec in a folder. */
export const specNames = ["openapi", "swagger"].flatMap((name) =>
  ["yaml", "yml", "json"].map((extension) => `${name}.${extension}`),
);

async function rootOf(folder: string): Promise<string> {
  const { code, out, err } = await runGit(folder, ["rev-parse", "--show-toplevel"]);
  if (code === 0) return resolve(out.replace(/\r?\n$/, ""));
  if (!/not a git repository/i.test(err)) throw gitFailed(err);
  throw new DiagnosticError([diagnose("git-not-repository", { folder })]);
}

async function hashOf(version: string, folder: string): Promise<string> {
  const name = `${version}^{commit}`;
  const verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", name];
  const { code, out } = await runGit(folder, verify);
  const hash = out.trim();
  if (code === 0 && /^[0-9a-f]{40,64}$/.test(hash)) return hash;
  const ask = async (question: string) =>
    (await runGit(folder, ["rev-parse", question])).out.trim();
  const shallow = (await ask("--is-shallow-repository")) === "true";
  const isSubmodule = (await ask("--show-superproject-working-tree")) !== "";
  throw new DiagnosticError([diagnose("git-version-unknown", { version, shallow, isSubmodule })]);
}

function reasonFor(entry: Entry | undefined, inside: string, version: string): string {
  if (!entry) return version === "" ? "it is not staged" : "it is not in that commit";
  const { kind, path } = entry;
  if (kind === "folder") return "it is a folder there";
  if (kind === "link") {
    return path === inside ? "it is a symbolic link there" : `${path} is a symbolic link there`;
  }
  return `${path} is a submodule, a repository of its own; run the command in ${path}, with a version of that repository`;
}

async function specIn(tree: Tree, folder: string, version: string): Promise<string> {
  for (const name of specNames) {
    if ((await tree.at(posix.join(folder, name)))?.kind === "file") return name;
  }
  const why = `the folder has none of ${specNames.join(", ")}`;
  const args = { version, path: folder === "" ? "." : folder, why };
  throw new DiagnosticError([diagnose("git-file-missing", args)]);
}

/** More files than these are not compared by their content to find a rename. */
const mostCompared = 1000;
const mostSeconds = 10;
const renames = ["-M", `-l${mostCompared}`, "--diff-filter=R", "--name-status", "-z"];

/**
 * What a file was called in a commit that does not have it; null if it is not a renamed one, and
 * undefined if git cannot tell. What is staged counts, so that it helps before the rename is committed.
 */
async function formerName(
  root: string,
  commit: string,
  path: string,
  tree: Tree,
): Promise<string | null | undefined> {
  const wanted = new Set([path, ...specNames.map((name) => posix.join(path, name))]);
  for (const names of [
    ["diff-tree", "-r", ...renames, commit, "HEAD"],
    ["diff-index", "--cached", ...renames, commit],
  ]) {
    const found = await runGit(root, names, mostSeconds).catch(() => undefined);
    if (found?.code !== 0) return undefined;
    const fields = found.out.split("\0");
    for (let index = 0; index + 2 < fields.length; index += 3) {
      const [, before = "", after = ""] = fields.slice(index, index + 3);
      if (wanted.has(after) && (await tree.at(before))?.kind === "file") {
        return before;
      }
    }
  }
  return null;
}
