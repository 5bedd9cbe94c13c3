import { isFields } from "../openapi/index.js";
import { placeholderIn } from "../recordings/index.js";
import { isFieldName } from "../runtime/observe/index.js";
import { type Format, formatOf } from "./text-formats.js";

/**
 * What values of one place looked like: counts, names and kinds, and never a value. Shapes of
 * several recordings add up.
 *
 * @example
 * { count: 3, nulls: 1, texts: { count: 2, formats: { uuid: 2 } } }
 */
export interface Shape {
  /** All values, also those of which nothing is known. */
  count: number;
  nulls?: number;
  booleans?: number;
  /** Written without a fraction. */
  integers?: number;
  /** Written with a fraction or an exponent. */
  numbers?: number;
  texts?: { count: number; formats: Partial<Record<Format, number>> };
  lists?: { count: number; items?: Shape };
  objects?: {
    count: number;
    properties: Record<string, Shape>;
    /** Of the values whose names are values themselves, such as ids. */
    entries?: Shape;
  };
}

/** What stands for a number with a fraction in `parseKinds`. */
const fraction = "\u0000fraction";

/** An object with more names than this has no fields, but entries. */
const maxProperties = 500;

/** Deeper values are of unknown shape. */
const maxDepth = 60;

/**
 * Parses JSON for its kinds: `1.0` is not the same kind as `1` here, though JavaScript has one value
 * for both. Undefined if it is no JSON.
 */
export function parseKinds(text: string): unknown {
  const marked = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    !token.startsWith('"') && /[.eE]/.test(token) ? JSON.stringify(fraction) : token,
  );
  try {
    // An invalid number must stay invalid.
    JSON.parse(text);
    return JSON.parse(marked);
  } catch {
    return undefined;
  }
}

export function emptyShape(): Shape {
  return { count: 0 };
}

/** Adds a value of `parseKinds` to a shape. */
export function addValue(shape: Shape, value: unknown, depth = 0): void {
  shape.count += 1;
  if (depth > maxDepth) return;
  if (value === null) shape.nulls = (shape.nulls ?? 0) + 1;
  else if (typeof value === "boolean") shape.booleans = (shape.booleans ?? 0) + 1;
  else if (value === fraction) shape.numbers = (shape.numbers ?? 0) + 1;
  else if (typeof value === "number") shape.integers = (shape.integers ?? 0) + 1;
  else if (typeof value === "string") addText(shape, value);
  else if (Array.isArray(value)) {
    shape.lists ??= { count: 0 };
    shape.lists.count += 1;
    for (const item of value) {
      shape.lists.items ??= emptyShape();
      addValue(shape.lists.items, item, depth + 1);
    }
  } else if (isFields(value)) addObject(shape, value, depth);
}

function addText(shape: Shape, value: string): void {
  // `{{name}}` stands for a value of any kind.
  if (placeholderIn(value) !== undefined) return;
  shape.texts ??= { count: 0, formats: {} };
  shape.texts.count += 1;
  const format = formatOf(value);
  if (format) shape.texts.formats[format] = (shape.texts.formats[format] ?? 0) + 1;
}

function addObject(shape: Shape, value: Readonly<Record<string, unknown>>, depth: number): void {
  shape.objects ??= { count: 0, properties: Object.create(null) };
  const { objects } = shape;
  objects.count += 1;
  for (const [name, member] of Object.entries(value)) {
    const isFull = !(name in objects.properties) && isAtLimit(objects.properties);
    if (isFull || !isFieldName(name)) {
      objects.entries ??= emptyShape();
      addValue(objects.entries, member, depth + 1);
    } else {
      objects.properties[name] ??= emptyShape();
      addValue(objects.properties[name], member, depth + 1);
    }
  }
}

function isAtLimit(properties: Readonly<Record<string, Shape>>): boolean {
  return Object.keys(properties).length >= maxProperties;
}

/** Adds what another recording has shown of the same place. */
export function addShape(to: Shape, from: Shape): void {
  to.count += from.count;
  for (const kind of ["nulls", "booleans", "integers", "numbers"] as const) {
    if (from[kind] !== undefined) to[kind] = (to[kind] ?? 0) + from[kind];
  }
  if (from.texts) {
    to.texts ??= { count: 0, formats: {} };
    to.texts.count += from.texts.count;
    for (const [format, count] of Object.entries(from.texts.formats)) {
      const { formats } = to.texts;
      formats[format as Format] = (formats[format as Format] ?? 0) + count;
    }
  }
  if (from.lists) {
    to.lists ??= { count: 0 };
    to.lists.count += from.lists.count;
    if (from.lists.items) {
      to.lists.items ??= emptyShape();
      addShape(to.lists.items, from.lists.items);
    }
  }
  if (from.objects) {
    to.objects ??= { count: 0, properties: Object.create(null) };
    const { properties } = to.objects;
    to.objects.count += from.objects.count;
    for (const [name, shape] of Object.entries(from.objects.properties)) {
      properties[name] ??= emptyShape();
      addShape(properties[name], shape);
    }
    if (from.objects.entries) {
      to.objects.entries ??= emptyShape();
      addShape(to.objects.entries, from.objects.entries);
    }
  }
}
