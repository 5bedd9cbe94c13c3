import type { Operation } from "../contract/index.js";
import type { Spec } from "../load/index.js";
import { isFields, statusOf } from "../openapi/index.js";
import {
  type MockedAnswer,
  type MockedCollection,
  type MockedList,
  type MockedOperation,
  removeAt,
  setAt,
} from "../runtime/msw/index.js";
import type { Collection, Role } from "./collections.js";
import { loadFaker } from "./load-faker.js";
import { Mock, nowhere } from "./mock.js";
import { type MockAnswer, mockHeader } from "./mock-answer.js";
import { pageFormOf } from "./page-of-list.js";

/** What handlers answer, without what a client calls the operations. */
export interface HandlerData {
  readonly collections: readonly MockedCollection[];
  /** By method and path: `GET /orders`. */
  readonly operations: Readonly<Record<string, OperationData>>;
}

export interface OperationData
  extends Omit<MockedOperation, "method" | "path" | "servers" | "schema"> {
  /** Whether it takes over what was sent, and the id of the path, as far as its schema allows. */
  readonly takesOver?: true;
}

export interface HandlerDataOptions {
  /** As of a mock. Default: 1. */
  readonly seed?: number;
  /** How many things a list has. Default: 5. */
  readonly items?: number;
}

/**
 * The answers of a mock as data, for handlers that have neither the spec nor what makes its data.
 * Below each parent, handlers show the list that the mock has below the first one.
 *
 * @throws DiagnosticError `mock-needs-faker`
 */
export async function handlerDataOf(
  spec: Spec,
  { seed = 1, items = 5 }: HandlerDataOptions = {},
): Promise<HandlerData> {
  const mock = new Mock(spec, await loadFaker(), [], { seed, items });
  const collections = new Collections(mock);
  const called = mock.contract.operations.filter(({ kind }) => kind === "path");
  const operations = called.map((operation) => {
    const { method, path } = operation.name;
    return [`${method} ${path}`, dataOf(operation, mock, collections)] as const;
  });
  return { operations: Object.fromEntries(operations), collections: collections.written() };
}

function dataOf(operation: Operation, mock: Mock, collections: Collections): OperationData {
  const pathValues = collections.valuesOf(operation);
  const usual = writtenAnswer(mock.usualAnswer({ operation, pathValues }));
  const failures = failuresOf(operation, mock);
  const own = { usual, ...(failures && { failures }) };
  const role = mock.roles.get(operation);
  if (usual.headers?.[mockHeader]?.includes("what was sent"))
    return { ...own, usual: withoutData(usual), isEcho: true };
  if (usual.data === undefined) return own;
  if (!role) return operation.body ? { ...own, takesOver: true } : own;
  if (role.does === "list") {
    const list = listOf(operation, role.collection, pathValues, mock, collections);
    return list
      ? { ...own, usual: { ...usual, data: setAt(usual.data, list.items, []) }, list }
      : own;
  }
  const one = role.does === "create" ? undefined : collections.oneOf(operation, role, pathValues);
  return { ...own, ...(one && { usual: withoutData(usual), one }), takesOver: true };
}

function listOf(
  operation: Operation,
  collection: Collection,
  pathValues: ReadonlyMap<string, string>,
  mock: Mock,
  collections: Collections,
): MockedList | undefined {
  const all = mock.itemsOf(collection, pathValues);
  const page = pageFormOf(collection);
  const { items, next, total } = collection.list;
  const ask = (query: string) => writtenAnswer(mock.usualAnswer({ operation, pathValues }, query));
  const sized = (count: number) => (page.size === undefined ? "" : `?${page.size}=${count}`);
  const [first, last] = [ask(sized(1)), ask(sized(Math.max(1, all.length)))];
  // A list that is not made of the collection: its schema demands another length.
  const isOf = (answer: MockedAnswer, shown: readonly unknown[]) =>
    JSON.stringify(at(answer.data, items)) === JSON.stringify(shown);
  const hasPages = page.offset !== undefined || page.page !== undefined || page.isPaged;
  if (page.size === undefined ? !isOf(first, hasPages ? all.slice(0, 10) : all) : !isOf(last, all))
    return undefined;
  const leads = next && nextFormOf(at(first.data, next));
  const end = next && at(last.data, next);
  return {
    ...{ ...collections.formOf(collection, all), page, items },
    ...(total && at(last.data, total) === all.length && { total }),
    ...(next && leads && { next: { at: next, is: leads } }),
    ...((end === null || end === false || end === "") && { last: end }),
    ...(first.headers?.["link"] !== undefined && { hasHeader: true as const }),
  };
}

function nextFormOf(value: unknown): NonNullable<MockedList["next"]>["is"] | undefined {
  if (value === true) return "flag";
  if (typeof value === "number") return "number";
  if (typeof value !== "string" || value === "") return undefined;
  return value.startsWith(`${nowhere}/`) ? "link" : "text";
}

function at(body: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((value, step) => (isFields(value) ? value[step] : undefined), body);
}

/** The collections that operations refer to, each form of their things once. */
class Collections {
  readonly #mock: Mock;
  readonly #all: { readonly collection: Collection; readonly forms: (readonly unknown[])[] }[] = [];

  constructor(mock: Mock) {
    this.#mock = mock;
  }

  /** Values for the path of an operation: ids of the first thing of each collection on the way. */
  valuesOf(operation: Operation): Map<string, string> {
    const values = new Map<string, string>();
    const { path } = operation.name;
    for (const [, name = ""] of path.matchAll(/\{([^{}]*)\}/g)) {
      const above = path.slice(0, path.indexOf(`/{${name}}`));
      const around = this.#mock.contract.operations
        .map((each) => this.#mock.roles.get(each)?.collection)
        .find((collection) => collection?.path === above);
      const [first] = around ? this.#mock.itemsOf(around, values) : [];
      const id =
        around?.idProperty !== undefined && isFields(first) ? first[around.idProperty] : undefined;
      const isId = typeof id === "string" || typeof id === "number";
      values.set(name, isId ? String(id) : this.#mock.pathValue(name, operation));
    }
    return values;
  }

  /** Where things of a collection are, as they are shown. */
  formOf(collection: Collection, things: readonly unknown[]): { collection: number; form: number } {
    let index = this.#all.findIndex((each) => each.collection === collection);
    if (index < 0) index = this.#all.push({ collection, forms: [] }) - 1;
    const forms = this.#all[index]?.forms ?? [];
    const text = JSON.stringify(things);
    const known = forms.findIndex((each) => JSON.stringify(each) === text);
    return { collection: index, form: known < 0 ? forms.push(things) - 1 : known };
  }

  /** The things of a collection, as an operation answers each of them. */
  oneOf(
    operation: Operation,
    { collection, parameter = "" }: Role,
    pathValues: ReadonlyMap<string, string>,
  ): MockedOperation["one"] {
    const { idProperty } = collection;
    if (idProperty === undefined) return undefined;
    const shown = this.#mock.itemsOf(collection, pathValues).map((item) => {
      const id = isFields(item) ? item[idProperty] : undefined;
      const values = new Map(pathValues).set(parameter, String(id));
      const { data } = writtenAnswer(this.#mock.usualAnswer({ operation, pathValues: values }));
      return isFields(data) && data[idProperty] === id ? data : undefined;
    });
    // An answer without the id is about something else.
    if (shown.length === 0 || shown.includes(undefined)) return undefined;
    return { ...this.formOf(collection, shown), parameter };
  }

  written(): MockedCollection[] {
    return this.#all.map(({ collection: { idProperty }, forms }) => ({
      ...(idProperty !== undefined && { id: idProperty }),
      forms,
    }));
  }
}

function failuresOf(operation: Operation, mock: Mock): Record<number, MockedAnswer> | undefined {
  const statuses = [...operation.responses.keys()]
    .map(statusOf)
    .filter((status) => typeof status === "number" && status >= 400);
  if (statuses.length === 0) return undefined;
  return Object.fromEntries(
    statuses.map((status) => [status, writtenAnswer(mock.failure(operation, Number(status)))]),
  );
}

function withoutData(answer: MockedAnswer): MockedAnswer {
  return removeAt(answer, ["data"]) as MockedAnswer;
}

function writtenAnswer({ status, headers, body }: MockAnswer): MockedAnswer {
  const own = { status, ...(Object.keys(headers).length > 0 && { headers }) };
  if (body === undefined) return own;
  if (/[/+]json\b/.test(headers["content-type"] ?? "")) {
    try {
      return { ...own, data: JSON.parse(body.toString("utf8")) as unknown };
    } catch {
      // Not JSON after all.
    }
  }
  const text = body.toString("utf8");
  return Buffer.from(text).equals(body)
    ? { ...own, text }
    : { ...own, base64: body.toString("base64") };
}
