/**
 * `npm run bench:capture [-- --pages 800,2000 --operations 300,1000 --rounds 1 --kinds folder,site,document]`:
 * `tether capture` of pages in a folder, of the same pages from a site on loopback, and of one
 * OpenAPI document: into a new spec, once more with nothing changed, and with `--out`. The sizes take
 * turns; what counts are the ratios of the processor's time. `--profile FOLDER` keeps a profile of
 * each run. Linux only.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { repository } from "../test/support/repository.js";
import { describedPage, documentOf } from "./generators/made-pages.js";
import { measure, type Run, summary } from "./measure.js";

const { values: options } = parseArgs({
  options: {
    pages: { type: "string", default: "800,2000" },
    operations: { type: "string", default: "300,1000" },
    rounds: { type: "string", default: "1" },
    kinds: { type: "string", default: "folder,site,document" },
    profile: { type: "string" },
  },
});
const numbersIn = (text: string) => text.split(",").map(Number);

const cache = join(repository, "generator/node_modules/.cache");
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "bench-capture-"));
const tool = join(folder, "dist/cli/main.js");
await build({
  entryPoints: [join(repository, "generator/cli/main.ts")],
  outfile: tool,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  logLevel: "warning",
});
cpSync(join(repository, "generator/package.json"), join(folder, "package.json"));
const program = join(folder, "tether.js");
writeFileSync(
  program,
  `import { main } from ${JSON.stringify(tool)};\nprocess.exitCode = await main(process.argv.slice(2));\n`,
);

/** A site with a list of its pages. */
const site = (count: number) =>
  createServer(({ url = "", headers }, answer) => {
    const at = /^\/p(\d+)\.md$/.exec(url)?.[1];
    if (at !== undefined) {
      answer.writeHead(200, { "content-type": "text/markdown" }).end(describedPage(Number(at)));
    } else if (url === "/llms.txt") {
      const list = Array.from(
        { length: count },
        (_, index) => `- [Operation ${index}](http://${headers.host}/p${index}.md)\n`,
      );
      answer.writeHead(200, { "content-type": "text/plain" }).end(`# Docs\n\n${list.join("")}`);
    } else answer.writeHead(404).end();
  });

/** A source of a size, and what ends it. */
const sources: Readonly<Record<string, (count: number) => Promise<[string, () => void]>>> = {
  async folder(count) {
    const pages = mkdtempSync(join(folder, "pages-"));
    for (let at = 0; at < count; at++) writeFileSync(join(pages, `p${at}.md`), describedPage(at));
    return [pages, () => undefined];
  },
  async site(count) {
    const server = site(count);
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return [`http://127.0.0.1:${port}/llms.txt`, () => void server.close()];
  },
  async document(count) {
    const path = join(mkdtempSync(join(folder, "document-")), "openapi.json");
    writeFileSync(path, documentOf(count));
    return [path, () => undefined];
  },
};

const profiling =
  options.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profile}`];
const phases = ["first capture", "nothing changed", "--out"] as const;
type Phase = (typeof phases)[number];

const describe = ({ wall, cpu, memory }: Omit<Run, "output">) =>
  `${wall.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU, ${memory.toFixed(0)} MB`;

async function capture(what: string, source: string): Promise<Record<Phase, Run>> {
  const home = mkdtempSync(join(folder, "run-"));
  const spec = join(home, "openapi.yaml");
  writeFileSync(spec, 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n');
  const run = async (phase: Phase, ...target: string[]) => {
    const args = [...profiling, program, "capture", source, ...target];
    // It tells of each page that it fetches.
    const made = await measure(
      process.execPath,
      [...args, "--cache", join(home, "cache")],
      "ignore",
    );
    if (made.output === "") throw new Error(`nothing came of ${target.join(" ")}`);
    console.log(`${what}, ${phase}: ${describe(made)}`);
    return { [phase]: made };
  };
  return {
    ...(await run("first capture", "--spec", spec)),
    ...(await run("nothing changed", "--spec", spec)),
    ...(await run("--out", "--out", join(home, "out.yaml"))),
  } as Record<Phase, Run>;
}

for (const kind of options.kinds.split(",")) {
  const open = sources[kind];
  if (!open) throw new Error(`no kind of source: ${kind}`);
  const sizes = numbersIn(kind === "document" ? options.operations : options.pages);
  const opened = await Promise.all(sizes.map(open));
  const runs = sizes.map(() => [] as Record<Phase, Run>[]);
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const [index, [source]] of opened.entries()) {
      runs[index]?.push(await capture(`${kind} of ${sizes[index]}`, source));
    }
  }
  for (const [, close] of opened) close();
  for (const phase of phases) {
    const all = runs.map((rounds) => summary(rounds.map((each) => each[phase])));
    if (Number(options.rounds) > 1) {
      for (const [index, each] of all.entries()) {
        console.log(`${kind} of ${sizes[index]}, ${phase}, median: ${describe(each)}`);
      }
    }
    const [small, large] = [all[0], all.at(-1)];
    if (small && large && small !== large) {
      const times = ((sizes.at(-1) ?? 0) / (sizes[0] ?? 1)).toFixed(2);
      console.log(
        `${kind}, ${phase}: ratios for ${times} × as many: wall ${(large.wall / small.wall).toFixed(2)}, CPU ${(large.cpu / small.cpu).toFixed(2)}`,
      );
    }
  }
}
rmSync(folder, { recursive: true });
