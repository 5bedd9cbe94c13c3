import { diagnose } from "../diagnostics/index.js";
import { parsePointer } from "../openapi/index.js";
import type { Outcome, Pagination, Parameter } from "./api.js";
import { isObject, type Reader } from "./reader.js";
import { propertyOf, typesOf } from "./schema.js";

type Style = Pagination["style"];

/** The fields of each style, those first that it must have. The style's own name is its parameter. */
const fieldsOf: Readonly<
  Record<Style, { needed: readonly string[]; optional: readonly string[] }>
> = {
  page: { needed: ["page", "items"], optional: ["first", "next"] },
  offset: { needed: ["offset", "items"], optional: ["limit", "next", "total"] },
  cursor: { needed: ["cursor", "next", "items"], optional: [] },
  link: { needed: ["next", "items"], optional: [] },
};

/** What the value at `next` must be able to be; for the others it only says whether there is more. */
const nextTypes: Readonly<Record<Style, readonly string[]>> = {
  page: ["string", "number", "integer", "boolean", "null"],
  offset: ["string", "number", "integer", "boolean", "null"],
  cursor: ["string", "number", "integer"],
  link: ["string"],
};

interface Context {
  readonly operation: Reader;
  readonly identity: string;
  readonly parameters: readonly Parameter[];
  readonly responses: readonly Outcome[];
  /** Names of the query parameters that hold a credential. */
  readonly credentials: readonly string[];
}

/** Reads `x-pagination` of an operation, and checks it against what the operation declares. */
export function readPagination(context: Context): Pagination | undefined {
  const node = context.operation.at("x-pagination");
  if (!node.exists) return undefined;
  const wrong = (at: Reader, why: string): undefined => {
    const { place } = at.exists ? at : node;
    node.report(diagnose("pagination-invalid", { operation: context.identity, why }, place));
  };

  if (!isObject(node.value)) return wrong(node, "must be an object with a `style`");
  const style = node.at("style").value as Style;
  if (typeof style !== "string" || !Object.hasOwn(fieldsOf, style)) {
    const styles = Object.keys(fieldsOf).join(", ");
    return wrong(node.at("style"), `\`style\` must be one of ${styles}`);
  }
  const { needed, optional } = fieldsOf[style];
  for (const [field, value] of node.fields()) {
    if (!["style", ...needed, ...optional].includes(field)) {
      wrong(value, `the style \`${style}\` has no field "${field}"`);
    }
  }
  for (const field of needed) {
    if (!node.at(field).exists) wrong(node, `the style \`${style}\` needs \`${field}\``);
  }

  const argumentOf = (field: string): string | undefined => {
    const { value, exists } = node.at(field);
    if (!exists) return undefined;
    const parameter = context.parameters.find((each) => each.in === "query" && each.name === value);
    if (parameter) return parameter.argument;
    return wrong(node.at(field), `there is no query parameter ${JSON.stringify(value)}`);
  };
  const response = successOf(context, (why) => wrong(node, why));
  const body = response?.body;

  const pathOf = (field: string, allowed: readonly string[]): readonly string[] | undefined => {
    const pointer = node.at(field);
    if (!pointer.exists || !body) return undefined;
    const { value } = pointer;
    const steps = typeof value === "string" ? parsePointer(value) : undefined;
    if (!steps) return wrong(pointer, `\`${field}\` must be a JSON pointer such as "/${field}"`);
    const target = follow(body, steps);
    if (typeof target === "string") {
      return wrong(pointer, `the response's schema has no property "${target}" for ${value}`);
    }
    const types = typesOf(target);
    const fits =
      field === "items" ? isList(types) : !types || allowed.some((one) => types.has(one));
    if (fits) return steps;
    const found = [...(types ?? [])].join(" or ") || "of no type";
    return wrong(
      pointer,
      `${value || "the body"} must be ${allowed.join(" or ")}, but is ${found}`,
    );
  };

  const first = node.at("first");
  if (first.exists && !Number.isSafeInteger(first.value))
    wrong(first, "`first` must be an integer");
  const next = node.at("next");
  const inHeader = style === "link" && isObject(next.value);
  // Servers may give less than the limit, so the client goes by what it got.
  argumentOf("limit");
  return {
    style,
    argument: style === "link" ? undefined : argumentOf(style),
    first: first.value === 1 ? undefined : (first.value as number | undefined),
    items: pathOf("items", ["array"]) ?? [],
    next: inHeader ? undefined : pathOf("next", nextTypes[style]),
    header: inHeader && response ? readHeader(next, response.node, wrong) : undefined,
    total: pathOf("total", ["integer", "number"]),
    credentials: style === "link" ? context.credentials : [],
  };
}

interface SuccessResponse {
  readonly node: Reader;
  /** Its schema. */
  readonly body: Reader;
}

/** The one success, because the type of the items is taken from it. */
function successOf(
  { operation, responses }: Context,
  wrong: (why: string) => undefined,
): SuccessResponse | undefined {
  const successes = responses.filter(({ success }) => success);
  const [{ key, content } = {}] = successes;
  if (successes.length !== 1 || key === undefined || content?.form !== "json") {
    return wrong("the operation must have one success response, and that must be JSON");
  }
  const node = operation.at("responses").at(key).resolved();
  return { node, body: node.at("content").at(content.mediaType).resolved().at("schema") };
}

function readHeader(
  next: Reader,
  response: Reader,
  wrong: (at: Reader, why: string) => undefined,
): string | undefined {
  const { value } = next.at("header");
  if (typeof value !== "string" || next.fields().length !== 1) {
    return wrong(next, "`next` must be a JSON pointer or `{ header: Link }`");
  }
  const declared = response.at("headers").fields();
  if (declared.some(([name]) => name.toLowerCase() === value.toLowerCase())) return value;
  return wrong(next, `the response declares no header ${JSON.stringify(value)}`);
}

/** The schema at the end of the steps, or the step that leads nowhere. */
function follow(body: Reader, steps: readonly string[]): Reader | string {
  let node = body;
  for (const step of steps) {
    const property = propertyOf(node, step);
    if (!property) return step;
    node = property;
  }
  return node;
}

function isList(types: ReadonlySet<string> | undefined): boolean {
  return types?.has("array") === true && [...types].every((type) => /^(array|null)$/.test(type));
}
