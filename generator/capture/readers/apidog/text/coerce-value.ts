import { isWhole, readJson, toPlainValue } from "../../../example/lenient-json.js";
import type { Type } from "./type-line.js";

/** A value of a type as the page prints it; undefined if the text is none of that type. */
export function coerce(text: string, base: Type["base"] | undefined): unknown {
  if (text === "null") return base === "string" ? text : null;
  switch (base) {
    case "integer":
    case "number": {
      const value = Number(text);
      return text.trim() !== "" && Number.isFinite(value) ? value : undefined;
    }
    case "boolean":
      return text === "true" || text === "false" ? text === "true" : undefined;
    case "object":
    case "array": {
      const found = readJson(text);
      return found && isWhole(found.json) ? toPlainValue(found.json) : undefined;
    }
    default:
      return text;
  }
}
