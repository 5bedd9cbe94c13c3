import { expect, describe as group, test } from "vitest";
import { judge, type PlainAnswer, refusalOf } from "./conformance/compare.js";
import { type DescribedParameter, describe } from "./conformance/described.js";
import { plainRequest } from "./conformance/plain-request.js";
import { SampleFile, Samples } from "./conformance/samples.js";

const samples = new Samples({
  components: {
    schemas: {
      Node: {
        type: "object",
        required: ["next"],
        properties: { next: { anyOf: [{ type: "null" }, { $ref: "#/components/schemas/Node" }] } },
      },
      Base: { type: "object", required: ["id"], properties: { id: { type: "integer" } } },
    },
  },
});

group("values for a schema", () => {
  test.each([
    [{ type: "string" }, "sample"],
    [{ type: "string", format: "uuid" }, "00000000-0000-4000-8000-000000000001"],
    [{ type: "string", minLength: 8 }, "sampleaa"],
    [{ type: "string", maxLength: 3 }, "sam"],
    [{ type: ["null", "string"], enum: [null, "b"] }, "b"],
    [{ const: 3 }, 3],
    [{ enum: [1], oneOf: [{ const: 0 }, { const: 1 }] }, 1],
    [{ type: "integer", minimum: 5 }, 5],
    [{ type: "integer", exclusiveMinimum: 5 }, 6],
    [{ type: "integer", minimum: 5, exclusiveMinimum: true }, 6],
    [{ type: "number", maximum: 0.5 }, 0.5],
    [{ type: "integer", minimum: 1, multipleOf: 20 }, 20],
    [{ type: "array", items: { type: "boolean" }, minItems: 2 }, [true, true]],
    [{ type: "array", items: { type: "integer" }, minItems: 2, uniqueItems: true }, [1, 2]],
    [{ oneOf: [{ type: "null" }, { type: "boolean" }] }, true],
    [
      {
        allOf: [{ $ref: "#/components/schemas/Base" }, { properties: { b: {} }, required: ["b"] }],
      },
      { b: "sample", id: 1 },
    ],
    [{ type: "object", minProperties: 1, additionalProperties: { type: "integer" } }, { key0: 1 }],
    [{ properties: { a: { type: "string", readOnly: true }, b: { type: "integer" } } }, { b: 1 }],
  ])("%j", (schema, value) => {
    expect(samples.of(schema, "most")).toEqual(value);
  });

  test("only what is required, and all", () => {
    const schema = {
      type: "object",
      required: ["a"],
      properties: { a: { type: "integer" }, b: { type: "integer" } },
    };
    expect(samples.of(schema, "least")).toEqual({ a: 1 });
    expect(samples.of(schema, "most")).toEqual({ a: 1, b: 1 });
  });

  test("a text that its pattern allows", () => {
    const pattern = "^[A-Z]{2}-\\d{3}$";
    expect(samples.of({ type: "string", pattern }, "least")).toMatch(new RegExp(pattern));
  });

  test("a schema that needs itself ends", () => {
    expect(JSON.stringify(samples.of({ $ref: "#/components/schemas/Node" }, "most"))).toContain(
      '{"next":',
    );
  });
});

const from = (parameter: Partial<DescribedParameter>, path = "/a/{p}") =>
  plainRequest(
    {
      method: "GET",
      path,
      parameters: [
        {
          in: "query",
          name: "p",
          style: undefined,
          explode: undefined,
          isJson: false,
          value: undefined,
          ...parameter,
        },
      ],
      body: undefined,
      accepts: [],
    },
    [],
  );

group("a request by hand, by OpenAPI's table of styles", () => {
  const list = ["blue", "black", "brown"];
  const object = { R: 100, G: 200, B: 150 };
  test.each([
    ["matrix", false, "blue", ";p=blue"],
    ["matrix", false, list, ";p=blue,black,brown"],
    ["matrix", true, list, ";p=blue;p=black;p=brown"],
    ["matrix", false, object, ";p=R,100,G,200,B,150"],
    ["matrix", true, object, ";R=100;G=200;B=150"],
    ["label", false, list, ".blue,black,brown"],
    ["label", true, list, ".blue.black.brown"],
    ["label", true, object, ".R=100.G=200.B=150"],
    ["simple", false, list, "blue,black,brown"],
    ["simple", false, object, "R,100,G,200,B,150"],
    ["simple", true, object, "R=100,G=200,B=150"],
    [undefined, undefined, "a/ü", "a%2F%C3%BC"],
  ])("%s, explode %s, %j in a path", (style, explode, value, text) => {
    expect(from({ in: "path", style, explode, value }).target).toBe(`/a/${text}`);
  });

  test.each([
    ["form", false, list, "p=blue,black,brown"],
    [undefined, undefined, list, "p=blue&p=black&p=brown"],
    ["form", false, object, "p=R,100,G,200,B,150"],
    ["form", true, object, "R=100&G=200&B=150"],
    ["spaceDelimited", false, list, "p=blue%20black%20brown"],
    ["pipeDelimited", false, list, "p=blue%7Cblack%7Cbrown"],
    ["deepObject", true, object, "p[R]=100&p[G]=200&p[B]=150"],
    [undefined, undefined, "a b&c", "p=a%20b%26c"],
  ])("%s, explode %s, %j in a query", (style, explode, value, text) => {
    expect(from({ style, explode, value }, "/a").target).toBe(`/a?${text}`);
  });

  test("a list in a header, and cookies", () => {
    expect(from({ in: "header", name: "X-P", value: list }).headers["x-p"]).toBe(
      "blue,black,brown",
    );
    expect(from({ in: "cookie", value: "a" }).headers["cookie"]).toBe("p=a");
  });

  test("forms", () => {
    const base = { method: "POST", path: "/a", parameters: [], accepts: [] };
    const value = { a: "x y", tags: ["1", "2"], file: new SampleFile() };
    const written = (mediaType: string) =>
      plainRequest({ ...base, body: { mediaType, encoding: {}, value } }, []).body;
    expect(written("application/x-www-form-urlencoded")).toBe("a=x%20y&tags=1&tags=2&file=sample");
    expect(written("multipart/form-data")).toContain(
      'Content-Disposition: form-data; name="file"; filename="sample.bin"\r\n' +
        "Content-Type: application/octet-stream\r\n\r\nsample\r\n",
    );
  });
});

test("an operation is read from the document alone", () => {
  const document = {
    paths: {
      "/a/{id}": {
        parameters: [{ in: "path", name: "id", required: true, schema: { type: "integer" } }],
        post: {
          parameters: [
            { in: "header", name: "Accept", required: true, schema: { type: "string" } },
            { in: "query", name: "q", schema: { type: "boolean" } },
          ],
          requestBody: {
            content: { "text/csv": {}, "application/json": { schema: { const: 1 } } },
          },
          responses: { 200: { content: { "text/plain": {} } }, 400: { content: { "a/b": {} } } },
        },
      },
    },
  };
  const operation = { method: "POST", path: "/a/{id}" };
  const read = (extent: "least" | "most") =>
    describe(document, new Samples(document), operation, extent);
  expect(read("least")?.parameters.map(({ name, value }) => [name, value])).toEqual([["id", 1]]);
  expect(read("least")?.body).toBeUndefined();
  expect(read("most")?.parameters.map(({ name, value }) => [name, value])).toEqual([
    ["id", 1],
    ["q", true],
  ]);
  expect(read("most")?.body).toEqual({ mediaType: "application/json", encoding: {}, value: 1 });
  expect(read("most")?.accepts).toEqual(["text/plain"]);
});

group("whose a refusal is", () => {
  const fine: PlainAnswer = {
    status: 200,
    type: "application/json",
    text: "{}",
    violations: undefined,
  };
  const refused: PlainAnswer = {
    status: 422,
    type: "application/problem+json",
    text: JSON.stringify({
      type: "https://stoplight.io/prism/errors#UNPROCESSABLE_ENTITY",
      validation: [{ location: ["query", "p"], code: "type" }],
    }),
    violations: undefined,
  };
  const failed = { ok: false, status: 422, error: new TypeError("no") };
  const ok = { ok: true, status: 200 };

  test("its class is the error, and what in the request it is about", () => {
    expect(refusalOf(refused)).toBe("UNPROCESSABLE_ENTITY: query type");
    expect(refusalOf(fine)).toBeUndefined();
    const violations = JSON.stringify([
      { location: ["request", "query", "p"], severity: "Error", code: "type" },
      { location: ["response", "body"], severity: "Error", code: "required" },
    ]);
    const inOwnWords = { ...refused, type: "application/json", text: "{}", violations };
    expect(refusalOf(inOwnWords)).toBe("in the form of the document: query type");
  });

  test("what is wrong with Prism's own answer, or only worth a remark, is no refusal", () => {
    const violations = JSON.stringify([
      { location: ["response", "body"], severity: "Error", code: "required" },
      { location: ["request", "query", "p"], severity: "Information", code: "deprecated" },
    ]);
    expect(refusalOf({ ...fine, violations })).toBeUndefined();
  });

  test("of both: not the client's", async () => {
    const why = "UNPROCESSABLE_ENTITY: query type";
    expect(await judge(failed, refused, async () => refused)).toEqual({ kind: "prism", why });
  });

  test("of the client only", async () => {
    const why = "refused: UNPROCESSABLE_ENTITY: query type";
    expect(await judge(failed, refused, async () => fine)).toEqual({ kind: "client", why });
  });

  test("nothing was sent: the client's, whatever the other gets", async () => {
    const why = "not sent: TypeError";
    expect(await judge(failed, undefined, async () => refused)).toEqual({ kind: "client", why });
  });

  test("an answer that the client cannot read", async () => {
    const unread = { ok: false, status: undefined, error: new TypeError("no") };
    const why = "unread: TypeError of 200 application/json";
    expect(await judge(unread, fine, async () => fine)).toEqual({ kind: "client", why });
    expect(await judge({ ...unread, status: 200 }, fine, async () => fine)).toEqual({
      kind: "client",
      why,
    });
    const broken = { ...fine, text: "{" };
    expect((await judge(unread, broken, async () => broken)).kind).toBe("prism");
  });

  test("a success, and a failure that the document describes, are parsed", async () => {
    expect(await judge(ok, fine, async () => fine)).toEqual({ kind: "parsed" });
    const missing = { ...fine, status: 404 };
    expect(await judge({ ok: false, status: 404 }, missing, async () => missing)).toEqual({
      kind: "parsed",
    });
  });
});
