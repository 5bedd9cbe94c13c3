import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { full, onlyInFull } from "../consumers/on-demand.js";
import { type Files, specWith } from "../support/generator.js";
import { git } from "../support/git.js";
import type { Run } from "../support/program.js";
import { githubWire } from "./github-wire.js";
import { gitlabWire } from "./gitlab-wire.js";
import type { PullRequestState, Wire } from "./project-state.js";
import { baseline, before, makeWorld, operations, type World, withMore, without } from "./world.js";

const wires = [
  ["GitHub", githubWire],
  ["GitLab", gitlabWire],
] as const;

const config: Files = {
  "tether.config.yaml": `spec: ${baseline}\noutput: client\nclient: { name: Shop }\n`,
};

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function worldOf(wire: Wire, files: Files = config, isProgram = false): Promise<World> {
  const world = await makeWorld(wire, files, { isProgram });
  open.push(world);
  return world;
}

/** The exit code, and every pull request with its state. */
function seen({ code }: Run, { forge }: World): string {
  const all = forge.pullRequests.map(
    ({ isOpen }, index) => `${index + 1} ${isOpen ? "open" : "closed"}`,
  );
  return [`exit ${code}`, ...all].join(", ");
}

function onlyPull({ forge }: World): PullRequestState {
  const [pull, ...others] = forge.pullRequests;
  if (!pull || others.length > 0) throw new Error(`there are ${forge.pullRequests.length}`);
  return pull;
}

/** The commit of a branch on the forge. */
function tipOf({ bare }: World, branch: string): string {
  return readFileSync(join(bare, "refs/heads", branch), "utf8").trim();
}

function fileOn({ bare }: World, branch: string, path: string): string {
  return git(bare, "show", `${branch}:${path}`);
}

/** Everything that a run could leave behind in the checkout. */
function stateOf({ folder }: World): string {
  return [
    git(folder, "status", "--porcelain", "--ignored"),
    git(folder, "branch", "--list", "--all"),
    git(folder, "rev-parse", "HEAD"),
    git(folder, "config", "--list", "--local"),
  ].join("\n");
}

// Each run takes dozens of processes of git. On GitLab the issues are always acted out, and the pull
// requests with all that takes long.
for (const [name, wire] of wires) {
  const isLater = wire === gitlabWire && !full;
  describe.skipIf(isLater)(`on ${name}${isLater ? onlyInFull : ""}`, () => actOut(wire));
}

function actOut(wire: Wire): void {
  test("what breaks nobody becomes one pull request, which is kept up to date", async () => {
    const world = await worldOf(wire, config, true);
    const found = stateOf(world);
    world.api.document = withMore("k");
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 1, 1 open");
    const pull = onlyPull(world);
    expect(pull).toMatchObject({ into: "main", title: `Follow the API: ${baseline}` });
    expect(pull.branch).toMatch(/^tether\/monitor-[0-9a-f]{12}$/);
    expect(pull.body).toContain("GET /k was added");
    expect(pull.body).toMatch(/starts no other workflow|starts none/);
    expect(fileOn(world, pull.branch, baseline)).toBe(world.api.document);
    expect(fileOn(world, pull.branch, "client/operations.ts")).toContain("/k");
    // One commit on top of what was checked out, and nothing else in it.
    expect(git(world.bare, "rev-parse", `${pull.branch}^`).trim()).toBe(tipOf(world, "main"));
    const changed = git(world.bare, "diff", "--name-only", "main", pull.branch).trim().split("\n");
    expect(changed.filter((path) => path !== baseline && !path.startsWith("client/"))).toEqual([]);
    expect(stateOf(world)).toBe(found);
    expect(readFileSync(join(world.folder, baseline), "utf8")).toBe(before);
    expect(existsSync(join(world.folder, "client"))).toBe(false);

    const tip = tipOf(world, pull.branch);
    world.writes();
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 1, 1 open");
    expect(tipOf(world, pull.branch)).toBe(tip);
    expect(world.writes()).toEqual([]);

    world.api.document = withMore("k", "l");
    const run = await world.monitor("--pull-request");
    expect(seen(run, world)).toBe("exit 1, 1 open");
    expect(run.out).toContain("pull request 1 edited");
    expect(onlyPull(world).body).toContain("GET /l was added");
    expect(fileOn(world, pull.branch, baseline)).toBe(world.api.document);
    expect(git(world.bare, "rev-parse", `${pull.branch}^`).trim()).toBe(tipOf(world, "main"));
  });

  test("once it is merged, nothing is new", async () => {
    const world = await worldOf(wire);
    world.api.document = withMore("k");
    await world.monitor("--pull-request", "--issue");
    const { branch, body } = onlyPull(world);
    // Merging it closes the issue.
    expect(body).toContain("Closes #1.");
    git(world.bare, "update-ref", "refs/heads/main", branch);
    git(world.bare, "update-ref", "-d", `refs/heads/${branch}`);
    onlyPull(world).isOpen = false;
    git(world.folder, "pull", "--quiet", "--ff-only", world.bare, "main");
    const run = await world.monitor("--pull-request", "--issue");
    expect(seen(run, world)).toBe("exit 0, 1 closed");
    expect(world.forge.issues.map(({ isOpen }) => isOpen)).toEqual([false]);
  });

  test("what breaks somebody becomes none, and an open one is closed", async () => {
    const world = await worldOf(wire);
    world.api.document = without("a");
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 1");
    expect(git(world.bare, "branch", "--list").trim()).toBe("* main");
    world.api.document = withMore("k");
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 1, 1 open");
    world.api.document = without("a");
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 1, 1 closed");
    expect(onlyPull(world).comments.join()).toContain("breaks callers");
    // What breaks may be accepted.
    world.api.document = withMore("k");
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 1, 1 closed, 2 open");
    world.api.document = before;
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 0, 1 closed, 2 closed");
  });

  test("an accepted finding does not stand in its way", async () => {
    const allow = `allow: [{ rule: operation.endpoint.removed, place: GET /a, reason: unused, until: "2099-01-01" }]\n`;
    const world = await worldOf(wire, { ...config, ".tether-allow.yaml": allow });
    const { "GET /a": _a, ...rest } = operations;
    world.api.document = specWith({ ...rest, "GET /k": { operationId: "getK" } });
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 1, 1 open");
  });

  test("a main branch that moved on is what the branch builds on", async () => {
    const world = await worldOf(wire);
    world.api.document = withMore("k");
    await world.monitor("--pull-request");
    const { branch } = onlyPull(world);
    writeFileSync(join(world.folder, "README.md"), "A shop, and a café.\n");
    git(world.folder, "commit", "--quiet", "--all", "--message=Say more");
    git(world.folder, "push", "--quiet", world.bare, "main");
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 1, 1 open");
    expect(git(world.bare, "rev-parse", `${branch}^`).trim()).toBe(tipOf(world, "main"));
  });

  test("a shallow clone with a detached head is enough, as in CI", async () => {
    const world = await worldOf(wire);
    writeFileSync(join(world.folder, "README.md"), "A shop, and a café.\n");
    git(world.folder, "commit", "--quiet", "--all", "--message=Say more");
    git(world.folder, "push", "--quiet", world.bare, "main");
    const clone = join(world.folder, "../shallow");
    git(world.folder, "clone", "--quiet", "--depth=1", `file://${world.bare}`, clone);
    git(clone, "checkout", "--quiet", "--detach");
    git(clone, "remote", "set-url", "origin", `${world.forge.url}/acme/shop.git`);
    // What actions/checkout leaves behind.
    git(
      clone,
      "config",
      `http.${world.forge.url}/.extraheader`,
      "AUTHORIZATION: basic b2xkOm9sZA==",
    );
    world.api.document = withMore("k");
    for (const path of [["k"], ["k"], ["k", "l"]]) {
      world.api.document = withMore(...path);
      const run = await world.monitorIn(clone, "--pull-request");
      expect(run.err).not.toContain("error[");
      expect(seen(run, world)).toBe("exit 1, 1 open");
    }
    expect(git(clone, "rev-parse", "--is-shallow-repository").trim()).toBe("true");
    const { branch } = onlyPull(world);
    expect(fileOn(world, branch, baseline)).toBe(world.api.document);
    // Its history is fetched only to find our commit below those of others.
    const theirs = git(
      world.bare,
      "commit-tree",
      `${branch}^{tree}`,
      "-p",
      branch,
      "-m",
      "x",
    ).trim();
    git(world.bare, "update-ref", `refs/heads/${branch}`, theirs);
    const run = await world.monitorIn(clone, "--pull-request");
    expect(seen(run, world)).toBe("exit 1, 1 open");
    expect(tipOf(world, branch)).toBe(theirs);
  });

  test("edits that are not committed are not lost: exit 2", async () => {
    const world = await worldOf(wire);
    const edited = `${before}\n`;
    writeFileSync(join(world.folder, baseline), edited);
    world.api.document = withMore("k");
    const run = await world.monitor("--pull-request");
    expect(seen(run, world)).toBe("exit 2");
    expect(run.err).toMatch(/checkout-unusable.*spec\/openapi\.json has changes/);
    expect(readFileSync(join(world.folder, baseline), "utf8")).toBe(edited);
    // Other files may be edited.
    writeFileSync(join(world.folder, baseline), before);
    writeFileSync(join(world.folder, "notes.txt"), "x");
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 1, 1 open");
    expect(readFileSync(join(world.folder, "notes.txt"), "utf8")).toBe("x");
  });

  test("commits of somebody else on the branch are not overwritten: exit 2", async () => {
    const world = await worldOf(wire);
    world.api.document = withMore("k");
    await world.monitor("--pull-request");
    const { branch } = onlyPull(world);
    const tree = git(world.bare, "rev-parse", `${branch}^{tree}`).trim();
    const theirs = git(world.bare, "commit-tree", tree, "-p", branch, "-m", "Mend a test").trim();
    git(world.bare, "update-ref", `refs/heads/${branch}`, theirs);
    // As long as the API is the same, also where main has moved on, they are in nobody's way.
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 1, 1 open");
    writeFileSync(join(world.folder, "README.md"), "A shop, and a café.\n");
    git(world.folder, "commit", "--quiet", "--all", "--message=Say more");
    git(world.folder, "push", "--quiet", world.bare, "main");
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 1, 1 open");
    expect(tipOf(world, branch)).toBe(theirs);
    world.api.document = withMore("k", "l");
    const run = await world.monitor("--pull-request");
    expect(seen(run, world)).toBe("exit 2, 1 open");
    expect(run.err).toMatch(/checkout-unusable.*somebody else/);
    expect(tipOf(world, branch)).toBe(theirs);
  });

  test("a client that cannot be generated leaves the checkout as it was: exit 2", async () => {
    const world = await worldOf(wire, { ...config, "client/client.ts": "// by hand\n" });
    world.api.document = withMore("k");
    const found = stateOf(world);
    const run = await world.monitor("--pull-request");
    expect(seen(run, world)).toBe("exit 2");
    expect(run.out).toContain("GET /k was added");
    expect(run.err).toContain("output-foreign");
    expect(stateOf(world)).toBe(found);
  });

  test("a project whose client is not in git gets the baseline alone", async () => {
    const world = await worldOf(wire, { ...config, ".gitignore": "client/\n" });
    world.api.document = withMore("k");
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 1, 1 open");
    const { branch } = onlyPull(world);
    expect(git(world.bare, "diff", "--name-only", "main", branch).trim()).toBe(baseline);
  });

  test("a project without a config gets the baseline alone", async () => {
    const world = await worldOf(wire, {});
    world.api.document = withMore("k");
    expect(seen(await world.monitor("--pull-request"), world)).toBe("exit 1, 1 open");
    const { branch } = onlyPull(world);
    expect(git(world.bare, "diff", "--name-only", "main", branch).trim()).toBe(baseline);
  });

  test("a forge that refuses the push or the request is exit 2, and the issue is still kept", async () => {
    const world = await worldOf(wire);
    world.api.document = withMore("k");
    world.forge.fault = (method, path) =>
      method === "POST" && /pulls|merge_requests/.test(path)
        ? {
            status: 403,
            body: JSON.stringify({ message: "not permitted to create pull requests" }),
          }
        : undefined;
    const refused = await world.monitor("--pull-request", "--issue");
    expect(seen(refused, world)).toBe("exit 2");
    expect(refused.err).toContain("not permitted to create");
    expect(world.forge.issues).toHaveLength(1);
    world.forge.fault = () => undefined;
    git(world.bare, "config", "http.receivepack", "false");
    world.api.document = withMore("k", "l");
    const unpushed = await world.monitor("--pull-request", "--issue");
    expect(seen(unpushed, world)).toBe("exit 2");
    expect(unpushed.err).toMatch(/checkout-unusable.*git push/);
    git(world.bare, "config", "http.receivepack", "true");
    expect(seen(await world.monitor("--pull-request", "--issue"), world)).toBe("exit 1, 1 open");
    expect(world.forge.issues).toHaveLength(1);
  });
}
