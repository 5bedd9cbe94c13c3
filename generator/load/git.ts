import { execFile } from "node:child_process";
import { posix, relative, resolve, sep } from "node:path";
import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import { parseSource, type Source } from "./source.js";

/** A file of a commit. */
export interface GitFile {
  /** As the user wrote it: `origin/main`. */
  readonly version: string;
  /** As the user wrote it: `spec/openapi.yaml`. */
  readonly path: string;
}

/** Specs are text; what is larger is none. */
const maxBytes = 200_000_000;

/**
 * Reads a spec as it was in a commit, with the files that it refers to from that same commit.
 *
 * @param folder where git is asked; any folder of the repository
 * @returns the entry's path, and what reads it and its siblings
 * @throws DiagnosticError `git-missing`, `git-not-repository`, `git-version-unknown`, …
 */
export async function openCommit(
  { version, path }: GitFile,
  folder: string,
): Promise<{ entry: string; read: (path: string, referrer?: Place) => Promise<Source> }> {
  const git = new Git(folder);
  const root = await git.root();
  const commit = await git.commit(version);
  // As in git itself: a path starts at the root, unless it says that it starts here.
  const start = /^\.\.?\//.test(path) ? folder : root;
  const read = async (absolute: string, referrer?: Place): Promise<Source> => {
    const inside = relative(root, absolute).split(sep).join("/");
    const fail = (why: string) => {
      const args = { version, path: inside, why };
      return new DiagnosticError([diagnose("git-file-missing", args, referrer)]);
    };
    if (inside.startsWith("../") || inside === "") throw fail("it is outside of the repository");
    const [mode, type] = await git.kind(commit, inside);
    if (mode === undefined) throw fail("it is not in that commit");
    if (mode === "120000") throw fail("it is a link there");
    if (type !== "blob") throw fail("it is a folder there");
    return parseSource(absolute, `${version}:${inside}`, await git.text(commit, inside));
  };
  let entry = resolve(start, path);
  const inside = relative(root, entry).split(sep).join("/");
  if (
    inside === "" ||
    (!inside.startsWith("../") && (await git.kind(commit, inside))[1] === "tree")
  ) {
    entry = resolve(entry, await git.specIn(commit, inside, version));
  }
  return { entry, read };
}

/** The path of a file from the root of its repository, as a version of it is named. */
export async function pathInRepository(file: string, folder: string): Promise<string> {
  const inside = relative(await new Git(folder).root(), file)
    .split(sep)
    .join("/");
  return inside;
}

/** Names under which a folder has its spec. */
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

  /** Mode and type of what stands at a path; undefined if nothing does. */
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
    const why = `the folder has no ${specNames.join(", ")}`;
    throw new DiagnosticError([
      diagnose("git-file-missing", { version, path: folder === "" ? "." : folder, why }),
    ]);
  }

  /** Without a shell, hooks, helpers, questions or a network: a repository may hold anything. */
  #run(args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    const safe = ["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false"];
    const env = {
      ...process.env,
      GIT_TERMINAL_PROMPT: "0",
      GIT_OPTIONAL_LOCKS: "0",
      GIT_NO_LAZY_FETCH: "1",
      // Messages are looked at.
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
