import { STATUS_CODES } from "node:http";
import { essenceOf } from "../media-type.js";
import {
  type At,
  type Fields,
  fieldsOf,
  tokensOf,
  type Version,
  valueAt,
} from "../openapi/index.js";
import type { Deviation } from "./deviation.js";

/** An edit of a node: fields merged into it, or something removed from it. */
export interface Edit {
  readonly update?: Fields;
  /** The name of what is removed from the node. */
  readonly remove?: string;
  /** The item of the list at `remove` that is removed, instead of the list. */
  readonly item?: string;
}

/** An edit of a node of the linked document. */
export interface Mend extends Edit {
  readonly at: At;
}

/** Edits that take a deviation away; none if a person has to decide. They have no value of an exchange. */
export function mendsOf(
  { rule, at: place }: Deviation,
  openapi: Version,
  document: unknown,
): readonly Mend[] {
  const { node: at, detail } = place ?? {};
  if (!at || !detail) return [];
  const typesAt = (schema: At) => fieldsOf(valueAt(document, tokensOf(schema)))["type"];
  const { keyword = "", member, type, mediaType } = detail;
  const content = mediaType === undefined ? {} : contentOf(mediaType);
  switch (rule) {
    case "status-undeclared":
    case "status-usual":
      return detail.status === undefined ? [] : [{ at, update: responses(detail.status, content) }];
    case "answer-type-undeclared":
    case "answer-body-undeclared":
    case "body-type-undeclared":
      return mediaType === undefined ? [] : [{ at, update: content }];
    case "method-unknown": {
      const { method, status, sentType } = detail;
      if (method === undefined || status === undefined) return [];
      const requestBody = sentType === undefined ? undefined : contentOf(sentType);
      const operation = { ...responses(status, content), ...(requestBody && { requestBody }) };
      return [{ at, update: { [method.toLowerCase()]: operation } }];
    }
    case "answer-member-unknown":
    case "body-member-unknown":
      if (keyword === "additionalProperties" || keyword === "unevaluatedProperties")
        return [{ at, remove: keyword }, ...known(at, member)];
      return keyword === "unknown" ? known(at, member) : [{ at, remove: keyword }];
    case "answer-member-missing":
    case "body-member-missing":
      return keyword === "required" && member !== undefined
        ? [{ at, remove: "required", item: member }]
        : [{ at, remove: keyword }];
    case "answer-null":
      return nullable(at, keyword, openapi, typesAt(at));
    case "answer-type":
      return typed(at, type, openapi, typesAt(at));
    case "answer-format":
    case "answer-value-unknown":
    case "answer-limit":
    case "body-value":
    case "parameter-value":
      if (keyword === "type") return typed(at, type, openapi, typesAt(at));
      return keyword === "" ? [] : [{ at, remove: keyword }];
    case "parameter-unknown":
      return member === undefined
        ? []
        : [{ at, update: { parameters: [{ name: member, in: "query", schema: {} }] } }];
    case "parameter-missing":
    case "body-missing":
      return [{ at, update: { required: false } }];
    default:
      return [];
  }
}

function contentOf(mediaType: string): Fields {
  return { content: { [essenceOf(mediaType)]: {} } };
}

function responses(status: number, content: Fields): Fields {
  const description = STATUS_CODES[status] ?? `Status ${status}`;
  return { responses: { [String(status)]: { description, ...content } } };
}

/** @param name undefined if it may be a value, as the names of a map are */
function known(at: At, name: string | undefined): Mend[] {
  const update =
    name === undefined ? { additionalProperties: true } : { properties: { [name]: {} } };
  return [{ at, update }];
}

/** OpenAPI 3.0 has no list of types, so there the type is left open. */
function typed(at: At, type: string | undefined, openapi: Version, known: unknown): Mend[] {
  if (openapi === "3.0" || type === undefined) return [{ at, remove: "type" }];
  return [{ at, update: { type: withType(known, type) } }];
}

/** A list is added to; a single type is replaced by the list. */
function withType(known: unknown, type: string): string[] {
  return typeof known === "string" ? [known, type] : [type];
}

function nullable(at: At, keyword: string, openapi: Version, known: unknown): Mend[] {
  const isUnion = keyword === "oneOf" || keyword === "anyOf";
  const also = keyword === "enum" ? [{ at, update: { enum: [null] } }] : [];
  if (openapi === "3.0")
    return isUnion || keyword === "type" || keyword === "enum"
      ? [...also, { at, update: { nullable: true } }]
      : [];
  if (isUnion) return [{ at, update: { [keyword]: [{ type: "null" }] } }];
  if (keyword === "type") return [{ at, update: { type: withType(known, "null") } }];
  return also;
}
