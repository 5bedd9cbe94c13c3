import type { Api } from "../model/index.js";

type Schema = Readonly<Record<string, unknown>>;

/**
 * A schema with what discriminators say of it, and without what makes it a part of itself.
 * openapi-typescript writes a tag into the schema itself, which is right for one union of plain
 * objects. A schema that stands in two unions, has its parts from elsewhere, is the base of another or
 * is a union itself gets the wrong tag there, none, or two that exclude each other.
 */
export function withTags(schema: Schema, { circles, discriminators }: Api): Schema {
  const inherited = discriminators.inheritedBy(schema);
  const opened = circles.opened.get(schema) ?? schema;
  if (inherited === undefined && schema["discriminator"] === undefined) return opened;
  const tagged: Record<string, unknown> = { ...opened };
  if (inherited) {
    const parts = opened["allOf"];
    tagged["allOf"] = [...(Array.isArray(parts) ? parts : []), asSchema(inherited)];
  }
  for (const union of ["oneOf", "anyOf"] as const) {
    const alternatives = opened[union];
    if (!Array.isArray(alternatives)) continue;
    tagged[union] = alternatives.map((alternative) => {
      const tag = discriminators.tagOf(schema, alternative);
      return tag ? { allOf: [alternative, asSchema(tag)] } : alternative;
    });
  }
  return tagged;
}

function asSchema({ property, values }: { property: string; values: readonly string[] }): Schema {
  return {
    type: "object",
    required: [property],
    properties: Object.fromEntries([[property, { enum: values }]]),
  };
}
