import { formatPointer, type Pointer } from "./json-pointer.js";

/**
 * Where a node stands in its document: a token, and what is above it. Millions of nodes are passed,
 * few are reported; so a pointer is spelled only when somebody asks for it.
 */
export interface At {
  /** What is above it; undefined for the document. */
  readonly up: At | undefined;
  /** The field or the position in a list; empty for the document. */
  readonly token: string;
}

export const top: At = { up: undefined, token: "" };

export function below(at: At, ...tokens: readonly string[]): At {
  return tokens.reduce<At>((up, token) => ({ up, token }), at);
}

/** The tokens of a place, the document being `[]`. */
export function tokensOf(at: At): string[] {
  const tokens: string[] = [];
  for (let step: At = at; step.up !== undefined; step = step.up) tokens.push(step.token);
  return tokens.reverse();
}

export function pointerOf(at: At): string {
  return formatPointer(tokensOf(at));
}

/** Whether a pointer names a place; told without spelling it. */
export function isAt(pointer: Pointer, at: At): boolean {
  let step = at;
  let left = pointer.length;
  for (; step.up !== undefined; step = step.up) {
    if (left === 0 || pointer[--left] !== step.token) return false;
  }
  return left === 0;
}
