import type { Node } from "../../contract/index.js";
import { type Fields, textOf } from "../../openapi/index.js";
import type { LifecycleKind } from "../change-kinds.js";

type EmitLifecycleChange = (kind: LifecycleKind, before: unknown, after: unknown) => void;

const stabilities = ["draft", "alpha", "beta", "stable"];

/** Compares the announced lifetime. */
export function compareLifecycle(a: Fields, b: Fields, emitChange: EmitLifecycleChange): void {
  const [was, is] = [a["deprecated"] === true, b["deprecated"] === true];
  const [old, now] = [textOf(a["x-sunset"]), textOf(b["x-sunset"])];
  const [from, to] = [dayOf(old), dayOf(now)];
  const isUnreadable = is && now !== undefined && to === undefined;
  // An invalid date promises nothing, so only a valid one can be taken back.
  if (was && is && from !== undefined && to === undefined) emitChange("sunset.removed", old, now);
  else if (isUnreadable) {
    if (now !== old || !was) emitChange("sunset.invalid", old, now);
  } else if (was !== is)
    emitChange(`deprecated.${is ? "set" : "unset"}`, was, is ? (now ?? is) : is);
  else if (is && from === undefined && to !== undefined) emitChange("sunset.added", old, now);
  // A date is a promise, whether or not the thing is called deprecated, before or now.
  if (from !== undefined && to !== undefined && from !== to) {
    emitChange(to < from ? "sunset.earlier" : "sunset.later", old, now);
  }
  compareStability(textOf(a["x-stability-level"]), textOf(b["x-stability-level"]), emitChange);
}

function compareStability(
  before: string | undefined,
  after: string | undefined,
  emitChange: EmitLifecycleChange,
): void {
  if (before === after) return;
  const rank = (level: string | undefined) => stabilities.indexOf(level ?? "stable");
  if (after !== undefined && rank(after) < 0) emitChange("stability.invalid", before, after);
  else if (rank(after) !== rank(before)) {
    emitChange(
      rank(after) < rank(before) ? "stability.lowered" : "stability.raised",
      before,
      after,
    );
  }
}

/** The last day before it may be removed, as written. */
function sunsetOf({ raw }: Node): string | undefined {
  return textOf(raw["x-sunset"]);
}

/** A date as a comparable number; undefined if it is invalid. */
function dayOf(date: string | undefined): number | undefined {
  if (date === undefined || !/^\d{4}-\d{2}-\d{2}/.test(date)) return undefined;
  const time = Date.parse(date);
  return Number.isNaN(time) ? undefined : time;
}

/** How a removal was announced. */
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
