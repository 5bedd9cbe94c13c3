import { diagnose } from "../diagnostics/index.js";
import type { WebhookEvent, WebhookField } from "./api.js";
import { readContents } from "./content.js";
import { readWebhookProvenance } from "./provenance.js";
import type { Reader } from "./reader.js";
import { propertiesOf, propertyOf, requiredOf, typesOf } from "./schema.js";

/** The webhooks as the spec has them, before names are given. */
export interface WebhooksDraft {
  readonly discriminator: string;
  readonly events: readonly WebhookDraft[];
}

type WebhookDraft = Omit<WebhookEvent, "type">;

/** Reads the webhooks whose `x-client` names a discriminator; undefined if none does. */
export function readWebhooks(document: Reader): WebhooksDraft | undefined {
  const wrong = (at: Reader, why: string): undefined => {
    at.report(diagnose("extension-invalid", { name: "x-client.discriminator", why }, at.place));
  };
  const events: WebhookDraft[] = [];
  let first: string | undefined;
  for (const [key, pathItem] of document.at("webhooks").fields()) {
    const operation = pathItem.resolved().at("post");
    const node = operation.at("x-client").at("discriminator");
    const discriminator = node.text();
    if (discriminator === undefined) continue;
    first ??= discriminator;
    if (discriminator !== first) {
      wrong(node, `all webhooks must have the same one, but another has "${first}"`);
      continue;
    }
    const event = readEvent(key, operation, discriminator, (why) => wrong(node, why));
    if (!event) continue;
    const taken = event.kinds.find((kind) => events.some(({ kinds }) => kinds.includes(kind)));
    if (taken !== undefined) wrong(node, `another webhook has the value "${taken}" too`);
    events.push(event);
  }
  return first === undefined ? undefined : { discriminator: first, events };
}

function readEvent(
  key: string,
  operation: Reader,
  discriminator: string,
  wrong: (why: string) => undefined,
): WebhookDraft | undefined {
  const media = operation.at("requestBody").resolved().at("content");
  const [content] = readContents(media);
  if (content?.form !== "json") return wrong("the webhook's body must be JSON");
  const schema = media.at(content.mediaType).resolved().at("schema");
  const field = propertyOf(schema, discriminator);
  if (!field) return wrong(`the body's schema has no property "${discriminator}"`);
  const kinds = valuesOf(field.resolved());
  if (!kinds)
    return wrong(`the property "${discriminator}" must be a \`const\` or \`enum\` of text`);
  return {
    key,
    summary: operation.at("summary").prose(),
    description: operation.at("description").prose(),
    provenance: readWebhookProvenance(operation),
    kinds,
    content,
    fields: readFields(schema, discriminator),
  };
}

function valuesOf(schema: Reader): string[] | undefined {
  const only = schema.at("const");
  const values = (only.exists ? [only] : schema.at("enum").items()).map(({ value }) => value);
  const texts = values.filter((value) => typeof value === "string");
  return texts.length > 0 && texts.length === values.length ? texts : undefined;
}

function readFields(schema: Reader, discriminator: string): WebhookField[] {
  const required = requiredOf(schema);
  return [...propertiesOf(schema)]
    .filter(([name]) => name !== discriminator)
    .map(([name, property]) => ({
      name,
      types: [...(typesOf(property) ?? [])],
      required: required.has(name),
    }))
    .filter(({ types, required }) => types.length > 0 || required);
}
