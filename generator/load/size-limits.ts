import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";

/** Deeper files are rejected, so that no later step can overflow the stack or loop. */
export const maxDepth = 1000;

/** The number of nodes by which a document may grow when its aliases are expanded. */
const maxAliasNodes = 1_000_000;

/**
 * Throws a DiagnosticError if a document is nested too deeply, or would be too large if each alias
 * were a copy. Aliases share one object, so that a small text can mean any number of nodes.
 *
 * @returns how many levels deep the document is nested
 */
export function assertBounded(root: unknown, textLength: number, place: Place): number {
  // Each written node takes at least one character.
  let left = textLength + maxAliasNodes;
  let level: object[] = isContainer(root) ? [root] : [];
  let depth = 0;
  while (level.length > 0) {
    depth++;
    if (depth > maxDepth) {
      throw new DiagnosticError([diagnose("nesting-too-deep", { limit: maxDepth }, place)]);
    }
    const next: object[] = [];
    for (const node of level) {
      const children = Object.values(node);
      left -= children.length;
      if (left < 0) {
        throw new DiagnosticError([diagnose("aliases-multiply", { limit: maxAliasNodes }, place)]);
      }
      for (const child of children) if (isContainer(child)) next.push(child);
    }
    level = next;
  }
  return depth;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
