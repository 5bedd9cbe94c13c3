import { diagnose } from "../diagnostics/index.js";
import { isOneOf, keysOf } from "../narrowing.js";
import { isFields, parsePointer } from "../openapi/index.js";
import type { Operation, Parameter, Response } from "./contract.js";
import { typesOf } from "./json-types.js";
import type { Reader } from "./node-reader.js";
import type { Parts } from "./normalized-schema.js";
import type { Context } from "./read-contract.js";
import type { Schemas } from "./schema-normalizer.js";

/** How pages follow one another; checked against the operation. */
export interface Pagination {
  /** Pages are counted, items are counted, the response names the next page, or it links to it. */
  readonly style: "page" | "offset" | "cursor" | "link";
  /** The query parameter that selects the page; undefined for `link`. */
  readonly parameter: Parameter | undefined;
  /** Number of the first page; undefined if it is 1. */
  readonly first: number | undefined;
  /** Properties from the body down to the list. */
  readonly items: readonly string[];
  /** Properties down to the value that leads to the next page. */
  readonly next: readonly string[] | undefined;
  /** The header in the format of `Link` that leads to the next page. */
  readonly header: string | undefined;
  /** Properties down to the total number of items. */
  readonly total: readonly string[] | undefined;
}

type Style = Pagination["style"];

/** The fields of each style, required ones first. The style's own name is its parameter. */
const fieldsOf: Readonly<
  Record<Style, { needed: readonly string[]; optional: readonly string[] }>
> = {
  page: { needed: ["page", "items"], optional: ["first", "next"] },
  offset: { needed: ["offset", "items"], optional: ["limit", "next", "total"] },
  cursor: { needed: ["cursor", "next", "items"], optional: [] },
  link: { needed: ["next", "items"], optional: [] },
};

/**
 * The types that the value at `next` must allow; in the other styles it only says whether there is
 * more.
 */
const nextTypes: Readonly<Record<Style, readonly string[]>> = {
  page: ["string", "number", "integer", "boolean", "null"],
  offset: ["string", "number", "integer", "boolean", "null"],
  cursor: ["string", "number", "integer"],
  link: ["string"],
};

/** Reads `x-pagination` of an operation, and checks it against what the operation declares. */
export function readPagination(operation: Operation, context: Context): Pagination | undefined {
  const { schemas } = context;
  const node = operation.node.get("x-pagination");
  if (!node.exists) return undefined;
  const { method, path } = operation.name;
  const wrong = (at: Reader, why: string): undefined => {
    const { place } = at.exists ? at : node;
    node.report(diagnose("pagination-invalid", { operation: `${method} ${path}`, why }, place));
  };

  if (!isFields(node.value)) return wrong(node, "must be an object with a `style`");
  const style = node.get("style").value;
  const styles = keysOf(fieldsOf);
  if (!isOneOf(styles, style)) {
    return wrong(node.get("style"), `\`style\` must be one of ${styles.join(", ")}`);
  }
  const { needed, optional } = fieldsOf[style];
  for (const [field, value] of node.fields()) {
    if (!["style", ...needed, ...optional].includes(field)) {
      wrong(value, `the style \`${style}\` has no field "${field}"`);
    }
  }
  for (const field of needed) {
    if (!node.get(field).exists) wrong(node, `the style \`${style}\` needs \`${field}\``);
  }

  const parameterOf = (field: string): Parameter | undefined => {
    const { value, exists } = node.get(field);
    if (!exists) return undefined;
    const parameters = [...operation.parameters.values()];
    const parameter = parameters.find((each) => each.in === "query" && each.name === value);
    return (
      parameter ?? wrong(node.get(field), `there is no query parameter ${JSON.stringify(value)}`)
    );
  };
  const success = successOf(operation, (why) => wrong(node, why));

  const pathOf = (field: string, allowed: readonly string[]): readonly string[] | undefined => {
    const pointer = node.get(field);
    if (!pointer.exists || !success) return undefined;
    const { value } = pointer;
    const steps = typeof value === "string" ? parsePointer(value) : undefined;
    if (!steps) return wrong(pointer, `\`${field}\` must be a JSON pointer such as "/${field}"`);
    const target = follow(success.schema, steps, schemas);
    if (typeof target === "string") {
      return wrong(pointer, `the response's schema has no property "${target}" for ${value}`);
    }
    const types = typesOf(target, schemas);
    const fits =
      field === "items" ? isList(types) : !types || allowed.some((one) => types.has(one));
    if (fits) return steps;
    const found = [...(types ?? [])].join(" or ") || "untyped";
    return wrong(
      pointer,
      `${value || "the body"} must be ${allowed.join(" or ")}, but is ${found}`,
    );
  };

  const first = node.get("first");
  if (first.exists && !Number.isSafeInteger(first.value))
    wrong(first, "`first` must be an integer");
  const next = node.get("next");
  const inHeader = style === "link" && isFields(next.value);
  // Servers may return fewer items than the limit, so the client counts those that it received.
  parameterOf("limit");
  return {
    style,
    parameter: style === "link" ? undefined : parameterOf(style),
    first: first.value === 1 ? undefined : (first.value as number | undefined),
    items: pathOf("items", ["array"]) ?? [],
    next: inHeader ? undefined : pathOf("next", nextTypes[style]),
    header: inHeader && success ? readHeader(next, success.response, wrong) : undefined,
    total: pathOf("total", ["integer", "number"]),
  };
}

/** The only success response, because the items have its type. */
function successOf(
  { responses }: Operation,
  wrong: (why: string) => undefined,
): { readonly response: Response; readonly schema: Parts } | undefined {
  const [response, ...others] = [...responses.values()].filter(({ isSuccess }) => isSuccess);
  const media = response?.mayHaveBody
    ? [...response.content.values()].find(({ form }) => form === "json")
    : undefined;
  if (!response || !media || others.length > 0)
    return wrong("the operation must have one success response, and that must be JSON");
  return { response, schema: media.schema ?? [] };
}

function readHeader(
  next: Reader,
  { headers }: Response,
  wrong: (at: Reader, why: string) => undefined,
): string | undefined {
  const { value } = next.get("header");
  if (typeof value !== "string" || next.fields().length !== 1) {
    return wrong(next, "`next` must be a JSON pointer or `{ header: Link }`");
  }
  if (headers.has(value.toLowerCase())) return value;
  return wrong(next, `the response declares no header ${JSON.stringify(value)}`);
}

/** The schema at the end of the path, or the step that does not exist. */
function follow(body: Parts, steps: readonly string[], schemas: Schemas): Parts | string {
  let schema = body;
  for (const step of steps) {
    const property = schemas.read(schema).properties.get(step);
    if (!property) return step;
    schema = property;
  }
  return schema;
}

function isList(types: ReadonlySet<string> | undefined): boolean {
  return types?.has("array") === true && [...types].every((type) => /^(array|null)$/.test(type));
}
