import {
  isInt64,
  isSingle,
  type Parameter,
  type Schema,
  type Schemas,
  typesOf,
} from "../contract/index.js";
import { isToken } from "../openapi/index.js";
import type { ResponseHeader } from "./api.js";

/**
 * The headers that the spec names of an answer. One that is described by a media type, or is
 * neither a single value nor a list of them, stays text.
 */
export function buildHeaders(
  headers: ReadonlyMap<string, Parameter>,
  schemas: Schemas,
): readonly ResponseHeader[] {
  return [...headers]
    .filter(([name]) => isToken(name))
    .map(([name, { schema }]) => ({ name, ...(schema && readKind(schema, schemas)) }))
    .map(({ name, kind = "string", isList = false }) => ({ name, kind, isList }));
}

type Kind = Partial<Pick<ResponseHeader, "kind" | "isList">>;

function readKind(schema: NonNullable<Parameter["schema"]>, schemas: Schemas): Kind {
  const types = withoutNull(typesOf(schema, schemas));
  if (types.join() !== "array") return { kind: kindOf(types, schemas.read(schema)) };
  const items = schemas.read(schema).single.get("items");
  if (!items || !isSingle(items, schemas)) return items ? {} : { isList: true };
  const kind = kindOf(withoutNull(typesOf(items, schemas)), schemas.read(items));
  return { kind, isList: true };
}

function withoutNull(types: ReadonlySet<string> | undefined): string[] {
  return [...(types ?? [])].filter((type) => type !== "null");
}

function kindOf(types: readonly string[], schema: Schema): ResponseHeader["kind"] {
  const [type] = types;
  const isOne = types.length === 1;
  if (isOne && isInt64(schema)) return "int64";
  return isOne && (type === "integer" || type === "number" || type === "boolean") ? type : "string";
}
