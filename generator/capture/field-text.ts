import { type Fields, textsOf } from "../openapi/index.js";

/** The text of a field without what stands around it; undefined if there is none. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  return text === "" ? undefined : text;
}

/** The type or types that a schema names. */
export function typesOf(schema: Fields): string[] {
  const { type } = schema;
  return typeof type === "string" ? [type] : textsOf(type);
}
