/** `KIND NAME OPERATION` of one use. */
export type SeededUse = string;

interface SeededCall {
  readonly code: (n: number) => string;
  readonly operation: string;
  /** The line of the code that no longer compiles with the version that breaks each call. */
  readonly hit: number;
  /** Each as `KIND NAME`. */
  readonly uses: readonly string[];
}

/** What a service does with a repository and its issues, and all that it uses by that. */
const seededCalls: readonly SeededCall[] = [
  {
    code: (n) => `const repo${n} = await github.repos.get({ owner: "o", repo: "r" });
  total += repo${n}.stargazers_count + (repo${n}.license?.name.length ?? 0);`,
    operation: "reposGet",
    hit: 1,
    uses: [
      "call reposGet",
      "argument owner",
      "argument repo",
      "answerField FullRepository.stargazers_count",
      "answerField FullRepository.license",
      "answerField NullableLicenseSimple.name",
    ],
  },
  {
    code: (
      n,
    ) => `for (const issue of await github.issues.listForRepo({ owner: "o", repo: "r", state: "open" })) {
    if (issue.state === "open") names.push(issue.title, issue.user?.login ?? "");
  }
  total += ${n};`,
    operation: "issuesListForRepo",
    hit: 1,
    uses: [
      "call issuesListForRepo",
      "argument owner",
      "argument repo",
      "argument state",
      "enumValue state=open",
      "answerField Issue.state",
      "answerField Issue.title",
      "answerField Issue.user",
      "answerField NullableSimpleUser.login",
    ],
  },
  {
    code: (
      n,
    ) => `const made${n} = await github.issues.create({ owner: "o", repo: "r", body: { title: "t", labels: ["a"] } }).result();
  if (made${n}.ok) total += made${n}.data.number;
  else if (made${n}.status === 404) names.push(made${n}.error.body.message ?? "");`,
    operation: "issuesCreate",
    hit: 1,
    uses: [
      "call issuesCreate",
      "argument owner",
      "argument repo",
      "bodyField issuesCreate.body.title",
      "bodyField issuesCreate.body.labels",
      "status ok",
      "answerField Issue.number",
      "status 404",
      "answerField BasicError.message",
    ],
  },
];

/** A file of so many calls, beside code that has nothing to do with the client, as most of a project. */
export function seededFile(
  file: number,
  first: number,
  count: number,
): { readonly text: string; readonly uses: readonly SeededUse[] } {
  const calls = Array.from({ length: count }, (_, index) => {
    const call = seededCalls[(first + index) % seededCalls.length];
    if (!call) throw new Error("there are no calls to seed");
    return { ...call, code: call.code(first + index) };
  });
  const head = `import type { GitHub } from "../github/index.js";

export async function run${file}(github: GitHub): Promise<string[]> {
  const names: string[] = [];
  let total = 0;
`;
  let line = head.split("\n").length;
  const hits = calls.map(({ code, hit }) => {
    const at = line + hit;
    line += code.split("\n").length;
    return at;
  });
  const text = `${head}  ${calls.map(({ code }) => code).join("\n  ")}
  return [...names, String(total)];
}

export interface Row${file} { id: number; label: string; tags: string[] }
export function sum${file}(rows: readonly Row${file}[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { label, tags } of rows) {
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + label.length);
  }
  return counts;
}
`;
  const uses = calls.flatMap((call) => call.uses.map((use) => `${use} ${call.operation}`));
  return { text, uses, hits };
}
