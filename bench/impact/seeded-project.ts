/** `KIND NAME OPERATIONS` of one use. */
export type SeededUse = string;

interface SeededCall {
  readonly code: (n: number) => string;
  readonly uses: readonly SeededUse[];
}

/** What a service does with a repository and its issues, in the ways of calling. */
const seededCalls: readonly SeededCall[] = [
  {
    code: (n) => `const repo${n} = await github.repos.get({ owner: "o", repo: "r" });
  total += repo${n}.stargazers_count + (repo${n}.license?.name.length ?? 0);`,
    uses: [],
  },
  {
    code: (
      n,
    ) => `for await (const issue of github.issues.listForRepo({ owner: "o", repo: "r", state: "open" }).items()) {
    if (issue.state === "open") names.push(issue.title, issue.user?.login ?? "");
  }
  total += ${n};`,
    uses: [],
  },
  {
    code: (
      n,
    ) => `const made${n} = await github.issues.create({ owner: "o", repo: "r", body: { title: "t", labels: ["a"] } }).result();
  if (made${n}.ok) total += made${n}.data.number;
  else if (made${n}.status === 404) names.push(made${n}.error.message);`,
    uses: [],
  },
];
