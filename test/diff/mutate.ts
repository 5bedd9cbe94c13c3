/**
 * Random edits of an OpenAPI document, for tests and benchmarks. It knows nothing of the rules: an
 * edit says in the words of the specification what it did, and where.
 */
import { parsePointer } from "../../generator/openapi/index.js";

type Json = Record<string, unknown>;

export interface Edit {
  /** What was done. */
  readonly what: string;
  /** The node that was edited, as tokens. */
  readonly at: readonly string[];
  /** What a finding about it has to be about. */
  readonly about: RegExp;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Place {
  readonly kind: "schema" | "operation";
  readonly node: Json;
  readonly at: readonly string[];
}

type Mutation = (node: Json) => Omit<Edit, "at"> | undefined;

const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const stringsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];

/** An own field of an object that is not a reference, in one of the schemas' keywords. */
const onSchema: readonly Mutation[] = [
  (node) => {
    if (!isJson(node["properties"])) return undefined;
    node["properties"]["zz_added"] = { type: "string", minLength: 2 };
    return { what: "added a property", about: /[pP]roperty\.|map\.|component/ };
  },
  (node) => {
    const properties = node["properties"];
    const [name] = isJson(properties) ? Object.keys(properties) : [];
    if (!isJson(properties) || name === undefined || Object.keys(properties).length < 2) return;
    delete properties[name];
    return { what: `removed the property ${name}`, about: /[pP]roperty\.|requiredName|component/ };
  },
  (node) => {
    const properties = node["properties"];
    const required = stringsOf(node["required"]);
    const name = isJson(properties)
      ? Object.keys(properties).find((key) => !required.includes(key))
      : undefined;
    if (name === undefined) return undefined;
    node["required"] = [...required, name];
    return { what: `required ${name}`, about: /required|component/ };
  },
  (node) => {
    const [name, ...rest] = stringsOf(node["required"]);
    if (name === undefined) return undefined;
    node["required"] = rest;
    return { what: `no longer required ${name}`, about: /required|component/ };
  },
  (node) => {
    if (node["type"] !== "string" || node["enum"]) return undefined;
    node["maxLength"] = Number(node["maxLength"] ?? 3) + 4;
    return { what: "set maxLength", about: /maxLength|component/ };
  },
  (node) => {
    if (node["type"] !== "integer") return undefined;
    node["minimum"] = Number(node["minimum"] ?? 3) + 4;
    return { what: "set minimum", about: /minimum|component/ };
  },
  (node) => {
    if (node["type"] !== "integer" && node["type"] !== "string") return undefined;
    if (node["enum"] || node["const"] !== undefined) return undefined;
    node["type"] = "boolean";
    delete node["format"];
    return { what: "made it a boolean", about: /type|component/ };
  },
  (node) => {
    const values = stringsOf(node["enum"]);
    if (values.length < 2) return undefined;
    node["enum"] = [...values, "zz_added"];
    return { what: "added an enum value", about: /enum|component/ };
  },
  (node) => {
    const values = stringsOf(node["enum"]);
    if (values.length < 3) return undefined;
    node["enum"] = values.slice(1);
    return { what: "removed an enum value", about: /enum|component/ };
  },
  (node) => {
    if (typeof node["description"] !== "string" || typeof node["type"] !== "string")
      return undefined;
    node["description"] += " Changed.";
    return { what: "changed the description", about: /description|component/ };
  },
  (node) => {
    if (typeof node["type"] !== "string" || node["deprecated"]) return undefined;
    node["deprecated"] = true;
    return { what: "deprecated it", about: /deprecated|component/ };
  },
  (node) => {
    if (typeof node["type"] !== "string" || node["enum"] || node["nullable"]) return undefined;
    node["type"] = [node["type"], "null"];
    return { what: "let it be null", about: /nullable|component/ };
  },
  (node) => {
    const properties = isJson(node["properties"]) ? Object.values(node["properties"]) : [];
    const property = properties.filter(isJson).find((each) => each["$ref"] === undefined);
    if (!property) return undefined;
    property["readOnly"] = property["readOnly"] !== true;
    return { what: "turned a readOnly", about: /[rR]eadOnly|component/ };
  },
  (node) => {
    const keyword = ["oneOf", "anyOf"].find((key) => Array.isArray(node[key]));
    if (keyword === undefined) return undefined;
    const variant = { title: "ZzAdded", type: "object", properties: { zz: { type: "null" } } };
    node[keyword] = [variant, ...(node[keyword] as unknown[])];
    return { what: "put a variant before the others", about: /(one|any)Of|component/ };
  },
  (node) => {
    const keyword = ["oneOf", "anyOf"].find((key) => Array.isArray(node[key]));
    const variants = keyword === undefined ? [] : (node[keyword] as unknown[]);
    if (keyword === undefined || variants.length < 3) return undefined;
    node[keyword] = variants.slice(1);
    return { what: "removed the first variant", about: /(one|any)Of|component/ };
  },
];

const onOperation: readonly Mutation[] = [
  (node) => {
    const parameter = { name: "zz_added", in: "query", schema: { type: "integer", minimum: 3 } };
    node["parameters"] = [...((node["parameters"] as unknown[]) ?? []), parameter];
    return { what: "added a parameter", about: /optionalParameter/ };
  },
  (node) => {
    const parameters = node["parameters"];
    if (!Array.isArray(parameters) || parameters.length < 2) return undefined;
    const last: unknown = parameters.at(-1);
    if (!isJson(last) || last["in"] !== "query") return undefined;
    node["parameters"] = parameters.slice(0, -1);
    return { what: "removed a parameter", about: /\.parameter\.removed/ };
  },
  (node) => {
    if (typeof node["operationId"] !== "string") return undefined;
    node["operationId"] += "Changed";
    return { what: "renamed the operation", about: /operationId/ };
  },
  (node) => {
    const responses = node["responses"];
    if (!isJson(responses) || responses["418"]) return undefined;
    responses["418"] = { description: "Teapot" };
    return { what: "added a response", about: /errorResponse/ };
  },
  (node) => {
    const responses = node["responses"];
    if (!isJson(responses) || Object.keys(responses).length < 2) return undefined;
    const last = Object.keys(responses).at(-1) as string;
    // One that is a component is told where the component stands.
    if (isJson(responses[last]) && responses[last]["$ref"] !== undefined) return undefined;
    delete responses[last];
    return { what: `removed the response ${last}`, about: /Response/ };
  },
  (node) => {
    node["deprecated"] = node["deprecated"] !== true;
    return { what: "turned its deprecation", about: /deprecated/ };
  },
  (node) => {
    if (!Array.isArray(node["tags"])) return undefined;
    node["tags"] = [...node["tags"], "zz_added"];
    return { what: "added a tag", about: /tag/ };
  },
];

/** Edits a copy of a document at `count` places, none of them inside another. */
export function mutate(document: Json, count: number, random: () => number): [Json, Edit[]] {
  const copy = structuredClone(document);
  const places = placesOf(copy);
  const edits: Edit[] = [];
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)];
  for (let tries = 0; edits.length < count && tries < count * 50; tries++) {
    const place = pick(places);
    if (!place || edits.some(({ at }) => isInside(at, place.at) || isInside(place.at, at)))
      continue;
    const mutation = pick(place.kind === "schema" ? onSchema : onOperation);
    const done = mutation?.(place.node);
    if (done) edits.push({ ...done, at: place.at });
  }
  return [copy, edits];
}

/** The findings that an edit can have caused: about the same thing, at the node, above or below it. */
export function findingsOf<Found extends { readonly kind: string; readonly pointer: string }>(
  { at, about }: Edit,
  findings: readonly Found[],
): Found[] {
  return findings.filter(({ kind, pointer }) => {
    const tokens = parsePointer(pointer) ?? [];
    return about.test(kind) && (isInside(at, tokens) || isInside(tokens, at));
  });
}

function isInside(outer: readonly string[], inner: readonly string[]): boolean {
  return outer.length <= inner.length && outer.every((token, index) => token === inner[index]);
}

/** The operations, and the schemas of the components, with the properties and items in them. */
function placesOf(document: Json): Place[] {
  const places: Place[] = [];
  const methods = ["get", "put", "post", "delete", "patch"];
  for (const [path, item] of Object.entries((document["paths"] ?? {}) as Json)) {
    for (const method of methods) {
      const node = isJson(item) ? item[method] : undefined;
      if (isJson(node)) places.push({ kind: "operation", node, at: ["paths", path, method] });
    }
  }
  const queue: Place[] = [];
  const add = (node: unknown, at: readonly string[]) => {
    if (isJson(node) && node["$ref"] === undefined) queue.push({ kind: "schema", node, at });
  };
  const components = (document["components"] ?? {}) as Json;
  for (const [name, node] of Object.entries((components["schemas"] ?? {}) as Json)) {
    add(node, ["components", "schemas", name]);
  }
  for (let place = queue.pop(); place; place = queue.pop()) {
    places.push(place);
    const { node, at } = place;
    const { properties } = node;
    for (const [name, child] of isJson(properties) ? Object.entries(properties) : []) {
      add(child, [...at, "properties", name]);
    }
    add(node["items"], [...at, "items"]);
    for (const keyword of ["oneOf", "anyOf", "allOf"]) {
      const list = node[keyword];
      for (const [index, child] of Array.isArray(list) ? list.entries() : []) {
        add(child, [...at, keyword, String(index)]);
      }
    }
  }
  return places;
}
