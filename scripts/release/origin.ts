import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The repository that a release is made in, as the workflow run says it. */
export interface Origin {
  /** Of the repository's page, such as `https://github.com/owner/name`. */
  readonly url: string;
  readonly owner: string;
  readonly ownerUrl: string;
  readonly commit: string;
  readonly topics: readonly string[];
  /** What the repository's settings call its website. */
  readonly homepage: string | undefined;
}

/**
 * Reads it from the variables of a workflow run. A pull request has these too, with a commit that
 * soon is nowhere, so they only count where `RELEASE` says so.
 *
 * @throws Error if they are incomplete, or are of another commit than the checkout
 */
export function readOrigin(env: NodeJS.ProcessEnv, folder: string): Origin | undefined {
  if (env["RELEASE"] !== "1") return undefined;
  const read = (name: string, form: RegExp): string => {
    const value = env[name] ?? "";
    if (!form.test(value)) throw new Error(`RELEASE is set, but ${name} is "${value}"`);
    return value;
  };
  const server = read("GITHUB_SERVER_URL", /^https:\/\/[\w.:-]+$/);
  const repository = read("GITHUB_REPOSITORY", /^[\w.-]+\/[\w.-]+$/);
  const commit = read("GITHUB_SHA", /^[0-9a-f]{40}$/);
  const head = execFileSync("git", ["rev-parse", "HEAD"], { cwd: folder, encoding: "utf8" }).trim();
  if (head !== commit)
    throw new Error(`the run is of ${commit}, but this is a checkout of ${head}`);
  const [owner = ""] = repository.split("/");
  const { topics = [], homepage } = readSettings(env["GITHUB_EVENT_PATH"]);
  return {
    url: `${server}/${repository}`,
    owner,
    ownerUrl: `${server}/${owner}`,
    commit,
    topics,
    homepage: homepage?.startsWith("https://") ? homepage : undefined,
  };
}

interface Settings {
  readonly topics?: readonly string[];
  readonly homepage?: string | null;
}

/** What the event that started the run says of the repository. */
function readSettings(path: string | undefined): Settings {
  if (!path) return {};
  const event = JSON.parse(readFileSync(path, "utf8")) as { repository?: Settings };
  return event.repository ?? {};
}
