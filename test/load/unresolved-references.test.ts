import { describe, expect, test } from "vitest";
import { diagnosticsOf, type Files, load, placed, specOf } from "../support/generator.js";
import { at, refOfA, using } from "./support.js";

describe("an unresolved reference", () => {
  const media = (fields: object) =>
    specOf({
      paths: { "/a": { post: { requestBody: { content: { "a/b": fields } }, responses: {} } } },
    });
  const body = ["paths", "/a", "post", "requestBody", "content", "a/b"];
  const ref = { $ref: "#/components/examples/Gone" };
  const cases: { name: string; given: Files; want: object }[] = [
    {
      name: "of an example",
      given: { "openapi.json": media({ examples: { a: ref, b: { value: 1 } } }) },
      want: { examples: { a: {}, b: { value: 1 } } },
    },
    {
      name: "of an encoding, with something beside it",
      given: { "openapi.json": media({ encoding: { a: { ...ref, style: "form" } } }) },
      want: { encoding: { a: { style: "form" } } },
    },
    {
      name: "of all examples",
      given: { "openapi.json": media({ examples: ref }) },
      want: { examples: {} },
    },
    {
      name: "to a file that is not there",
      given: { "openapi.json": media({ examples: { a: { $ref: "gone.json" } } }) },
      want: { examples: { a: {} } },
    },
    {
      name: "to a file that cannot be parsed",
      given: { "openapi.json": media({ examples: { a: { $ref: "b.json" } } }), "b.json": "{{" },
      want: { examples: { a: {} } },
    },
    {
      name: "to a server that is not asked",
      given: { "openapi.json": media({ examples: { a: { $ref: "https://a.example/b" } } }) },
      want: { examples: { a: {} } },
    },
  ];
  test.each(cases)("$name is ignored with a warning", async ({ given, want }) => {
    const spec = await load(given);
    expect(spec.warnings.map(({ code }) => code)).toEqual(["ref-ignored"]);
    expect(at(spec, ...body)).toEqual(want);
  });

  test("is ignored as a link and as a callback, each place once", async () => {
    const operation = {
      responses: { 200: { description: "", links: { a: { $ref: "#/x" } } } },
      callbacks: { b: { $ref: "#/x" }, c: { $ref: "#/components/callbacks/C" } },
    };
    const callbacks = { C: { $ref: "#/x" } };
    const spec = await load(
      specOf({ paths: { "/a": { post: operation } }, components: { callbacks } }),
    );
    expect(spec.warnings.map(({ code }) => code)).toEqual(Array(4).fill("ref-ignored"));
    expect(at(spec, "paths", "/a", "post")).toEqual({
      responses: { 200: { description: "", links: { a: {} } } },
      callbacks: { b: {}, c: {} },
    });
  });

  const errors: { name: string; given: Files; want: string }[] = [
    {
      name: "of a schema in a callback",
      given: {
        "openapi.json": specOf({
          components: {
            callbacks: {
              A: {
                "{$url}": {
                  post: { requestBody: { content: { "a/b": { schema: { $ref: "#/x" } } } } },
                },
              },
            },
          },
        }),
      },
      want: "ref-unresolved",
    },
    {
      name: "to a missing file that a schema needs as well as an example",
      given: {
        "openapi.json": media({ examples: { a: { $ref: "b.json" } }, schema: { $ref: "c.json" } }),
        "c.json": JSON.stringify({ properties: { a: { $ref: "b.json" } } }),
      },
      want: "file-unreadable",
    },
  ];
  test.each(errors)("$name stays an error", async ({ given, want }) => {
    const problems = await diagnosticsOf(load(given));
    expect(problems.map(({ code }) => code)).toEqual([want]);
    expect(problems.map(placed).join()).not.toContain(`${want} at openapi.json:1:1,`);
  });
});

test("a reference to an empty schema is read as one to any value", async () => {
  const spec = await load({ "openapi.yaml": using("b.yaml#/B"), "b.yaml": "B:\n" });
  expect(spec.resolve(refOfA(spec))).toEqual({});
  expect(spec.warnings.map(placed)).toEqual(["schema-empty at b.yaml:1:1"]);
});
