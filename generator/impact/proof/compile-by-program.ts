import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { ProjectFiles } from "../../uses/index.js";
import type { Compile, RawError } from "./compile.js";
import { mirrorProject } from "./mirror-project.js";
import type { Overlay } from "./swap.js";

/**
 * Asks a compiler by its command line: TypeScript 7 has no API. It reads a copy of the project's own
 * files in a temporary folder, where other files can stand in the place of some; packages are linked.
 *
 * @param tsc path of the script that starts the compiler
 * @returns undefined from a question if the compiler refuses the project's settings
 */
export function compileByProgram(tsc: string, project: ProjectFiles): Compile {
  const own = new Set(project.programs.flatMap((each) => each.own));
  const ask = (
    overlay: Overlay,
    extra: ReadonlyMap<string, string>,
  ): { readonly path: string; readonly error: Omit<RawError, "path"> }[] => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "tether-impact-")));
    try {
      const mirror = mirrorProject(project, folder, new Map([...overlay, ...extra]), [
        ...extra.keys(),
      ]);
      return mirror.configs.flatMap((config) =>
        run(tsc, config, folder).map((error) => {
          const path = mirror.originOf(join(folder, error.file));
          return { path, error: { ...error, file: path } };
        }),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  return {
    errors: (overlay, among) => {
      const found = new Map<string, RawError>();
      for (const { path, error } of ask(overlay, new Map())) {
        if (!own.has(path) || project.client.files.has(path) || (among && !among.has(path)))
          continue;
        found.set(`${path}:${error.line}:${error.column}:${error.code}`, { ...error, path });
      }
      return [...found.values()];
    },
    witnesses: (overlay, files) => {
      const bad = new Set(ask(overlay, files).map(({ path }) => path));
      return new Set([...files.keys()].filter((path) => !bad.has(path)));
    },
  };
}

/** The compiler refuses a project's settings, so it says nothing of its files. */
export class SettingsRefused extends Error {}

/** A compiler that waits for something must not be waited for. */
const mostMs = 10 * 60 * 1000;

function run(tsc: string, config: string, folder: string): Omit<RawError, "path">[] {
  const { output, error } = spawnSync(
    process.execPath,
    [tsc, "-p", relative(folder, config), "--pretty", "false"],
    { cwd: folder, encoding: "utf8", maxBuffer: 1 << 30, timeout: mostMs },
  );
  if (error) throw new SettingsRefused(error.message);
  return readErrors(output[1] ?? "");
}

/** Reads what `tsc --pretty false` prints: a line for each error, and its chain indented below it. */
export function readErrors(text: string): Omit<RawError, "path">[] {
  const found: { -readonly [K in keyof Omit<RawError, "path">]: RawError[K] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, file, row, column, code, message] =
      /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line) ?? [];
    const last = found.at(-1);
    if (file !== undefined && code !== undefined && message !== undefined)
      found.push({ file, line: Number(row), column: Number(column), code, message });
    else if (/^error TS\d+/.test(line)) throw new SettingsRefused(line);
    else if (/^ {2}/.test(line) && last) last.message += `\n${line}`;
  }
  return found;
}
