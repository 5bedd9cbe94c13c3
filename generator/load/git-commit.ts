import { execFile } from "node:child_process";
import { isAbsolute, posix, relative, resolve, sep } from "node:path";
import { defaultLimits } from "../config-fields.js";
import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import type { LoadOptions } from "./load-options.js";
import { tooLarge } from "./read-spec-file.js";
import { parseSource, type Source } from "./source-file.js";

/** Specs are text, and no text is larger. */
const maxBytes = 200_000_000;

/** The files of a repository in a commit. */
export interface Commit {
  /** As the user wrote it: `origin/main`. */
  readonly version: string;
  /** The absolute path of the repository. */
  readonly root: string;
  /** Whether a path is in the repository, whether or not a file exists there. */
  covers(path: string): boolean;
  has(path: string): Promise<boolean>;
  /**
   * Reads a file by its absolute path; throws a DiagnosticError `git-file-missing`,
   * `file-too-large`, …
   */
  read(path: string, referrer?: Place): Promise<Source>;
  /** The spec at a path: the file itself, or the one in it if it was a folder in that commit. */
  specAt(path: string): Promise<string>;
}

/**
 * Opens a commit, to read a spec with the files that it refers to.
 *
 * @param folder the folder to run git in; any folder of the repository
 * @throws DiagnosticError `git-missing`, `git-not-repository`, `git-version-unknown`, …
 */
export async function openCommit(
  version: string,
  folder: string,
  { fileMegabytes = defaultLimits.fileMegabytes }: Pick<LoadOptions, "fileMegabytes"> = {},
): Promise<Commit> {
  const git = new Git(folder);
  const root = await git.root();
  const commit = await git.commit(version);
  const insideOf = (path: string) => relative(root, path).split(sep).join("/");
  const covers = (path: string) => {
    const inside = insideOf(path);
    return inside !== "" && inside !== ".." && !inside.startsWith("../") && !isAbsolute(inside);
  };
  return {
    version,
    root,
    covers,
    has: async (path) => covers(path) && (await git.kind(commit, insideOf(path))).length > 0,
    async read(path, referrer) {
      const inside = insideOf(path);
      const fail = (why: string) => {
        const args = { version, path: inside, why };
        return new DiagnosticError([diagnose("git-file-missing", args, referrer)]);
      };
      if (!covers(path)) throw fail("it is outside the repository");
      const [mode, type] = await git.kind(commit, inside);
      if (mode === undefined) throw fail("it is not in that commit");
      if (mode === "120000") throw fail("it is a symbolic link there");
      if (type !== "blob") throw fail("it is a folder there");
      const text = await git.text(commit, inside);
      const shown = `${version}:${inside}`;
      if (Buffer.byteLength(text) > fileMegabytes * 1_000_000) {
        throw tooLarge(shown, fileMegabytes * 1_000_000, referrer);
      }
      return parseSource(path, shown, text);
    },
    async specAt(path) {
      const inside = insideOf(path);
      const isFolder =
        inside === "" || (covers(path) && (await git.kind(commit, inside))[1] === "tree");
      return isFolder ? resolve(path, await git.specIn(commit, inside, version)) : path;
    },
  };
}

/** The usual file names of a spec in a folder. */
export const specNames = ["openapi", "swagger"].flatMap((name) =>
  ["yaml", "yml", "json"].map((extension) => `${name}.${extension}`),
);

class Git {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async root(): Promise<string> {
    const { code, out, err } = await this.#run(["rev-parse", "--show-toplevel"]);
    if (code === 0) return resolve(out.replace(/\r?\n$/, ""));
    if (!/not a git repository/i.test(err)) throw failed(err);
    throw new DiagnosticError([diagnose("git-not-repository", { folder: this.#folder })]);
  }

  async commit(version: string): Promise<string> {
    const name = `${version}^{commit}`;
    const { code, out } = await this.#run([
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      name,
    ]);
    const hash = out.trim();
    if (code === 0 && /^[0-9a-f]{40,64}$/.test(hash)) return hash;
    const shallow =
      (await this.#run(["rev-parse", "--is-shallow-repository"])).out.trim() === "true";
    throw new DiagnosticError([diagnose("git-version-unknown", { version, shallow })]);
  }

  /** Mode and type of the entry at a path; undefined if there is none. */
  async kind(commit: string, path: string): Promise<readonly (string | undefined)[]> {
    const { code, out, err } = await this.#run([
      "ls-tree",
      "-z",
      "--full-tree",
      commit,
      "--",
      path,
    ]);
    if (code !== 0) throw failed(err);
    const [mode, type] = out.split("\0")[0]?.split(/[ \t]/) ?? [];
    return mode ? [mode, type] : [];
  }

  async text(commit: string, path: string): Promise<string> {
    const { code, out, err } = await this.#run(["cat-file", "blob", `${commit}:${path}`]);
    if (code !== 0) throw failed(err);
    return out;
  }

  async specIn(commit: string, folder: string, version: string): Promise<string> {
    for (const name of specNames) {
      if ((await this.kind(commit, posix.join(folder, name)))[1] === "blob") return name;
    }
    const why = `the folder has none of ${specNames.join(", ")}`;
    throw new DiagnosticError([
      diagnose("git-file-missing", { version, path: folder === "" ? "." : folder, why }),
    ]);
  }

  /** Without a shell, hooks, helpers, prompts or a network: a repository may contain anything. */
  #run(args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    const safe = ["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false"];
    const env = {
      ...process.env,
      GIT_TERMINAL_PROMPT: "0",
      GIT_OPTIONAL_LOCKS: "0",
      GIT_NO_LAZY_FETCH: "1",
      // The code below compares git's messages.
      LC_ALL: "C",
    };
    const options = { cwd: this.#folder, env, maxBuffer: maxBytes, encoding: "utf8" } as const;
    return new Promise((done, reject) => {
      execFile("git", [...safe, ...args], options, (error, out, err) => {
        const code = error?.code;
        if (code === "ENOENT") {
          reject(new DiagnosticError([diagnose("git-missing", {})]));
        } else if (error && typeof code !== "number") {
          reject(failed(error.message));
        } else {
          done({ code: error ? Number(code) : 0, out, err });
        }
      });
    });
  }
}

function failed(err: string): DiagnosticError {
  const why = err.trim().split("\n")[0] || "it gave no reason";
  return new DiagnosticError([diagnose("git-failed", { why })]);
}
