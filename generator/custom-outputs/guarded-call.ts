import { fileURLToPath } from "node:url";
import { type Diagnostic, DiagnosticError, type Place } from "../diagnostics/index.js";
import { displayLocation } from "../load/index.js";

/** The module to name in the message if its code fails. */
export interface CallSite {
  /** The module that the code belongs to. */
  readonly path: string;
  /** Where the config names the module, for a failure without a line in it. */
  readonly place: Place | undefined;
  readonly toDiagnostic: (why: string, place: Place | undefined) => Diagnostic;
}

/** The result of a function of a user's module; an exception becomes one message. */
export function callGuarded<Value>(blame: CallSite, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    throw toDiagnosticError(error, blame);
  }
}

/** The same for a function that returns a promise. */
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

/** Without this, a promise that never settles would end the process as if it had succeeded. */
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

/** Any value can be thrown, and reading it may throw too. */
function whyOf(error: unknown): string {
  try {
    if (error instanceof Error) return error.message || error.name;
    return String(error);
  } catch {
    return "it threw a value that cannot be shown";
  }
}

/** The innermost line of a module in the stack of an error. */
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
