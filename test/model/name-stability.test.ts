import { expect, test } from "vitest";
import type { Spec } from "../../generator/load/index.js";
import { type Api, buildApi, fromNamesLock } from "../../generator/model/index.js";
import { model, specWith } from "../support/generator.js";
import { fc, times } from "../support/random.js";

/** Words that make names collide: spelled alike, of the language, of the output itself. */
const words = fc.constantFrom(
  ...["list", "List", "list-it", "listIt", "list_it", "ListItParams", "listItData", "Record"],
  ...[
    "then",
    "constructor",
    "delete",
    "default",
    "client",
    "Client",
    "Things",
    "a.b",
    "a",
    "b",
    "🦊",
    // The name of a group, and more.
    ...["a/b", "a/list", "aList", "a_a_list", "list/list-it", "client.then"],
  ],
);

const specs = fc.record({
  operations: fc.uniqueArray(
    fc.record({
      path: fc.constantFrom("/a", "/a/", "/a-b", "/{a}", "/b/{c}", "/list/it"),
      method: fc.constantFrom("get", "put", "post", "delete"),
      id: fc.option(words, { nil: undefined }),
      tag: fc.option(words, { nil: undefined }),
      group: fc.option(words, { nil: undefined }),
    }),
    { selector: ({ path, method }) => `${method} ${path}`, maxLength: 8 },
  ),
  schemas: fc.uniqueArray(words, { maxLength: 6 }),
  schemes: fc.uniqueArray(words, { maxLength: 4 }),
  events: fc.uniqueArray(words, { maxLength: 3 }),
});
type Made = typeof specs extends fc.Arbitrary<infer T> ? T : never;

/** The document, everything that has no order in the order of `sort`. */
function toDocument(made: Made, sort: <T>(items: readonly T[]) => readonly T[]): Spec["document"] {
  const ids = new Set<string>();
  const operations = made.operations.map(({ id, ...rest }) => {
    const isNew = id !== undefined && !ids.has(id);
    if (isNew) ids.add(id);
    return { ...rest, id: isNew ? id : undefined };
  });
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { path, method, id, tag, group } of sort(operations)) {
    paths[path] ??= {};
    paths[path][method] = {
      ...(id && { operationId: id }),
      ...(tag && { tags: [tag] }),
      ...(group && { "x-client": { group } }),
      responses: { 204: {} },
    };
  }
  const mapOf = (keys: readonly string[], value: (key: string) => unknown) =>
    Object.fromEntries(sort(keys).map((key) => [key, value(key)]));
  const event = (key: string) => ({
    type: "object",
    properties: { kind: { const: `kind ${key}` } },
  });
  return {
    openapi: "3.1.0",
    info: { title: "Things", version: "1" },
    tags: sort([...new Set(operations.flatMap(({ tag }) => tag ?? []))]).map((name) => ({ name })),
    paths,
    webhooks: mapOf(made.events, (key) => ({
      post: {
        "x-client": { discriminator: "kind" },
        requestBody: { content: { "application/json": { schema: event(key) } } },
      },
    })),
    components: {
      schemas: mapOf(made.schemas, () => ({})),
      securitySchemes: mapOf(made.schemes, () => ({ type: "http", scheme: "bearer" })),
    },
  };
}

function toApi(document: Spec["document"], before?: Api): Api {
  const place = () => ({ file: "openapi.yaml", line: 1, column: 1 });
  const nothing = { files: [], inputs: [], warnings: [], resolve: () => undefined };
  const publicUrl = undefined;
  const spec: Spec = {
    document,
    unfiltered: document,
    hash: "",
    publicUrl,
    ...nothing,
    written: (pointer) => pointer,
    source: (pointer) => ({ file: "openapi.yaml", value: document, pointer }),
    text: () => undefined,
    place,
  };
  return buildApi(spec, { before: before && namesOf(before) }).api;
}

/** Through its text, as the next run reads them. */
function namesOf({ names }: Api) {
  return fromNamesLock(JSON.parse(JSON.stringify(names)), (pointer, why) => {
    throw new Error(`${pointer.join("/")}: ${why}`);
  });
}

const shuffle =
  (seed: number) =>
  <T>(items: readonly T[]): readonly T[] => {
    const order = fc.sample(fc.shuffledSubarray([...items.keys()], { minLength: items.length }), {
      seed,
      numRuns: 1,
    });
    return (order[0] ?? []).map((index) => items[index] as T);
  };

test("the order of a spec never changes a name", () => {
  fc.assert(
    fc.property(specs, fc.integer(), (made, seed) => {
      const straight = toApi(toDocument(made, (items) => items));
      const shuffled = toApi(toDocument(made, shuffle(seed)));
      expect(shuffled.names).toEqual(straight.names);
      for (const { path, operations } of straight.groups) {
        const children = straight.groups.filter(
          (other) => other.path.length > path.length && path.every((at, i) => at === other.path[i]),
        );
        const members = [
          ...operations.map(({ names }) => names.method),
          ...new Set(children.map((child) => child.path[path.length])),
        ];
        expect(new Set(members).size).toBe(members.length);
      }
    }),
    { numRuns: times(100) },
  );
});

test("with the lock, no addition or removal changes another name", () => {
  fc.assert(
    fc.property(specs, specs, (first, second) => {
      const before = toApi(toDocument(first, (items) => items));
      const known = new Set(first.operations.map(({ method, path }) => `${method} ${path}`));
      const added = second.operations.filter(({ method, path }) => !known.has(`${method} ${path}`));
      const both = {
        operations: [...added, ...first.operations.slice(1)],
        schemas: [...new Set([...second.schemas, ...first.schemas])],
        schemes: [...new Set([...second.schemes, ...first.schemes])],
        events: first.events,
      };
      const old = namesOf(before);
      const now = namesOf(
        toApi(
          toDocument(both, (items) => items),
          before,
        ),
      );
      for (const [identity, name] of now) expect(name).toBe(old.get(identity) ?? name);
      // And a name is given once.
      const functions = [...now].filter(([identity]) => identity.startsWith("function "));
      expect(new Set(functions.map(([, name]) => name)).size).toBe(functions.length);
    }),
    { numRuns: times(100) },
  );
});

test("the order of an operation's parameters never changes an argument", async () => {
  const parameters = ["query a", "query a_header", "header a", "header a_header", "cookie a"].map(
    (each) => {
      const [place, name] = each.split(" ");
      return { in: place, name, schema: { type: "string" } };
    },
  );
  const argumentsOf = async (list: readonly object[]) => {
    const { api } = await model(specWith({ "GET /a": { parameters: list } }));
    return Object.fromEntries(
      (api.operations[0]?.parameters ?? []).map(({ in: place, name, argument }) => [
        `${place} ${name}`,
        argument,
      ]),
    );
  };
  const straight = await argumentsOf(parameters);
  expect(straight).toMatchObject({ "query a": "a", "query a_header": "a_header" });
  expect(new Set(Object.values(straight)).size).toBe(5);
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    expect(await argumentsOf(shuffle(seed)(parameters))).toEqual(straight);
  }
});
