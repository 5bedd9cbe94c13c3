import { type Fields, isFields, statusOf } from "../../../openapi/index.js";
import { textOf } from "../../field-text.js";
import { vendorText } from "./vendor-fields.js";

/**
 * The Responses Object of a fragment. Apidog writes a second answer of one status under the key
 * `x-200:Name`; OpenAPI knows one answer a status, which then is any of them.
 */
export function joinVariants(responses: Fields): Fields {
  const joined = new Map<string, Fields>();
  for (const [key, response] of Object.entries(responses)) {
    const [, written = "", name] = /^(?:x-)?(\w+)(?::(.*))?$/s.exec(key) ?? [];
    const status = statusOf(written)?.toString();
    if (status === undefined || !isFields(response)) continue;
    const description =
      textOf(response["description"]) ?? vendorText(response, "name") ?? textOf(name);
    const described = { ...response, description: description ?? "" };
    const before = joined.get(status);
    joined.set(status, before ? join(before, described) : described);
  }
  return Object.fromEntries(joined);
}

function join(one: Fields, other: Fields): Fields {
  const descriptions = [one["description"], other["description"]].filter((text) => text !== "");
  const contents = [one["content"], other["content"]].map((content) =>
    isFields(content) ? content : {},
  );
  const [first = {}, second = {}] = contents;
  const content: Record<string, unknown> = { ...first };
  for (const [media, value] of Object.entries(second)) {
    content[media] = isFields(content[media]) ? joinMedia(content[media], value) : value;
  }
  return {
    ...one,
    description: [...new Set(descriptions)].join(" / "),
    ...(Object.keys(content).length > 0 && { content }),
  };
}

function joinMedia(one: Fields, other: unknown): Fields {
  if (!isFields(other) || other["schema"] === undefined) return one;
  if (one["schema"] === undefined) return other;
  const { schema, ...rest } = one;
  const forms = isFields(schema) && Array.isArray(schema["anyOf"]) ? schema["anyOf"] : [schema];
  return { ...rest, schema: { anyOf: [...forms, other["schema"]] } };
}
