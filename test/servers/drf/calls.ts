import type { Call } from "../calls.js";
import { callsOf } from "./calls/names.js";
import { oddCalls } from "./calls/odds.js";
import { partCalls } from "./calls/parts.js";

/** The calls of the client of a document: of the framework's own, or of drf-spectacular's. */
export function drfCalls(document: "own" | "spectacular"): readonly Call[] {
  // The framework's own document takes every part of a path for text.
  const id = (number: number) => (document === "own" ? `"${number}"` : `${number}`);
  return callsOf(document, [...partCalls, ...oddCalls]).map((each) => ({
    ...each,
    call: each.call.replaceAll(/\bID(\d)\b/g, (_, number) => id(Number(number))),
  }));
}
