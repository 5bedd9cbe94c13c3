import type { Node } from "../contract/contract.js";
import { textOf } from "../contract/value.js";

/** The end of life of an operation or a parameter, as far as it is announced. */
interface LifecycleReport {
  changed(
    kind: string,
    nodes: readonly [Node, Node],
    told: { before?: unknown; after?: unknown; name?: string },
  ): void;
}

const stabilities = ["draft", "alpha", "beta", "stable"];

export function compareLifecycle(
  subject: "operation" | "parameter",
  nodes: readonly [Node, Node],
  report: LifecycleReport,
  name = "",
): void {
  const [a, b] = nodes;
  const told = (kind: string, before: unknown, after: unknown) =>
    report.changed(`${subject}.${kind}`, nodes, { before, after, name });
  const [was, is] = [a.raw["deprecated"] === true, b.raw["deprecated"] === true];
  const [old, now] = [sunsetOf(a), sunsetOf(b)];
  if (was !== is) told(`deprecated.${is ? "set" : "unset"}`, was, is ? (now ?? is) : is);
  if (is && now !== undefined && dayOf(now) === undefined && now !== old)
    told("sunset.invalid", old, now);
  else if (was && is && old !== now) {
    const [from, to] = [dayOf(old), dayOf(now)];
    if (now === undefined) told("sunset.removed", old, now);
    else if (from === undefined) told("sunset.added", old, now);
    else told(to !== undefined && to < from ? "sunset.earlier" : "sunset.later", old, now);
  }
  compareStability(a, b, told);
}

function compareStability(
  a: Node,
  b: Node,
  told: (kind: string, before: unknown, after: unknown) => void,
): void {
  const [before, after] = [textOf(a.raw["x-stability-level"]), textOf(b.raw["x-stability-level"])];
  if (before === after) return;
  const rank = (level: string | undefined) => stabilities.indexOf(level ?? "stable");
  if (after !== undefined && rank(after) < 0) told("stability.invalid", before, after);
  else if (rank(after) !== rank(before)) {
    told(rank(after) < rank(before) ? "stability.lowered" : "stability.raised", before, after);
  }
}

/** The day after which it may be gone, as written. */
export function sunsetOf({ raw }: Node): string | undefined {
  return textOf(raw["x-sunset"]);
}

/** A date as a number that can be compared; undefined if it is none. */
export function dayOf(date: string | undefined): number | undefined {
  if (date === undefined || !/^\d{4}-\d{2}-\d{2}/.test(date)) return undefined;
  const time = Date.parse(date);
  return Number.isNaN(time) ? undefined : time;
}

/** How the removal of something was announced. */
export function removalOf(
  node: Node,
  today: number,
): "removed" | "removedBeforeSunset" | "removedAsAnnounced" {
  if (node.raw["deprecated"] !== true) return "removed";
  const sunset = sunsetOf(node);
  const day = dayOf(sunset);
  if (day === undefined) return sunset === undefined ? "removedAsAnnounced" : "removed";
  return day > today ? "removedBeforeSunset" : "removedAsAnnounced";
}
