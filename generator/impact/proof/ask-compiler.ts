import { type SearchedProject, ts } from "../../uses/index.js";
import type { CallerCompiler } from "../impact-report.js";
import { findCompiler } from "./caller-compiler.js";
import type { Compile, RawError } from "./compile.js";
import { compileByProgram, SettingsRefused } from "./compile-by-program.js";
import { compileInMemory } from "./compile-in-memory.js";
import type { Overlay } from "./swap.js";

/** What the caller's compiler says of its code with the new client, and whom else to ask. */
export interface Asked {
  readonly about: CallerCompiler;
  readonly compile: Compile;
  readonly after: readonly RawError[];
}

/** Asks the project's own compiler; the tool's, where it has none, or none that can be asked. */
export function askCompiler(searched: SearchedProject, overlay: Overlay): Asked {
  const compiler = findCompiler(searched.project.folder);
  const { about } = compiler;
  if (compiler.is === "api") {
    const compile = compileInMemory(compiler.ts, searched);
    return { about, compile, after: compile.errors(overlay) };
  }
  const compile = compileByProgram(compiler.path, searched);
  try {
    return { about, compile, after: compile.errors(overlay) };
  } catch (error) {
    if (!(error instanceof SettingsRefused)) throw error;
    const own = compileInMemory(ts, searched);
    const tool: CallerCompiler = { version: ts.version, from: "tool" };
    return { about: tool, compile: own, after: own.errors(overlay) };
  }
}
