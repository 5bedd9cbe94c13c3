// Which commit the event of a workflow is to be compared with, and that it is there.
import { spawnSync } from "node:child_process";

const fetchTimeoutMs = 120_000;

/** Why a commit that should be compared with cannot be; the text says what to do. */
export class BaseProblem extends Error {}

/**
 * What to compare the checkout with. A commit that a shallow checkout lacks is fetched.
 *
 * @param asked the action's input; empty to go by the event
 * @param event the payload of the event that started the workflow
 * @param folder of the checkout
 * @returns `{ base }`, or `{ why }` if there is nothing to compare with
 * @throws BaseProblem if there is something, but not here
 */
export function chooseBase(asked, event, folder = ".") {
  const git = gitIn(folder);
  if (asked) {
    provide(git, asked);
    return { base: asked };
  }
  const { pull_request: pull, merge_group: group, before, deleted } = event;
  if (pull) return { base: short(baseOfPull(git, pull)) };
  const commit = group?.base_sha ?? before;
  if (!isHash(commit)) return { why: "this event has no version before it" };
  if (/^0+$/.test(commit) || deleted) return { why: "this branch or tag is new" };
  provide(git, commit);
  return { base: short(commit) };
}

/** The base that a pull request is merged into, or from which it went off. */
function baseOfPull(git, { head, base }) {
  const hash = git("rev-parse", "HEAD").out;
  // In a shallow clone, git shows a commit without its parents, but its object has them.
  const header = git("cat-file", "commit", "HEAD").out.split("\n\n")[0] ?? "";
  const parents = [...header.matchAll(/^parent (\w+)$/gm)].map(([, parent]) => parent);
  if (parents.length === 2 && parents[1] === head?.sha) {
    provide(git, parents[0]);
    return parents[0];
  }
  if (hash !== head?.sha) {
    throw new BaseProblem(
      "The checkout is not this pull request: it is neither its last commit nor its merge into the base. " +
        "Check that out, or set the input `base`.",
    );
  }
  const isShallow = git("rev-parse", "--is-shallow-repository").out === "true";
  if (!isShallow) provide(git, base?.sha ?? "");
  const found = isShallow ? "" : git("merge-base", base.sha, "HEAD").out;
  if (found) return found;
  throw new BaseProblem(
    "The checkout has the pull request's last commit, but not where it went off from the base. " +
      "Use `fetch-depth: 0`, or check out the merge, as actions/checkout does without `ref`.",
  );
}

/** Makes sure that a commit is there. */
function provide(git, name) {
  if (isThere(git, name)) return;
  // A full clone must not become a shallow one.
  const isShallow = git("rev-parse", "--is-shallow-repository").out === "true";
  const branch = /^origin\/(.+)$/.exec(name)?.[1];
  const wanted = isHash(name)
    ? name
    : branch
      ? `+refs/heads/${branch}:refs/remotes/origin/${branch}`
      : `+refs/tags/${name}:refs/tags/${name}`;
  const depth = isShallow ? ["--depth=1"] : [];
  const options = ["--quiet", "--no-tags", "--no-recurse-submodules", ...depth, "--end-of-options"];
  const { err } = git("fetch", ...options, "origin", wanted);
  if (isThere(git, name)) return;
  const reason = err.split("\n").at(-1) || "git does not say why";
  throw new BaseProblem(
    `The checkout does not have ${name}, and it cannot be fetched (${reason}). ` +
      "Check the name, or use actions/checkout with `fetch-depth: 0`.",
  );
}

function isThere(git, name) {
  return git("rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`).code === 0;
}

const isHash = (text) => /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text ?? "");

/** As reports show it. */
const short = (hash) => hash.slice(0, 12);

/** Runs git without prompts and without the checkout's hooks. */
function gitIn(cwd) {
  const env = { ...process.env, GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
  const options = { cwd, env, encoding: "utf8", timeout: fetchTimeoutMs };
  return (...args) => {
    const all = ["-c", "core.hooksPath=/dev/null", ...args];
    const { status, stdout, stderr, error } = spawnSync("git", all, options);
    const err = stderr || error?.code || "";
    return { code: status ?? -1, out: (stdout ?? "").trim(), err: err.trim() };
  };
}
