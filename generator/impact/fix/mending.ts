import { renamedThings } from "../../diff/index.js";
import type { Spec } from "../../load/index.js";
import type { Api } from "../../model/index.js";
import type { Callers } from "../../uses/index.js";
import type { CompilerError, ImpactReport } from "../impact-report.js";
import { type FixPlan, planChanges } from "./plan-fixes.js";
import { renamesBetween } from "./renames-between.js";
import { type Todo, withTodos } from "./todo-comments.js";

/** What a run of impact knows, and what a fix of the caller's code is made of. */
export interface Mending {
  /** The caller's project, with its client. */
  readonly callers: Callers;
  readonly specs: { readonly base: Spec; readonly revision: Spec };
  readonly clients: { readonly older: Api; readonly newer: Api };
  /** The new errors that are there with the new client and these texts of the caller's files. */
  errorsWith(files: ReadonlyMap<string, string>): readonly CompilerError[];
}

export interface Mended {
  readonly plan: FixPlan;
  /** What the compiler still rejects, at places as they are when the plan is carried out. */
  readonly remaining: readonly CompilerError[];
}

/**
 * Plans how the caller's code is mended, and asks its compiler what is left. Writes nothing.
 *
 * @param hasTodos whether comments say what is left where it stands
 */
export function mend(mending: Mending, report: ImpactReport, hasTodos: boolean): Mended {
  const { callers, specs, clients } = mending;
  const things = renamedThings(specs.base, specs.revision);
  const renames = renamesBetween(clients.older, clients.newer, things);
  const plan = planChanges(callers, renames);
  const remaining = mending.errorsWith(new Map(plan.files.map(({ path, after }) => [path, after])));
  if (!hasTodos) return { plan, remaining };
  return {
    plan: withTodos(
      plan,
      remaining.map((error) => todoOf(error, report)),
    ),
    remaining,
  };
}

/** By the finding that is proved at this line, if there is one; else by the compiler's own code. */
function todoOf({ file, line, column, code, message }: CompilerError, report: ImpactReport): Todo {
  const [cause] = report.findings.filter(({ sites }) =>
    sites.some((site) => site.file === file && site.line === line && site.proof),
  );
  const [first = ""] = message.split("\n");
  return {
    ...{ file, line, column },
    id: cause?.finding.fingerprint ?? code,
    message: cause?.finding.message ?? first,
  };
}
