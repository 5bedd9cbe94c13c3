/**
 * docs/troubleshooting.md: what goes wrong in the first hour, each shown by what the tool, the
 * compiler or the action really prints when it does.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { main } from "../generator/cli/main.js";
import { catalogue } from "../generator/diagnostics/index.js";
import { type Case, sections } from "./troubleshooting-cases.js";

const action = fileURLToPath(new URL("../.github/actions/drift/run.mjs", import.meta.url));

export async function describeTroubleshooting(): Promise<string> {
  const texts: string[] = [];
  for (const { title, about, cases } of sections) {
    texts.push(`## ${title}\n${about ? `\n${about}\n` : ""}`);
    for (const each of cases) texts.push(await describeCase(each));
  }
  return `# Troubleshooting

<!-- npm run docs -->

What \`init\`, \`generate\` and their neighbours say when something is not right yet, by what you see.
Each block is what a run printed; lines that only show progress are left out, and long lists end
with \`…\`. [diagnostics.md](diagnostics.md) has every code; \`npx spec-tether explain CODE\` prints the
same.

${texts.join("\n")}`;
}

async function describeCase(each: Case): Promise<string> {
  const { shown, printed } = await act(each);
  const codes = [...printed.matchAll(/(?:error|warning)\[([\w-]+)\]/g)].map(
    ([, code = ""]) => code,
  );
  const causes = [...new Set(codes)].flatMap((code) => {
    const entry = Object.entries(catalogue).find(([name]) => name === code)?.[1];
    return entry ? [`${entry.cause} ([${code}](diagnostics.md#${code}))`] : [];
  });
  const parts = [
    `### ${each.title}`,
    `\`\`\`console\n$ ${shown}\n${printed}\n\`\`\``,
    ...causes,
    ...(each.advice ? [each.advice] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Does what the case says in an empty folder, and returns what its last command printed. */
async function act({ given, steps, compile, action: isAction }: Case) {
  const home = process.cwd();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "trouble-")));
  try {
    for (const [path, text] of Object.entries(given ?? {})) write(folder, path, text);
    process.chdir(folder);
    let printed = "";
    for (const step of steps) {
      if (typeof step === "function") step(folder);
      else printed = await runTool(step);
    }
    const last = steps.findLast((step) => Array.isArray(step)) ?? [];
    let shown = ["npx spec-tether", ...last].join(" ");
    if (compile) [shown, printed] = ["npx tsc", compileIn(folder, compile)];
    if (isAction) [shown, printed] = [`node run.mjs # the drift action`, runAction(folder)];
    return { shown, printed: shorten(printed.replaceAll(`${folder}/`, "")) };
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  }
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Lines that only say that something goes on, or how long it took. */
const progress = /^tether: (?:reading|analyzing|generating|writing|comparing) |\(\d+\.\d s\)$/;
const mostLines = 7;

function shorten(text: string): string {
  const lines = text
    .trimEnd()
    .split("\n")
    .filter((line) => !progress.test(line));
  const blank = lines.indexOf("");
  const most = Math.min(mostLines, blank < 0 ? mostLines : blank);
  return [...lines.slice(0, most), ...(lines.length > most ? ["…"] : [])].join("\n");
}

/** What a command line prints where nobody sits at a terminal. */
async function runTool(args: readonly string[]): Promise<string> {
  let text = "";
  const streams = [process.stdout, process.stderr];
  const before = streams.map(({ write, isTTY }) => ({ write, isTTY }));
  const own = Object.fromEntries(variables.map((name) => [name, process.env[name]]));
  for (const name of variables) delete process.env[name];
  for (const stream of streams) {
    Object.assign(stream, { isTTY: false });
    stream.write = (chunk: unknown) => {
      text += String(chunk);
      return true;
    };
  }
  try {
    await main(args);
    return text;
  } finally {
    for (const [index, stream] of streams.entries()) Object.assign(stream, before[index]);
    for (const [name, value] of Object.entries(own)) {
      if (value !== undefined) process.env[name] = value;
    }
  }
}

/** Those by which the output depends on who runs it. */
const variables = ["FORCE_COLOR", "NO_COLOR", "COLUMNS", "CI", "GITHUB_ACTIONS", "GITLAB_CI"];

const parsed = new Map<string, ts.SourceFile>();

/** The errors of `tsc` in a file, where no package is installed. */
function compileIn(folder: string, { file, options }: NonNullable<Case["compile"]>): string {
  const converted = ts.convertCompilerOptionsFromJson(
    { types: [], skipLibCheck: true, noEmit: true, ...options },
    folder,
  ).options;
  const host = ts.createCompilerHost(converted);
  const { getSourceFile } = host;
  // The compiler's own files are the same for all.
  host.getSourceFile = (name, ...rest) => {
    if (!name.startsWith(host.getDefaultLibLocation?.() ?? "\0"))
      return getSourceFile(name, ...rest);
    const known = parsed.get(name) ?? getSourceFile(name, ...rest);
    if (known) parsed.set(name, known);
    return known;
  };
  const program = ts.createProgram([join(folder, file)], converted, host);
  const errors = program.getSemanticDiagnostics(program.getSourceFile(join(folder, file)));
  const shown = ts.formatDiagnostics(errors.slice(0, 1), {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => folder,
    getNewLine: () => "\n",
  });
  if (errors.length === 0) throw new Error(`${file} has no error`);
  return errors.length > 1 ? `${shown}…` : shown;
}

function runAction(folder: string): string {
  const env = { PATH: process.env["PATH"], RUNNER_TEMP: folder };
  return spawnSync(process.execPath, [action], { cwd: folder, env, encoding: "utf8" }).stdout;
}
