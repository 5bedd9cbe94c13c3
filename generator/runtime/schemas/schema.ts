/**
 * A JSON Schema, draft 2020-12. A whole schema says so in `$schema`, and holds in `$defs` all that
 * it refers to.
 */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** A named schema, which others refer to as `#/$defs/` and its name. */
export interface Definition {
  readonly name: string;
  readonly schema: JsonSchema;
  /**
   * The definitions that it refers to itself. A function, because schemas may refer to each other
   * in a circle, and none of them can be the first.
   */
  readonly uses?: () => readonly Definition[];
}

/**
 * A schema that is complete by itself: with the definitions that it refers to, and those that they
 * refer to. They are put together when they are first asked for.
 */
export function toSchema({ schema, uses }: Omit<Definition, "name">): JsonSchema {
  if (typeof schema === "boolean") return schema;
  const own = { $schema: "https://json-schema.org/draft/2020-12/schema", ...schema };
  if (!uses) return own;
  let defs: Readonly<Record<string, JsonSchema>> | undefined;
  return {
    ...own,
    get $defs(): Readonly<Record<string, JsonSchema>> {
      defs ??= collect(uses());
      return defs;
    },
  };
}

function collect(first: readonly Definition[]): Readonly<Record<string, JsonSchema>> {
  const found = new Map<string, JsonSchema>();
  const open = [...first];
  for (let next = open.pop(); next; next = open.pop()) {
    if (found.has(next.name)) continue;
    found.set(next.name, next.schema);
    open.push(...(next.uses?.() ?? []));
  }
  return Object.fromEntries(found);
}
