import { type ProjectFiles, ts, withinStack } from "../../uses/index.js";
import type { CallerCompiler } from "../impact-report.js";
import { findCompiler } from "./caller-compiler.js";
import type { Compile, RawError } from "./compile.js";
import { compileByProgram, SettingsRefused } from "./compile-by-program.js";
import { compileInMemory } from "./compile-in-memory.js";
import { changesCode, type Overlay } from "./swap.js";

/** What the caller's compiler says of its code with the new client, and whom else to ask. */
export interface Asked {
  readonly about: CallerCompiler;
  readonly compile: Compile;
  /** The errors that the new client brings. */
  readonly fresh: readonly RawError[];
  /** Those that are there with the old one too. */
  readonly had: readonly RawError[];
}

/** The clients that the compiler sees in the place of the one on the disk. */
export interface Swaps {
  readonly overlay: Overlay;
  /** The older version's client, made as the new one is; undefined if the disk has it. */
  readonly madeBefore: (() => Promise<Overlay>) | undefined;
}

/**
 * Asks the project's own compiler; the tool's, where it has none, or none that can be asked. Nothing
 * of what it read is kept: the answer is all that others need, and its programs are as large as the
 * search's own.
 */
export async function askCompiler(
  project: ProjectFiles,
  { overlay, madeBefore }: Swaps,
): Promise<Asked> {
  const { about, open, compile, after } = askAfter(project, overlay);
  const files = new Set(after.map(({ path }) => path));
  const known = new Set<string>();
  const askBefore = (client: Overlay): void => {
    for (const error of compile.errors(client, files)) known.add(startOf(error));
  };
  if (after.length > 0) askBefore(new Map());
  if (after.some((error) => !known.has(startOf(error))) && madeBefore) {
    const made = await madeBefore();
    if (changesCode(made)) askBefore(made);
  }
  return {
    ...{ about, compile: open() },
    fresh: after.filter((error) => !known.has(startOf(error))),
    had: after.filter((error) => known.has(startOf(error))),
  };
}

interface Opened {
  readonly about: CallerCompiler;
  readonly open: () => Compile;
}

function askAfter(
  project: ProjectFiles,
  overlay: Overlay,
): Opened & { readonly compile: Compile; readonly after: readonly RawError[] } {
  const compiler = findCompiler(project.folder);
  const ask = ({ about, open }: Opened) => {
    const compile = open();
    const after = withinStack(project.file, () => compile.errors(overlay));
    return { about, open, compile, after };
  };
  const { about } = compiler;
  if (compiler.is === "api")
    return ask({ about, open: () => compileInMemory(compiler.ts, project) });
  try {
    return ask({ about, open: () => compileByProgram(compiler.path, project) });
  } catch (error) {
    if (!(error instanceof SettingsRefused)) throw error;
    const tool: CallerCompiler = { version: ts.version, from: "tool" };
    return ask({ about: tool, open: () => compileInMemory(ts, project) });
  }
}

const startOf = ({ path, line, column }: RawError) => `${path}:${line}:${column}`;
