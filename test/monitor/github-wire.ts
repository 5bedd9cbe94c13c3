import {
  type Answer,
  expectFields,
  type IssueState,
  listed,
  type Project,
  type PullRequestState,
  Refused,
  type Request,
  textIn,
  type Wire,
} from "./project-state.js";

const page = { per_page: /^\d+$/, page: /^\d+$/ } as const;

export const githubWire: Wire = {
  root: "/api/v3",
  tokenVariable: "GITHUB_TOKEN",
  gitUser: "x-access-token",
  maxBody: 65_536,
  env: (url) => ({
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: `${url}/api/v3`,
    GITHUB_SERVER_URL: url,
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_REF: "refs/heads/main",
  }),
  answer(request, project, hasBranch) {
    const { method, path, query, body } = request;
    const [, number] = /^\/repos\/acme\/shop\/(?:issues|pulls)\/(\d+)/.exec(path) ?? [];
    const issue = project.issues.find((each) => String(each.number) === number);
    const pull = project.pullRequests.find((each) => String(each.number) === number);
    switch (`${method} ${path.replace(/\d+/g, "N")}`) {
      case "GET /user":
        // The token of a workflow is that of an app, which is no user.
        throw new Refused(403, "Resource not accessible by integration");
      case "GET /repos/acme/shop/collaborators/member/permission":
        return { status: 200, value: { permission: "write" } };
      case "GET /repos/acme/shop/collaborators/outsider/permission":
        return { status: 200, value: { permission: "read" } };
      case "GET /repos/acme/shop/issues":
        return listIssues(query, project);
      case "POST /repos/acme/shop/issues":
        return createIssue(body, project);
      case "PATCH /repos/acme/shop/issues/N":
        if (!issue) break;
        return editIssue(body, issue);
      case "POST /repos/acme/shop/issues/N/comments": {
        const on = issue ?? pull;
        if (!on) break;
        expectFields(body ?? {}, { body: "text" }, ["body"]);
        on.comments.push(textIn(body, "body"));
        return { status: 201, value: { id: on.comments.length } };
      }
      case "GET /repos/acme/shop/pulls":
        return listPulls(query, project);
      case "POST /repos/acme/shop/pulls":
        return createPull(body, project, hasBranch);
      case "PATCH /repos/acme/shop/pulls/N":
        if (!pull) break;
        return editPull(body, pull);
    }
    throw new Refused(404, "Not Found");
  },
};

/** GitHub leaves the header out where there is only one page. */
function links(next: number | undefined): Record<string, string> {
  if (next === undefined) return {};
  return { link: `<https://github.test/?page=${next}>; rel="next"` };
}

function listIssues(query: URLSearchParams, { issues, pullRequests }: Project): Answer {
  const known = { state: /^(?:open|closed)$/, sort: /^(?:created|updated)$/ };
  const given = Object.fromEntries(query);
  expectFields(given, { ...known, direction: /^(?:asc|desc)$/, ...page }, ["state"]);
  const isOpen = given["state"] === "open";
  const found = [
    ...issues.filter((issue) => issue.isOpen === isOpen).map(showIssue),
    ...pullRequests
      .filter((pull) => pull.isOpen === isOpen)
      .map((pull) => ({ ...showPull(pull), pull_request: {} })),
  ].sort((a, b) => (given["direction"] === "asc" ? a.number - b.number : b.number - a.number));
  return listed(found, query, links);
}

function createIssue(body: Request["body"], project: Project): Answer {
  expectFields(body ?? {}, { title: /^.{1,256}$/, body: "text" }, ["title"]);
  assertLength(textIn(body, "body"));
  project.onCreate();
  const issue: IssueState = {
    number: nextNumber(project),
    title: textIn(body, "title"),
    body: textIn(body, "body"),
    isOpen: true,
    author: "us",
    comments: [],
  };
  project.issues.push(issue);
  return { status: 201, value: showIssue(issue) };
}

function editIssue(body: Request["body"], issue: IssueState): Answer {
  expectFields(body ?? {}, {
    title: /^.{1,256}$/,
    body: "text",
    state: /^(?:open|closed)$/,
    state_reason: /^(?:completed|not_planned|reopened)$/,
  });
  assertLength(textIn(body, "body"));
  if (body?.["body"] !== undefined) issue.body = textIn(body, "body");
  if (body?.["state"] !== undefined) issue.isOpen = body["state"] === "open";
  return { status: 200, value: showIssue(issue) };
}

function listPulls(query: URLSearchParams, { pullRequests }: Project): Answer {
  expectFields(Object.fromEntries(query), { state: /^open$/, head: /^acme:.+$/, ...page });
  const branch = query.get("head")?.replace("acme:", "");
  const found = pullRequests.filter((pull) => pull.isOpen && pull.branch === branch);
  return listed(found.map(showPull), query, links);
}

function createPull(
  body: Request["body"],
  project: Project,
  hasBranch: (name: string) => boolean,
): Answer {
  const fields = { head: "text", base: "text", title: /^.{1,256}$/, body: "text" } as const;
  expectFields(body ?? {}, fields, ["head", "base", "title"]);
  assertLength(textIn(body, "body"));
  const branch = textIn(body, "head");
  const into = textIn(body, "base");
  if (!hasBranch(branch) || !hasBranch(into)) throw new Refused(422, "Validation Failed");
  if (project.pullRequests.some((pull) => pull.isOpen && pull.branch === branch)) {
    throw new Refused(422, "A pull request already exists");
  }
  const pull: PullRequestState = {
    number: nextNumber(project),
    ...{ branch, into, title: textIn(body, "title"), body: textIn(body, "body") },
    isOpen: true,
    comments: [],
  };
  project.pullRequests.push(pull);
  return { status: 201, value: showPull(pull) };
}

function editPull(body: Request["body"], pull: PullRequestState): Answer {
  expectFields(body ?? {}, { body: "text", state: /^closed$/ });
  assertLength(textIn(body, "body"));
  if (body?.["body"] !== undefined) pull.body = textIn(body, "body");
  if (body?.["state"] !== undefined) pull.isOpen = false;
  return { status: 200, value: showPull(pull) };
}

function showIssue({ number, title, body, isOpen, author }: IssueState) {
  return {
    number,
    title,
    // GitHub sends null for a text that is empty.
    body: body === "" ? null : body,
    state: isOpen ? "open" : "closed",
    html_url: `https://github.test/acme/shop/issues/${number}`,
    user: {
      login: author === "us" ? "github-actions[bot]" : author,
      type: author === "us" ? "Bot" : "User",
    },
    // As it is for a member who hides that they are one.
    author_association: "NONE",
  };
}

function showPull({ number, title, body, isOpen }: PullRequestState) {
  return {
    number,
    title,
    body: body === "" ? null : body,
    state: isOpen ? "open" : "closed",
    html_url: `https://github.test/acme/shop/pull/${number}`,
  };
}

/** Issues and pull requests are counted together. */
function nextNumber({ issues, pullRequests }: Project): number {
  return Math.max(0, ...[...issues, ...pullRequests].map(({ number }) => number)) + 1;
}

function assertLength(body: string): void {
  if (body.length > githubWire.maxBody) throw new Refused(422, "body is too long");
}
