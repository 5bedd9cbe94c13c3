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
const ids = { us: 11, member: 12, outsider: 13 } as const;

export const gitlabWire: Wire = {
  root: "/api/v4",
  tokenVariable: "GITLAB_TOKEN",
  gitUser: "oauth2",
  maxBody: 1_048_576,
  env: (url) => ({
    GITLAB_CI: "true",
    CI_API_V4_URL: `${url}/api/v4`,
    CI_SERVER_URL: url,
    CI_PROJECT_ID: "7",
    CI_COMMIT_BRANCH: "main",
    CI_JOB_TOKEN: "job-token-of-this-run",
  }),
  answer(request, project, hasBranch) {
    const { method, path, query, body } = request;
    const [, kind, number] = /^\/projects\/7\/(issues|merge_requests)\/(\d+)/.exec(path) ?? [];
    const isIt = (each: { number: number }) => String(each.number) === number;
    const issue = kind === "issues" ? project.issues.find(isIt) : undefined;
    const pull = kind === "merge_requests" ? project.pullRequests.find(isIt) : undefined;
    switch (`${method} ${path.replace(/\/projects\/7/, "").replace(/\d+/g, "N")}`) {
      case "GET /user":
        return { status: 200, value: { id: ids.us, username: "us" } };
      case "GET /members/all/N": {
        const id = Number(path.split("/").at(-1));
        if (id === ids.outsider) throw new Refused(404, "404 Not found");
        return { status: 200, value: { id, access_level: 30 } };
      }
      case "GET /issues":
        return listIssues(query, project);
      case "POST /issues":
        return createIssue(body, project);
      case "PUT /issues/N":
        if (!issue) break;
        return editIssue(body, issue);
      case "POST /issues/N/notes":
      case "POST /merge_requests/N/notes": {
        const on = issue ?? pull;
        if (!on) break;
        expectFields(body ?? {}, { body: "text" }, ["body"]);
        on.comments.push(textIn(body, "body"));
        return { status: 201, value: { id: on.comments.length } };
      }
      case "GET /merge_requests":
        return listPulls(query, project);
      case "POST /merge_requests":
        return createPull(body, project, hasBranch);
      case "PUT /merge_requests/N":
        if (!pull) break;
        return editPull(body, pull);
    }
    throw new Refused(404, "404 Not Found");
  },
};

function nextPage(next: number | undefined): Record<string, string> {
  return { "x-next-page": next === undefined ? "" : String(next) };
}

function listIssues(query: URLSearchParams, { issues }: Project): Answer {
  const given = Object.fromEntries(query);
  const known = { state: /^(?:opened|closed)$/, scope: /^all$/, ...page } as const;
  const order = { order_by: /^(?:created_at|updated_at)$/, sort: /^(?:asc|desc)$/ } as const;
  expectFields(given, { ...known, ...order }, ["state"]);
  const isOpen = given["state"] === "opened";
  const found = issues
    .filter((issue) => issue.isOpen === isOpen)
    .sort((a, b) => (given["sort"] === "asc" ? a.number - b.number : b.number - a.number));
  return listed(found.map(showIssue), query, nextPage);
}

function createIssue(body: Request["body"], project: Project): Answer {
  expectFields(body ?? {}, { title: /^.{1,255}$/, description: "text" }, ["title"]);
  assertText(textIn(body, "description"));
  project.onCreate();
  const issue: IssueState = {
    number: nextNumber(project.issues),
    title: textIn(body, "title"),
    body: textIn(body, "description"),
    isOpen: true,
    author: "us",
    comments: [],
  };
  project.issues.push(issue);
  return { status: 201, value: showIssue(issue) };
}

function editIssue(body: Request["body"], issue: IssueState): Answer {
  const state = /^(?:close|reopen)$/;
  expectFields(body ?? {}, { title: /^.{1,255}$/, description: "text", state_event: state });
  assertText(textIn(body, "description"));
  if (body?.["description"] !== undefined) issue.body = textIn(body, "description");
  if (body?.["state_event"] !== undefined) issue.isOpen = body["state_event"] === "reopen";
  return { status: 200, value: showIssue(issue) };
}

function listPulls(query: URLSearchParams, { pullRequests }: Project): Answer {
  expectFields(Object.fromEntries(query), { state: /^opened$/, source_branch: /./, ...page });
  const branch = query.get("source_branch");
  const own = pullRequests.filter((pull) => pull.isOpen && pull.branch === branch).map(showPull);
  // A fork has a branch of the same name, as anybody can arrange.
  const forked = { ...showPull(foreign), source_project_id: 8 };
  return listed([forked, ...own], query, nextPage);
}

const foreign: PullRequestState = {
  number: 999,
  branch: "any",
  into: "main",
  title: "",
  body: "",
  isOpen: true,
  comments: [],
};

function createPull(
  body: Request["body"],
  project: Project,
  hasBranch: (name: string) => boolean,
): Answer {
  const branches = { source_branch: "text", target_branch: "text" } as const;
  const others = {
    title: /^.{1,255}$/,
    description: "text",
    remove_source_branch: "flag",
  } as const;
  expectFields(body ?? {}, { ...branches, ...others }, [...Object.keys(branches), "title"]);
  assertText(textIn(body, "description"));
  const branch = textIn(body, "source_branch");
  const into = textIn(body, "target_branch");
  if (!hasBranch(branch) || !hasBranch(into)) throw new Refused(422, "no such branch");
  if (project.pullRequests.some((pull) => pull.isOpen && pull.branch === branch)) {
    throw new Refused(409, "Another open merge request already exists for this source branch");
  }
  const pull: PullRequestState = {
    number: nextNumber(project.pullRequests),
    ...{ branch, into, title: textIn(body, "title"), body: textIn(body, "description") },
    isOpen: true,
    comments: [],
  };
  project.pullRequests.push(pull);
  return { status: 201, value: showPull(pull) };
}

function editPull(body: Request["body"], pull: PullRequestState): Answer {
  expectFields(body ?? {}, { description: "text", state_event: /^close$/ });
  assertText(textIn(body, "description"));
  if (body?.["description"] !== undefined) pull.body = textIn(body, "description");
  if (body?.["state_event"] !== undefined) pull.isOpen = false;
  return { status: 200, value: showPull(pull) };
}

function showIssue({ number, title, body, isOpen, author }: IssueState) {
  return {
    id: 1000 + number,
    iid: number,
    title,
    description: body === "" ? null : body,
    state: isOpen ? "opened" : "closed",
    web_url: `https://gitlab.test/acme/shop/-/issues/${number}`,
    author: { id: ids[author], username: author },
  };
}

function showPull({ number, title, body, isOpen }: PullRequestState) {
  return {
    id: 2000 + number,
    iid: number,
    title,
    description: body === "" ? null : body,
    state: isOpen ? "opened" : "closed",
    source_project_id: 7,
    target_project_id: 7,
    web_url: `https://gitlab.test/acme/shop/-/merge_requests/${number}`,
  };
}

function nextNumber(numbered: readonly { readonly number: number }[]): number {
  return Math.max(0, ...numbered.map(({ number }) => number)) + 1;
}

/** GitLab executes such lines, so none may come from a spec. */
function assertText(text: string): void {
  if (text.length > gitlabWire.maxBody) throw new Refused(400, "description is too long");
  const command = /^\s*\/(?:close|assign|label|unassign|confidential)\b/m.exec(text);
  if (command) throw new Refused(500, `the stand-in executed ${command[0]}`);
}
