import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../test/consumers/package.js";
import { median, run } from "./measure.js";
import { latencies } from "./tsserver.js";

/** What five typed calls cost the compiler and the editor of whoever makes them. */
export interface ConsumerCost {
  readonly name: string;
  readonly tscMs: number;
  /** To the types alone as openapi-typescript writes them: the median of the rounds. */
  readonly tscRatio: number;
  readonly instantiations: number;
  readonly memoryMb: number;
  /** After an edit; undefined where there is nothing to complete. */
  readonly completionMs: number | undefined;
  readonly diagnosticsMs: number | undefined;
}

interface Consumer {
  readonly name: string;
  /**
   * Arguments of Node that write what the consumer imports into `folder`/api, if it imports
   * anything.
   */
  readonly generate?: (folder: string, spec: string) => readonly string[];
  readonly program: string;
  /** After this text in the program an editor is asked to complete. */
  readonly cursor: string | undefined;
}

const openapiTypescript = (folder: string, spec: string) => [
  join(root, "node_modules/openapi-typescript/bin/cli.js"),
  ...[spec, "--output", join(folder, "api/types.ts")],
];
const tether = (folder: string, spec: string) => [
  join(root, "generator/bin/tether.js"),
  ...["generate", "--spec", spec, "--out", join(folder, "api"), "--name", "GitHub", "--quiet"],
];

/** Flags of their own would not be worth it: this setting stands in a config file. */
const unchecked = (folder: string, spec: string) => {
  const config = join(folder, "tether.config.json");
  const client = { name: "GitHub", checked: false };
  writeFileSync(config, JSON.stringify({ spec, output: "api", client }));
  return [join(root, "generator/bin/tether.js"), "generate", "--config", config, "--quiet"];
};

const facade = `import { createGitHub } from "./api/index.js";
const github = createGitHub({});
const at = { owner: "o", repo: "r" };
const repository = await github.repos.get(at);
const issues = await github.issues.listForRepo({ ...at, state: "open" });
const issue = await github.issues.create({ ...at, body: { title: "t" } });
const pulls = await github.pulls.list(at);
const user = await github.users.getByUsername({ username: "u" });
console.log(repository.full_name, issues[0]?.title, issue.number, pulls[0]?.number, user);
`;

/**
 * As many methods as `github.repos` has, and no client: what an editor takes for the list alone.
 */
const methods = Array.from(
  { length: 204 },
  (_, index) => `  method${index}(params: object): Promise<string>;`,
);
const byHand = `interface Repos {
${methods.join("\n")}
}
declare const repos: Repos;
console.log(await repos.method1({}));
`;

const typesAlone = "openapi-typescript, types alone";

const consumers: readonly Consumer[] = [
  { name: "204 methods by hand", cursor: "repos.", program: byHand },
  {
    name: typesAlone,
    generate: openapiTypescript,
    cursor: undefined,
    program: `import type { components } from "./api/types.js";
type Schemas = components["schemas"];
export const title = (issue: Schemas["issue"]): string => issue.title;
export const name = (repository: Schemas["full-repository"]): string => repository.full_name;
export const numbers = (pulls: readonly Schemas["pull-request-simple"][]): number[] => pulls.map((pull) => pull.number);
`,
  },
  {
    name: "spec-tether, types alone",
    generate: tether,
    cursor: undefined,
    program: `import type { FullRepository, Issue, PullRequestSimple } from "./api/types.js";
export const title = (issue: Issue): string => issue.title;
export const name = (repository: FullRepository): string => repository.full_name;
export const numbers = (pulls: readonly PullRequestSimple[]): number[] => pulls.map((pull) => pull.number);
`,
  },
  {
    name: "spec-tether, functions",
    generate: tether,
    cursor: "repository.",
    program: `import { createGitHubClient, issuesCreate, issuesListForRepo, pullsList, reposGet, usersGetByUsername } from "./api/index.js";
const client = createGitHubClient({});
const at = { owner: "o", repo: "r" };
const repository = await reposGet(client, at);
const issues = await issuesListForRepo(client, { ...at, state: "open" });
const issue = await issuesCreate(client, { ...at, body: { title: "t" } });
const pulls = await pullsList(client, at);
const user = await usersGetByUsername(client, { username: "u" });
console.log(repository.full_name, issues[0]?.title, issue.number, pulls[0]?.number, user);
`,
  },
  {
    name: "spec-tether, facade",
    generate: tether,
    cursor: "github.repos.",
    program: facade,
  },
  {
    name: "spec-tether, client.checked: false",
    generate: unchecked,
    cursor: "github.repos.",
    program: facade,
  },
  {
    name: "openapi-fetch",
    generate: openapiTypescript,
    cursor: "client.",
    program: `import createClient from "openapi-fetch";
import type { paths } from "./api/types.js";
const client = createClient<paths>({ baseUrl: "https://api.github.com" });
const path = { owner: "o", repo: "r" };
const repository = await client.GET("/repos/{owner}/{repo}", { params: { path } });
const issues = await client.GET("/repos/{owner}/{repo}/issues", { params: { path, query: { state: "open" } } });
const issue = await client.POST("/repos/{owner}/{repo}/issues", { params: { path }, body: { title: "t" } });
const pulls = await client.GET("/repos/{owner}/{repo}/pulls", { params: { path } });
const user = await client.GET("/users/{username}", { params: { path: { username: "u" } } });
console.log(repository.data?.full_name, issues.data?.[0]?.title, issue.data?.number, pulls.data?.[0]?.number, user.data);
`,
  },
];

const compilerOptions = {
  target: "ES2022",
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  module: "NodeNext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

/**
 * Compiles each consumer in turn, several times over, so that none has the quiet moments for
 * itself.
 */
export async function measureConsumers(
  spec: string,
  folder: string,
  rounds: number,
): Promise<ConsumerCost[]> {
  const prepared = [];
  for (const consumer of consumers) {
    const home = join(folder, consumer.name.replaceAll(/\W+/g, "-"));
    rmSync(home, { recursive: true, force: true });
    mkdirSync(join(home, "api"), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(home, "node_modules"));
    writeFileSync(join(home, "package.json"), '{ "type": "module" }');
    writeFileSync(join(home, "main.ts"), consumer.program);
    writeFileSync(
      join(home, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: ["main.ts"] }),
    );
    if (consumer.generate) await run(consumer.generate(home, spec), home);
    prepared.push({ consumer, home, tsc: [] as Compilation[] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const { home, tsc } of prepared) tsc.push(await compile(home));
  }
  const baseline = prepared.find(({ consumer }) => consumer.name === typesAlone)?.tsc ?? [];
  const costs: ConsumerCost[] = [];
  for (const { consumer, home, tsc } of prepared) {
    const { name, program, cursor } = consumer;
    const editor = cursor ? await latencies(join(home, "main.ts"), program, cursor) : undefined;
    costs.push({
      name,
      tscMs: median(tsc.map(({ ms }) => ms)),
      tscRatio: median(tsc.map(({ ms }, round) => ms / (baseline[round]?.ms ?? Number.NaN))),
      instantiations: tsc[0]?.instantiations ?? Number.NaN,
      memoryMb: median(tsc.map(({ memoryMb }) => memoryMb)),
      completionMs: editor && median(editor.completion),
      diagnosticsMs: editor && median(editor.diagnostics),
    });
  }
  return costs;
}

interface Compilation {
  readonly ms: number;
  readonly instantiations: number;
  readonly memoryMb: number;
}

async function compile(home: string): Promise<Compilation> {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const text = await run([tsc, "-p", home, "--extendedDiagnostics"], home);
  const figure = (name: string) =>
    Number(new RegExp(`^${name}:\\s+([\\d.]+)`, "m").exec(text)?.[1]);
  return {
    ms: figure("Total time") * 1000,
    instantiations: figure("Instantiations"),
    memoryMb: figure("Memory used") / 1024,
  };
}
