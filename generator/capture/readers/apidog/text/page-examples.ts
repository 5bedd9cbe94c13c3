import type { Pointer } from "../../../../openapi/index.js";
import { isWhole, type Json, readJson, toPlainValue } from "../../../example/lenient-json.js";
import type { Quote } from "../../../fact.js";
import { quoteText } from "../../../notes.js";
import type { Builder } from "./operation-builder.js";
import type { Line } from "./page-lines.js";

/** An example of a body, as the page prints it. */
export interface PageExample {
  readonly json: Json;
  quote(offset: number): Quote;
}

/** The first JSON value that stands in these lines. */
export function findExample(lines: readonly Line[]): PageExample | undefined {
  const start = lines.findIndex(({ text }) => /^(?:data:\s*)?[{[]/.test(text));
  if (start < 0) return undefined;
  const rows = lines.slice(start);
  const text = rows.map(({ raw }) => raw).join("\n");
  const found = readJson(text, Math.max(text.search(/[{[]/), 0));
  if (!found) return undefined;
  const starts: number[] = [];
  for (let at = 0, index = 0; index < rows.length; index++) {
    starts.push(at);
    at += (rows[index]?.raw.length ?? 0) + 1;
  }
  const quote = (offset: number): Quote => {
    const index = lastAtMost(starts, offset);
    const row = rows[index];
    return quoteText(row?.raw ?? "", row?.number ?? 1, offset - (starts[index] ?? 0) + 1);
  };
  return { json: found.json, quote };
}

function lastAtMost(sorted: readonly number[], wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sorted[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The example as a field of its Media Type Object, if all of it could be read. */
export function exampleOf(
  shown: PageExample | undefined,
  at: Pointer,
  builder: Builder,
): { example?: unknown } {
  if (!shown || !isWhole(shown.json)) return {};
  placeAll(shown.json, [...at, "example"], shown, builder);
  return { example: toPlainValue(shown.json) };
}

function placeAll(json: Json, at: Pointer, shown: PageExample, builder: Builder): void {
  builder.place(at, shown.quote(json.at));
  if (json.kind === "object") {
    for (const { key, at: keyAt, value } of json.members) {
      placeAll(value, [...at, key], shown, builder);
      builder.place([...at, key], shown.quote(keyAt));
    }
  }
  if (json.kind === "array") {
    for (const [index, item] of json.items.entries()) {
      placeAll(item, [...at, String(index)], shown, builder);
    }
  }
}
