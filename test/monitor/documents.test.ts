import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { locatedAs } from "../../generator/monitor/read-revision.js";
import { type Files, load, specWith } from "../support/generator.js";
import { git } from "../support/git.js";
import { githubWire } from "./github-wire.js";
import { gitlabWire } from "./gitlab-wire.js";
import type { Wire } from "./project-state.js";
import { token } from "./stand-in.js";
import { baseline, before, makeWorld, operations, type World, withMore, without } from "./world.js";

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function worldOf(wire: Wire, files: Files = {}, options = {}): Promise<World> {
  const world = await makeWorld(wire, files, options);
  open.push(world);
  return world;
}

const referring = (parts: Readonly<Record<string, unknown>> = {}) =>
  specWith(
    {
      ...operations,
      "POST /things": {
        operationId: "makeThing",
        requestBody: {
          content: { "application/json": { schema: { $ref: "./parts/thing.json" } } },
        },
      },
    },
    parts,
  );

describe("a document", () => {
  test("of several files is kept as one, which says the same", async () => {
    const world = await worldOf(githubWire, {}, { hasBaseline: false });
    world.api.document = referring();
    world.api.routes.set(
      "/parts/thing.json",
      '{ "type": "object", "properties": { "a": { "$ref": "./a.json" } } }',
    );
    world.api.routes.set("/parts/a.json", '{ "type": "string" }');
    expect((await world.monitor("--init")).code).toBe(0);
    const stored = readFileSync(join(world.folder, baseline), "utf8");
    expect(stored).toContain('"makeThing"');
    expect(stored).not.toContain("a.json");
    expect((await world.monitor()).code).toBe(0);
    world.api.routes.set("/parts/a.json", '{ "type": "integer" }');
    expect((await world.monitor()).code).toBe(1);
  });

  test("that refers to itself by its name is kept so that it says the same", async () => {
    const world = await worldOf(
      githubWire,
      { "openapi.json": "not this one" },
      { hasBaseline: false },
    );
    const components = { schemas: { A: { type: "string" } } };
    world.api.document = referring({ components }).replace(
      "./parts/thing.json",
      "openapi.json#/components/schemas/A",
    );
    expect((await world.monitor("--init")).code).toBe(0);
    expect((await world.monitor()).code).toBe(0);
  });

  test("in YAML, and in Swagger 2.0, is kept as it was sent", async () => {
    const swagger = `swagger: "2.0"
info: { title: Things, version: "1" }
paths:
  /a: # the first one
    get: { operationId: getA, responses: { 200: { description: Done. } } }
`;
    const world = await worldOf(githubWire, {}, { hasBaseline: false });
    world.api.document = swagger;
    const flags = ["--baseline", "spec/swagger.yaml"];
    expect((await world.monitor("--init", ...flags)).code).toBe(0);
    expect(readFileSync(join(world.folder, "spec/swagger.yaml"), "utf8")).toBe(swagger);
    expect((await world.monitor(...flags)).code).toBe(0);
    world.api.document = swagger.replace("/a:", "/b:").replace("getA", "getB");
    expect((await world.monitor(...flags, "--max-lost", "100")).code).toBe(1);
  });

  test("that is moved to a login page on the same host, or to another host, cannot be told", async () => {
    const world = await worldOf(githubWire);
    world.api.routes.set("/login", "<!doctype html><form><input type=password></form>");
    for (const [location, want] of [
      ["/login?next=/openapi.json", /page-instead-of-spec.*login page/],
      ["http://login.example.com/", /redirect leads to login\.example\.com/],
    ] as const) {
      world.api.location = location;
      const run = await world.monitor("--issue");
      expect(run.code).toBe(2);
      expect(run.err).toMatch(want);
    }
    expect(world.forge.exchanges).toEqual([]);
  });

  test("with a password in its address is fetched with it, which nobody gets to see", async () => {
    const world = await worldOf(githubWire);
    world.api.document = without("a");
    const address = world.api.url.replace("//", "//alice:pa55-w0rd@");
    const run = await world.watch(
      "--spec",
      `${address}/openapi.json?api_key=k3y-0f-alice`,
      "--issue",
    );
    expect(run.code).toBe(1);
    expect(world.api.seen.at(-1)?.authorization).toBe(`Basic ${btoa("alice:pa55-w0rd")}`);
    const [issue] = world.forge.issues;
    const said = run.out + run.err + issue?.title + issue?.body;
    for (const secret of ["pa55-w0rd", "k3y-0f-alice", btoa("alice:pa55-w0rd")]) {
      expect(said).not.toContain(secret);
    }
    // Another password is another key to the same door, and no other issue.
    const other = world.api.url.replace("//", "//bob:s3cret-too@");
    expect(
      (await world.watch("--spec", `${other}/openapi.json?api_key=k3y-0f-bob`, "--issue")).code,
    ).toBe(1);
    expect(world.forge.issues).toHaveLength(1);
  });

  test("has the relative servers of its address, wherever it is stored", async () => {
    const text = specWith(operations, { servers: [{ url: "/v1" }] });
    const [stored, sent] = [await load(text), await load(text)];
    const remote = { ...sent, publicUrl: "https://api.example.com/openapi.json" };
    expect(compareSpecs(locatedAs(stored, remote), remote).findings).toEqual([]);
  });
});

describe("the config", () => {
  test("names the document, if it is a URL", async () => {
    const world = await worldOf(githubWire);
    const config = `spec: ${world.api.url}/openapi.json\noutput: client\n`;
    writeFileSync(join(world.folder, "tether.config.yaml"), config);
    git(world.folder, "add", "--all");
    git(world.folder, "commit", "--quiet", "--message=Configure");
    expect((await world.watch()).code).toBe(0);
    world.api.document = withMore("k");
    expect((await world.watch("--pull-request")).code).toBe(1);
    const [pull] = world.forge.pullRequests;
    const operationsFile = git(world.bare, "show", `${pull?.branch}:client/operations.ts`);
    expect(operationsFile).toContain("/k");
  });

  test("without a URL in it, and without flags, is nothing to watch", async () => {
    const world = await worldOf(githubWire, { "tether.config.yaml": `spec: ${baseline}\n` });
    const run = await world.watch();
    expect(run.code).toBe(2);
    expect(run.err).toContain("nothing to watch");
    expect((await world.monitor("--source", "docs")).err).toContain("exclude each other");
    expect((await world.watch("--spec", baseline)).err).toContain("baseline itself");
  });

  test("filters and overlays what is compared, but not what is stored", async () => {
    const files = {
      "tether.config.yaml": `spec: ${baseline}\noutput: client\nfilter: { exclude: { paths: [/j] } }\noverlays: [o.yaml]\n`,
      "o.yaml": `overlay: 1.0.0
info: { title: x, version: "1" }
actions: [{ target: "$.paths['/a'].get", update: { operationId: first } }]
`,
    };
    const world = await worldOf(githubWire, files);
    world.api.document = without("j");
    expect(await world.monitor()).toMatchObject({ code: 0 });
    world.api.document = withMore("k");
    expect((await world.monitor("--pull-request")).code).toBe(1);
    const [pull] = world.forge.pullRequests;
    expect(git(world.bare, "show", `${pull?.branch}:${baseline}`)).toBe(world.api.document);
    expect(git(world.bare, "show", `${pull?.branch}:client/names.lock.json`)).toContain("first");
  });

  test("that is for another server does not give it its headers", async () => {
    const files = {
      "tether.config.yaml":
        "spec: https://other.example.com/openapi.json\nheaders: { x-api-key: hdr_0123456789 }\n",
    };
    const world = await worldOf(githubWire, files);
    expect((await world.monitor()).code).toBe(0);
    expect(world.api.seen.at(-1)).not.toHaveProperty("x-api-key");
  });
});

describe.each([
  ["GitHub", githubWire],
  ["GitLab", gitlabWire],
] as const)("a token of %s", (_, wire) => {
  test("is in no argument of git, and in no file of the repository", async () => {
    const world = await worldOf(wire, {}, { isProgram: true });
    const log = join(world.folder, "../arguments.txt");
    const bin = join(world.folder, "../git");
    const real = git(world.folder, "--exec-path").trim();
    writeFileSync(bin, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${log}'\nexec '${real}/git' "$@"\n`);
    chmodSync(bin, 0o755);
    world.forge.env["PATH"] = `${join(world.folder, "..")}:${process.env["PATH"]}`;
    world.api.document = withMore("k");
    expect((await world.monitor("--pull-request")).code).toBe(1);
    const basic = Buffer.from(`${wire.gitUser}:${token}`).toString("base64");
    const used = readFileSync(log, "utf8");
    expect(used).toContain("push\n");
    const config = readFileSync(join(world.folder, ".git/config"), "utf8");
    for (const secret of [token, basic]) expect(used + config).not.toContain(secret);
  });

  test("is not sent to a remote elsewhere, which is pushed to as git does it", async () => {
    const world = await worldOf(wire);
    git(world.folder, "remote", "set-url", "origin", world.bare);
    world.api.document = withMore("k");
    expect((await world.monitor("--pull-request")).code).toBe(1);
    expect(world.forge.pullRequests).toHaveLength(1);
    // A server on another origin than the forge is asked without the token, and refuses.
    git(world.folder, "remote", "set-url", "origin", `${world.api.url}/acme/shop.git`);
    world.api.document = withMore("k", "l");
    world.api.seen.length = 0;
    expect((await world.monitor("--pull-request")).code).toBe(2);
    expect(world.api.seen.length).toBeGreaterThan(1);
    for (const headers of world.api.seen) expect(headers).not.toHaveProperty("authorization");
    expect(before).not.toBe(world.api.document);
  });
});
