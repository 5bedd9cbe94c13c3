import { createContext, Script } from "node:vm";
import { matchesPattern } from "../contract/index.js";

/** Long enough for a busy machine: what ends at all ends in a fraction of this. */
const timeoutMs = 1_000;

const context = createContext(Object.create(null));
const script = new Script("new RegExp(pattern, 'u').test(text)");

/** Patterns that took too long once; each of them may cost the time only once. */
const slow = new Set<string>();

/**
 * Whether a text matches a pattern; undefined if that takes too long, or if the pattern is invalid.
 * A pattern of a spec is untrusted, and some never end: a context is the only place where Node can
 * stop one. It is no sandbox, and needs none: nothing but the pattern is run in it.
 */
export function matchesInTime(pattern: string, text: string): boolean | undefined {
  const quickly = matchesPattern(pattern, text);
  if (quickly !== undefined || slow.has(pattern)) return quickly;
  try {
    Object.assign(context, { pattern, text });
    return script.runInContext(context, { timeout: timeoutMs }) === true;
  } catch {
    slow.add(pattern);
    return undefined;
  }
}
