import { type Fields, fieldsOf } from "../../openapi/index.js";
import type {
  Forge,
  Issue,
  IssueChange,
  NewPullRequest,
  PullRequest,
  PullRequestChange,
} from "./forge.js";
import { ForgeClient } from "./forge-client.js";
import { type Environment, missing, numberOf, originOf, textOf } from "./forge-environment.js";
import type { Secrets } from "./secrets.js";

/** The least role that may be somebody who leaves our marker: Planner. */
const planner = 15;

/** GitLab, by the variables that its jobs have. */
export function openGitlab(env: Environment, secrets: Secrets): Forge {
  const token = (env["GITLAB_TOKEN"] ?? "").trim();
  const project = env["CI_PROJECT_ID"] || env["CI_PROJECT_PATH"] || "";
  if (project === "") throw missing("CI_PROJECT_ID does not say which project to write to");
  if (token === "") {
    const instead = env["CI_JOB_TOKEN"]
      ? "; the job's own CI_JOB_TOKEN may write neither issues nor merge requests"
      : "";
    throw missing(`GITLAB_TOKEN has no token for GitLab${instead}`);
  }
  const base = (env["CI_API_V4_URL"] || "https://gitlab.com/api/v4").replace(/\/$/, "");
  const basic = Buffer.from(`oauth2:${token}`).toString("base64");
  secrets.add(token);
  secrets.add(`Basic ${basic}`);
  // The clone of a job has its token in the address of the remote.
  secrets.add(env["CI_JOB_TOKEN"]);
  const headers = { accept: "application/json", authorization: `Bearer ${token}` };
  const git = {
    origin: originOf(env["CI_SERVER_URL"] || base),
    authorization: `Basic ${basic}`,
  };
  const client = new ForgeClient({ forge: "GitLab", base, headers, secrets });
  const author = {
    name: env["GITLAB_USER_NAME"] || "tether monitor",
    email: env["GITLAB_USER_EMAIL"] || "tether-monitor@invalid",
  };
  const root = `/projects/${encodeURIComponent(project)}`;
  return new Gitlab(client, root, author, env["CI_COMMIT_BRANCH"] || undefined, git);
}

class Gitlab implements Forge {
  readonly name = "GitLab";
  readonly request = "merge request";
  readonly maxBody = 1_000_000;
  readonly author: Forge["author"];
  readonly aboutChecks =
    "**Checks.** Pipelines start for what `GITLAB_TOKEN` pushed here. What a job pushes with its own token (`CI_JOB_TOKEN`) starts none; if none has run, start one by hand.";
  readonly branch: string | undefined;
  readonly git: Forge["git"];
  readonly #client: ForgeClient;
  readonly #root: string;
  #ownId: Promise<unknown> | undefined;

  constructor(
    client: ForgeClient,
    root: string,
    author: Forge["author"],
    branch: string | undefined,
    git: Forge["git"],
  ) {
    this.author = author;
    this.branch = branch;
    this.git = git;
    this.#client = client;
    this.#root = root;
  }

  async *issues(state: "open" | "closed"): AsyncGenerator<Issue> {
    const filter = state === "open" ? "state=opened&order_by=created_at&sort=asc" : closed;
    const path = `${this.#root}/issues?scope=all&${filter}`;
    for await (const item of this.#client.list(path, { isPartEnough: state === "closed" })) {
      yield this.#issueOf(item);
    }
  }

  async createIssue(title: string, description: string): Promise<Issue> {
    const made = await this.#client.write("POST", `${this.#root}/issues`, { title, description });
    return this.#issueOf(made);
  }

  async editIssue({ number }: Issue, { body, state }: IssueChange): Promise<void> {
    await this.#client.write("PUT", `${this.#root}/issues/${number}`, {
      ...(body !== undefined && { description: body }),
      ...(state !== undefined && { state_event: state === "open" ? "reopen" : "close" }),
    });
  }

  async commentOnIssue({ number }: Issue, body: string): Promise<void> {
    await this.#client.write("POST", `${this.#root}/issues/${number}/notes`, { body });
  }

  async findPullRequest(branch: string): Promise<PullRequest | undefined> {
    const filter = `state=opened&source_branch=${encodeURIComponent(branch)}`;
    for await (const item of this.#client.list(`${this.#root}/merge_requests?${filter}`)) {
      // A fork may have a branch of this name.
      if (item["source_project_id"] === item["target_project_id"]) return pullRequestOf(item);
    }
    return undefined;
  }

  async createPullRequest({ branch, into, title, body }: NewPullRequest): Promise<PullRequest> {
    const request = {
      source_branch: branch,
      target_branch: into,
      title,
      description: body,
      remove_source_branch: true,
    };
    return pullRequestOf(await this.#client.write("POST", `${this.#root}/merge_requests`, request));
  }

  async editPullRequest({ number }: PullRequest, change: PullRequestChange): Promise<void> {
    const { body, isClosed } = change;
    await this.#client.write("PUT", `${this.#root}/merge_requests/${number}`, {
      ...(body !== undefined && { description: body }),
      ...(isClosed && { state_event: "close" }),
    });
  }

  async commentOnPullRequest({ number }: PullRequest, body: string): Promise<void> {
    await this.#client.write("POST", `${this.#root}/merge_requests/${number}/notes`, { body });
  }

  #issueOf(item: Fields): Issue {
    const author = fieldsOf(item["author"])["id"];
    return {
      number: numberOf(item["iid"]),
      url: textOf(item["web_url"]),
      title: textOf(item["title"]),
      body: textOf(item["description"]),
      isTrusted: async () => {
        if (await this.#isOwn(author)) return true;
        const path = `${this.#root}/members/all/${numberOf(author)}`;
        return numberOf(fieldsOf(await this.#client.getIfAny(path))["access_level"]) >= planner;
      },
      isOwn: () => this.#isOwn(author),
    };
  }

  async #isOwn(author: unknown): Promise<boolean> {
    this.#ownId ??= this.#client.getIfAny("/user").then((user) => fieldsOf(user)["id"]);
    const own = await this.#ownId;
    return own !== undefined && own === author;
  }
}

const closed = "state=closed&order_by=updated_at&sort=desc";

function pullRequestOf(item: Fields): PullRequest {
  return {
    number: numberOf(item["iid"]),
    url: textOf(item["web_url"]),
    body: textOf(item["description"]),
  };
}
