/**
 * An operation as single facts that can be compared one by one. Made for scoring, and on purpose
 * without the help of the code that is scored.
 */

type Fields = Readonly<Record<string, unknown>>;

export type Aspect =
  | "exists"
  | "type"
  | "format"
  | "required"
  | "enum"
  | (typeof limitKeywords)[number];

/** One fact of one parameter or field. */
export interface Fact {
  readonly of: "parameter" | "field";
  /** `query`, `header`, …; `request` or the status, and the media type, of a field. */
  readonly where: string;
  /** Names from the outside in; the items of a list are `[]`. */
  readonly path: readonly string[];
  readonly aspect: Aspect;
  readonly value: string;
  /** JSON pointer from the Operation Object. */
  readonly pointer: string;
  /** Of a type: the pointers of what it is put together from, such as the forms of a union. */
  readonly parts: readonly string[];
}

const limitKeywords = [
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minItems",
  "maxItems",
  "multipleOf",
  "pattern",
] as const;

/** OpenAPI ignores header parameters of these names, and so does the score. */
const ignored = new Set(["accept", "content-type", "authorization"]);
const maxDepth = 12;

export function factsOf(operation: Fields, document: Fields): Fact[] {
  return [...parameterFacts(operation, document), ...fieldFacts(operation, document)];
}

/** What identifies a fact apart from its value. */
export function keyOf({ of, where, path, aspect }: Fact): string {
  return [of, where, ...path, aspect].join("\n");
}

function parameterFacts(operation: Fields, document: Fields): Fact[] {
  return list(operation["parameters"]).flatMap((entry, index) => {
    const parameter = resolve(entry, document);
    const name = String(parameter["name"]).trim();
    const where = String(parameter["in"]);
    if (where === "header" && ignored.has(name.toLowerCase())) return [];
    const at = `/parameters/${index}`;
    const make: Make<Fact> = (aspect, value, pointer = at, parts = []) => {
      return { of: "parameter", where, path: [name], aspect, value, pointer, parts };
    };
    const isRequired = parameter["required"] === true || where === "path";
    return [
      make("exists", "yes"),
      make("required", String(isRequired), `${at}/required`),
      ...schemaFacts(collect(parameter["schema"], `${at}/schema`, document), make),
    ];
  });
}

function fieldFacts(operation: Fields, document: Fields): Fact[] {
  const facts: Fact[] = [];
  const body = resolve(operation["requestBody"], document);
  addContent(body["content"], "request", "/requestBody/content", document, facts);
  for (const [key, entry] of Object.entries(object(operation["responses"]))) {
    // A second answer of a status is a variant of it, not a status of its own.
    const status = /^x-(\d{3}):/.exec(key)?.[1] ?? key;
    const at = `/responses/${key}/content`;
    addContent(resolve(entry, document)["content"], status, at, document, facts);
  }
  const known = new Set<string>();
  return facts.filter((fact) => {
    const key = `${keyOf(fact)}\n${fact.value}`;
    return !known.has(key) && known.add(key);
  });
}

function addContent(
  content: unknown,
  where: string,
  at: string,
  document: Fields,
  facts: Fact[],
): void {
  for (const [media, value] of Object.entries(object(content))) {
    const pointer = `${at}/${escaped(media)}/schema`;
    addFields(object(value)["schema"], `${where} ${media}`, [], pointer, document, facts);
  }
}

/** The facts of all fields below a schema; the schema itself is those of its parent. */
function addFields(
  schema: unknown,
  where: string,
  path: readonly string[],
  at: string,
  document: Fields,
  facts: Fact[],
): void {
  if (path.length > maxDepth) return;
  const parts = collect(schema, at, document);
  const required = new Set(parts.flatMap((part) => list(part.schema["required"]).map(trimmed)));
  const children = new Map<string, Member[]>();
  for (const { schema: part, at: place } of parts) {
    for (const [name, child] of Object.entries(object(part["properties"]))) {
      const key = trimmed(name);
      const pointer = `${place}/properties/${escaped(key)}`;
      const form = { schema: object(child), at: pointer, parent: place };
      children.set(key, [...(children.get(key) ?? []), form]);
    }
    const { items } = part;
    if (typeof items === "object")
      addFields(items, where, [...path, "[]"], `${place}/items`, document, facts);
  }
  for (const [name, forms] of children) {
    const inside = [...path, name];
    const [first] = forms as [Member, ...Member[]];
    const make: Make<void> = (aspect, value, pointer = first.at, parts = []) => {
      facts.push({ of: "field", where, path: inside, aspect, value, pointer, parts });
    };
    make("exists", "yes");
    make("required", String(required.has(name)), `${first.parent}/required`);
    const all = forms.flatMap(({ schema: form, at: place }) => collect(form, place, document));
    schemaFacts(all, make);
    for (const form of forms) addFields(form.schema, where, inside, form.at, document, facts);
  }
}

interface Part {
  readonly schema: Fields;
  readonly at: string;
}

/** A property, and the pointer of the schema that lists it. */
interface Member extends Part {
  readonly parent: string;
}

/** A schema with all that it refers to or is put together from, union members included. */
function collect(schema: unknown, at: string, document: Fields, depth = 0): Part[] {
  if (depth > maxDepth) return [];
  const here = object(schema);
  if (typeof here["$ref"] === "string") {
    return collect(resolve(here, document), at, document, depth + 1);
  }
  const nested = ["allOf", "anyOf", "oneOf"].flatMap((keyword) =>
    list(here[keyword]).flatMap((part, index) =>
      collect(part, `${at}/${keyword}/${index}`, document, depth + 1),
    ),
  );
  return [{ schema: here, at }, ...nested];
}

type Make<Made> = (
  aspect: Aspect,
  value: string,
  pointer?: string,
  parts?: readonly string[],
) => Made;

function schemaFacts<Made>(parts: readonly Part[], make: Make<Made>): Made[] {
  const made: Made[] = [];
  const types = new Set(parts.flatMap(({ schema }) => typesOf(schema)));
  const [first] = parts;
  const all = parts.map(({ at }) => at);
  if (types.size > 0) made.push(make("type", [...types].sort().join("|"), first?.at, all));
  const formats = new Set(parts.flatMap(({ schema }) => formatOf(schema)));
  if (formats.size > 0) made.push(make("format", [...formats].sort().join("|"), first?.at));
  const values = parts.flatMap(({ schema }) =>
    list(schema["enum"]).map((value) => JSON.stringify(value)),
  );
  if (values.length > 0)
    made.push(make("enum", [...new Set(values)].sort().join(" "), first && `${first.at}/enum`));
  for (const keyword of limitKeywords) {
    const limit = parts.find(({ schema }) => schema[keyword] !== undefined)?.schema[keyword];
    if (limit !== undefined) made.push(make(keyword, String(limit), first?.at));
  }
  return made;
}

function typesOf(schema: Fields): string[] {
  const types = (typeof schema["type"] === "string" ? [schema["type"]] : list(schema["type"])).map(
    String,
  );
  const named = types.map((type) => (type === "file" ? "string" : type));
  return schema["nullable"] === true ? [...named, "null"] : named;
}

function formatOf(schema: Fields): string[] {
  if (schema["type"] === "file") return ["binary"];
  return typeof schema["format"] === "string" && schema["format"] !== "" ? [schema["format"]] : [];
}

function resolve(value: unknown, document: Fields, depth = 0): Fields {
  const here = object(value);
  const ref = here["$ref"];
  if (typeof ref !== "string" || depth > maxDepth) return here;
  const tokens = decodeURIComponent(ref.replace(/^#\//, "")).split("/");
  const target = tokens
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((node, token) => object(node)[token], document);
  return resolve(target, document, depth + 1);
}

function escaped(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

function trimmed(value: unknown): string {
  return String(value).trim();
}

function object(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
