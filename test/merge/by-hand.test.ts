import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Files, makeFolder, readFiles, writeFiles } from "../support/generator.js";
import { json, mergePages, twin } from "./support.js";

/** What somebody wrote by hand, one kind after the other: it stays, and what denies it is told. */

const head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n';
const of = (operation: string, rest = "") =>
  `${head}paths:\n  /lots:\n    post:\n      summary: Make a lot\n${operation.replace(/^/gm, "      ")}\n${rest}`;

/** A capture of pages into a spec, and a second one. */
function capture(files: Files | string, ...pages: readonly string[]) {
  const given = typeof files === "string" ? { "openapi.yaml": files } : files;
  const folder = makeFolder(given);
  const entry = `${folder}/openapi.yaml`;
  const told = (merged: ReturnType<typeof mergePages>) => ({
    changes: merged.changes.map(({ what }) => what),
    conflicts: merged.conflicts
      .filter(({ isKnown }) => !isKnown)
      .map(({ what, spec, page }) => [what.replace("POST /lots: ", ""), spec, page]),
    unshared: merged.unshared.map(({ name }) => name),
  });
  const first = mergePages(entry, ...pages);
  writeFiles("/", Object.fromEntries(first.edits));
  const again = mergePages(entry, ...pages);
  expect([told(again), again.edits.size]).toEqual([
    { changes: [], conflicts: [], unshared: [] },
    0,
  ]);
  const after = readFiles(folder);
  return { ...told(first), after, text: after["openapi.yaml"] ?? "" };
}

const page = (operation: object, schemas: object = {}) =>
  twin("Make a lot", "POST /lots", operation, { schemas });
const limit = (fields: object, schema: object) =>
  page({ parameters: [{ name: "limit", in: "query", ...fields, schema }] });
const body = (schema: object) =>
  page({ requestBody: { content: { "application/json": { schema } } } });
const answer = (schema: object) => page({ responses: { 200: json(schema) } });

describe("an alias", () => {
  const paging = `
x-limit: &limit
  name: limit
  in: query
  required: true # without it, the server answers 500
  schema: { type: integer, minimum: 1 }
`;
  const other =
    "  /bins:\n    get: { parameters: [*limit], responses: { 200: { description: B. } } }\n";

  test("of a parameter: what a page adds goes to the anchor, as it is the only use", () => {
    const given = of("parameters: [*limit]").replace("paths:", `${paging.trim()}\npaths:`);
    const { text, conflicts } = capture(given, limit({}, { type: "integer", maximum: 9 }));
    expect(conflicts).toEqual([["query parameter limit, required", true, false]]);
    expect(text).toContain("required: true # without it");
    expect(text).toMatch(/minimum: 1, maximum: 9/);
    expect(text).toContain("[*limit]");
  });

  test("of two operations: the one whose page says nothing stays", () => {
    const given = of("parameters: [*limit]", other).replace("paths:", `${paging.trim()}\npaths:`);
    const { text, unshared } = capture(
      given,
      limit({ required: true }, { type: "integer", maximum: 9 }),
    );
    const { paths } = parse(text, { merge: true });
    expect(paths["/lots"].post.parameters[0].schema).toEqual({
      type: "integer",
      minimum: 1,
      maximum: 9,
    });
    expect(paths["/bins"].get.parameters[0].schema).toEqual({ type: "integer", minimum: 1 });
    expect(unshared).toEqual(["limit"]);
  });

  test("of two operations whose pages say the same: the anchor has it", () => {
    const given = of("parameters: [*limit]", other).replace("paths:", `${paging.trim()}\npaths:`);
    const fields = { name: "limit", in: "query", required: true };
    const parameters = [{ ...fields, schema: { type: "integer", maximum: 9 } }];
    const bins = twin("List bins", "GET /bins", {
      parameters,
      responses: { 200: { description: "" } },
    });
    const { text, unshared } = capture(given, page({ parameters }), bins);
    expect(unshared).toEqual([]);
    expect(text.match(/maximum: 9/g)).toHaveLength(1);
    expect(text.match(/\[\*limit\]/g)).toHaveLength(2);
  });

  test("of an answer, and a merge key with a member of its own", () => {
    const given = `${head}x-error: &error
  description: By hand.
  content: { application/json: { schema: &problem { type: object, properties: { code: { type: integer } } } } }
paths:
  /lots:
    post:
      summary: Make a lot
      responses:
        "200": { description: Made. }
        "404": *error
        "409":
          <<: *error
          description: Taken.
`;
    const wrong = { type: "object", properties: { code: { type: "string" } } };
    const { conflicts, text } = capture(
      given,
      page({ responses: { 404: json(wrong), 409: json(wrong) } }),
    );
    expect(conflicts).toEqual([
      ["response 404, code, type", "integer", "string"],
      ["response 409, code, type", "integer", "string"],
    ]);
    expect(text).toBe(given);
  });
});

describe("a reference into another file", () => {
  const parts = `Limit: { name: limit, in: query, required: true, schema: { type: integer, x-unit: lots } }
Lot: { type: object, required: [id], properties: { id: { type: string, format: uuid } } }
Made: { description: By hand., content: { application/json: { schema: { $ref: "#/Lot" } } } }
`;
  test.each<[what: string, operation: string, page: string, told: unknown[]]>([
    [
      "of a parameter",
      'parameters: [{ $ref: "parts.yaml#/Limit" }]',
      limit({}, { type: "string" }),
      [
        ["query parameter limit, required", true, false],
        ["query parameter limit, type", "integer", "string"],
      ],
    ],
    [
      "of an answer",
      'responses: { "200": { $ref: "parts.yaml#/Made" } }',
      answer({ type: "object", properties: { id: { type: "string" } } }),
      [["response 200, id, required", true, false]],
    ],
    [
      "with facts beside it",
      'requestBody: { content: { application/json: { schema: { $ref: "parts.yaml#/Lot", required: [id, bin], properties: { bin: { type: string } } } } } }',
      body({ type: "object", required: ["id"], properties: { id: { type: "string" }, bin: {} } }),
      [["request body, bin, required", true, false]],
    ],
  ])("%s stays", (_, operation, text, told) => {
    const { conflicts, after } = capture(
      { "openapi.yaml": of(operation), "parts.yaml": parts },
      text,
    );
    expect(conflicts).toEqual(told);
    expect(after["parts.yaml"]).toBe(parts);
  });
});

describe("a composition", () => {
  const base = `components:
  schemas:
    Base: { type: object, required: [id], properties: { id: { type: integer, x-note: ours }, at: { type: string } } }
`;
  const composed = of(
    'requestBody: { content: { application/json: { schema: { allOf: [{ $ref: "#/components/schemas/Base" }, { properties: { name: { type: string } } }] } } } }',
    base,
  );
  const flat = of(
    "requestBody: { content: { application/json: { schema: { type: object, required: [id], properties: { id: { type: integer }, at: { type: string }, name: { type: string } } } } } }",
  );
  const stated = {
    type: "object",
    required: ["at"],
    properties: {
      id: { type: "string" },
      at: { type: "string" },
      name: {},
      bin: { type: "string" },
    },
  };
  const told = [
    ["request body, id, type", "integer", "string"],
    ["request body, id, required", true, false],
    ["request body, at, required", false, true],
  ];
  const paged = page(
    {
      requestBody: {
        content: {
          "application/json": {
            schema: {
              allOf: [
                { $ref: "#/components/schemas/Base" },
                { type: "object", properties: { name: {}, bin: { type: "string" } } },
              ],
            },
          },
        },
      },
    },
    {
      Base: {
        type: "object",
        required: ["at"],
        properties: { id: { type: "string" }, at: { type: "string" } },
      },
    },
  );
  test.each([
    ["in the spec alone", composed, body(stated)],
    ["on the page alone", flat, paged],
    ["on neither side", flat, body(stated)],
  ])("%s is compared member by member", (_, given, text) => {
    const { conflicts, changes, text: after } = capture(given, text);
    expect(conflicts).toEqual(told);
    expect(changes).toEqual(["POST /lots: request body, bin"]);
    expect(after).not.toMatch(/id: \{ type: string/);
  });
});

describe("what is required", () => {
  test.each<[string, string, object]>([
    [
      "a body",
      "requestBody: { content: { application/json: { schema: { type: object } } } }",
      { requestBody: { required: true, ...json({ type: "object" }) } },
    ],
    [
      "a parameter",
      "parameters: [{ name: limit, in: query, schema: { type: integer } }]",
      { parameters: [{ name: "limit", in: "query", required: true, schema: { type: "integer" } }] },
    ],
    [
      "a header of an answer",
      'responses: { "200": { description: A., headers: { X-Rate: { schema: { type: integer } } } } }',
      {
        responses: {
          200: {
            description: "",
            headers: { "x-rate": { required: true, schema: { type: "integer" } } },
          },
        },
      },
    ],
    [
      "a member of a list's items",
      'responses: { "200": { description: A., content: { application/json: { schema: { type: array, items: { properties: { id: { type: string } } } } } } } }',
      {
        responses: {
          200: json({
            type: "array",
            items: { properties: { id: { type: "string" } }, required: ["id"] },
          }),
        },
      },
    ],
  ])("of %s that the spec leaves optional is told, and not written", (_, operation, stated) => {
    const { conflicts, changes, text } = capture(of(operation), page(stated));
    expect(conflicts).toHaveLength(1);
    expect(conflicts[0]).toEqual([expect.stringMatching(/, required$/), false, true]);
    expect(changes).toEqual([]);
    expect(text).toBe(of(operation));
  });

  test("follows the page where nobody states it", () => {
    const inferred = "x-provenance: { level: inferred, because: It seems so. }";
    const given = of(`x-provenance:
  title: { level: undocumented }
  request: { level: inferred, because: It seems so. }
requestBody: { required: true, content: { application/json: { schema: { type: object, required: [a], properties: { a: { type: string }, b: { type: string } } } } } }
parameters: [{ name: limit, in: query, required: true, schema: { type: integer }, ${inferred} }]`);
    const { conflicts, text } = capture(
      given,
      page({
        parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
        requestBody: {
          required: false,
          ...json({
            type: "object",
            required: ["b"],
            properties: { a: { type: "string" }, b: { type: "string" } },
          }),
        },
      }),
    );
    expect(conflicts).toEqual([]);
    const { post } = parse(text).paths["/lots"];
    expect(post.parameters[0]).not.toHaveProperty("required");
    expect(post.requestBody.required).toBe(false);
    expect(post.requestBody.content["application/json"].schema.required).toEqual(["b"]);
  });

  test("is not denied by a page that does not say", () => {
    const given = of(
      "requestBody: { required: true, content: { application/json: { schema: { type: object } } } }",
    );
    expect(capture(given, body({ type: "object" })).conflicts).toEqual([]);
  });
});

describe("other facts", () => {
  test.each<[string, string, string, unknown[]]>([
    [
      "an enum that is a part of the page's",
      "{ type: string, enum: [a] }",
      '{ "type": "string", "enum": ["a", "b"] }',
      [["query parameter limit, enum", ["a"], ["a", "b"]]],
    ],
    [
      "null among the types",
      "{ type: [string, 'null'] }",
      '{ "type": "string" }',
      [["query parameter limit, type", ["string", "null"], "string"]],
    ],
    [
      "no more members",
      "{ type: object, additionalProperties: false }",
      '{ "type": "object", "additionalProperties": true }',
      [["query parameter limit, additionalProperties", false, true]],
    ],
    [
      "members of a kind",
      "{ type: object, additionalProperties: { type: integer } }",
      '{ "type": "object" }',
      [],
    ],
    [
      "a default and a format",
      "{ type: string, default: a, format: date }",
      '{ "type": "string", "default": "b" }',
      [["query parameter limit, default", "a", "b"]],
    ],
    [
      "prose, extensions and deprecation",
      "{ type: string, deprecated: true, description: Ours., examples: [a], x-ours: { a: 1 } }",
      '{ "type": "string", "description": "Theirs.", "examples": ["b"] }',
      [],
    ],
  ])("%s", (_, written, stated, told) => {
    const given = of(`parameters: [{ name: limit, in: query, schema: ${written} }]`);
    const { conflicts, changes, text } = capture(given, limit({}, JSON.parse(stated) as object));
    expect([conflicts, changes, text]).toEqual([told, [], given]);
  });

  test("null in OpenAPI 3.0, credentials, and an answer for all statuses", () => {
    const given = `${of(`security: [{ key: [] }]
deprecated: true
responses:
  2XX: { description: Any., content: { application/json: { schema: { type: object, properties: { a: { type: string, nullable: true } } } } } }
  default: { description: Refused. }`)}components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }
`.replace("3.1.0", "3.0.3");
    const { conflicts, changes, text } = capture(
      given,
      page({
        deprecated: false,
        security: [],
        responses: { 200: json({ type: "object", properties: { a: { type: "string" } } }) },
      }),
    );
    expect(conflicts).toEqual([
      ["response 200, a, nullable", true, false],
      ["credentials", ["apiKey header x-key"], []],
    ]);
    expect([changes, text]).toEqual([[], given]);
  });
});

describe("a path whose parameters have other names on the page", () => {
  const lot = (rest = "") => `${head}paths:
  /users/{userId}/lots/{lotId}:
    parameters: [{ name: userId, in: path, required: true, schema: { type: string, pattern: "^u" } }]
    get:
      summary: Get a lot
      parameters: [{ name: lotId, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: A lot. } }
${rest}`;
  const path = (name: string, type: string) => ({
    name,
    in: "path",
    required: true,
    schema: { type },
  });
  const parameters = [path("user_id", "string"), path("id", "string")];
  const getLot = (signature: string, title = "Get a lot") =>
    twin(
      title,
      signature,
      { parameters, responses: { 200: { description: "" } } },
      { id: "4100011" },
    );

  test("is one path: parameters are matched by their position", () => {
    const { conflicts, changes, text } = capture(lot(), getLot("GET /users/{user_id}/lots/{id}"));
    expect(conflicts).toEqual([
      ["GET /users/{userId}/lots/{lotId}: path parameter lotId, type", "integer", "string"],
    ]);
    expect([changes, text]).toEqual([[], lot()]);
  });

  test("takes a new operation, and pages of one path are of one path", () => {
    const added = getLot("DELETE /users/{user}/lots/{lot}", "Delete a lot")
      .replaceAll("user_id", "user")
      .replaceAll('"id"', '"lot"')
      .replaceAll("4100011", "4100012");
    const { text } = capture(lot(), added);
    const { paths } = parse(text);
    expect(Object.keys(paths)).toEqual(["/users/{userId}/lots/{lotId}"]);
    const item = paths["/users/{userId}/lots/{lotId}"];
    expect(item.delete.parameters).toMatchObject([{ name: "lotId", in: "path" }]);
    const both = capture(`${head}paths: {}\n`, getLot("GET /users/{user_id}/lots/{id}"), added);
    expect(parse(both.text).paths).toMatchObject({
      "/users/{user_id}/lots/{id}": {
        get: { parameters },
        delete: { parameters: [{ name: "user_id" }, { name: "id" }] },
      },
    });
  });

  test.each([
    ["in place", (text: string) => text],
    [
      "shared",
      (text: string) =>
        `${text.replace(/\[\{ (name: lotId, .*) \}\]/, '[{ $ref: "#/components/parameters/Lot" }]')}components:
  parameters:
    Lot: { name: lotId, in: path, required: true, schema: { type: string, pattern: "^l" } }
`,
    ],
  ])("keeps what is known of a parameter %s when the page's path changes", (_, written) => {
    const text = lot().replace("type: integer", "type: string, pattern: '^l'");
    const folder = makeFolder({ "openapi.yaml": written(text) });
    const entry = `${folder}/openapi.yaml`;
    for (const signature of ["GET /users/{user_id}/lots/{id}", "GET /people/{user_id}/lots/{id}"]) {
      const merged = mergePages(entry, getLot(signature));
      expect(merged.conflicts).toEqual([]);
      writeFiles("/", Object.fromEntries(merged.edits));
    }
    const { paths } = parse(readFiles(folder)["openapi.yaml"] ?? "");
    expect(paths).toEqual({
      "/people/{user_id}/lots/{id}": {
        parameters: [
          {
            name: "user_id",
            in: "path",
            required: true,
            schema: { type: "string", pattern: "^u" },
          },
        ],
        get: expect.objectContaining({
          parameters: [
            { name: "id", in: "path", required: true, schema: { type: "string", pattern: "^l" } },
          ],
        }),
      },
    });
  });

  test("declares no parameter of a path that it could not take", () => {
    const { conflicts, text } = capture(lot(), getLot("GET /people/{user_id}/{kind}/lots/{id}"));
    expect(conflicts.map(([what]) => what)).toContain("GET /users/{userId}/lots/{lotId}: path");
    expect(text).not.toContain("kind");
  });
});
