import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { specWith } from "../support/generator.js";
import type { Run } from "../support/program.js";
import { githubWire } from "./github-wire.js";
import { gitlabWire } from "./gitlab-wire.js";
import type { IssueState, Wire } from "./project-state.js";
import { token } from "./stand-in.js";
import { baseline, before, makeWorld, operations, type World, withMore, without } from "./world.js";

const wires = [
  ["GitHub", githubWire],
  ["GitLab", gitlabWire],
] as const;

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function worldOf(
  wire: Wire,
  options: { hasBaseline?: boolean; isProgram?: boolean; files?: object } = {},
) {
  const { files = {}, ...others } = options;
  const world = await makeWorld(wire, files as Record<string, string>, others);
  open.push(world);
  return world;
}

/** What a run did, as one word each: its exit code, and every issue with its state. */
function seen({ code }: Run, { forge }: World): string {
  const issues = forge.issues.map(
    ({ number, isOpen }) => `#${number} ${isOpen ? "open" : "closed"}`,
  );
  return [`exit ${code}`, ...issues].join(", ");
}

function onlyIssue({ forge }: World): IssueState {
  const [issue, ...others] = forge.issues;
  if (!issue || others.length > 0) throw new Error(`there are ${forge.issues.length} issues`);
  return issue;
}

/** A page that a server shows to whoever is not logged in. */
const login = `<!DOCTYPE html>
<html><head><title>Sign in</title></head>
<body><form><input name="user"><input type="password" name="password"></form></body></html>`;

test("GitHub: a report that is too long is cut, with words", async () => {
  const world = await worldOf(githubWire);
  world.api.document = withMore(...Array.from({ length: 700 }, (_, index) => `more${index}`));
  expect(seen(await world.monitor("--issue"), world)).toBe("exit 1, #1 open");
  const { body } = onlyIssue(world);
  expect(body.length).toBeGreaterThan(0.9 * githubWire.maxBody);
  expect(body.length).toBeLessThanOrEqual(githubWire.maxBody);
  expect(body).toContain("longer than the forge accepts");
  world.writes();
  await world.monitor("--issue");
  expect(world.writes()).toEqual([]);
});

describe.each(wires)("on %s", (_, wire) => {
  test("a first run without a baseline says so, and --init writes it, once", async () => {
    const world = await worldOf(wire, { hasBaseline: false });
    const first = await world.monitor("--issue");
    expect(seen(first, world)).toBe("exit 2");
    expect(first.err).toMatch(/baseline-missing.*spec\/openapi\.json/);
    expect(first.err).toContain("--init");

    const init = await world.monitor("--init", "--issue");
    expect(seen(init, world)).toBe("exit 0");
    expect(readFileSync(join(world.folder, baseline), "utf8")).toBe(before);

    world.api.document = without("a");
    const again = await world.monitor("--init");
    expect(again.code).toBe(2);
    expect(again.err).toContain("baseline-exists");
    expect(readFileSync(join(world.folder, baseline), "utf8")).toBe(before);
    expect(world.forge.exchanges).toEqual([]);
  });

  test("an API that is what the baseline says needs no issue", async () => {
    const world = await worldOf(wire);
    const run = await world.monitor("--issue");
    expect(seen(run, world)).toBe("exit 0");
    expect(run.out).toContain("nothing new");
    expect(world.writes()).toEqual([]);
  });

  test("one issue is created, kept, edited in place, closed and reopened", async () => {
    // As a process of its own, once; the other forge is no different there.
    const world = await worldOf(wire, { isProgram: wire === githubWire });
    world.api.document = without("a");
    expect(seen(await world.monitor("--issue"), world)).toBe("exit 1, #1 open");
    const issue = onlyIssue(world);
    expect(issue.title).toContain(baseline);
    expect(issue.body).toMatch(/^<!-- spec-tether:monitor [0-9a-f]{12} -->\n/);
    expect(issue.body).toContain("GET /a was removed");
    expect(world.writes()).toHaveLength(1);

    expect(seen(await world.monitor("--issue"), world)).toBe("exit 1, #1 open");
    expect(world.writes()).toEqual([]);

    world.api.document = without("b");
    expect(seen(await world.monitor("--issue"), world)).toBe("exit 1, #1 open");
    expect(issue.body).toContain("GET /b was removed");
    expect(issue.body).not.toContain("GET /a was removed");
    expect(world.writes()).toHaveLength(1);

    world.api.document = before;
    expect(seen(await world.monitor("--issue"), world)).toBe("exit 0, #1 closed");
    expect(issue.comments).toHaveLength(1);
    world.writes();
    expect(seen(await world.monitor("--issue"), world)).toBe("exit 0, #1 closed");
    expect(world.writes()).toEqual([]);

    world.api.document = without("c");
    expect(seen(await world.monitor("--issue"), world)).toBe("exit 1, #1 open");
    expect(issue.body).toContain("GET /c was removed");
  });

  test("without --issue, findings are only printed", async () => {
    const world = await worldOf(wire);
    world.api.document = without("a");
    const run = await world.monitor();
    expect(seen(run, world)).toBe("exit 1");
    expect(run.out).toContain("GET /a was removed");
    expect(world.forge.exchanges).toEqual([]);
  });

  const unreadable: Readonly<Record<string, readonly [Partial<World["api"]>, RegExp]>> = {
    "a login page": [{ document: login, type: "text/html" }, /page-instead-of-spec.*login page/],
    "a login page that claims to be JSON": [{ document: login }, /page-instead-of-spec/],
    "a page with a prolog": [
      { document: `<?xml version="1.0"?>\n${"<!-- - -->".repeat(2000)}\n${login}` },
      /page-instead-of-spec/,
    ],
    "another page": [{ document: "<html><body>Moved.</body></html>" }, /page-instead-of-spec/],
    "nothing at all": [{ document: "" }, /not-openapi/],
    "JSON that is no spec": [{ document: '{"error":"unauthorized"}' }, /not-openapi/],
    "a document without operations": [{ document: specWith({}) }, /api-empty/],
    "a document that ends in the middle": [{ document: before.slice(0, 400) }, /yaml-syntax/],
    "a status that is none of success": [{ status: 503 }, /remote-unreadable.*503/],
    "four operations of ten": [
      { document: without("a", "b", "c", "d") },
      /operations-lost.*4 of 10/,
    ],
  };
  test("what cannot be told leaves the issue alone, and fails", async () => {
    const world = await worldOf(wire);
    world.api.document = without("a");
    await world.monitor("--issue");
    const { body } = onlyIssue(world);
    world.writes();
    for (const [name, [answer, want]] of Object.entries(unreadable)) {
      Object.assign(world.api, { document: before, status: 200, type: "application/json" }, answer);
      const run = await world.monitor("--issue", "--pull-request");
      expect(`${name}: ${seen(run, world)}`).toBe(`${name}: exit 2, #1 open`);
      expect(run.err, name).toMatch(want);
      expect(onlyIssue(world).body).toBe(body);
      expect(world.writes()).toEqual([]);
    }
  });

  test("--max-lost says how much an API can lose in one change", async () => {
    const world = await worldOf(wire);
    world.api.document = without("a", "b", "c");
    expect(seen(await world.monitor("--issue", "--max-lost", "29"), world)).toBe("exit 2");
    expect(seen(await world.monitor("--issue"), world)).toBe("exit 1, #1 open");
    world.api.document = without("a", "b", "c", "d");
    const run = await world.monitor("--issue", "--max-lost", "40");
    expect(seen(run, world)).toBe("exit 1, #1 open");
    for (const wrong of ["101", "-1", "all", ""]) {
      const refused = await world.monitor(`--max-lost=${wrong}`);
      expect(refused.code, wrong).toBe(2);
      expect(refused.err).toContain("--max-lost");
    }
  });

  test("an operation that moved is not lost", async () => {
    const world = await worldOf(wire);
    const moved = Object.entries(operations).map(([key, value]) => [`${key}/v2`, value] as const);
    world.api.document = specWith(Object.fromEntries(moved));
    expect(seen(await world.monitor("--issue"), world)).toBe("exit 1, #1 open");
  });

  test("a forge that fails is exit 2, after what was found is printed", async () => {
    const world = await worldOf(wire);
    world.api.document = without("a");
    const echo = { message: `no, not with ${token}` };
    const faults = [
      { status: 500, headers: { "retry-after": "0" }, body: "<html>down</html>" },
      { status: 403, body: JSON.stringify(echo) },
      { status: 401, body: JSON.stringify({ error: echo.message }) },
      { status: 404, body: JSON.stringify({ message: "Not Found" }) },
      { status: 429, headers: { "retry-after": "3600" }, body: JSON.stringify(echo) },
      { status: 403, headers: { "retry-after": "3600" }, body: JSON.stringify(echo) },
      { status: 200, body: JSON.stringify({ not: "a list" }) },
      { status: 200, body: JSON.stringify(["no issue"]) },
      // A list without an end may have our issue at its end.
      { status: 200, body: "[]", headers: { link: '<x>; rel="next"', "x-next-page": "2" } },
      { status: 200, body: "{" },
      { status: 302, headers: { location: "http://127.0.0.1:9/elsewhere" } },
    ];
    for (const fault of faults) {
      world.forge.fault = () => fault;
      const run = await world.monitor("--issue");
      expect(seen(run, world)).toBe("exit 2");
      expect(run.out).toContain("GET /a was removed");
      expect(run.err).toContain("forge-failed");
      if (fault.status >= 300) expect(run.err).toContain(String(fault.status));
    }
    // The comparison is as it was.
    world.forge.fault = () => undefined;
    expect(seen(await world.monitor("--issue"), world)).toBe("exit 1, #1 open");
    // Also where there is nothing new to print.
    world.api.document = before;
    world.forge.fault = (method) => (method === "GET" ? undefined : { status: 403 });
    const run = await world.monitor("--issue");
    expect(seen(run, world)).toBe("exit 2, #1 open");
    expect(run.out).toContain("nothing new");
  });

  test("a forge that is busy is asked again, but nothing is created twice", async () => {
    const world = await worldOf(wire);
    world.api.document = without("a");
    const busy = [429, 503, 502];
    world.forge.fault = () => {
      const status = busy.pop();
      return status === undefined ? undefined : { status, headers: { "retry-after": "0" } };
    };
    expect(seen(await world.monitor("--issue"), world)).toBe("exit 1, #1 open");
    expect(busy).toEqual([]);

    // A request that failed half way may have been done: it is not sent twice, the next run looks.
    const other = await worldOf(wire);
    other.api.document = without("a");
    let isLost = true;
    other.forge.lose = (method) => method === "POST" && isLost;
    expect(seen(await other.monitor("--issue"), other)).toBe("exit 2, #1 open");
    isLost = false;
    expect(seen(await other.monitor("--issue"), other)).toBe("exit 1, #1 open");
  });

  test("of several issues the oldest is kept, and the others are closed", async () => {
    const world = await worldOf(wire);
    world.api.document = without("a");
    await world.monitor("--issue");
    const first = onlyIssue(world);
    // As a run left it that began at the same time; written by a member, so that it is not counted as ours.
    world.forge.issues.push({ ...first, number: 2, author: "member", comments: [] });
    world.forge.issues.push({ ...first, number: 3, author: "member", comments: [] });
    expect(seen(await world.monitor("--issue"), world)).toBe(
      "exit 1, #1 open, #2 closed, #3 closed",
    );
    expect(world.forge.issues.map(({ comments }) => comments.length)).toEqual([0, 1, 1]);
    world.api.document = before;
    expect(seen(await world.monitor("--issue"), world)).toBe(
      "exit 0, #1 closed, #2 closed, #3 closed",
    );
  });

  test("of two runs at the same time, the later one closes its own issue", async () => {
    const world = await worldOf(wire);
    world.api.document = without("a");
    await world.monitor("--issue");
    const { body, title } = onlyIssue(world);
    world.forge.issues.length = 0;
    const twin = { number: 1, title, body, isOpen: true, author: "member" as const, comments: [] };
    world.forge.onCreate = () => void world.forge.issues.push(twin);
    expect(seen(await world.monitor("--issue"), world)).toBe("exit 1, #1 open, #2 closed");
  });

  test("what a person edits does not make a second issue", async () => {
    const world = await worldOf(wire);
    world.api.document = without("a");
    await world.monitor("--issue");
    const issue = onlyIssue(world);
    const { body } = issue;
    issue.title = "Tell the vendor";
    await world.monitor("--issue");
    expect([onlyIssue(world).title, issue.body]).toEqual(["Tell the vendor", body]);

    // A form sends other line ends, which are not an edit.
    world.writes();
    issue.body = body.replaceAll("\n", "\r\n");
    await world.monitor("--issue");
    expect(world.writes()).toEqual([]);

    issue.body = `Please look at this.\r\n\r\n${issue.body}`;
    await world.monitor("--issue");
    expect(onlyIssue(world).body).toBe(body);

    issue.title = `API drift: ${baseline} and ${world.api.url}/openapi.json`;
    issue.body = "I removed all of this.";
    await world.monitor("--issue");
    expect(onlyIssue(world).body).toBe(body);

    // Closing it by hand accepts nothing.
    issue.isOpen = false;
    expect(seen(await world.monitor("--issue"), world)).toBe("exit 1, #1 open");
  });

  test("an issue of an outsider, or about something else, is left alone", async () => {
    const world = await worldOf(wire);
    world.api.document = without("a");
    await world.monitor("--issue");
    const { body, title } = onlyIssue(world);
    const [marker = ""] = body.split("\n");
    world.forge.issues.length = 0;
    const issueOf = (number: number, author: IssueState["author"], text: string): IssueState => {
      return { number, title, body: text, isOpen: true, author, comments: [] };
    };
    world.forge.issues.push(
      issueOf(1, "outsider", body),
      issueOf(2, "member", `What does \`${marker}\` mean?`),
      issueOf(3, "member", body.replace(/monitor [0-9a-f]+/, "monitor 000000000000")),
    );
    const was = structuredClone(world.forge.issues);
    expect(seen(await world.monitor("--issue"), world)).toBe(
      "exit 1, #1 open, #2 open, #3 open, #4 open",
    );
    expect(world.forge.issues.slice(0, 3)).toEqual(was);
  });

  test("the issue is found behind hundreds of others", async () => {
    const world = await worldOf(wire);
    world.api.document = without("a");
    for (let number = 1; number <= 250; number++) {
      const isOpen = number % 5 !== 0;
      world.forge.issues.push({
        ...{ number, title: `Issue ${number}`, body: "", isOpen },
        ...{ author: "member", comments: [] },
      });
    }
    await world.monitor("--issue");
    expect(world.forge.issues).toHaveLength(251);
    world.writes();
    await world.monitor("--issue");
    expect(world.forge.issues).toHaveLength(251);
    expect(world.writes()).toEqual([]);
  });

  test("no text of a spec is taken for our marker, or is a command to the forge", async () => {
    const world = await worldOf(wire);
    world.api.document = without("a");
    await world.monitor("--issue");
    const [marker = ""] = onlyIssue(world).body.split("\n");
    world.forge.issues.length = 0;
    const hostile = `x\n${marker}\n/close\n/assign @root\n\`\`\`\n${marker}\n@everyone`;
    // What breaks is shown with its values, so that text of the spec stands in the issue as it is.
    const said = { operationId: hostile, summary: hostile, tags: [hostile] };
    const responses = { 204: { description: hostile }, [hostile]: { description: hostile } };
    world.api.document = specWith({ ...operations, "GET /a": { ...said, responses } });
    expect(seen(await world.monitor("--issue"), world)).toBe("exit 1, #1 open");
    const { body } = onlyIssue(world);
    expect(body).toContain("assign @");
    expect(body.split(marker)).toHaveLength(2);
    expect(body).not.toMatch(/^\s*\/(?:close|assign)/m);
  });

  test("a server that repeats a credential in its document gets it no further", async () => {
    const secret = "hdr_8wYx2LqTz0";
    const files = {
      "tether.config.yaml": `spec: ${baseline}\nheaders: { x-api-key: ${secret} }\n`,
    };
    const world = await worldOf(wire, { files });
    expect((await world.monitor("--issue")).code).toBe(0);
    // It is for the server of the document.
    expect(world.api.seen.at(-1)?.["x-api-key"]).toBe(secret);
    for (const document of [
      specWith(operations, { info: { title: `Hello ${secret}`, version: "1" } }),
      `openapi: [ ${secret}`,
    ]) {
      world.api.document = document;
      const run = await world.monitor("--issue");
      expect(seen(run, world)).toBe("exit 2");
      expect(run.err).toContain("document-has-secret");
      expect(run.out + run.err).not.toContain(secret);
    }
    expect(world.writes()).toEqual([]);
  });

  test("settings of the project apply: severities and accepted findings", async () => {
    const config = `spec: ${baseline}\ndiff: { severity: { operation.endpoint.removed: none } }\n`;
    const silent = await worldOf(wire, { files: { "tether.config.yaml": config } });
    silent.api.document = without("a");
    expect(seen(await silent.monitor("--issue"), silent)).toBe("exit 0");

    const world = await worldOf(wire, {
      files: {
        ".tether-allow.yaml": `allow:
  - { rule: operation.endpoint.removed, place: GET /a, reason: nobody calls it, until: "2099-01-01" }
  - { rule: operation.endpoint.removed, place: GET /z, reason: of another diff, until: "2099-01-01" }
`,
      },
    });
    world.api.document = without("a");
    const run = await world.monitor("--issue");
    expect(seen(run, world)).toBe("exit 0");
    expect(run.out).toContain("nobody calls it");
    world.api.document = without("a", "b");
    expect(seen(await world.monitor("--issue"), world)).toBe("exit 1, #1 open");
  });

  test("--json prints one document, with the report of diff in it", async () => {
    const world = await worldOf(wire);
    world.api.document = without("a");
    const found = await world.monitor("--issue", "--json");
    expect(JSON.parse(found.out)).toMatchObject({
      ...{ schemaVersion: 1, command: "monitor", exitCode: 1, outcome: "findings" },
      diff: { schemaVersion: 1, findings: [{ kind: "operation.endpoint.removed" }] },
      issue: { did: "created", number: 1 },
      pullRequest: null,
      diagnostics: [],
    });
    world.forge.fault = () => ({ status: 403 });
    const untold = await world.monitor("--issue", "--json");
    expect(untold.code).toBe(2);
    expect(JSON.parse(untold.out)).toMatchObject({
      ...{ exitCode: 2, outcome: "findings", issue: null },
      diagnostics: [{ code: "forge-failed", severity: "error" }],
    });
    world.api.document = "";
    const unknown = await world.monitor("--issue", "--json");
    expect(JSON.parse(unknown.out)).toMatchObject({
      ...{ command: "monitor", exitCode: 2 },
      diagnostics: [{ code: "not-openapi" }],
    });
  });

  test("an environment that lacks something is said before anything is read", async () => {
    const world = await worldOf(wire);
    delete world.forge.env[wire.tokenVariable];
    const run = await world.monitor("--issue");
    expect(seen(run, world)).toBe("exit 2");
    expect(run.err).toMatch(/forge-unusable/);
    expect(run.err).toContain(wire.tokenVariable);
    const none = await world.monitor("--issue", "--forge", "none");
    expect(none.err).toMatch(/forge-unusable.*need a forge, and --forge is none\n/);
    expect(world.api.seen).toEqual([]);
    expect((await world.monitor("--forge", "bitbucket")).err).toContain("github, gitlab, none");
    expect(existsSync(join(world.folder, "generated"))).toBe(false);
  });
});
