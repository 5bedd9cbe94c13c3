import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "vitest";
import { main } from "../../generator/cli/main.js";
import { type Files, specWith, writeFiles } from "../support/generator.js";
import { commitAll, git, gitEnv, makeOutside } from "../support/git.js";
import { program, type Run, start } from "../support/program.js";
import { runHere } from "../support/run-here.js";
import type { Wire } from "./project-state.js";
import { type StandIn, startForge, token } from "./stand-in.js";

/** The server of the API that is watched. */
export interface Api {
  readonly url: string;
  /** What it answers, whatever else is asked for. */
  document: string;
  status: number;
  type: string;
  /** Where it sends whoever asks for the document; undefined for nowhere. */
  location: string | undefined;
  /** Other documents, by path. */
  readonly routes: Map<string, string>;
  readonly seen: IncomingHttpHeaders[];
  close(): Promise<void>;
}

/** A checkout in the CI of a forge, and an API somewhere else. */
export interface World {
  readonly forge: StandIn;
  readonly api: Api;
  /** The checkout. */
  readonly folder: string;
  /** The repository on the forge. */
  readonly bare: string;
  /** All that was printed. */
  readonly runs: Run[];
  /** Runs `tether monitor` against the API, and checks what holds after every run. */
  monitor(...flags: string[]): Promise<Run>;
  /** The same without the document's address. */
  watch(...flags: string[]): Promise<Run>;
  /** The same in another checkout. */
  monitorIn(where: string, ...flags: string[]): Promise<Run>;
  /** Requests that change something, since the last call. */
  writes(): string[];
  close(): Promise<void>;
}

export const baseline = "spec/openapi.json";

/** Ten operations, so that one is ten percent. */
export const operations: Readonly<Record<string, object>> = Object.fromEntries(
  ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"].map((name) => [
    `GET /${name}`,
    { operationId: `get${name.toUpperCase()}`, responses: { 204: { description: "Done." } } },
  ]),
);

/** The API as the baseline has it. */
export const before = specWith(operations);

/** … without some of its operations, which breaks callers. */
export function without(...paths: string[]): string {
  const kept = Object.entries(operations).filter(([key]) => !paths.includes(key.slice(5)));
  return specWith(Object.fromEntries(kept));
}

/** … with more operations, which breaks nobody. */
export function withMore(...paths: string[]): string {
  const more = Object.fromEntries(
    paths.map((path) => [
      `GET /${path}`,
      { operationId: `get${path}`, responses: { 204: { description: "Done." } } },
    ]),
  );
  return specWith({ ...operations, ...more });
}

/**
 * @param files of the checkout, besides the baseline
 * @param options whether it has a baseline; whether each run is a process of its own
 */
export async function makeWorld(
  wire: Wire,
  files: Files = {},
  { hasBaseline = true, isProgram = false } = {},
): Promise<World> {
  const outside = makeOutside();
  const own = hasBaseline ? { [baseline]: before } : {};
  cpSync(repositoriesOf({ "README.md": "A shop.\n", ...own, ...files }), outside, {
    recursive: true,
  });
  const bare = join(outside, "shop.git");
  const folder = join(outside, "checkout");
  const forge = await startForge(wire, outside);
  const api = await startApi();
  // As the runner of GitLab has it; its job's token may not push.
  const remote = `${forge.url.replace("//", "//ci:old-token@")}/acme/shop.git`;
  const settings = join(folder, ".git/config");
  writeFileSync(settings, readFileSync(settings, "utf8").replace(noRemote, remote));

  const runs: Run[] = [];
  let told = 0;
  const run = async (flags: readonly string[], where = folder): Promise<Run> => {
    const args = ["monitor", "--baseline", baseline, ...flags];
    const env = { ...noForge, ...forge.env, ...gitEnv };
    const result = isProgram
      ? await start([program, ...args], env, "", where)
      : await runHere(main, args, env, where);
    runs.push(result);
    assertKept(result);
    return result;
  };
  /** Holds after every run, whatever it did. */
  const assertKept = ({ code, out, err }: Run): void => {
    expect([0, 1, 2], out + err).toContain(code);
    const texts = [out, err, ...forge.exchanges.map(({ body }) => body)].join("\n");
    for (const secret of secrets(wire)) expect(texts).not.toContain(secret);
    const open = forge.issues.filter(({ isOpen, author }) => isOpen && author === "us");
    expect(open.length).toBeLessThanOrEqual(1);
    expect(forge.pullRequests.filter(({ isOpen }) => isOpen).length).toBeLessThanOrEqual(1);
    // What could not be told is said, and loudly: as an error, or as one in the document of `--json`.
    if (code === 2 && out.startsWith("{")) {
      const { diagnostics } = JSON.parse(out) as { diagnostics: { severity: string }[] };
      expect(diagnostics.map(({ severity }) => severity)).toContain("error");
    } else if (code === 2) expect(err).toMatch(/error\[|^tether: /m);
    // The checkout is left as it was found.
    expect(readFileSync(join(folder, ".git/HEAD"), "utf8")).toBe("ref: refs/heads/main\n");
  };
  return {
    ...{ forge, api, folder, bare, runs },
    monitor: (...flags) => run(["--spec", `${api.url}/openapi.json`, ...flags]),
    watch: (...flags) => run(flags),
    monitorIn: (where, ...flags) => run(["--spec", `${api.url}/openapi.json`, ...flags], where),
    writes: () => {
      const all = forge.exchanges.filter(({ method }) => method !== "GET");
      const fresh = all.slice(told).map(({ method, path }) => `${method} ${path}`);
      told = all.length;
      return fresh;
    },
    close: async () => {
      await forge.close();
      await api.close();
    },
  };
}

const noRemote = "http://forge.invalid/";
const repositories = new Map<string, string>();

/**
 * A folder with the repository of a forge, `shop.git`, and a checkout of it that holds these files:
 * to copy, because git takes some fifteen processes to make them.
 */
function repositoriesOf(files: Files): string {
  const key = JSON.stringify(files);
  const known = repositories.get(key);
  // Another file of tests has removed its own when it ended.
  if (known !== undefined && existsSync(known)) return known;
  const made = makeOutside();
  const bare = join(made, "shop.git");
  git(made, "init", "--quiet", "--bare", "--initial-branch=main", bare);
  git(bare, "config", "http.receivepack", "true");
  const folder = join(made, "checkout");
  writeFiles(folder, files);
  commitAll(folder);
  git(folder, "push", "--quiet", bare, "main");
  git(folder, "remote", "add", "origin", noRemote);
  git(folder, "update-ref", "refs/remotes/origin/main", "main");
  repositories.set(key, made);
  return made;
}

/** Every form in which a token could be repeated. */
function secrets({ gitUser }: Wire): string[] {
  const basic = Buffer.from(`${gitUser}:${token}`).toString("base64");
  return [
    token,
    basic,
    Buffer.from(token).toString("base64"),
    "job-token-of-this-run",
    "old-token",
  ];
}

/** Variables of whoever runs the tests, who may be a forge. */
const noForge = Object.fromEntries(
  [
    "GITHUB_ACTIONS",
    "GITHUB_API_URL",
    "GITHUB_SERVER_URL",
    "GITHUB_TOKEN",
    "GH_TOKEN",
    "GITHUB_REPOSITORY",
    "GITHUB_REF",
  ]
    .concat([
      "GITLAB_CI",
      "GITLAB_TOKEN",
      "CI_JOB_TOKEN",
      "CI_PROJECT_ID",
      "CI_COMMIT_BRANCH",
      "CI_API_V4_URL",
      "CI_SERVER_URL",
      "FORCE_COLOR",
    ])
    .map((name) => [name, undefined]),
);
async function startApi(): Promise<Api> {
  const server = createServer((request, response) => {
    api.seen.push(request.headers);
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    const other = api.routes.get(pathname);
    if (other !== undefined) response.end(other);
    else if (api.location !== undefined) response.writeHead(302, { location: api.location }).end();
    else response.writeHead(api.status, { "content-type": api.type }).end(api.document);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const api: Api = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    document: before,
    status: 200,
    type: "application/json",
    location: undefined,
    routes: new Map(),
    seen: [],
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  return api;
}
