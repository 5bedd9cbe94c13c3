import type { Fields, Pointer } from "../../../../openapi/index.js";
import { schemaOfExample } from "../../../example/example-schema.js";
import type { Json } from "../../../example/lenient-json.js";
import type { Builder } from "./operation-builder.js";
import type { Line } from "./page-lines.js";

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
  return isUsable ? schemaOfExample(shown) : {};
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
  const { properties } = isUsable ? schemaOfExample(sample) : {};
  return properties === undefined ? {} : { properties };
}
