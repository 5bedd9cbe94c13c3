import {
  componentOf,
  type Fields,
  formatFragment,
  grammar,
  isEntry,
  isExtension,
  isFields,
  type Kind,
  kindIn,
  type Slot,
  slotOf,
  wantedInstead,
} from "../../openapi/index.js";
import { isWhole, readJson, toPlainValue } from "../example/lenient-json.js";
import { textOf, typesOf } from "../field-text.js";
import { below, type Context, type Node, say } from "./conversion-context.js";
import type { Prepare } from "./fragment-dialect.js";
import { modernizeSchema } from "./modernize-schema.js";

/** Deeper parts are left out, so that no page overflows the stack. */
const maxDepth = 200;

/**
 * The extensions that the conversion itself writes. Others are the vendor's, or meant for tools.
 */
const ownExtensions = new Set(["x-enum-varnames", "x-enum-descriptions"]);

/** Brings a node of the fragment, and all below it, into the form of OpenAPI 3.1. */
export function convert(
  value: unknown,
  kind: Kind,
  node: Node,
  context: Context,
  depth = 0,
): unknown {
  if (!isFields(value)) return value;
  if (depth > maxDepth) {
    say(context, node, "ambiguous", "it is nested too deeply to be read");
    return {};
  }
  if (typeof value["$ref"] === "string" && kind !== "schema") {
    return convertReference(value["$ref"], {}, node, context);
  }
  const plain = context.dialect.prepare?.[kind]?.(value, node, context) ?? value;
  const prepared = prepare[kind]?.(plain, node, context) ?? plain;
  context.origins.set(node.to.join("\n"), node.from);
  const fields = Object.entries(prepared).flatMap(([field, child]): [string, unknown][] => {
    if (isExtension(field) && !ownExtensions.has(field)) return [];
    if (field === "$ref") return [];
    const slot = slotOf(kind, field);
    if (!slot) return isPlainField(kind, field) ? [[field, child]] : [];
    const converted = convertSlot(child, slot, below(node, field), context, depth + 1);
    return converted === undefined ? [] : [[field, converted]];
  });
  const rest = Object.fromEntries(fields);
  const ref = prepared["$ref"];
  return typeof ref === "string" ? convertReference(ref, rest, node, context) : rest;
}

/** Fields that OpenAPI does not know are the editor's own, such as `customProperties`. */
function isPlainField(kind: Kind, field: string): boolean {
  const { fields, entries } = grammar[kind];
  return Object.hasOwn(fields, field) || entries !== undefined || ownExtensions.has(field);
}

function convertSlot(
  value: unknown,
  slot: Slot,
  node: Node,
  context: Context,
  depth: number,
): unknown {
  const wanted = wantedInstead(value, slot);
  if (wanted !== undefined) {
    if (value !== null) say(context, node, "ambiguous", `${wanted} is expected here`);
    return undefined;
  }
  if ("one" in slot) return convert(value, slot.one, node, context, depth);
  const kind = kindIn(slot);
  if (kind === "value") return value;
  if (kind === "schemaReference") return convertMapping(value, node, context);
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      isFields(item) || typeof item === "boolean" || kind === "propertyName"
        ? convert(item, kind, below(node, String(index)), context, depth)
        : {},
    );
  }
  if (!("map" in slot)) return convert(value, kind, node, context, depth);
  const entries = Object.entries(value as Fields).flatMap(([name, child]): [string, unknown][] => {
    const isObjectOrFlag = isFields(child) || (typeof child === "boolean" && kind === "schema");
    if (!isObjectOrFlag || !isEntry(slot, name)) return [];
    const as = kind === "schema" ? name.trim() : name;
    return [[as, convert(child, kind, below(node, name, as), context, depth)]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** A discriminator names schemas, or refers to them. */
function convertMapping(value: unknown, node: Node, context: Context): unknown {
  if (isFields(value)) {
    const entries = Object.entries(value).map(([name, target]): [string, unknown] => [
      name,
      convertMapping(target, below(node, name), context),
    ]);
    return Object.fromEntries(entries);
  }
  if (typeof value !== "string" || !/[#/]/.test(value)) return value;
  return convertReference(value, {}, node, context)["$ref"];
}

function convertReference(ref: string, siblings: Fields, node: Node, context: Context): Fields {
  // Some write what stands in a pointer without the `#` in front of it.
  const pointer = ref.startsWith("/") ? `#${ref}` : ref;
  // Some write a name with slashes as it is, and not as a pointer escapes it.
  const [, section = "", key = ""] = /^#\/components\/(\w+)\/(.*)$/s.exec(pointer) ?? [];
  const target = componentOf(pointer) ?? { section, key };
  const as = context.componentName(target.section, target.key);
  if (as === undefined) {
    say(context, node, "ambiguous", `the page does not contain what it refers to: ${ref}`);
    return siblings;
  }
  return { ...siblings, $ref: `#${formatFragment(["components", target.section, as])}` };
}

const prepare: Partial<Record<Kind, Prepare>> = {
  schema: modernizeSchema,
  operation: ({ deprecated, parameters, callbacks, ...operation }) => ({
    ...withoutEmptyTexts(operation, ["summary", "description", "operationId"]),
    ...(deprecated === true && { deprecated }),
    ...(Array.isArray(parameters) && parameters.length > 0 && { parameters }),
    ...(isFields(callbacks) && { callbacks }),
  }),
  parameter: ({ example, examples, required, ...parameter }, node, context) => ({
    ...withoutEmptyTexts(parameter, ["description"]),
    ...(required === true && { required }),
    ...(parameter["schema"] === undefined && parameter["content"] === undefined && { schema: {} }),
    ...examplesOf(example, examples, readingText(parameter["schema"]), node, context),
  }),
  requestBody: (body) => withoutEmptyTexts(body, ["description"]),
  response: (response) => ({
    ...response,
    description: textOf(response["description"]) ?? "",
  }),
  mediaType: ({ example, examples, ...media }, node, context) => ({
    ...media,
    ...examplesOf(example, examples, reading(media["schema"]), node, context),
  }),
  header: (header) => withoutEmptyTexts(header, ["description"]),
};

function withoutEmptyTexts(fields: Fields, names: readonly string[]): Fields {
  const kept = Object.entries(fields).filter(
    ([name, value]) => !names.includes(name) || textOf(value) !== undefined,
  );
  return Object.fromEntries(kept);
}

/** Undefined if the example cannot be used. */
type Read = (value: unknown) => { readonly value: unknown } | undefined;

/** The example of a parameter is often kept as the text that is sent, whatever its type is. */
function readingText(schema: unknown): Read {
  const types = isFields(schema) ? typesOf(schema) : [];
  return (value) => {
    if (typeof value !== "string") return { value };
    if (types.includes("boolean") && /^(?:true|false)$/.test(value))
      return { value: value === "true" };
    const isNumber = types.includes("integer") || types.includes("number");
    const number = isNumber && value.trim() !== "" ? Number(value) : Number.NaN;
    return { value: Number.isFinite(number) ? number : value };
  };
}

/** Examples of JSON are often written as text, with comments in it. */
function reading(schema: unknown): Read {
  return (value) => {
    if (typeof value !== "string") return { value };
    if (isFields(schema) && schema["type"] === "string") return { value };
    const found = readJson(value);
    const isAll = found && isWhole(found.json) && value.slice(found.end).trim() === "";
    return isAll ? { value: toPlainValue(found.json) } : undefined;
  };
}

/** The fields `example` and `examples` of what has them; they may not stand together. */
function examplesOf(
  example: unknown,
  examples: unknown,
  read: Read,
  node: Node,
  context: Context,
): Fields {
  const readOne = (value: unknown) => {
    if (value === undefined || value === "") return undefined;
    const result = read(value);
    if (!result)
      say(context, below(node, "example"), "ambiguous", "the example is not complete JSON");
    return result;
  };
  const named = isFields(examples)
    ? Object.entries(examples).flatMap(([name, entry]): [string, unknown][] => {
        const result = isFields(entry) ? readOne(entry["value"]) : undefined;
        const summary = isFields(entry) ? textOf(entry["summary"]) : undefined;
        return result ? [[name, { ...(summary !== undefined && { summary }), ...result }]] : [];
      })
    : [];
  if (named.length > 0) return { examples: Object.fromEntries(named) };
  const only = readOne(example);
  return only ? { example: only.value } : {};
}
