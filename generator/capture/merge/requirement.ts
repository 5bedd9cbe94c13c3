import type { Pointer } from "../../openapi/index.js";
import type { Mark } from "../fact.js";
import { pointerText } from "./page-facts.js";

/** Whether something is required, on each side. A side that says nothing about it has undefined. */
export interface Requirement {
  /** A spec always says: what it does not require is optional. */
  readonly spec: boolean;
  readonly page: boolean | undefined;
  readonly base: boolean | undefined;
}

/**
 * What becomes of a requirement: the spec `follows` the page, the two `contradict` each other, or
 * there is nothing to do.
 *
 * @param isOpen whether nobody states what the spec says
 */
export function judgeRequirement(
  { spec, page, base }: Requirement,
  isOpen: boolean,
): "follows" | "contradict" | undefined {
  if (page === undefined || page === spec) return undefined;
  return isOpen || base === spec ? "follows" : "contradict";
}

/**
 * Whether a page leaves open if a part is required: it says so of the object that would list it, or
 * the part itself is only derived.
 *
 * @param owner the pointer of the object with `required`
 * @param part the pointer of what would be required
 */
export function leavesRequirementOpen(
  marks: readonly Mark[],
  owner: Pointer,
  part: Pointer,
): boolean {
  const [own, inner] = [pointerText([...owner, "required"]), pointerText(part)];
  return marks.some(
    ({ pointer }) => pointer === own || pointer === inner || inner.startsWith(`${pointer}/`),
  );
}
