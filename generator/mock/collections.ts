import type { Contract, Media, Operation, Parts } from "../contract/index.js";
import { responseOf, statusOf } from "../openapi/index.js";

/** Paths that are about the same things: `/orders` lists them, `/orders/{id}` is one of them. */
export interface Collection {
  /** The path of the list, without a slash at its end. */
  readonly path: string;
  readonly list: ListForm;
  /** The schema of an item in the list. */
  readonly item: Parts;
  /** The property of an item that the last parameter of its path is; undefined if none looks like it. */
  readonly idProperty: string | undefined;
}

/** How a page of a list is written. */
export interface ListForm {
  readonly operation: Operation;
  /** Properties from the body down to the list; empty if the body is the list. */
  readonly items: readonly string[];
  /** Properties down to what leads to the next page, or says whether there is one. */
  readonly next: readonly string[] | undefined;
  /** Properties down to the number of all items. */
  readonly total: readonly string[] | undefined;
}

/** What an operation does with a collection. */
export interface Role {
  readonly collection: Collection;
  readonly does: "list" | "create" | "read" | "replace" | "change" | "delete";
  /** The path parameter that says which item; undefined for the list. */
  readonly parameter: string | undefined;
}

/** Finds the collections of an API by its paths and by what its lists answer. */
export function findRoles(contract: Contract): Map<Operation, Role> {
  const operations = contract.operations.filter(({ kind }) => kind === "path");
  const lists = new Map<string, Omit<Collection, "idProperty">>();
  for (const operation of operations) {
    // Some lists are asked for with a body.
    if (operation.name.method !== "GET" && !operation.pagination) continue;
    const path = withoutSlash(operation.name.path);
    const found = listOf(operation, contract);
    if (found) lists.set(path, { path, ...found });
  }
  const roles = new Map<Operation, Role>();
  const parameters = new Map<string, string>();
  for (const { name } of operations) {
    const { parent, parameter } = splitPath(name.path);
    if (parameter !== undefined && lists.has(parent) && !parameters.has(parent))
      parameters.set(parent, parameter);
  }
  const collections = new Map(
    [...lists].map(([path, list]) => {
      const idProperty = idPropertyOf(list.item, parameters.get(path), contract);
      return [path, { ...list, idProperty }];
    }),
  );
  for (const operation of operations) {
    const { method, path } = operation.name;
    const own = collections.get(withoutSlash(path));
    const { parent, parameter } = splitPath(path);
    const around = collections.get(parent);
    if (own && operation === own.list.operation)
      roles.set(operation, { collection: own, does: "list", parameter: undefined });
    else if (own && method === "POST")
      roles.set(operation, { collection: own, does: "create", parameter: undefined });
    else if (around && parameter !== undefined && Object.hasOwn(onItem, method))
      roles.set(operation, { collection: around, does: onItem[method] ?? "read", parameter });
  }
  return roles;
}

/** What the methods do with one thing of a collection. */
const onItem: Readonly<Record<string, Role["does"]>> = {
  GET: "read",
  PUT: "replace",
  PATCH: "change",
  DELETE: "delete",
};

function withoutSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

/** The path before the last parameter, if that is the whole last segment. */
function splitPath(path: string): { parent: string; parameter: string | undefined } {
  const [, parent, parameter] = /^(.*)\/\{([^{}/]+)\}\/?$/.exec(path) ?? [];
  return { parent: parent ?? path, parameter };
}

function listOf(
  operation: Operation,
  contract: Contract,
): Pick<Collection, "list" | "item"> | undefined {
  const { pagination } = operation;
  const schema = successOf(operation)?.media?.schema;
  if (!schema) return undefined;
  const body = contract.schemas.read(schema);
  const find = (): { items: readonly string[]; item: Parts } | undefined => {
    if (pagination) {
      const item = itemsAt(schema, pagination.items, contract);
      return item && { items: pagination.items, item };
    }
    const own = itemsAt(schema, [], contract);
    if (own) return { items: [], item: own };
    // One thing has lists, too: an order has lines.
    if (splitPath(operation.name.path).parameter !== undefined) return undefined;
    for (const name of body.properties.keys()) {
      const item = itemsAt(schema, [name], contract);
      if (item && isObject(item, contract)) return { items: [name], item };
    }
    return undefined;
  };
  const found = find();
  if (!found || !isObject(found.item, contract)) return undefined;
  const named = (names: readonly string[]) => {
    const name = names.find((each) => body.properties.has(each));
    return name === undefined ? undefined : [name];
  };
  return {
    item: found.item,
    list: {
      operation,
      items: found.items,
      next: pagination ? pagination.next : named(["next", "has_more", "hasMore", "has_next"]),
      total: pagination?.total ?? named(["count", "total", "total_count", "totalCount"]),
    },
  };
}

function itemsAt(schema: Parts, steps: readonly string[], contract: Contract): Parts | undefined {
  let at: Parts | undefined = schema;
  for (const step of steps) at = at && contract.schemas.read(at).properties.get(step);
  const list = at && contract.schemas.read(at);
  return list?.types?.includes("array") ? list.single.get("items") : undefined;
}

function isObject(parts: Parts, contract: Contract): boolean {
  const { properties } = contract.schemas.read(parts);
  return properties.size > 0;
}

/** Names are alike whatever joins their words: `order_id`, `orderId`. */
const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

function idPropertyOf(
  item: Parts,
  parameter: string | undefined,
  contract: Contract,
): string | undefined {
  const names = [...contract.schemas.read(item).properties.keys()];
  const wanted = plain(parameter ?? "id");
  return (
    names.find((name) => plain(name) === wanted) ??
    // `bomId` is `id` of a BOM; `slug` and the like are named in full.
    names.find((name) => plain(name) === "id" && wanted.endsWith("id")) ??
    names.find((name) => plain(name).length > 2 && wanted.endsWith(plain(name)))
  );
}

/** An answer of an operation. */
export interface AnswerForm {
  readonly status: number;
  readonly response: Operation["responses"] extends ReadonlyMap<string, infer R> ? R : never;
  /** JSON, if there is a choice; undefined if it has no body. */
  readonly media: Media | undefined;
}

/** The first success that an operation declares, or else its first answer, such as a redirect. */
export function successOf(operation: Operation): AnswerForm | undefined {
  const all = [...operation.responses.values()].filter(({ status }) => status !== undefined);
  const first = all.find(({ isSuccess }) => isSuccess) ?? all[0];
  if (!first) return undefined;
  const { status } = first;
  return formOf(typeof status === "number" ? status : 200, first);
}

/** The answer with a status, as the operation declares it. */
export function declaredAnswer(operation: Operation, status: number): AnswerForm | undefined {
  const response = responseOf(status, operation.responses.values());
  return response && formOf(status, response);
}

/** The statuses that an operation declares one by one. */
export function declaredStatuses(operation: Operation): number[] {
  return [...operation.responses.keys()]
    .map(statusOf)
    .filter((status) => typeof status === "number");
}

function formOf(status: number, response: AnswerForm["response"]): AnswerForm {
  const all = [...response.content.values()];
  const media = all.find(({ form }) => form === "json") ?? all[0];
  return { status, response, media: response.mayHaveBody ? media : undefined };
}
