import { isFields } from "../../../generator/openapi/index.js";
import { fc } from "../../support/random.js";

type Fields = Readonly<Record<string, unknown>>;

/** How much of an object is made: its required properties, or all that can be written. */
export type Extent = "least" | "most";

/** Stands in a value for what is sent as a file. */
export class SampleFile {
  readonly text = "sample";
  readonly name = "sample.bin";
}

const texts: Readonly<Record<string, string>> = {
  date: "2024-02-29",
  "date-time": "2024-02-29T12:30:00Z",
  time: "12:30:00Z",
  duration: "P1D",
  email: "a@b.example",
  hostname: "b.example",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://b.example/a",
  url: "https://b.example/a",
  "uri-reference": "/a",
  uuid: "00000000-0000-4000-8000-000000000001",
  byte: "YQ==",
};

/** Below this, an object has only what it must have: schemas may lead back to themselves. */
const deepest = 4;

/** Makes values that a schema of one document allows to be sent; the same ones each time. */
export class Samples {
  readonly #document: unknown;

  constructor(document: unknown) {
    this.#document = document;
  }

  /** What a `$ref` leads to; the node itself if it is none. */
  resolve(node: unknown): Fields {
    let found = node;
    for (let steps = 0; isFields(found) && typeof found["$ref"] === "string"; steps += 1) {
      if (steps > 20) return {};
      found = found["$ref"]
        .replace(/^#\/?/, "")
        .split("/")
        .filter((step) => step !== "")
        .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"))
        .reduce<unknown>((at, step) => (isContainer(at) ? at[step] : undefined), this.#document);
    }
    return isFields(found) ? found : {};
  }

  /** @param asFile whether binary text is a file, as in a form */
  of(schema: unknown, extent: Extent, asFile = false, depth = 0): unknown {
    const whole = this.#merged(schema);
    const values = whole["enum"];
    // Where they differ, the one value is of an alternative that the list excludes.
    if ("const" in whole && !(Array.isArray(values) && !values.includes(whole["const"]))) {
      return whole["const"];
    }
    if (Array.isArray(values)) return values.find((value) => value !== null) ?? values[0];
    switch (typeOf(whole)) {
      case "object":
        return this.#object(whole, extent, asFile, depth);
      case "array":
        return this.#list(whole, extent, asFile, depth);
      case "string":
        return asFile && isBinary(whole) ? new SampleFile() : text(whole);
      case "integer":
      case "number":
        return number(whole);
      case "boolean":
        return true;
      case "null":
        return null;
      default:
        return asFile && isBinary(whole) ? new SampleFile() : "sample";
    }
  }

  #object(schema: Fields, extent: Extent, asFile: boolean, depth: number): Fields {
    const properties = fieldsOf(schema["properties"]);
    const required = new Set(listOf(schema["required"]).map(String));
    const least = typeof schema["minProperties"] === "number" ? schema["minProperties"] : 0;
    const made: Record<string, unknown> = {};
    for (const [name, property] of Object.entries(properties)) {
      const isEnough =
        (extent === "least" || depth >= deepest) && Object.keys(made).length >= least;
      if (!required.has(name) && isEnough) continue;
      const whole = this.#merged(property);
      if (whole["readOnly"] === true || depth > 12) continue;
      // `defineProperty`, because a property may be named `__proto__`.
      const value = this.of(whole, extent, asFile, depth + 1);
      Object.defineProperty(made, name, { value, enumerable: true, configurable: true });
    }
    for (const name of required) {
      if (!(name in properties)) made[name] = "sample";
    }
    const others = schema["additionalProperties"];
    for (let index = 0; Object.keys(made).length < least && index < least; index += 1) {
      made[`key${index}`] = this.of(isFields(others) ? others : {}, extent, asFile, depth + 1);
    }
    return made;
  }

  /** Two items where that is allowed, because one says nothing of how they are kept apart. */
  #list(schema: Fields, extent: Extent, asFile: boolean, depth: number): unknown[] {
    const { minItems = 0, maxItems = 2, items, uniqueItems } = schema;
    if (depth > deepest && minItems === 0) return [];
    const count = Math.max(Number(minItems), Math.min(2, Number(maxItems)));
    const first = this.of(items, extent, asFile, depth + 1);
    const { enum: values } = this.#merged(items);
    if (Array.isArray(values)) {
      const few = values.filter((value) => value !== null).slice(0, count);
      return uniqueItems === true || few.length === count ? few : Array(count).fill(first);
    }
    if (uniqueItems !== true) return Array(count).fill(first);
    if (typeof first === "number")
      return Array.from({ length: count }, (_, index) => first + index);
    return Number(minItems) < 2
      ? [first]
      : Array.from({ length: Number(minItems) }, (_, index) => `${first}${index}`);
  }

  /** A schema with its bases and with the first of its alternatives. */
  #merged(node: unknown, depth = 0): Fields {
    const { allOf, oneOf, anyOf, ...schema } = this.resolve(node);
    if (depth > 8) return schema;
    const alternatives = [oneOf, anyOf].flatMap((list) => {
      const found = listOf(list);
      // Null says the least.
      return found.find((each) => this.resolve(each)["type"] !== "null") ?? [];
    });
    const parts = [...listOf(allOf), ...alternatives].map((part) => this.#merged(part, depth + 1));
    return parts.reduce<Fields>(join, schema);
  }
}

function join(one: Fields, other: Fields): Fields {
  const properties = { ...fieldsOf(one["properties"]), ...fieldsOf(other["properties"]) };
  return {
    ...other,
    ...one,
    ...(Object.keys(properties).length > 0 && { properties }),
    required: [...listOf(one["required"]), ...listOf(other["required"])],
  };
}

function typeOf(schema: Fields): unknown {
  const types = [schema["type"]].flat();
  const type = types.find((each) => each !== "null") ?? types[0];
  if (type !== undefined) return type;
  if (schema["properties"] ?? schema["additionalProperties"]) return "object";
  if (schema["items"] !== undefined) return "array";
  if (schema["format"] !== undefined || schema["pattern"] !== undefined) return "string";
  return undefined;
}

function isBinary(schema: Fields): boolean {
  return schema["format"] === "binary" || schema["contentMediaType"] !== undefined;
}

function text(schema: Fields): string {
  const { pattern, format, minLength, maxLength } = schema;
  if (typeof pattern === "string") {
    const found = ofPattern(pattern, minLength, maxLength);
    if (found !== undefined) return found;
  }
  const known = texts[String(format)] ?? "sample";
  const least = typeof minLength === "number" ? minLength : 0;
  const most = typeof maxLength === "number" ? maxLength : Number.POSITIVE_INFINITY;
  return known.padEnd(least, "a").slice(0, most);
}

function ofPattern(pattern: string, minLength: unknown, maxLength: unknown): string | undefined {
  const least = typeof minLength === "number" ? minLength : 1;
  const most = typeof maxLength === "number" ? maxLength : 200;
  // Texts that every part of a request can hold come first.
  for (const candidate of ["sample", "1", "a", "A1", "2024-02-29", "#ffffff"]) {
    if (candidate.length >= least && candidate.length <= most && matches(pattern, candidate)) {
      return candidate;
    }
  }
  try {
    const options = { seed: 1, numRuns: 50 };
    const made = fc.sample(fc.stringMatching(new RegExp(pattern, "u")), options);
    const fitting = made.filter(({ length }) => length >= least && length <= most);
    return (
      fitting.find((one) => /^[\w.:+-]+$/.test(one)) ?? fitting.find((one) => /^[ -~]+$/.test(one))
    );
  } catch {
    return undefined; // a pattern that is no regular expression of JavaScript
  }
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return false;
  }
}

function number(schema: Fields): number {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = schema;
  const step = typeof multipleOf === "number" ? multipleOf : 1;
  let value = typeof minimum === "number" ? minimum : 1;
  if (typeof exclusiveMinimum === "number") value = exclusiveMinimum + step;
  else if (exclusiveMinimum === true) value += step;
  value = Math.ceil(value / step) * step;
  if (typeof maximum === "number" && value > maximum) value = maximum;
  if (typeof exclusiveMaximum === "number" && value >= exclusiveMaximum) {
    value = exclusiveMaximum - step;
  }
  return value;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
