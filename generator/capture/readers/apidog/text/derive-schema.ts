import type { Fields, Pointer } from "../../../../openapi/index.js";
import { isOpenValue } from "../../../editor-variable.js";
import type { Json } from "../../../example/lenient-json.js";
import type { Builder } from "./operation-builder.js";
import type { Line } from "./page-lines.js";

/** Deeper examples give no more types. */
const maxDepth = 20;

const unknown = "the page does not show what it holds";

/**
 * The schema that an example suggests: names and kinds of JSON, and nothing about what is
 * required. Marked as derived; if there is no example, marked as unknown.
 */
export function derive(
  shown: Json | undefined,
  at: Pointer,
  because: string,
  line: Line,
  builder: Builder,
): Fields {
  const isUsable = shown !== undefined && shown.kind !== "unreadable";
  builder.mark(at, isUsable ? "derived" : "ambiguous", isUsable ? because : unknown, line);
  return isUsable ? kindOf(shown, 0) : {};
}

/** The members of an object that the page does not open, as its example suggests them. */
export function deriveMembers(
  shown: Json | undefined,
  at: Pointer,
  because: string,
  line: Line,
  builder: Builder,
): Fields {
  const sample = shown?.kind === "array" ? shown.items[0] : shown;
  const isUsable = sample?.kind === "object" && sample.members.length > 0;
  const place = [...at, "properties"];
  builder.mark(place, isUsable ? "derived" : "ambiguous", isUsable ? because : unknown, line);
  const { properties } = isUsable ? kindOf(sample, 0) : {};
  return properties === undefined ? {} : { properties };
}

function kindOf(json: Json, depth: number): Fields {
  if (depth > maxDepth) return {};
  switch (json.kind) {
    case "object": {
      const members = json.members.map(({ key, value }) => [key, kindOf(value, depth + 1)]);
      return { type: "object", properties: Object.fromEntries(members) };
    }
    case "array": {
      const [first] = json.items;
      return { type: "array", items: first ? kindOf(first, depth + 1) : {} };
    }
    case "scalar":
      // A whole number may stand for any number; null, and a variable of the editor, for anything.
      return json.value === null || isOpenValue(json.value) ? {} : { type: typeof json.value };
    case "unreadable":
      return {};
  }
}
