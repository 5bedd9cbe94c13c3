import { createContext, Script } from "node:vm";

/** A text that takes longer to match counts as one that was not checked. */
const timeoutMs = 50;

const context = createContext(Object.create(null));
const script = new Script("new RegExp(pattern, 'u').test(text)");

/**
 * Whether a text matches a pattern; undefined if that takes too long, or if the pattern is invalid.
 * A pattern of a spec is untrusted, and some never end: a context is the only place where Node can
 * stop one. It is no sandbox, and needs none: nothing but the pattern is run in it.
 */
export function matchesInTime(pattern: string, text: string): boolean | undefined {
  try {
    Object.assign(context, { pattern, text });
    return script.runInContext(context, { timeout: timeoutMs }) === true;
  } catch {
    return undefined;
  }
}
