import type { Fields } from "../../openapi/index.js";
import { fieldsOf } from "../../openapi/index.js";
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

/** What the author of an issue is to the repository, if it lets them write. */
const associations: readonly unknown[] = ["OWNER", "MEMBER", "COLLABORATOR"];

/** GitHub, or GitHub Enterprise Server, by the variables that its workflows have. */
export function openGithub(env: Environment, secrets: Secrets): Forge {
  const token = (env["GH_TOKEN"] || env["GITHUB_TOKEN"] || "").trim();
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw missing("GITHUB_REPOSITORY does not say which repository to write to, as `owner/name`");
  }
  if (token === "") throw missing("neither GH_TOKEN nor GITHUB_TOKEN has a token for GitHub");
  const base = (env["GITHUB_API_URL"] || "https://api.github.com").replace(/\/$/, "");
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  secrets.add(token);
  secrets.add(`Basic ${basic}`);
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "x-github-api-version": "2022-11-28",
  };
  const git = {
    origin: originOf(env["GITHUB_SERVER_URL"] || "https://github.com"),
    authorization: `Basic ${basic}`,
  };
  const client = new ForgeClient({ forge: "GitHub", base, headers, secrets });
  const [, branch] = /^refs\/heads\/(.+)$/.exec(env["GITHUB_REF"] ?? "") ?? [];
  return new Github(client, repository, branch, git);
}

class Github implements Forge {
  readonly name = "GitHub";
  readonly request = "pull request";
  readonly maxBody = 65_000;
  readonly author = {
    name: "github-actions[bot]",
    email: "41898282+github-actions[bot]@users.noreply.github.com",
  };
  readonly aboutChecks =
    "**Checks.** What a workflow opens with its own token (`GITHUB_TOKEN`) starts no other workflow, so no check may have run here. To start them, close this pull request and reopen it, or give the workflow a personal access token or the token of a GitHub App.";
  readonly branch: string | undefined;
  readonly git: Forge["git"];
  readonly #client: ForgeClient;
  readonly #root: string;
  readonly #owner: string;
  #login: Promise<string | undefined> | undefined;

  constructor(
    client: ForgeClient,
    repository: string,
    branch: string | undefined,
    git: Forge["git"],
  ) {
    this.branch = branch;
    this.git = git;
    this.#client = client;
    this.#root = `/repos/${repository}`;
    this.#owner = repository.split("/")[0] ?? "";
  }

  async *issues(state: "open" | "closed"): AsyncGenerator<Issue> {
    const order = state === "open" ? "sort=created&direction=asc" : "sort=updated&direction=desc";
    const path = `${this.#root}/issues?state=${state}&${order}`;
    for await (const item of this.#client.list(path, { isPartEnough: state === "closed" })) {
      // GitHub lists pull requests as issues.
      if (item["pull_request"] === undefined) yield this.#issueOf(item);
    }
  }

  async createIssue(title: string, body: string): Promise<Issue> {
    const made = await this.#client.write("POST", `${this.#root}/issues`, { title, body });
    return this.#issueOf(made);
  }

  async editIssue({ number }: Issue, { body, state }: IssueChange): Promise<void> {
    await this.#client.write("PATCH", `${this.#root}/issues/${number}`, {
      ...(body !== undefined && { body }),
      ...(state !== undefined && stateOf[state]),
    });
  }

  async commentOnIssue({ number }: { readonly number: number }, body: string): Promise<void> {
    await this.#client.write("POST", `${this.#root}/issues/${number}/comments`, { body });
  }

  async findPullRequest(branch: string): Promise<PullRequest | undefined> {
    const head = encodeURIComponent(`${this.#owner}:${branch}`);
    for await (const item of this.#client.list(`${this.#root}/pulls?state=open&head=${head}`)) {
      return pullRequestOf(item);
    }
    return undefined;
  }

  async createPullRequest({ branch, into, title, body }: NewPullRequest): Promise<PullRequest> {
    const request = { head: branch, base: into, title, body };
    return pullRequestOf(await this.#client.write("POST", `${this.#root}/pulls`, request));
  }

  async editPullRequest({ number }: PullRequest, change: PullRequestChange): Promise<void> {
    const { body, isClosed } = change;
    await this.#client.write("PATCH", `${this.#root}/pulls/${number}`, {
      ...(body !== undefined && { body }),
      ...(isClosed && { state: "closed" }),
    });
  }

  commentOnPullRequest(request: PullRequest, text: string): Promise<void> {
    // The conversation of a pull request is that of an issue.
    return this.commentOnIssue(request, text);
  }

  #issueOf(item: Fields): Issue {
    const { type, login } = fieldsOf(item["user"]);
    return {
      number: numberOf(item["number"]),
      url: textOf(item["html_url"]),
      title: textOf(item["title"]),
      body: textOf(item["body"]),
      isTrusted: async () => {
        // Only apps that are installed in the repository can write as bots.
        if (type === "Bot" || associations.includes(item["author_association"])) return true;
        // Who hides that they are a member of the organization is called a stranger there.
        return (await this.#isOwn(type, login)) || this.#mayWrite(textOf(login));
      },
      isOwn: () => this.#isOwn(type, login),
    };
  }

  async #isOwn(type: unknown, login: unknown): Promise<boolean> {
    const own = await this.#ownLogin();
    return own === undefined ? type === "Bot" : login === own;
  }

  async #mayWrite(login: string): Promise<boolean> {
    const path = `${this.#root}/collaborators/${encodeURIComponent(login)}/permission`;
    const { permission } = fieldsOf(await this.#client.getIfAny(path));
    return permission === "admin" || permission === "write";
  }

  /** Undefined for the token of an app, such as a workflow's own: it may not ask who it is. */
  #ownLogin(): Promise<string | undefined> {
    this.#login ??= this.#client
      .getIfAny("/user")
      .then((user) => textOf(fieldsOf(user)["login"]) || undefined);
    return this.#login;
  }
}

const stateOf = {
  open: { state: "open", state_reason: "reopened" },
  done: { state: "closed", state_reason: "completed" },
  duplicate: { state: "closed", state_reason: "not_planned" },
} as const;

function pullRequestOf(item: Fields): PullRequest {
  return {
    number: numberOf(item["number"]),
    url: textOf(item["html_url"]),
    body: textOf(item["body"]),
  };
}
