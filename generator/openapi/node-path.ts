import { formatPointer, type Pointer } from "./json-pointer.js";

/**
 * The position of a node in its document: a token, and its parent. A walk passes millions of nodes
 * and reports few, so the pointer is only built on demand.
 */
export interface At {
  /** The parent; undefined for the document. */
  readonly up: At | undefined;
  /** The field or the index in a list; empty for the document. */
  readonly token: string;
}

export const top: At = { up: undefined, token: "" };

export function below(at: At, ...tokens: readonly string[]): At {
  return tokens.reduce<At>((up, token) => ({ up, token }), at);
}

/** The tokens of a position; `[]` for the document. */
export function tokensOf(at: At): string[] {
  const tokens: string[] = [];
  for (let step: At = at; step.up !== undefined; step = step.up) tokens.push(step.token);
  return tokens.reverse();
}

export function pointerOf(at: At): string {
  return formatPointer(tokensOf(at));
}

/** Whether a pointer leads to a position, without building its pointer. */
export function isAt(pointer: Pointer, at: At): boolean {
  let step = at;
  let left = pointer.length;
  for (; step.up !== undefined; step = step.up) {
    if (left === 0 || pointer[--left] !== step.token) return false;
  }
  return left === 0;
}
