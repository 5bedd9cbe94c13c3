import { fileURLToPath } from "node:url";
import { type Diagnostic, DiagnosticError, type Place } from "../diagnostics/index.js";
import { displayLocation } from "../load/index.js";

/** Who is to be blamed if an action of somebody's own fails. */
export interface CallSite {
  /** The module that the action is of. */
  readonly path: string;
  /** Where the module is named, for a failure that stands at no line of it. */
  readonly place: Place | undefined;
  readonly toDiagnostic: (why: string, place: Place | undefined) => Diagnostic;
}

/** What a function of somebody's own gives; whatever it throws becomes one message. */
export function callGuarded<Value>(blame: CallSite, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    throw toDiagnosticError(error, blame);
  }
}

/** The same of one that gives a promise. */
export async function callGuardedAsync<Value>(
  blame: CallSite,
  action: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await rejectIfStalled(action());
  } catch (error) {
    throw toDiagnosticError(error, blame);
  }
}

/** A promise that nothing will ever settle lets the process end as if all were well. */
function rejectIfStalled<Value>(promise: Value | Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stalled = () => reject(new Error("its promise never settles"));
    process.once("beforeExit", stalled);
    Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => process.off("beforeExit", stalled));
  });
}

function toDiagnosticError(
  error: unknown,
  { path, place, toDiagnostic }: CallSite,
): DiagnosticError {
  if (error instanceof DiagnosticError) return error;
  return new DiagnosticError([toDiagnostic(whyOf(error), placeIn(error, path) ?? place)]);
}

/** Anything can be thrown, and may throw when it is looked at. */
function whyOf(error: unknown): string {
  try {
    if (error instanceof Error) return error.message || error.name;
    return String(error);
  } catch {
    return "it threw a value that cannot be shown";
  }
}

/** The innermost line of a module in the calls that led to an error. */
function placeIn(error: unknown, path: string): Place | undefined {
  const { stack } = (error instanceof Error ? error : {}) as { readonly stack?: unknown };
  if (typeof stack !== "string") return undefined;
  for (const line of stack.split("\n")) {
    const call = /^ {4}at .*?(file:\/\/[^?\s)]+|\/[^?\s)]+?)(?:\?[^:\s)]*)?:(\d+):(\d+)\)?$/.exec(
      line,
    );
    if (!call) continue;
    const [, where = "", row, column] = call;
    const file = where.startsWith("file:") ? fileURLToPath(where) : where;
    if (file === path) {
      return { file: displayLocation(file), line: Number(row), column: Number(column) };
    }
  }
  return undefined;
}
