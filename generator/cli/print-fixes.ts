import { countOf } from "../diagnostics/index.js";
import type { FixPlan } from "../impact/index.js";
import type { Flag, Terminal } from "./define-command.js";

/** The flags of every command that changes code of callers. */
export const writeFlag = {
  type: "boolean",
  help: "with --fix: change the files instead of printing a patch",
} as const satisfies Flag;

/**
 * Prints a plan as a patch, or carries it out; on standard error stands what was done, and each place
 * that was left as it is.
 */
export async function carryOut(
  plan: FixPlan,
  isWritten: boolean,
  terminal: Terminal,
): Promise<void> {
  // Loaded here, because the compiler comes along.
  const { applyFixes, patchOf } = await import("../impact/index.js");
  const places = plan.files.reduce((sum, each) => sum + each.places, 0);
  const many = `${countOf(places, "place")} in ${countOf(plan.files.length, "file")}`;
  const patch = isWritten ? undefined : await patchOf(plan, process.cwd());
  if (patch) terminal.exact(patch.text);
  else applyFixes(plan);
  for (const { what, why } of plan.leftOut) terminal.problem(`not changed: ${what}: ${why}`);
  for (const { file, line, column, why } of plan.left)
    terminal.problem(`${file}:${line}:${column}: left as it is: ${why}`);
  if (plan.files.length === 0) terminal.problem("nothing has to change");
  else if (!patch) terminal.problem(`changed ${many}`);
  else {
    const at = terminal.path(patch.folder);
    const where = at === "." ? "" : ` in ${at}`;
    terminal.problem(
      `${many} would change: \`git apply\`${where} takes the patch, or pass --write`,
    );
  }
}
