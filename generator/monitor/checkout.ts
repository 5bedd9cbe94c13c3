import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative, resolve } from "node:path";
import { DiagnosticError, diagnose, printable } from "../diagnostics/index.js";
import { type GitOutput, runGit } from "../load/index.js";
import type { Forge, Secrets } from "./forge/index.js";

export interface CheckoutOptions {
  /** Any folder in it. */
  readonly folder: string;
  readonly forge: Forge;
  readonly secrets: Secrets;
}

/** What git says of a checkout when a run begins. */
interface State {
  readonly root: string;
  /** The commit that is checked out, and its content. */
  readonly head: string;
  readonly tree: string;
  /** Undefined if none is checked out. */
  readonly branch: string | undefined;
  readonly isShallow: boolean;
}

/** A commit of ours ends with this and the key, so that one of somebody else is not overwritten. */
const trailer = "Tether-Monitor: ";

/** Commits of a branch that a shallow clone fetches, to find ours below those of others. */
const deepest = 50;

/**
 * The checkout that a run is in. What is committed goes straight to a branch of its remote: the
 * branch that is checked out, its index and its files stay as they are.
 */
export class Checkout {
  readonly #state: State;
  readonly #options: CheckoutOptions;

  private constructor(state: State, options: CheckoutOptions) {
    this.#state = state;
    this.#options = options;
  }

  static async open(options: CheckoutOptions): Promise<Checkout> {
    const { folder } = options;
    // All at once, because starting git takes longer than what it does here.
    const hashes = ["HEAD^{commit}", "HEAD^{tree}"];
    const others = ["--is-shallow-repository", "--symbolic-full-name", "HEAD"];
    const { code, out } = await runGit(folder, [
      ...["rev-parse", "--show-toplevel"],
      ...[...hashes, ...others],
    ]);
    if (out === "") throw unusable(`${folder} is not in a git repository`);
    if (code !== 0) throw unusable("the repository has no commit");
    const lines = out.split(/\r?\n/);
    const [head = "", tree = "", isShallow = "", name = ""] = lines.slice(-5, -1);
    // The name of a folder may have line ends in it.
    const root = lines.slice(0, -5).join("\n");
    const [, branch] = /^refs\/heads\/(.+)$/.exec(name) ?? [];
    const state = { root: resolve(root), head, tree, branch, isShallow: isShallow === "true" };
    return new Checkout(state, options);
  }

  /** The branch that a pull request is to be merged into. */
  branch(): string {
    // GitLab's runner checks out a commit, and says of which branch it is.
    const branch = this.#state.branch ?? this.#options.forge.branch;
    if (branch !== undefined) return branch;
    throw unusable("no branch is checked out, so there is none to merge into");
  }

  /** Those of the paths that git does not ignore; throws if one is outside the repository. */
  async committable(paths: readonly string[]): Promise<string[]> {
    const all = paths.map((path) => {
      const inside = relative(this.#state.root, path);
      if (inside === "" || inside.startsWith("..") || isAbsolute(inside)) {
        throw unusable(`${path} is outside the repository`);
      }
      return inside.replaceAll("\\", "/");
    });
    const isIgnored = async (...some: readonly string[]) =>
      (await this.#git(["check-ignore", "--", ...some])).code;
    // Mostly none is, which one process tells of all.
    if (all.length > 1 && (await isIgnored(...all)) === 1) return all;
    const kept: string[] = [];
    for (const path of all) if ((await isIgnored(path)) !== 0) kept.push(path);
    return kept;
  }

  /**
   * Makes a commit of what `write` does to the paths, and undoes that in the folder; undefined if it
   * changes nothing.
   *
   * @param paths from the root of the repository, as `committable` gives them
   */
  async commitOf(
    paths: readonly string[],
    message: { readonly subject: string; readonly key: string },
    write: () => Promise<void>,
  ): Promise<string | undefined> {
    const status = ["status", "--porcelain", "--untracked-files=all", "--", ...paths];
    const [dirty] = (await this.#run(status)).split("\n");
    if (dirty) throw unusable(`${dirty.slice(3)} has changes that are not committed`);
    const index = await mkdtemp(join(tmpdir(), "tether-index-"));
    try {
      await write();
      const own = { GIT_INDEX_FILE: join(index, "index") };
      await this.#run(["read-tree", this.#state.head], own);
      await this.#run(["add", "--all", "--", ...(await this.#existing(paths))], own);
      const tree = (await this.#run(["write-tree"], own)).trim();
      if (tree === this.#state.tree) return undefined;
      const text = `${message.subject}\n\n${trailer}${message.key}\n`;
      const commit = ["commit-tree", tree, "-p", this.#state.head, "-m", text];
      return (await this.#run(commit, await this.#identity())).trim();
    } finally {
      await rm(index, { recursive: true, force: true });
      await this.#restore(paths);
    }
  }

  /**
   * Brings a branch of the remote to the commit.
   *
   * @returns whether it was not already there: the same content on the same commit, or the same
   *   changes below commits of somebody else
   * @throws DiagnosticError if it would replace commits of somebody else
   */
  async publish(commit: string, branch: string, key: string): Promise<boolean> {
    const { target, env } = await this.#remote();
    const ref = `refs/heads/${branch}`;
    const tip = (await this.#run(["ls-remote", target, ref], env)).split("\t")[0]?.trim() ?? "";
    if (tip !== "") {
      const quiet = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];
      const fetch = (depth: number) => {
        // In a clone with all of its history, a depth would cut that off.
        const limit = this.#state.isShallow ? [`--depth=${depth}`] : [];
        return this.#run(["fetch", ...quiet, ...limit, target, ref], env);
      };
      await fetch(1);
      const there = await this.#run(["cat-file", "commit", tip]);
      if (!there.split("\n").includes(`${trailer}${key}`)) {
        await fetch(deepest);
        if (await this.#isBelow(tip, commit, key)) return false;
        throw unusable(
          `the branch ${branch} has commits of somebody else, and the API has changed`,
        );
      }
      if (contentOf(there) === contentOf(await this.#run(["cat-file", "commit", commit]))) {
        return false;
      }
    }
    const lease = `--force-with-lease=${ref}:${tip}`;
    await this.#run(["push", "--quiet", "--no-verify", lease, target, `${commit}:${ref}`], env);
    return true;
  }

  /** Whether somebody else's commits are on top of one of ours that changes the same. */
  async #isBelow(tip: string, commit: string, key: string): Promise<boolean> {
    const search = ["--first-parent", "--fixed-strings", `--grep=${trailer}${key}`];
    const found = await this.#run(["log", ...search, "--max-count=1", "--format=%H", tip]);
    const changesOf = (of: string) => this.#run(["diff-tree", "-r", "--no-commit-id", of]);
    const ours = found.trim();
    return ours !== "" && (await changesOf(ours)) === (await changesOf(commit));
  }

  /** Those that are in the folder or in the last commit: git refuses to add any other. */
  async #existing(paths: readonly string[]): Promise<string[]> {
    const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...paths];
    const found = (await this.#run(list)).split("\0");
    return paths.filter((path) =>
      found.some((name) => name === path || name.startsWith(`${path}/`)),
    );
  }

  async #restore(paths: readonly string[]): Promise<void> {
    await this.#run(["clean", "--quiet", "--force", "-d", "--", ...paths]);
    const names = await this.#run([
      "ls-tree",
      "-r",
      "-z",
      "--name-only",
      this.#state.head,
      "--",
      ...paths,
    ]);
    const known = names.split("\0").filter((name) => name !== "");
    // A path at a time could be thousands, and all at once too long for a command line.
    for (let start = 0; start < known.length; start += 200) {
      const some = known.slice(start, start + 200);
      await this.#run(["checkout", "--quiet", this.#state.head, "--", ...some]);
    }
  }

  /** For a checkout in CI, where git does not know who commits. */
  async #identity(): Promise<Record<string, string>> {
    const unknown = ["AUTHOR", "COMMITTER"].filter((role) => !process.env[`GIT_${role}_EMAIL`]);
    if (unknown.length === 0 || (await this.#git(["config", "user.email"])).code === 0) return {};
    const { name, email } = this.#options.forge.author;
    return Object.fromEntries(
      unknown.flatMap((role) => [
        [`GIT_${role}_NAME`, name],
        [`GIT_${role}_EMAIL`, email],
      ]),
    );
  }

  /**
   * Where to push to. The token is in variables of the process, never in its arguments or in a file,
   * and only for the forge that it is for; other remotes have their own credentials, or none.
   */
  async #remote(): Promise<{ target: string; env: Record<string, string> }> {
    const told = await this.#run(["remote", "--verbose"]);
    // The first one of each, as `git remote get-url --push` says it.
    const remotes = told.split("\n").flatMap((line) => {
      const [name = "", written = ""] = line.trimEnd().split("\t");
      return written.endsWith(" (push)") ? [[name, written.slice(0, -7)] as const] : [];
    });
    const [name, written = ""] = remotes.find(([each]) => each === "origin") ?? remotes[0] ?? [];
    if (name === undefined) throw unusable("the repository has no remote to push to");
    if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return { target: name, env: {} };
    const url = new URL(written);
    const { origin, authorization } = this.#options.forge.git;
    if (url.origin !== origin) return { target: name, env: {} };
    // A clone of GitLab's runner has the job's token in it, which may not push.
    url.username = "";
    url.password = "";
    const count = Number(process.env["GIT_CONFIG_COUNT"] ?? 0);
    const header = `http.${url.href}.extraHeader`;
    return {
      target: url.href,
      env: {
        GIT_CONFIG_COUNT: String(count + 2),
        // The empty value drops what actions/checkout has left: two such headers are an error.
        [`GIT_CONFIG_KEY_${count}`]: header,
        [`GIT_CONFIG_VALUE_${count}`]: "",
        [`GIT_CONFIG_KEY_${count + 1}`]: header,
        [`GIT_CONFIG_VALUE_${count + 1}`]: `Authorization: ${authorization}`,
      },
    };
  }

  /** Without hooks: they are for people, and some need what CI does not have. */
  #git(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<GitOutput> {
    const safe = ["-c", "core.hooksPath=/dev/null", ...args];
    return runGit(this.#state.root, safe, 0, { GIT_NO_LAZY_FETCH: "0", ...env });
  }

  async #run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string> {
    const { code, out, err } = await this.#git(args, env);
    if (code === 0) return out;
    const said = err
      .split("\n")
      .filter((line) => /^(?:fatal|error|remote): \S|^ ! /.test(line))
      .map((line) => line.trim())
      .join("; ");
    const why = this.#options.secrets.redact(said || err.trim() || "it gave no reason");
    throw unusable(printable(`\`git ${args[0]}\` failed: ${why}`, 500));
  }
}

/** What a commit contains and what it builds on, whenever it was made. */
function contentOf(commit: string): string {
  const [header = ""] = commit.split("\n\n");
  return header
    .split("\n")
    .filter((line) => /^(?:tree|parent) /.test(line))
    .join("\n");
}

function unusable(why: string): DiagnosticError {
  return new DiagnosticError([diagnose("checkout-unusable", { why })]);
}
