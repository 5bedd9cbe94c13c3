import { type Contract, type Operation, type Parameter, typesOf } from "../../contract/index.js";
import { isFields, partsOfPath, pathParametersOf, pathSpelling } from "../../openapi/index.js";
import { SpecValues } from "./spec-values.js";

/** Values of the parameters of a request, by their names. */
export type Binding = ReadonlyMap<string, unknown>;

/** Values that a person gave. */
export interface GivenValues {
  /**
   * By parameter; or by operationId or `GET /boms/{bom_id}/`, and then by parameter. A list has
   * several values.
   */
  readonly [name: string]: unknown;
}

/** A list that was read, and what was known when it was asked for. */
interface ReadList {
  /** The path template, in one spelling. */
  readonly path: string;
  /** Of the parameters of its path, in order. */
  readonly values: readonly string[];
  readonly items: readonly unknown[];
}

/** Enough items of a list to see what differs between them, and few enough for a small budget. */
const itemsOfList = 2;

/** The values that requests are made of: given by a person, fixed by the spec, or read from lists. */
export class KnownValues {
  readonly #contract: Contract;
  readonly #given: GivenValues;
  readonly #ofSpec: SpecValues;
  readonly #lists: ReadList[] = [];

  constructor(contract: Contract, given: GivenValues) {
    this.#contract = contract;
    this.#given = given;
    this.#ofSpec = new SpecValues(contract);
  }

  /** Notes the items of a list that an operation answered with. */
  learn({ name: { path } }: Operation, binding: Binding, answer: unknown): void {
    const items = itemsIn(answer);
    const values = pathParametersOf(path).map((name) => String(binding.get(name) ?? ""));
    if (items.length > 0) this.#lists.push({ path: pathSpelling(path), values, items });
  }

  /** Values for a path and for all that a request must have; the missing parameter if there are none. */
  bindingsFor(operation: Operation): {
    readonly found: readonly Binding[];
    readonly lacks: string;
  } {
    const { path } = operation.name;
    let bindings: Binding[] = [new Map()];
    const needed = [
      ...pathParametersOf(path).map((name) => ({ name, in: "path" })),
      ...[...operation.parameters.values()].filter((each) => each.required && each.in !== "path"),
    ];
    for (const { name, in: place } of needed) {
      const parameter = [...operation.parameters.values()].find(
        (each) => each.name === name && each.in === place,
      );
      bindings = bindings
        .flatMap((binding) =>
          this.#valuesOf(operation, name, place, parameter, binding)
            .slice(0, itemsOfList)
            .map((value): Binding => new Map([...binding, [keyOf(place, name), value]])),
        )
        .slice(0, itemsOfList);
      if (bindings.length === 0) return { found: [], lacks: `${place} parameter ${name}` };
    }
    return { found: bindings, lacks: "" };
  }

  #valuesOf(
    operation: Operation,
    name: string,
    place: string,
    parameter: Parameter | undefined,
    binding: Binding,
  ): readonly unknown[] {
    const given = this.#givenFor(operation, name);
    if (given.length > 0) return given;
    if (place !== "path") return parameter ? this.#ofSpec.all(parameter) : [];
    // An example of an id is seldom one that there is.
    const fixed = parameter ? this.#ofSpec.known(parameter) : [];
    if (fixed.length > 0) return fixed;
    const { path } = operation.name;
    const [before = ""] = path.split(`{${name}}`);
    const of = pathSpelling(before);
    const fits = this.#fits(parameter);
    const above = pathParametersOf(before).map((each) => String(binding.get(each) ?? ""));
    const lists = this.#lists.filter(
      (list) => list.path === of && list.values.every((value, index) => value === above[index]),
    );
    const found = lists.length > 0 ? lists : this.#lists.filter((list) => isOf(list.path, name));
    const values = found.flatMap(({ items }) => items.flatMap((item) => nameOf(item, name) ?? []));
    return [...new Set(values)].filter(fits);
  }

  /** An operation's own values come before those of a parameter that any may have. */
  #givenFor({ name: { method, path, operationId = "" } }: Operation, name: string): unknown[] {
    const of = (values: unknown, key: string): unknown[] => {
      const value = isFields(values) && Object.hasOwn(values, key) ? values[key] : undefined;
      return value === undefined || Array.isArray(value) ? (value ?? []) : [value];
    };
    for (const key of [operationId, `${method} ${path}`]) {
      const [own] = of(this.#given, key);
      const values = of(own, name);
      if (values.length > 0) return values;
    }
    return of(this.#given, name);
  }

  /** Whether a value read elsewhere can be one of the parameter. */
  #fits(parameter: Parameter | undefined): (value: string) => boolean {
    const types = parameter?.schema && typesOf(parameter.schema, this.#contract.schemas);
    const isNumber = types && !types.has("string") && (types.has("integer") || types.has("number"));
    return (value) => value !== "" && (!isNumber || /^-?\d+(?:\.\d+)?$/.test(value));
  }
}

/** The key of a parameter in a binding: one name may be in path and query. */
export function keyOf(place: string, name: string): string {
  return place === "path" ? name : `${place} ${name}`;
}

/** Names that say nothing about whose value it is. */
const generic = /^(?:_?id|pk|uu?id|guid|key|slug|name|code|number|value)$/i;

/** Whether the items of a list have the values of a parameter: those of `/v1/boms/` a `bom_id`. */
function isOf(path: string, name: string): boolean {
  if (generic.test(name)) return false;
  const words = (text: string) => text.toLowerCase().replaceAll(/[^a-z\d]/g, "");
  const noun = words(name.replace(/[-_]?(?:id|pk|uu?id|guid|key|slug|code)$/i, ""));
  const last = words(partsOfPath(path).at(-1)?.split("/").at(-1) ?? "");
  return noun !== "" && [noun, `${noun}s`, `${noun}es`, noun.replace(/y$/, "ies")].includes(last);
}

/** Members that name an item, whatever the parameter is called, the most telling first. */
const ids = ["id", "uuid", "uid", "pk", "_id", "guid"];
/** Members that name an item if the parameter asks for them: `part_number`. */
const names = [...ids, "key", "slug", "code", "number", "name"];

function isName(value: unknown): value is string | number | boolean {
  // An integer with more digits has lost some of them.
  return typeof value === "number"
    ? !Number.isInteger(value) || Number.isSafeInteger(value)
    : typeof value === "string" || typeof value === "boolean";
}

function nameOf(item: unknown, parameter: string): string | undefined {
  if (isName(item)) return String(item);
  if (!isFields(item)) return undefined;
  const camel = parameter.replaceAll(/[-_]([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
  const end = parameter.replace(/^.*[-_]/, "").toLowerCase();
  for (const name of [parameter, camel, ...(names.includes(end) ? [end] : []), ...ids]) {
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    if (isName(value)) return String(value);
  }
  return undefined;
}

/** Members of an envelope that hold the list. */
const listNames = [
  "results",
  "items",
  "data",
  "records",
  "entries",
  "list",
  "values",
  "content",
  "rows",
];

/** The items of a list, bare or in an envelope; none if it is no list. */
function itemsIn(answer: unknown, depth = 0): readonly unknown[] {
  if (Array.isArray(answer)) return answer.slice(0, 100);
  if (!isFields(answer) || depth > 1) return [];
  const lists = Object.entries(answer).filter(([, value]) => Array.isArray(value));
  const [only, ...more] = lists;
  const named = listNames.find((name) => Object.hasOwn(answer, name));
  if (named !== undefined) return itemsIn(answer[named], depth + 1);
  return only && more.length === 0 ? itemsIn(only[1], depth + 1) : [];
}
