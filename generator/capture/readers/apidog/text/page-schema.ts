import { type Fields, fieldsOf, type Pointer, types } from "../../../../openapi/index.js";
import { holdsVariable } from "../../../editor-variable.js";
import type { Json } from "../../../example/lenient-json.js";
import { coerce } from "./coerce-value.js";
import { derive, deriveMembers } from "./derive-schema.js";
import { isAdditional } from "./interface-labels.js";
import { type FieldTree, nest } from "./nest-fields.js";
import type { Builder } from "./operation-builder.js";
import { readValues } from "./page-enums.js";
import type { Field, FieldList, Union } from "./page-field.js";
import type { Type } from "./type-line.js";

/** What a schema is put together from. */
interface Parts {
  readonly types: readonly Type[];
  readonly union: Union | undefined;
  readonly children: readonly FieldTree[];
  readonly shown: Json | undefined;
  readonly line: Field["line"];
}

/** The schema of a body, of what its fields and its example say. */
export function bodySchema(
  list: FieldList,
  shown: Json | undefined,
  heading: Field["line"],
  at: Pointer,
  builder: Builder,
): Fields {
  const children = nest(list.fields, shown);
  const line = list.root?.line ?? list.union?.line ?? heading;
  if (!list.root && !list.union && children.length === 0) {
    return derive(
      shown,
      at,
      "the page lists no fields, and its example has this form",
      line,
      builder,
    );
  }
  const types = list.root?.types ?? (list.union ? [] : [plainObject]);
  // The word above the type may then be no heading, but the name of the first field.
  const isOfField =
    shown?.kind === "object" && list.root?.types.every(({ base }) => base === "array");
  if (isOfField) builder.mark(at, "ambiguous", rootOfField, line);
  return schemaOf({ types, union: list.union, children, shown, line }, at, builder);
}

/** The schema of a field, with all that belongs to it. */
export function fieldSchema(tree: FieldTree, at: Pointer, builder: Builder): Fields {
  const { field, children, shown } = tree;
  builder.place(at, builder.quote(field.line));
  if (tree.ambiguity !== undefined) builder.mark(at, "ambiguous", tree.ambiguity, field.line);
  const parts = { types: field.types, union: field.union, children, shown, line: field.line };
  const schema = schemaOf(parts, at, builder);
  return {
    ...(field.title !== undefined && { title: field.title }),
    ...(field.description !== undefined && { description: field.description }),
    ...schema,
    ...limitsOf(field),
    ...enumOf(field, schema, at, builder),
    ...valuesOf(field, at, builder),
  };
}

function schemaOf(parts: Parts, at: Pointer, builder: Builder): Fields {
  if (parts.union && parts.types.length === 0) return unionSchema(parts.union, parts, at, builder);
  const schemas = parts.types.map((type) => typeSchema(type, parts, at, builder));
  const types = [...new Set(schemas.map(({ type }) => type).filter((type) => type !== undefined))];
  const merged = Object.assign({}, ...schemas);
  return types.length > 1 ? { ...merged, type: types } : merged;
}

function typeSchema(type: Type, parts: Parts, at: Pointer, builder: Builder): Fields {
  const format = type.format === undefined ? {} : { format: type.format };
  switch (type.base) {
    case "any":
      return {};
    case "file":
      return { type: "string", format: "binary" };
    case "object":
      return { type: "object", ...membersOf(type, parts, at, builder) };
    case "array":
      return { type: "array", items: itemsOf(type, parts, [...at, "items"], builder) };
    default:
      return { type: type.base, ...format };
  }
}

function itemsOf(type: Type, parts: Parts, at: Pointer, builder: Builder): Fields {
  const [first] = parts.children;
  if (!type.items) {
    if (parts.union) return unionSchema(parts.union, parts, at, builder);
    if (first?.field.isItem) return fieldSchema(first, at, builder);
    builder.mark(at, "ambiguous", "the page does not say what the list holds", parts.line);
    return {};
  }
  const shown = parts.shown?.kind === "array" ? parts.shown.items[0] : parts.shown;
  // The first item stands for all: only a list of objects without members asks the example.
  return schemaOf({ ...parts, types: type.items.types, shown }, at, builder);
}

function membersOf(type: Type, parts: Parts, at: Pointer, builder: Builder): Fields {
  const { children, line } = parts;
  const own = children.filter(({ field }) => !isAdditional(field.name));
  const rest = children.find(({ field }) => isAdditional(field.name));
  if (children.length === 0) {
    if (type.count === 0) return { properties: {} };
    const because = "the page does not expand the object; its example shows these members";
    return deriveMembers(parts.shown, at, because, line, builder);
  }
  const properties = own.map((tree) => {
    const place = [...at, "properties", tree.field.name];
    return [tree.field.name, fieldSchema(tree, place, builder)] as const;
  });
  const required = own.filter(({ field }) => field.isRequired).map(({ field }) => field.name);
  for (const { field } of own) {
    if (field.isRequired !== undefined) continue;
    const because = `the page does not say whether "${field.name}" is required`;
    builder.mark([...at, "required"], "ambiguous", because, field.line);
  }
  return {
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(required.length > 0 && { required: [...new Set(required)] }),
    ...(rest && {
      additionalProperties: fieldSchema(rest, [...at, "additionalProperties"], builder),
    }),
  };
}

const rootOfField = "its example is an object: the type may be that of the first field";
const hiddenForms = "the page does not show the forms of this union";
const typeOfTab = "a tab of the union may be called by its type, and belong to another form";

/**
 * The page shows the members of the first form only; of the others it has the names of their tabs.
 */
function unionSchema(union: Union, parts: Parts, at: Pointer, builder: Builder): Fields {
  const { keyword, line, options, isNested, mayBeTab } = union;
  if (isNested) {
    builder.mark([...at, keyword], "ambiguous", hiddenForms, line);
    return {};
  }
  const scalars = options.map((option) => scalarSchema(option));
  if (parts.children.length === 0 && options.length > 0 && scalars.every((schema) => schema)) {
    return { [keyword]: scalars };
  }
  if (parts.children.length === 0) {
    builder.mark([...at, keyword], "ambiguous", hiddenForms, line);
    return {};
  }
  // Of the other forms nothing is known, so that a value may fit one of them and the first too.
  // That says less than the page's `One of`, but nothing else.
  const as = keyword === "allOf" ? keyword : "anyOf";
  const [name] = options;
  const isTitled = name !== undefined && !types.some((type) => type === name);
  const first: Fields = {
    ...(isTitled && { title: name }),
    type: "object",
    ...membersOf(plainObject, parts, [...at, as, "0"], builder),
  };
  if (mayBeTab) builder.mark([...at, as, "0"], "ambiguous", typeOfTab, line);
  const others = options.slice(1);
  for (const index of others.keys()) {
    const because = "the page shows the members of the first form only";
    builder.mark([...at, as, String(index + 1)], "ambiguous", because, line);
  }
  return { [as]: [first, ...others.map((title, index) => scalars[index + 1] ?? { title })] };
}

const plainObject: Type = {
  base: "object",
  format: undefined,
  isEnum: false,
  items: undefined,
  ref: undefined,
  count: undefined,
};

function scalarSchema(option: string): Fields | undefined {
  const isScalar = option !== "object" && option !== "array";
  return isScalar && types.some((type) => type === option) ? { type: option } : undefined;
}

function limitsOf({ limits, pattern, multipleOf }: Field): Fields {
  return {
    ...limits,
    ...(pattern !== undefined && { pattern }),
    ...(multipleOf !== undefined && { multipleOf }),
  };
}

function enumOf(field: Field, schema: Fields, at: Pointer, builder: Builder): Fields {
  const type = field.types.find(({ base }) => base !== "null");
  const isEnum = field.values !== undefined || type?.isEnum === true;
  if (!isEnum || !type) return {};
  const item = type.items?.types[0];
  const { base } = item ?? type;
  const read = readValues(field, base === "integer" || base === "number");
  if (read.because !== undefined) {
    const confidence = read.values ? "derived" : "ambiguous";
    builder.mark([...at, "enum"], confidence, read.because, field.values?.label ?? field.line);
  }
  if (!read.values) return {};
  const values = read.values.map((text) => coerce(text, base) ?? text);
  if (item) return { items: { ...fieldsOf(schema["items"]), enum: values } };
  const isNullable = field.types.some((other) => other.base === "null");
  return { enum: isNullable ? [...new Set([...values, null])] : values };
}

function valuesOf(field: Field, at: Pointer, builder: Builder): Fields {
  const base = field.types.find((type) => type.base !== "null")?.base;
  const read = (labeled: Field["example"], pointer: Pointer): { value: unknown } | undefined => {
    const text = labeled?.lines.map((line) => line.text).join("\n");
    if (!labeled || text === undefined || text === "" || holdsVariable(text)) return undefined;
    builder.place(pointer, builder.quote(labeled.lines[0] ?? labeled.label));
    return { value: coerce(text, base) ?? text };
  };
  const given = read(field.default, [...at, "default"]);
  const example = read(field.example, [...at, "examples", "0"]);
  return {
    ...(given && { default: given.value }),
    ...(example && { examples: [example.value] }),
  };
}
