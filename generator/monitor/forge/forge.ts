/** An issue that can be ours. */
export interface Issue {
  /** As people name it; unique in the project. */
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  /** Whether who wrote it takes part in the project, and so may have left our marker. */
  isTrusted(): Promise<boolean>;
  /** Whether the owner of the token wrote it. */
  isOwn(): Promise<boolean>;
}

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly body: string;
}

/**
 * Where issues and pull requests are. Every method throws a DiagnosticError `forge-failed` if the
 * forge does not do what it is asked to do; no message contains a credential.
 */
export interface Forge {
  readonly name: "GitHub" | "GitLab";
  /** What it calls a pull request. */
  readonly request: "pull request" | "merge request";
  /** The longest text of an issue or a pull request, in UTF-16 units. */
  readonly maxBody: number;
  /** What a pull request must say about the checks that run on it. */
  readonly aboutChecks: string;
  /** Who commits, if git has no identity. */
  readonly author: { readonly name: string; readonly email: string };
  /** The branch that the checkout is of; undefined if the environment does not say. */
  readonly branch: string | undefined;
  /** How git writes over HTTP: the header, and the only origin that it is for. */
  readonly git: { readonly origin: string; readonly authorization: string };

  /** All open issues, or the closed ones, the last one that was changed first; no pull requests. */
  issues(state: "open" | "closed"): AsyncIterable<Issue>;
  createIssue(title: string, body: string): Promise<Issue>;
  editIssue(issue: Issue, change: IssueChange): Promise<void>;
  commentOnIssue(issue: Issue, text: string): Promise<void>;

  /** The open pull request of a branch of this project. */
  findPullRequest(branch: string): Promise<PullRequest | undefined>;
  createPullRequest(request: NewPullRequest): Promise<PullRequest>;
  editPullRequest(request: PullRequest, change: PullRequestChange): Promise<void>;
  commentOnPullRequest(request: PullRequest, text: string): Promise<void>;
}

export interface IssueChange {
  readonly body?: string;
  readonly state?: "open" | "done" | "duplicate";
}

export interface NewPullRequest {
  readonly branch: string;
  /** The branch that it is to be merged into. */
  readonly into: string;
  readonly title: string;
  readonly body: string;
}

export interface PullRequestChange {
  readonly body?: string;
  readonly isClosed?: true;
}
