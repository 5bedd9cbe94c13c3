import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import type { Filter } from "../../generator/load/index.js";
import { head, specOf } from "./support.js";

/** A version: its document, and the filter of the config with which it is read. */
type Version = readonly [document: object, filter?: Filter | undefined];

function found([before, of]: Version, [after, by]: Version): string[] {
  const versions = [
    specOf({ ...head, ...before }, "base.yaml", of),
    specOf({ ...head, ...after }, "revision.yaml", by),
  ] as const;
  return compareSpecs(...versions)
    .findings.map(({ kind, wire, source, message }) => `${kind} ${wire}/${source} ${message}`)
    .sort();
}

const using = (schema: string, more: object = {}) => ({
  ...more,
  responses: {
    200: {
      description: "A",
      content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
    },
  },
});
const ships = { "/ships": { get: using("Ship", { tags: ["sea"] }) } };
const trains = (path: string, tag = "land") => ({
  [path]: { get: using("Train", { operationId: "trains", tags: [tag] }) },
});
const schemas = { Ship: { type: "object" }, Train: { type: "string" } };
const both = { paths: { ...ships, ...trains("/trains/{id}") }, components: { schemas } };
const noTrains: Filter = { exclude: { tags: ["land"] } };

test("an operation and a schema that the filter now keeps out are no longer selected", () => {
  expect(found([both], [both, noTrains])).toEqual([
    "component.schema.unselected none/breaking the schema Train is no longer selected",
    "operation.endpoint.unselected none/breaking GET /trains/{id} is no longer selected",
  ]);
});

test("what the filter no longer keeps out is now selected", () => {
  expect(found([both, noTrains], [both])).toEqual([
    "component.schema.selected none/info the schema Train is now selected",
    "operation.endpoint.selected none/info GET /trains/{id} is now selected",
  ]);
});

test("an unchanged filter may select something else of a changed document", () => {
  const moored = {
    ...both,
    paths: { ...ships, "/trains/{number}": trains("/trains/{number}", "sea")["/trains/{number}"] },
  };
  const [, ...more] = found([moored, noTrains], [both, noTrains]);
  expect(more).toEqual([
    "operation.endpoint.unselected none/breaking GET /trains/{number} is no longer selected",
  ]);
});

test("what the document itself loses was removed, whatever the filter says", () => {
  const gone = { paths: ships, components: { schemas: { Ship: schemas.Ship } } };
  for (const filter of [undefined, noTrains]) {
    expect(found([both], [gone, filter])).toEqual([
      "component.schema.removed info/breaking the schema Train was removed",
      "operation.endpoint.removed breaking/breaking GET /trains/{id} was removed",
    ]);
  }
});

test("an operation whose new path the filter keeps out was removed: requests to the old one fail", () => {
  const moved = { ...both, paths: { ...ships, ...trains("/rails") } };
  expect(found([both], [moved, noTrains])).toContain(
    "operation.endpoint.removed breaking/breaking GET /trains/{id} was removed",
  );
});

test("a method that the API got and the filter selects was added", () => {
  const more = { ...both, paths: { ...both.paths, "/ships": { ...ships["/ships"], put: {} } } };
  expect(found([both, noTrains], [more, noTrains])).toEqual([
    "operation.endpoint.added info/info PUT /ships was added",
  ]);
});

test("webhooks are selected by their names", () => {
  const hooks = { webhooks: { arrived: { post: {} }, left: { post: {} } } };
  const filter = { paths: ["arrived"] };
  expect(found([hooks], [hooks, filter])).toEqual([
    "webhook.endpoint.unselected none/breaking the webhook POST left is no longer selected",
  ]);
});

test("a security scheme goes with the last operation that requires it", () => {
  const secured = {
    paths: { "/a": { get: {} }, "/b": { get: { security: [{ key: [] }] } } },
    components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
  };
  expect(found([secured], [secured, { paths: ["/a"] }])).toEqual([
    "operation.endpoint.unselected none/breaking GET /b is no longer selected",
    "securityScheme.definition.unselected none/warning the security scheme key is no longer selected",
  ]);
});

test("what is selected is counted, callbacks with their operations", () => {
  const document = {
    paths: {
      ...both.paths,
      "/ships": { ...ships["/ships"], post: { callbacks: { a: { "/b": { get: {} } } } } },
    },
    webhooks: { arrived: { post: {} } },
  };
  const of = (filter?: Filter) => specOf({ ...head, ...document }, "spec.yaml", filter);
  expect(compareSpecs(of(), of(noTrains)).compared).toEqual({
    operations: { base: 3, revision: 2 },
    webhooks: { base: 1, revision: 1 },
  });
});
