import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { loadSpec } from "../../generator/load/index.js";
import type { Files } from "../support/generator.js";
import { json, Project, twin } from "./support.js";

/**
 * One API, written in all the ways that `generate` reads. Whatever is a reference, the same page says
 * the same of it, and the text is edited where it stands.
 */

const lot = {
  type: "object",
  properties: { id: { type: "string" }, bin: { type: "string" } },
  required: ["id"],
};
const limit = { name: "limit", in: "query", schema: { type: "integer", maximum: 5 } };
const answer = (schema: object) => ({
  description: "By hand.",
  headers: { "X-Total": { description: "By hand.", schema: { type: "integer" } } },
  content: { "application/json": { schema } },
});
const operation = {
  operationId: "listLots",
  summary: "List Lots",
  parameters: [limit],
  responses: { 200: answer(lot) },
};
const document = (rest: object, version = "3.1.1") => ({
  openapi: version,
  info: { title: "Lots", version: "1" },
  ...rest,
});
const inline = document({ paths: { "/v1/lots/": { get: operation } } });
const of = (fields: object, rest: object = {}, version?: string) =>
  document({ paths: { "/v1/lots/": { get: { ...operation, ...fields } } }, ...rest }, version);
const to = (ref: string) => ({ $ref: ref });

const layouts: Record<string, Record<string, object>> = {
  "paths in place of the map": {
    "openapi.yaml": document({ paths: to("paths.yaml") }),
    "paths.yaml": { "/v1/lots/": { get: operation } },
  },
  "a path item in a file of its own": {
    "openapi.yaml": document({ paths: { "/v1/lots/": to("lots.yaml") } }),
    "lots.yaml": { get: operation },
  },
  "a path item with fields beside its reference": {
    "openapi.yaml": document({
      paths: { "/v1/lots/": { ...to("lots.yaml#/item"), parameters: [limit] } },
    }),
    "lots.yaml": { item: { get: { ...operation, parameters: [] } } },
  },
  "an operation": {
    "openapi.yaml": document({ paths: { "/v1/lots/": { get: to("lots.yaml#/get") } } }),
    "lots.yaml": { get: operation },
  },
  "the components, whole": {
    "openapi.yaml": of(
      { responses: { 200: answer(to("#/components/schemas/Lot")) } },
      { components: to("components.yaml") },
    ),
    "components.yaml": { schemas: { Lot: lot } },
  },
  "a section of the components": {
    "openapi.yaml": of(
      { responses: { 200: answer(to("#/components/schemas/Lot")) } },
      { components: { schemas: to("schemas.yaml") } },
    ),
    "schemas.yaml": { Lot: lot },
  },
  "a schema a file": {
    "openapi.yaml": of({ responses: { 200: answer(to("schemas/Lot.yaml")) } }),
    "schemas/Lot.yaml": lot,
  },
  "a file whose name has a percent sign, and a key that has one": {
    "openapi.yaml": of({ responses: { 200: answer(to("a%20b.yaml#/100%25~1lot")) } }),
    "a b.yaml": { "100%/lot": lot },
  },
  "the fields of a schema": {
    "openapi.yaml": of({
      responses: { 200: answer({ ...lot, properties: to("fields.yaml") }) },
    }),
    "fields.yaml": lot.properties,
  },
  "the answers of an operation": {
    "openapi.yaml": of({ responses: to("answers.yaml#/all") }),
    "answers.yaml": { all: operation.responses },
  },
  "an answer, by way of a component": {
    "openapi.yaml": of(
      { responses: { 200: to("#/components/responses/Lots") } },
      { components: { responses: { Lots: to("answers.yaml#/Lots") } } },
    ),
    "answers.yaml": { Lots: answer(lot) },
  },
  "the contents of an answer": {
    "openapi.yaml": of({
      responses: { 200: { ...answer(lot), content: to("contents.yaml#/json") } },
    }),
    "contents.yaml": { json: answer(lot).content },
  },
  "a media type": {
    "openapi.yaml": of(
      {
        responses: {
          200: {
            ...answer(lot),
            content: { "application/json": to("#/components/mediaTypes/Lot") },
          },
        },
      },
      { components: { mediaTypes: { Lot: { schema: lot } } } },
      "3.2.0",
    ),
  },
  "the headers of an answer, and one of them": {
    "openapi.yaml": of({ responses: { 200: { ...answer(lot), headers: to("headers.yaml") } } }),
    "headers.yaml": { "X-Total": to("header.yaml#/one") },
    "header.yaml": { one: answer(lot).headers["X-Total"] },
  },
  "a parameter, by its place in a list": {
    "openapi.yaml": document({
      paths: {
        "/v1/lots/": {
          get: { ...operation, parameters: [to("#/paths/~1v1~1bins~1/parameters/0")] },
        },
        "/v1/bins/": { parameters: [limit] },
      },
    }),
  },
  "a schema with more beside its reference": {
    "openapi.yaml": of(
      {
        responses: {
          200: answer({
            ...to("#/components/schemas/Lot"),
            properties: { bin: { type: "string" } },
          }),
        },
      },
      {
        components: {
          schemas: { Lot: { ...lot, properties: { id: { type: "string" } } } },
        },
      },
    ),
  },
  "a reference that is wrapped to have a description": {
    "openapi.yaml": of(
      {
        responses: {
          200: answer({ description: "By hand.", allOf: [to("#/components/schemas/Lot")] }),
        },
      },
      { components: { schemas: { Lot: lot } } },
      "3.0.3",
    ),
  },
  "an allOf of one": {
    "openapi.yaml": of({ responses: { 200: answer({ allOf: [{ allOf: [lot] }] }) } }),
  },
  "what passes a reference on its way": {
    "openapi.yaml": of(
      { responses: { 200: answer(to("#/components/schemas/Box/properties/inner")) } },
      {
        components: {
          schemas: {
            Box: to("#/components/schemas/Real"),
            Real: { properties: { inner: lot } },
          },
        },
      },
    ),
  },
};

const files = (layout: Record<string, object>): Files =>
  Object.fromEntries(
    Object.entries(layout).map(([file, value]) => [`spec/${file}`, stringify(value)]),
  );
const page = (fields: object) =>
  twin("List Lots", "GET /v1/lots/", {
    parameters: [limit],
    responses: { 200: answer(lot) },
    ...fields,
  });

/** What the page says beyond the spec, or against it. */
const edited = page({
  parameters: [{ ...limit, schema: { type: "integer", maximum: 9 } }],
  responses: {
    200: {
      headers: {
        "X-Total": { schema: { type: "string" } },
        "X-Next": { schema: { type: "string" } },
      },
      ...json({
        ...lot,
        properties: {
          id: { type: "string", maxLength: 8 },
          bin: { type: "integer" },
          maker: { type: "string" },
        },
      }),
    },
  },
});

const told = (list: readonly { what: string; before?: unknown; spec?: unknown }[]) =>
  list.map(({ what }) => what.replace(/^components, \w+/, "GET /v1/lots/: response 200")).sort();

describe.each(Object.entries(layouts))("%s", (_, layout) => {
  test("describes its content", async () => {
    const { changes, conflicts } = await new Project(files(layout)).capture({ "a.md": page({}) });
    expect([told(changes), told(conflicts)]).toEqual([[], []]);
  });

  test("is edited in place, and reported in the same words", async () => {
    const plain = new Project(files({ "openapi.yaml": inline }));
    const wanted = await plain.capture({ "a.md": edited });
    expect(wanted.conflicts.length).toBeGreaterThan(2);
    const given = new Project(files(layout));
    const before = given.files();
    const report = await given.capture({ "a.md": edited });
    expect(told(report.conflicts)).toEqual(told(wanted.conflicts));
    expect(told(report.changes)).toEqual(told(wanted.changes));
    const after = given.files();
    const added = Object.keys(after).filter((file) => !(file in before));
    expect(added.filter((file) => !file.startsWith("captures/"))).toEqual([]);
    // No place says it twice: what was added is there once, in whichever file.
    const texts = Object.entries(after).filter(([file]) => !file.startsWith("captures/"));
    for (const name of ["maker", "X-Next", "maxLength"]) {
      expect(
        texts
          .map(([, text]) => text.split(`${name}:`).length - 1)
          .sort()
          .at(-1),
      ).toBe(1);
    }
    const { document: linked } = await loadSpec(join(given.folder, "spec/openapi.yaml"));
    expect(JSON.stringify(linked)).toMatch(/"maker":.*"type":"string"/);
    // And a second time there is nothing more to say.
    const again = await given.look({ "a.md": edited });
    expect(again).toMatchObject({ changes: [], differences: [] });
    expect(again.conflicts.every(({ isKnown }) => isKnown)).toBe(true);
  });
});
