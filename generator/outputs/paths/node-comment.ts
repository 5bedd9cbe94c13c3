import type { Reader } from "../../contract/index.js";
import { isExact } from "../../openapi/index.js";
import { toComment } from "../../typescript/index.js";

/** The fields that openapi-typescript writes into the comment of an object, as safe text. */
export interface Comment {
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  readonly deprecated?: boolean;
  readonly example?: string | undefined;
}

/** The comment of a node, with a mark after its heading. */
export function commentOf(node: Reader, mark?: string): Comment {
  const summary = safe(node.get("summary").prose());
  return {
    ...(mark === undefined ? { summary } : { title: summary, summary: toComment(mark) }),
    description: safe(node.get("description").prose()),
    deprecated: node.get("deprecated").value === true,
    example: exampleOf(node.get("example").value),
  };
}

const safe = (text: string | undefined) => (text === undefined ? undefined : toComment(text));

/** The original text of an inexact number is not known any more, so it is left out. */
function exampleOf(value: unknown): string | undefined {
  if (value === undefined || holdsInexact(value)) return undefined;
  return toComment(typeof value === "string" ? value : JSON.stringify(value, null, 2));
}

function holdsInexact(value: unknown): boolean {
  if (typeof value === "number") return !isExact(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsInexact);
}
