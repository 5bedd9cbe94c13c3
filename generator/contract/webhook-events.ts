import { diagnose } from "../diagnostics/index.js";
import type { Contract, Media, Operation } from "./contract.js";
import { isInt64 } from "./int64.js";
import { typesOf } from "./json-types.js";
import type { Reader } from "./node-reader.js";
import type { Parts } from "./normalized-schema.js";
import type { Schemas } from "./schema-normalizer.js";

/** The webhooks that declare a discriminator (`x-client.discriminator`). */
export interface Events {
  /** The field. */
  readonly discriminator: string;
  /** In the order of the document. */
  readonly all: readonly Event[];
}

export interface Event {
  /** Key under `webhooks`. */
  readonly key: string;
  readonly operation: Operation;
  readonly media: Media;
  /** The values that the discriminator can have. */
  readonly kinds: readonly string[];
  /** The other fields whose types are declared. */
  readonly fields: readonly EventField[];
}

export interface EventField {
  readonly name: string;
  /** As JSON Schema names them. */
  readonly types: readonly string[];
  readonly required: boolean;
  /** Whether its numbers are integers of 64 bits. */
  readonly isInt64: boolean;
}

/** Reads the webhooks whose `x-client` names a discriminator; undefined if none does. */
export function readEvents({
  operations,
  schemas,
}: Pick<Contract, "operations" | "schemas">): Events | undefined {
  const wrong = (at: Reader, why: string): undefined => {
    at.report(diagnose("extension-invalid", { name: "x-client.discriminator", why }, at.place));
  };
  const all: Event[] = [];
  let first: string | undefined;
  for (const operation of operations) {
    if (operation.kind !== "webhook" || operation.name.method !== "POST") continue;
    const node = operation.node.get("x-client").get("discriminator");
    const discriminator = node.text();
    if (discriminator === undefined) continue;
    first ??= discriminator;
    if (discriminator !== first) {
      wrong(node, `all webhooks must have the same discriminator, but another has "${first}"`);
      continue;
    }
    const event = readEvent(operation, discriminator, schemas, (why) => wrong(node, why));
    if (!event) continue;
    const taken = event.kinds.find((kind) => all.some(({ kinds }) => kinds.includes(kind)));
    if (taken !== undefined) wrong(node, `another webhook also has the value "${taken}"`);
    all.push(event);
  }
  return first === undefined ? undefined : { discriminator: first, all };
}

function readEvent(
  operation: Operation,
  discriminator: string,
  schemas: Schemas,
  wrong: (why: string) => undefined,
): Event | undefined {
  const contents = [...(operation.body?.content.values() ?? [])];
  const media = contents.find(({ form }) => form === "json");
  if (!media) return wrong("the webhook's body must be JSON");
  const schema = schemas.read(media.schema ?? []);
  const field = schema.properties.get(discriminator);
  if (!field) return wrong(`the body's schema has no property "${discriminator}"`);
  const kinds = textsOnly(field, schemas);
  if (!kinds)
    return wrong(`the property "${discriminator}" must be a \`const\` or \`enum\` of strings`);
  const { properties, required } = schema;
  const fields = [...properties]
    .filter(([name]) => name !== discriminator)
    .map(
      ([name, property]): EventField => ({
        name,
        types: [...(typesOf(property, schemas) ?? [])],
        required: required.has(name),
        isInt64: isInt64(schemas.read(property)),
      }),
    )
    .filter((each) => each.types.length > 0 || each.required);
  return { key: operation.name.path, operation, media, kinds, fields };
}

/** The values of a schema, if it lists some and all of them are strings. */
function textsOnly(parts: Parts, schemas: Schemas): readonly string[] | undefined {
  const { values = [], nullable } = schemas.read(parts);
  const texts = values.filter((value) => typeof value === "string");
  const isWhole = texts.length === values.length && nullable !== true;
  return texts.length > 0 && isWhole ? texts : undefined;
}
