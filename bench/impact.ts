/**
 * `npm run bench:impact [-- --rounds 3 --files 2000 --calls 5000]`: `tether uses` beside `tsc --noEmit`
 * on a project that calls GitHub's client, in turns. The spec is that of `@octokit/openapi` 23.0.2.
 * Also with half of the files, to show how both grow. Linux only.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fetchPackages } from "../test/support/registry.js";
import { measure, type Run, summary } from "./measure.js";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    files: { type: "string", default: "2000" },
    calls: { type: "string", default: "5000" },
  },
});

const here = fileURLToPath(new URL("..", import.meta.url));
const tool = join(here, "generator/bin/tether.js");
const tsc = join(here, "node_modules/typescript/lib/tsc.js");
if (!existsSync(join(here, "generator/dist/uses"))) {
  console.error("build the tool first: `npm run build -w generator`");
  process.exit(2);
}
const folder = join(here, "node_modules/.cache/bench-impact");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const packages = await fetchPackages("@octokit/openapi@23.0.2");
const spec = join(packages, "node_modules/@octokit/openapi/generated/api.github.com.json");
await measure(process.execPath, [
  tool,
  "generate",
  "--spec",
  spec,
  "--out",
  join(folder, "github"),
  "--name",
  "GitHub",
]);

/** What a service does with a repository and its issues, in the three ways of calling. */
const calls = [
  (n: number) => `const repo${n} = await github.repos.get({ owner: "o", repo: "r" });
  total += repo${n}.stargazers_count + (repo${n}.license?.name.length ?? 0);`,
  (
    n: number,
  ) => `for await (const issue of github.issues.listForRepo({ owner: "o", repo: "r", state: "open" }).items()) {
    if (issue.state === "open") names.push(issue.title, issue.user?.login ?? "");
  }
  total += ${n};`,
  (
    n: number,
  ) => `const made${n} = await github.issues.create({ owner: "o", repo: "r", body: { title: "t", labels: ["a"] } }).result();
  if (made${n}.ok) total += made${n}.data.number;
  else if (made${n}.status === 404) names.push(made${n}.error.message);`,
];

function project(files: number, count: number): string {
  const at = join(folder, String(files));
  mkdirSync(join(at, "src"), { recursive: true });
  cpSync(join(folder, "github"), join(at, "github"), { recursive: true });
  writeFileSync(join(at, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(at, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        target: "es2022",
        lib: ["es2023", "dom", "dom.iterable"],
        module: "nodenext",
        strict: true,
        skipLibCheck: true,
        types: [],
      },
      include: ["src"],
    }),
  );
  let made = 0;
  for (let file = 0; file < files; file++) {
    const wanted = Math.floor((count * (file + 1)) / files);
    const body: string[] = [];
    for (; made < wanted; made++) body.push(calls[made % calls.length]?.(made) ?? "");
    writeFileSync(
      join(at, `src/f${file}.ts`),
      `import type { GitHub } from "../github/index.js";

export async function run${file}(github: GitHub): Promise<string[]> {
  const names: string[] = [];
  let total = 0;
  ${body.join("\n  ")}
  return [...names, String(total)];
}

${plain(file)}`,
    );
  }
  return at;
}

/** Code that has nothing to do with the client, as most of a project has. */
const plain = (
  file: number,
) => `export interface Row${file} { id: number; label: string; tags: string[] }
export function sum${file}(rows: readonly Row${file}[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { label, tags } of rows) {
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + label.length);
  }
  return counts;
}
`;

for (const share of [0.5, 1]) {
  const files = Math.round(Number(options.files) * share);
  const at = project(files, Math.round(Number(options.calls) * share));
  const runs = { tsc: [] as Run[], uses: [] as Run[] };
  let listed = 0;
  for (let round = 0; round < Number(options.rounds); round++) {
    const checked = await measure(process.execPath, [tsc, "--noEmit", "-p", at]);
    if (checked.output !== "") {
      console.error(checked.output.slice(0, 2000));
      process.exit(2);
    }
    runs.tsc.push(checked);
    const used = await measure(process.execPath, [tool, "uses", "--project", at, "--json"]);
    listed = (JSON.parse(used.output) as { readonly uses: readonly unknown[] }).uses.length;
    runs.uses.push(used);
  }
  const [checked, used] = [summary(runs.tsc), summary(runs.uses)];
  const line = ({ wall, cpu, memory }: typeof checked) =>
    `${wall.toFixed(2)} s, ${cpu.toFixed(2)} s of CPU, ${memory.toFixed(0)} MB`;
  console.log(`${files} files, ${listed} uses`);
  console.log(`  tsc --noEmit: ${line(checked)}`);
  console.log(`  tether uses:  ${line(used)}`);
  console.log(
    `  ratios: wall ${(used.wall / checked.wall).toFixed(2)}, CPU ${(used.cpu / checked.cpu).toFixed(2)}, memory ${(used.memory / checked.memory).toFixed(2)}`,
  );
}
