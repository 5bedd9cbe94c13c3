import type { Fields } from "../../openapi/index.js";
import { isOpenValue } from "../editor-variable.js";
import type { Json } from "./lenient-json.js";

/** Deeper examples give no more types. */
const maxDepth = 20;

/** What an example suggests: names and kinds of JSON, and nothing about what is required. */
export function schemaOfExample(json: Json, depth = 0): Fields {
  if (depth > maxDepth) return {};
  switch (json.kind) {
    case "object": {
      const members = json.members.map(({ key, value }) => [
        key,
        schemaOfExample(value, depth + 1),
      ]);
      return { type: "object", properties: Object.fromEntries(members) };
    }
    case "array": {
      const [first] = json.items;
      return { type: "array", items: first ? schemaOfExample(first, depth + 1) : {} };
    }
    case "scalar":
      // A whole number may stand for any number; null, and a variable of the editor, for anything.
      return json.value === null || isOpenValue(json.value) ? {} : { type: typeof json.value };
    case "unreadable":
      return {};
  }
}
