/** What a later version of GitHub's document changes, and where that breaks a caller. */
type Json = Record<string, unknown>;

/** A change of the document that breaks one line of a caller, and the code around that line. */
interface Planted {
  readonly code: readonly string[];
  /** The position of the line in the code that no longer compiles. */
  readonly hit: number;
  /** Where in the document; the last step is what changes. */
  readonly at: readonly string[];
  /** undefined: it is taken away. */
  readonly to: (before: unknown) => unknown;
}

const repo = '{ owner: "o", repo: "r" }';
const schema = (name: string, property: string) => [
  "components",
  "schemas",
  name,
  "properties",
  property,
];

const planted: readonly Planted[] = [
  {
    code: [
      `for (const tag of await github.repos.listTags(${repo}))`,
      "  lines.push(tag.zipball_url);",
    ],
    hit: 1,
    at: schema("tag", "zipball_url"),
    to: () => undefined,
  },
  {
    code: [
      `for (const branch of await github.repos.listBranches(${repo}))`,
      "  flags.push(branch.protected);",
    ],
    hit: 1,
    at: schema("short-branch", "protected"),
    to: () => ({ type: "string" }),
  },
  {
    code: [
      'const license = await github.licenses.get({ license: "mit" });',
      "lines.push(license.body);",
    ],
    hit: 1,
    at: schema("license", "body"),
    to: (before) => ({ ...(before as Json), nullable: true }),
  },
  {
    code: ["const all = await github.emojis.get();", "lines.push(...Object.keys(all));"],
    hit: 0,
    at: ["paths", "/emojis"],
    to: () => undefined,
  },
  {
    code: [
      'const ignored = await github.gitignore.getTemplate({ name: "Node" });',
      "lines.push(ignored.source);",
    ],
    hit: 0,
    at: ["paths", "/gitignore/templates/{name}", "get", "parameters"],
    to: (before) => [
      ...(before as readonly unknown[]),
      { name: "dialect", in: "query", required: true, schema: { type: "string" } },
    ],
  },
  {
    code: [
      'const sort = "newest";',
      'const forks = await github.repos.listForks({ owner: "o", repo: "r", sort });',
      "lines.push(String(forks.length));",
    ],
    hit: 1,
    at: ["paths", "/repos/{owner}/{repo}/forks", "get", "parameters", "2", "schema", "enum"],
    to: () => ["oldest", "stargazers", "watchers"],
  },
  {
    code: [
      'const topics = await github.repos.replaceAllTopics({ owner: "o", repo: "r", body: { names: ["a"] } });',
      "lines.push(String(topics !== undefined));",
    ],
    hit: 0,
    at: [
      ...["paths", "/repos/{owner}/{repo}/topics", "put", "requestBody", "content"],
      ...["application/json", "schema", "properties", "names"],
    ],
    to: () => ({ type: "string" }),
  },
];

/** A file with one call for each planted change, and the lines of it that break. */
export function plantedFile(): { readonly text: string; readonly hits: readonly number[] } {
  const lines = [
    'import type { GitHub } from "../github/index.js";',
    "",
    "const lines: string[] = [];",
    "const flags: boolean[] = [];",
  ];
  const hits: number[] = [];
  for (const [index, { code, hit }] of planted.entries()) {
    lines.push("", `export async function planted${index}(github: GitHub): Promise<void> {`);
    hits.push(lines.length + hit + 1);
    lines.push(...code.map((line) => `  ${line}`), "}");
  }
  lines.push("", "export { flags, lines };", "");
  return { text: lines.join("\n"), hits };
}

/** What the seeded calls and the planted ones read; another version leaves these as they are. */
const read = new Set([
  ...[
    "full-repository stargazers_count",
    "full-repository license",
    "nullable-license-simple name",
  ],
  ...["issue state", "issue title", "issue user", "issue number", "nullable-simple-user login"],
  ...["basic-error message", "gitignore-template source"],
  ...planted.map(({ at }) => (at[1] === "schemas" ? `${at[2]} ${at[4]}` : "")),
]);

/** A version in which each property of a schema that no caller reads has another type, and the planted changes. */
export function revisionOf(document: string): string {
  const api = JSON.parse(document) as Json;
  const { schemas } = api["components"] as { readonly schemas: Record<string, Json> };
  for (const [name, { properties }] of Object.entries(schemas)) {
    for (const [property, value] of Object.entries((properties ?? {}) as Record<string, Json>)) {
      if (read.has(`${name} ${property}`)) continue;
      if (value["type"] === "string" && value["enum"] === undefined) retype(value, "integer");
      else if (value["type"] === "integer" || value["type"] === "boolean") retype(value, "string");
    }
  }
  for (const { at, to } of planted) change(api, at, to);
  return JSON.stringify(api, null, 2);
}

/** A version that breaks each seeded call: what it reads or adds up has another type. */
export function breakingRevisionOf(document: string): string {
  const api = JSON.parse(document) as Json;
  for (const [name, property] of [
    ["full-repository", "stargazers_count"],
    ["issue", "title"],
    ["issue", "number"],
  ] as const)
    change(api, schema(name, property), () => ({ type: "object" }));
  return JSON.stringify(api, null, 2);
}

function retype(schema: Json, type: string): void {
  for (const key of Object.keys(schema)) if (key !== "description") delete schema[key];
  schema["type"] = type;
}

function change(api: Json, at: readonly string[], to: Planted["to"]): void {
  let owner: Json | undefined = api;
  for (const step of at.slice(0, -1)) owner = owner?.[step] as Json | undefined;
  const last = at.at(-1) ?? "";
  if (owner?.[last] === undefined) throw new Error(`the document has no ${at.join(" > ")}`);
  const after = to(owner[last]);
  if (after === undefined) delete owner[last];
  else owner[last] = after;
  const required = at.at(-2) === "properties" && after === undefined;
  if (!required) return;
  // A property that is gone is not required either.
  let holder: Json | undefined = api;
  for (const step of at.slice(0, -2)) holder = holder?.[step] as Json | undefined;
  if (holder) holder["required"] = (holder["required"] as string[]).filter((name) => name !== last);
}
