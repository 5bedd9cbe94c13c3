import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import type { Fields } from "../support/provenance.js";
import { Project, twin } from "./support.js";

/** Parts of an operation that are no schemas: headers, encodings, items of a stream, and their names. */

const text = { schema: { type: "string" } };
const number = { schema: { type: "integer" } };
const json = (fields: object) => ({ content: { "application/json": fields } });

const spec = (operation: object, version = "3.2.0") =>
  stringify({
    openapi: version,
    info: { title: "T", version: "1" },
    paths: {
      "/a": {
        post: {
          operationId: "makeA",
          summary: "Make A",
          responses: { 200: { description: "By hand.", ...json(text) } },
          ...operation,
        },
      },
    },
  });
const page = (operation: object) =>
  twin("Make A", "POST /a", {
    responses: { 200: { description: "", ...json(text) } },
    ...operation,
  });

/** Captures pages of one operation, one after the other. */
async function run(given: string, ...pages: readonly string[]) {
  const project = new Project({ "spec/openapi.yaml": given });
  const reports = [];
  for (const each of pages) reports.push(await project.capture({ "a.md": each }));
  const paths = project.read("openapi.yaml")["paths"] as Record<string, { post: Fields }>;
  const last = reports.at(-1);
  const told = (list: readonly { what: string }[] = []) =>
    list.map(({ what }) => what.replace("POST /a: ", ""));
  return {
    operation: paths["/a"]?.post ?? {},
    changes: told(last?.changes),
    conflicts: last?.conflicts.map(({ what, spec, page }) => {
      return [what.replace("POST /a: ", ""), spec, page];
    }),
    problems: last?.warnings.filter(({ severity }) => severity === "error"),
  };
}

const answer = (fields: object) => ({
  responses: { 200: { description: "By hand.", ...json(text), ...fields } },
});
const form = (encoding: object | undefined) => ({
  requestBody: {
    content: {
      "multipart/form-data": {
        schema: { type: "object", properties: { a: { type: "string" } } },
        ...(encoding && { encoding }),
      },
    },
  },
});
const lines = (itemSchema: object | undefined) => ({
  responses: {
    200: {
      description: "By hand.",
      content: { "application/x-ndjson": { ...(itemSchema && { itemSchema }) } },
    },
  },
});

/** What may stand in a part, as `of(undefined)` (nothing), by hand, or as the page has it. */
interface Part {
  readonly what: string;
  of(value: object | undefined): object;
  readonly value: object;
  readonly other: object;
  /** The field in which the other differs, as it is told. */
  readonly differs: string;
}

const parts: Record<string, Part> = {
  "a header of an answer": {
    what: "response 200, header X-Rate",
    of: (value) => answer(value ? { headers: { "X-Rate": value } } : {}),
    value: number,
    other: text,
    differs: "type",
  },
  "whether a header is always there": {
    what: "response 200, header X-Rate",
    of: (value) => answer(value ? { headers: { "X-Rate": value } } : {}),
    value: { required: true, ...number },
    other: { required: false, ...number },
    differs: "required",
  },
  "a header with a content": {
    what: "response 200, header X-Rate",
    of: (value) => answer(value ? { headers: { "X-Rate": value } } : {}),
    value: json(number),
    other: json(text),
    differs: "type",
  },
  "the encoding of a part": {
    what: "request body, encoding, a",
    of: (value) => form(value && { a: value }),
    value: { contentType: "image/png" },
    other: { contentType: "image/gif" },
    differs: "contentType",
  },
  "a header of a part": {
    what: "request body, encoding, a, header X-Id",
    of: (value) =>
      form({ a: { contentType: "image/png", ...(value && { headers: { "X-Id": value } }) } }),
    value: number,
    other: text,
    differs: "type",
  },
  "the items of a stream": {
    what: "response 200, itemSchema",
    of: lines,
    value: { type: "integer" },
    other: { type: "string" },
    differs: "type",
  },
  "the content of a parameter": {
    what: "query parameter q",
    of: (value) => ({
      parameters: [{ name: "q", in: "query", content: { "application/json": value ?? {} } }],
    }),
    value: number,
    other: text,
    differs: "type",
  },
};

describe.each(Object.entries(parts))("%s", (_, { what, of, value, other, differs }) => {
  const find = (operation: Fields, wanted: object) =>
    expect(operation).toMatchObject(JSON.parse(JSON.stringify(of(wanted))) as object);

  test("that the page has and the spec lacks is added, once", async () => {
    const { operation, changes, conflicts } = await run(spec(of(undefined)), page(of(value)));
    expect([changes, conflicts]).toEqual([[what], []]);
    find(operation, value);
    const again = await run(spec(of(undefined)), page(of(value)), page(of(value)));
    expect([again.changes, again.conflicts]).toEqual([[], []]);
  });

  test("that the spec has stays if the page shows none", async () => {
    const { operation, changes, conflicts } = await run(spec(of(value)), page(of(undefined)));
    expect([changes, conflicts]).toEqual([[], []]);
    find(operation, value);
  });

  test("that differs is reported with both sides, and stays", async () => {
    const { operation, changes, conflicts } = await run(spec(of(value)), page(of(other)));
    expect(changes).toEqual([]);
    expect(conflicts?.map(([told]) => told)).toEqual([`${what}, ${differs}`]);
    find(operation, value);
  });

  test("that was captured follows its page, and is removed with it", async () => {
    const edited = await run(spec(of(undefined)), page(of(value)), page(of(other)));
    expect([edited.changes, edited.conflicts]).toEqual([[`${what}, ${differs}`], []]);
    find(edited.operation, other);
    const gone = await run(spec(of(undefined)), page(of(value)), page(of(undefined)));
    expect([gone.changes, gone.conflicts]).toEqual([[what], []]);
    expect(JSON.stringify(gone.operation)).not.toContain(JSON.stringify(value));
  });
});

test("a header's own description stays when the page describes it", async () => {
  const header = { description: "How many are left.", example: 5, ...number };
  const { operation } = await run(
    spec(answer({ headers: { "X-Rate": header } })),
    page(
      answer({
        headers: { "X-Rate": { description: "余量", schema: { type: "integer", minimum: 0 } } },
      }),
    ),
  );
  expect(operation).toMatchObject({
    responses: {
      200: { headers: { "X-Rate": { ...header, schema: { type: "integer", minimum: 0 } } } },
    },
  });
});

describe("two spellings of one name are the same", () => {
  const json200 = (media: string, schema: object) => ({
    responses: { 200: { description: "By hand.", content: { [media]: schema } } },
  });
  const status = (key: string, fields: object = json(text)) => ({
    responses: { [key]: { description: "By hand.", ...fields } },
  });
  const parameter = (place: string, name: string, schema: object) => ({
    parameters: [{ in: place, name, ...schema }],
  });
  const same: readonly (readonly [
    what: string,
    spec: (schema: object) => object,
    page: (schema: object) => object,
  ])[] = [
    ...(["X-Rate", "x-rate", "X-RATE"] as const).map(
      (name) =>
        [
          `a header called ${name}`,
          (schema: object) => answer({ headers: { "X-Rate": schema } }),
          (schema: object) => answer({ headers: { [name]: schema } }),
        ] as const,
    ),
    ...(["x-id", "X-ID"] as const).map(
      (name) =>
        [
          `a header parameter called ${name}`,
          (schema: object) => parameter("header", "X-Id", schema),
          (schema: object) => parameter("header", name, schema),
        ] as const,
    ),
    ...(
      [
        ["4XX", "4xx"],
        ["5xx", "5XX"],
        ["2xx", "2XX"],
      ] as const
    ).map(
      ([one, other]) =>
        [
          `the status ${one} and ${other}`,
          (schema: object) => status(one, json(schema)),
          (schema: object) => status(other, json(schema)),
        ] as const,
    ),
    ...(
      [
        ["application/json", "Application/JSON"],
        ["application/json; charset=utf-8", "application/json"],
        ['application/json;charset="UTF-8"', "application/json; charset=utf-8"],
      ] as const
    ).map(
      ([one, other]) =>
        [
          `the media type ${one} and ${other}`,
          (schema: object) => json200(one, schema),
          (schema: object) => json200(other, schema),
        ] as const,
    ),
    ...(
      [
        ["default", "200"],
        ["200", "default"],
        ["204", "default"],
      ] as const
    ).map(
      ([one, other]) =>
        [
          `the success ${one} and ${other}`,
          (schema: object) => status(one, json(schema)),
          (schema: object) => status(other, json(schema)),
        ] as const,
    ),
  ];

  test.each(same)("%s", async (_, written, shown) => {
    const equal = await run(spec(written(number)), page(shown(number)));
    expect([equal.changes, equal.conflicts]).toEqual([[], []]);
    const differs = await run(spec(written(number)), page(shown(text)));
    expect(differs.changes).toEqual([]);
    expect(differs.conflicts).toMatchObject([
      [expect.stringMatching(/, type$/), "integer", "string"],
    ]);
    expect(differs.operation).toMatchObject(JSON.parse(JSON.stringify(written(number))) as object);
  });

  const other: readonly (readonly [
    what: string,
    spec: object,
    page: object,
    changes: readonly string[],
  ])[] = [
    [
      "query parameters that differ in a capital are two",
      parameter("query", "Id", text),
      parameter("query", "id", text),
      ["query parameter id"],
    ],
    [
      "media types of two versions are two",
      json200("application/json;v=1", text),
      json200("application/json;v=2", text),
      ["response 200, application/json;v=2"],
    ],
    [
      "a refusal by default is no success",
      { responses: { 200: { description: "A", ...json(text) } } },
      {
        responses: {
          200: { description: "", ...json(text) },
          default: { description: "", ...json(number) },
        },
      },
      ["response default"],
    ],
  ];

  test.each(other)("%s", async (_, written, shown, wanted) => {
    const { changes, conflicts } = await run(spec(written), page(shown));
    expect([changes, conflicts]).toEqual([wanted, []]);
  });

  test.each([
    ["default", ["200", "201"]],
    ["200", ["default"]],
  ])(
    "a success by %s that the page and the spec know by several is told",
    async (only, several) => {
      const responses = (keys: readonly string[]) => ({
        responses: Object.fromEntries(
          keys.map((key) => [key, { description: "A", ...json(text) }]),
        ),
      });
      const [one, many] = [responses([only]), responses(["200", "201"])];
      const { changes, conflicts } =
        only === "default"
          ? await run(spec(responses(several)), page(one))
          : await run(spec(responses(several)), page(many));
      expect(changes).toEqual([]);
      expect(conflicts?.map(([what]) => what)).toContain("statuses of success");
    },
  );
});

test("a guessed response is removed when the page states it, in either spelling of success", async () => {
  const guess = (key: string) =>
    spec({
      "x-provenance": Object.fromEntries(
        ["title", "method", "path", "request", "response"].map((of) => [
          of,
          { level: "undocumented" },
        ]),
      ),
      responses: {
        [key]: {
          description: "Unknown.",
          "x-provenance": { level: "undocumented" },
          content: { "application/json": { schema: {} } },
        },
      },
    });
  for (const [key, stated] of [
    ["2XX", "200"],
    ["2xx", "201"],
    ["default", "200"],
    ["2XX", "default"],
  ] as const) {
    const { operation } = await run(
      guess(key),
      page({ responses: { [stated]: { description: "", ...json(text) } } }),
    );
    expect(Object.keys(operation["responses"] as object), `${key}, ${stated}`).toEqual([stated]);
  }
});

test.each(["x-id", "X-ID"])(
  "a header parameter that its page spells %s one day stays",
  async (name) => {
    const of = (called: string, schema: object) => ({
      parameters: [{ in: "header", name: called, ...schema }],
    });
    const kept = await run(spec({}), page(of("X-Id", text)), page(of(name, text)));
    expect([kept.changes, kept.conflicts]).toEqual([[], []]);
    expect(kept.operation).toMatchObject(of("X-Id", text));
    const edited = await run(spec({}), page(of("X-Id", text)), page(of(name, number)));
    expect([edited.changes, edited.conflicts]).toEqual([[`header parameter ${name}, type`], []]);
  },
);

test("the headers that OpenAPI says to ignore are not statements of a page", async () => {
  const { changes } = await run(
    spec({}),
    page({
      ...answer({ headers: { "content-type": text } }),
      parameters: [{ name: "ACCEPT", in: "header", ...text }],
    }),
  );
  expect(changes).toEqual([]);
});

describe("methods", () => {
  const purge = (method: string) =>
    page({})
      .replace('"post": {', `"additionalOperations": { "${method}": {`)
      .replaceAll("Make A", "Clear A")
      .replace(/(\n {4}\})/, "}$1");

  test("without their own field are found and added where 3.2 has them", async () => {
    for (const method of ["PURGE", "LINK"]) {
      const given = new Project({ "spec/openapi.yaml": spec({}) });
      const first = await given.capture({ "a.md": purge(method) });
      expect(first.changes.map(({ what }) => what)).toContain(`${method} /a: operation`);
      expect(given.read("openapi.yaml")["paths"]).toMatchObject({
        "/a": { additionalOperations: { [method]: { summary: "Clear A" } } },
      });
      expect(await given.look({ "a.md": purge(method) })).toMatchObject({
        changes: [],
        conflicts: [],
      });
    }
  });

  test.each(["3.0.3", "3.1.1"])("are reported if %s has no place for them", async (version) => {
    const given = new Project({ "spec/openapi.yaml": spec({}, version) });
    const { changes, conflicts } = await given.capture({ "a.md": purge("PURGE") });
    expect(changes).toEqual([]);
    expect(conflicts).toMatchObject([{ what: "PURGE /a: operation" }]);
  });
});
