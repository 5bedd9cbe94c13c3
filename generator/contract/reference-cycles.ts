import { must } from "../narrowing.js";
import {
  isFields,
  keywordsWhere,
  listOf,
  type Fields as Schema,
  schemasIn,
} from "../openapi/index.js";
import { referencedKey } from "./component-schemas.js";

/** Keywords that compose schemas: a value itself must match them. */
const composed = keywordsWhere(({ applies, means }) => applies === "self" && means === "type");
const listing = keywordsWhere(({ applies, means }) => applies === "items" && means === "type");

/** Keys of the schemas that a schema consists of. */
interface Parts {
  /** The schemas that its own values must match: by reference, `allOf`, `oneOf` or `anyOf`. */
  readonly whole: readonly string[];
  /** The schemas that the items of its lists must match. Properties do not count. */
  readonly listed: readonly string[];
}

/** Finds schemas that consist of one another, and therefore of themselves. */
export class ReferenceCycles {
  /**
   * Schemas without the references that would make them part of themselves, by the original schema.
   * Such a reference leads to the schema itself, where it has no meaning, or to a base whose union
   * lists the schema that extends it; that schema then only extends the rest of the base.
   */
  readonly opened: ReadonlyMap<unknown, Schema>;
  readonly #schemas: Schema;
  readonly #inUnion = new Map<string, ReadonlySet<string>>();

  constructor(schemas: Schema) {
    this.#schemas = schemas;
    this.opened = new Map(
      Object.entries(schemas).flatMap(([key, schema]) => {
        const opened = isFields(schema) ? this.#open(key, schema) : undefined;
        return opened ? [[schema, opened] as const] : [];
      }),
    );
  }

  /** A schema without such references; undefined if it has none. */
  #open(key: string, schema: Schema): Schema | undefined {
    const opened: Record<string, unknown> = { ...schema };
    let isChanged = false;
    for (const field of composed) {
      const parts = listOf(schema[field]);
      const others = parts
        .filter((part) => referencedKey(part) !== key)
        .map((part) => (field === "allOf" ? this.#withoutUnionOver(key, part) : part));
      if (others.length === parts.length && others.every((part, at) => part === parts[at]))
        continue;
      isChanged = true;
      if (others.length > 0) opened[field] = others;
      else delete opened[field];
    }
    return isChanged ? opened : undefined;
  }

  /** Keys of the schemas that list themselves among their parts. */
  ofThemselves(): string[] {
    return Object.entries(this.#schemas).flatMap(([key, schema]) => {
      const parts = isFields(schema) ? composed.flatMap((field) => listOf(schema[field])) : [];
      return parts.some((part) => referencedKey(part) === key) ? [key] : [];
    });
  }

  /** Keys of schemas that consist only of one another: no value could ever be checked. */
  endless(): string[][] {
    const graph = this.#graphOf((schema) => this.#madeOf(schema).whole);
    return cyclesIn(graph);
  }

  /** Keys of schemas that contain one another in lists. */
  nested(): string[][] {
    const parts = new Map(
      Object.entries(this.#schemas).map(([key, schema]) => [key, this.#madeOf(schema)]),
    );
    const graph = this.#graphOf((_, key) => {
      const { whole = [], listed = [] } = parts.get(key) ?? {};
      return [...whole, ...listed];
    });
    return cyclesIn(graph).filter((circle) => {
      const members = new Set(circle);
      return circle.some((key) => parts.get(key)?.listed.some((part) => members.has(part)));
    });
  }

  #graphOf(edgesOf: (schema: unknown, key: string) => readonly string[]) {
    const entries = Object.entries(this.#schemas);
    return new Map(entries.map(([key, schema]) => [key, edgesOf(schema, key)]));
  }

  #madeOf(schema: unknown): Parts {
    return collect(this.opened.get(schema) ?? schema);
  }

  #withoutUnionOver(key: string, part: unknown, seen: readonly string[] = []): unknown {
    const base = referencedKey(part);
    const target = base === undefined ? undefined : this.#at(base);
    if (base === undefined || !isFields(target) || seen.includes(base)) return part;
    if (!this.#unionOf(base, target).has(key)) return part;
    const { oneOf: _one, anyOf: _any, discriminator: _tag, type, ...rest } = target;
    const bases = listOf(rest["allOf"]).map((each) =>
      this.#withoutUnionOver(key, each, [...seen, base]),
    );
    const kept = bases.length > 0 ? { ...rest, allOf: bases } : rest;
    return rest["properties"] === undefined ? kept : { type, ...kept };
  }

  /** Keys of all schemas in the union of a base, directly or not. */
  #unionOf(key: string, base: Schema): ReadonlySet<string> {
    const known = this.#inUnion.get(key);
    if (known) return known;
    const found = new Set<string>();
    const { oneOf, anyOf } = base;
    const open = [...collect({ oneOf, anyOf }).whole];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(...collect(this.#at(next)).whole);
    }
    this.#inUnion.set(key, found);
    return found;
  }

  #at(key: string): unknown {
    return Object.hasOwn(this.#schemas, key) ? this.#schemas[key] : undefined;
  }
}

function collect(schema: unknown): Parts {
  const whole: string[] = [];
  const listed: string[] = [];
  const visit = (node: unknown, into: string[]): void => {
    if (!isFields(node)) return;
    const key = referencedKey(node);
    if (key !== undefined) into.push(key);
    for (const field of composed) {
      for (const part of listOf(node[field])) visit(part, into);
    }
    for (const field of listing) {
      for (const item of schemasIn(field, node[field])) visit(item, listed);
    }
  };
  visit(schema, whole);
  return { whole, listed };
}

/**
 * The strongly connected components of a graph, each in the graph's order (Tarjan's algorithm with
 * an explicit stack: a chain of schemas may be longer than the call stack).
 */
function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const cycles: string[][] = [];
  const positions = new Map([...graph.keys()].map((key, position) => [key, position]));
  const numberIn = (numbers: ReadonlyMap<string, number>, key: string) =>
    must(numbers.get(key), `${key} was not entered`);
  const lower = (key: string, to: number) => lowest.set(key, Math.min(numberIn(lowest, key), to));

  for (const start of graph.keys()) {
    if (order.has(start)) continue;
    const work: { key: string; edges: Iterator<string> }[] = [];
    const enter = (key: string) => {
      lowest.set(key, order.size);
      order.set(key, order.size);
      stack.push(key);
      onStack.add(key);
      work.push({ key, edges: (graph.get(key) ?? [])[Symbol.iterator]() });
    };
    enter(start);
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const { key, edges } = top;
      const { value: next, done } = edges.next();
      if (!done) {
        if (!graph.has(next)) continue;
        if (!order.has(next)) enter(next);
        else if (onStack.has(next)) lower(key, numberIn(order, next));
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above) lower(above.key, numberIn(lowest, key));
      if (lowest.get(key) !== order.get(key)) continue;
      const cycle = stack.splice(stack.lastIndexOf(key));
      for (const member of cycle) onStack.delete(member);
      if (cycle.length > 1 || graph.get(key)?.includes(key)) {
        cycles.push(cycle.sort((a, b) => Number(positions.get(a)) - Number(positions.get(b))));
      }
    }
  }
  return cycles;
}
