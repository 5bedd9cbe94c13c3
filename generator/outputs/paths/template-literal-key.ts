import type { Contract } from "../../contract/index.js";
import type { KeyedItem } from "./openapi-builder.js";

/**
 * The key of a path as a template of its parameters' types, ``[path: `/things/${number}`]``;
 * undefined if it has no parameters.
 */
export function templateOf({ key, operations }: KeyedItem, contract: Contract): string | undefined {
  if (!key.includes("{")) return undefined;
  const types = new Map(
    operations.flatMap(({ parameters }) =>
      [...parameters.values()].flatMap(({ in: place, name, schema }) => {
        if (place !== "path" || !schema) return [];
        const [type, ...others] = contract.schemas.read(schema).types ?? [];
        return type && others.length === 0 ? [[name, type] as const] : [];
      }),
    ),
  );
  const parts = key.split(/\{([^{}]+)\}/).map((part, index) => {
    if (index % 2 === 0) return part.replaceAll(/[`\\]|\$(?=\{)/g, "\\$&");
    return `\${${inTemplate[types.get(part) ?? ""] ?? "string"}}`;
  });
  return `[path: \`${parts.join("")}\`]`;
}

const inTemplate: Readonly<Record<string, string>> = {
  integer: "number",
  number: "number",
  boolean: "boolean",
};
