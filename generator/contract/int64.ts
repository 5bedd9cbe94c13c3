import { isFields } from "../openapi/index.js";
import type { OwnSchema } from "./flatten-schema.js";

/** Formats of integers that a JavaScript number does not hold; in no other way a spec says so. */
const formats: readonly unknown[] = ["int64", "uint64"];

/**
 * Whether numbers of a schema are integers of 64 bits. Only its format tells: bounds are numbers
 * themselves when a document is read, and the largest of 64 bits often means that there is none.
 */
export function isInt64({ types, format }: Pick<OwnSchema, "types" | "format">): boolean {
  return formats.includes(format) && (types?.some(isNumeric) ?? false);
}

/** The same of a schema as it is written, without what it refers to. */
export function isWrittenInt64(schema: unknown): boolean {
  if (!isFields(schema)) return false;
  const { type, format } = schema;
  const types = [type].flat().filter((each) => typeof each === "string");
  return isInt64({ types, format: typeof format === "string" ? format : undefined });
}

/** Whether a type is one of numbers. */
export function isNumeric(type: string): boolean {
  return type === "integer" || type === "number";
}
