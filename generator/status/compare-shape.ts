import { type Contract, type Parts, typesOf } from "../contract/index.js";
import type { ObservedBody } from "../observations/index.js";

type Shape = NonNullable<ObservedBody["shape"]>;

/** Deeper than any answer that a person looks at; a schema may lead to itself. */
const maxDepth = 12;

/**
 * In what values that were observed contradict a schema, by what their counts show: members that it
 * does not have, required ones that were missing, types that it excludes.
 */
export function contradictionsOf(
  shape: Shape,
  parts: Parts,
  contract: Contract,
  path = "",
): string[] {
  if (path.split(/[.[]/).length > maxDepth) return [];
  const where = path === "" ? "the answer" : path;
  const types = typesOf(parts, contract.schemas);
  const wrong = kindsOf(shape).filter((kind) => types && !covers(types, kind));
  if (wrong.length > 0) return [`${where} was ${wrong.join(" and ")}`];
  const schema = contract.schemas.read(parts);
  const found: string[] = [];
  const items = schema.single.get("items");
  if (shape.lists?.items && items)
    found.push(...contradictionsOf(shape.lists.items, items, contract, `${path}[]`));
  const { objects } = shape;
  // A union says together what no single one of its variants does.
  if (!objects || schema.unions.length > 0) return found;
  const isOpen = schema.additional !== undefined || schema.isExtensible;
  for (const [name, member] of Object.entries(objects.properties)) {
    const at = path === "" ? name : `${path}.${name}`;
    const declared = schema.properties.get(name);
    if (declared) found.push(...contradictionsOf(member, declared, contract, at));
    else if (!isOpen && schema.properties.size > 0) found.push(`${at} is not in the schema`);
  }
  for (const name of schema.required) {
    const seen = objects.properties[name]?.count ?? 0;
    if (seen < objects.count) {
      const at = path === "" ? name : `${path}.${name}`;
      found.push(`${at} was missing in ${objects.count - seen} of ${objects.count}`);
    }
  }
  return found;
}

function kindsOf({ nulls, booleans, integers, numbers, texts, lists, objects }: Shape): string[] {
  const kinds = { null: nulls, boolean: booleans, integer: integers, number: numbers };
  return [
    ...Object.entries(kinds).flatMap(([kind, count]) => (count ? [kind] : [])),
    ...(texts ? ["string"] : []),
    ...(lists ? ["array"] : []),
    ...(objects ? ["object"] : []),
  ];
}

function covers(types: ReadonlySet<string>, kind: string): boolean {
  return types.has(kind) || (kind === "integer" && types.has("number"));
}
