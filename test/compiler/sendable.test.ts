import { afterAll, beforeAll, expect, test } from "vitest";
import { serve, type TestServer } from "../runtime/server.js";
import { compile } from "../support/compiler.js";
import { generateInto, type Output, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

/**
 * For each place, kind of schema and value: the type takes the value if it fits the schema and the
 * place can hold it, and no others; what the type takes is sent.
 */

const values = {
  text: '"a"',
  number: "1",
  boolean: "true",
  null: "null",
  date: "new Date(0)",
  bigint: "1n",
  list: '["a"]',
  listWithNull: '["a", null]',
  listOfLists: '[["a"]]',
  listOfObjects: '[{ a: "x" }]',
  object: '{ a: "x" }',
  objectWithNull: "{ a: null }",
  objectWithList: '{ a: ["x"] }',
  objectWithObject: '{ a: { b: "x" } }',
} as const;
type Value = keyof typeof values;

const string = { type: "string" };
const orNull = (schema: object) => ({ anyOf: [schema, { type: "null" }] });
const listOf = (items: object) => ({ type: "array", items });
const objectWith = (a: object) => ({ type: "object", properties: { a }, required: ["a"] });
const ref = (key: string) => ({ $ref: `#/components/schemas/${key}` });

/** Schemas, each with what fits it, by JSON Schema. */
const kinds: Readonly<Record<string, { schema: object; fits: readonly Value[] }>> = {
  Text: { schema: string, fits: ["text"] },
  TextOrNull: { schema: orNull(string), fits: ["text", "null"] },
  TypeList: { schema: { type: ["string", "null"] }, fits: ["text", "null"] },
  NamedOrNull: { schema: ref("NamedOrNull"), fits: ["text", "null"] },
  EnumOrNull: { schema: { enum: ["a", null] }, fits: ["text", "null"] },
  Time: { schema: { ...string, format: "date-time" }, fits: ["text", "date"] },
  Integer: { schema: { type: "integer" }, fits: ["number"] },
  Flag: { schema: { type: "boolean" }, fits: ["boolean"] },
  List: { schema: listOf(string), fits: ["list"] },
  ListOrNull: { schema: orNull(listOf(string)), fits: ["list", "null"] },
  ListWithNull: { schema: listOf(orNull(string)), fits: ["list", "listWithNull"] },
  ListOfLists: { schema: listOf(listOf(string)), fits: ["listOfLists"] },
  ListOfObjects: { schema: listOf(objectWith(string)), fits: ["listOfObjects"] },
  ListOfNamed: { schema: listOf(ref("Named")), fits: ["listOfObjects"] },
  Record: { schema: objectWith(string), fits: ["object"] },
  RecordOfNull: { schema: objectWith(orNull(string)), fits: ["object", "objectWithNull"] },
  RecordOfList: { schema: objectWith(listOf(string)), fits: ["objectWithList"] },
  RecordOfRecord: {
    schema: objectWith({ type: "object", properties: { b: string } }),
    fits: ["objectWithObject"],
  },
  MapOfText: { schema: { type: "object", additionalProperties: string }, fits: ["object"] },
  TextOrList: {
    schema: { oneOf: [string, listOf(objectWith(string)), listOf(string)] },
    fits: ["text", "list", "listOfObjects"],
  },
  Composed: {
    schema: { allOf: [ref("Named"), { type: "object", properties: { c: string } }] },
    fits: ["object"],
  },
};
const schemas = { Named: objectWith(string), NamedOrNull: orNull(string) };

const flat: readonly Value[] = ["text", "number", "boolean", "date", "list", "object"];
const withNull: readonly Value[] = [...flat, "null", "listWithNull", "objectWithNull"];
const all = Object.keys(values).filter((value) => value !== "bigint") as readonly Value[];

/** To the compiler an object without members may have any. */
const other = { name: "other", in: "query", schema: string };
const parameter = (place: object) => (schema: object) => ({
  parameters: [{ name: "p", schema, ...place }, other],
});
const form = (type: string, encoding?: object) => (schema: object) => ({
  requestBody: {
    required: true,
    content: {
      [type]: {
        schema: { type: "object", properties: { p: schema } },
        ...(encoding && { encoding: { p: encoding } }),
      },
    },
  },
});

interface Place {
  readonly operation: (schema: object) => object;
  /** What can be sent there at all. */
  readonly holds: readonly Value[];
  readonly isBody?: true;
}

/** By OpenAPI and RFC 6570, whose null is no value. */
const places: Readonly<Record<string, Place>> = {
  simplePath: { operation: parameter({ in: "path", required: true }), holds: flat },
  labelPath: { operation: parameter({ in: "path", required: true, style: "label" }), holds: flat },
  matrixPath: {
    operation: parameter({ in: "path", required: true, style: "matrix", explode: true }),
    holds: flat,
  },
  query: { operation: parameter({ in: "query" }), holds: withNull },
  requiredQuery: {
    operation: parameter({ in: "query", required: true }),
    holds: withNull.filter((value) => value !== "null"),
  },
  commaQuery: { operation: parameter({ in: "query", explode: false }), holds: withNull },
  pipeQuery: { operation: parameter({ in: "query", style: "pipeDelimited" }), holds: withNull },
  deepQuery: { operation: parameter({ in: "query", style: "deepObject" }), holds: all },
  header: { operation: parameter({ in: "header" }), holds: withNull },
  cookie: { operation: parameter({ in: "cookie" }), holds: withNull },
  cookieStyle: { operation: parameter({ in: "cookie", style: "cookie" }), holds: withNull },
  jsonQuery: {
    operation: (schema) => ({
      parameters: [{ name: "p", in: "query", content: { "application/json": { schema } } }, other],
    }),
    holds: all,
  },
  textQuery: {
    operation: (schema) => ({
      parameters: [{ name: "p", in: "query", content: { "text/plain": { schema } } }, other],
    }),
    holds: ["text", "number", "boolean", "date", "null"],
  },
  urlencoded: {
    operation: form("application/x-www-form-urlencoded"),
    holds: all.filter((value) => value !== "date"),
    isBody: true,
  },
  styledUrlencoded: {
    operation: form("application/x-www-form-urlencoded", { style: "form", explode: false }),
    holds: withNull.filter((value) => value !== "date"),
    isBody: true,
  },
  deepUrlencoded: {
    operation: form("application/x-www-form-urlencoded", { style: "deepObject" }),
    holds: all.filter((value) => value !== "date"),
    isBody: true,
  },
  multipart: {
    operation: form("multipart/form-data"),
    holds: all.filter((value) => value !== "date"),
    isBody: true,
  },
  jsonMultipart: {
    operation: form("multipart/form-data", { contentType: "application/json" }),
    holds: all.filter((value) => value !== "date"),
    isBody: true,
  },
  styledMultipart: {
    operation: form("multipart/form-data", { style: "form" }),
    holds: withNull.filter((value) => value !== "date"),
    isBody: true,
  },
  deepMultipart: {
    operation: form("multipart/form-data", { style: "deepObject" }),
    holds: all.filter((value) => value !== "date"),
    isBody: true,
  },
  xmlMultipart: {
    operation: form("multipart/form-data", { contentType: "application/xml" }),
    holds: ["text", "number", "boolean", "null", "list", "listWithNull"],
    isBody: true,
  },
};

const trials = Object.entries(places).flatMap(([place, { holds, isBody }]) =>
  Object.entries(kinds).flatMap(([kind, { fits }]) =>
    (Object.keys(values) as Value[]).map((value) => ({
      name: `${place} ${kind} ${value}`,
      operation: `${place}${kind}`,
      args: isBody ? `{ body: { p: ${values[value]} } }` : `{ p: ${values[value]} }`,
      isTaken: isPathOfNothing(place, kind)
        ? value === "text"
        : fits.includes(value) && holds.includes(value),
    })),
  ),
);

/** A path needs its parameter: one that it cannot hold at all is text that the caller writes. */
function isPathOfNothing(place: string, kind: string): boolean {
  return (
    place.endsWith("Path") && !kinds[kind]?.fits.some((each) => places[place]?.holds.includes(each))
  );
}

let server: TestServer;
let output: Output;
beforeAll(async () => {
  server = await serve();
  const operations = Object.entries(places).flatMap(([place, { operation, isBody }]) =>
    Object.entries(kinds).map(([kind, { schema }]) => {
      const path = `/${place}/${kind}${place.endsWith("Path") ? "/{p}" : ""}`;
      const described = { operationId: `${place}${kind}`, ...operation(schema) };
      return [`${isBody ? "POST" : "GET"} ${path}`, described] as const;
    }),
  );
  output = await generateInto(
    specWith(Object.fromEntries(operations), { components: { schemas } }),
  );
});
afterAll(() => server.close());

test("the types accept values that match and can be sent, and nothing else", () => {
  const first = 2;
  const program = [
    'import type * as api from "./index.js";',
    ...trials.map(({ operation, args }) => {
      const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Params`;
      return `void (${args} satisfies Partial<api.${type}>);`;
    }),
  ].join("\n");
  const lines = compile({ sendable: { ...output.files, "program.ts": program } }).map((message) => {
    const line = Number(/program\.ts:(\d+)/.exec(message)?.[1]);
    return trials[line - first]?.name ?? message;
  });
  const refused = [...new Set(lines)];
  const expected = trials.filter(({ isTaken }) => !isTaken).map(({ name }) => name);
  expect(refused.filter((name) => !expected.includes(name))).toEqual([]);
  expect(expected.filter((name) => !refused.includes(name))).toEqual([]);
});

test("every value that the types accept is sent", async () => {
  const module = await loadOutput(output);
  const make = module["createThingsClient"] as (options: object) => unknown;
  const client = make({ baseUrl: server.url, maxRetries: 0 });
  const failed: string[] = [];
  for (const { name, operation, args, isTaken } of trials) {
    if (!isTaken) continue;
    const call = module[operation] as (client: unknown, params: object) => Promise<unknown>;
    try {
      await call(client, new Function(`return (${args})`)());
    } catch (error) {
      failed.push(`${name}: ${error}`);
    }
  }
  expect(failed).toEqual([]);
  expect(server.take().length).toBe(trials.filter(({ isTaken }) => isTaken).length);
});
