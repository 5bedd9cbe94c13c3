import { describe, expect, test } from "vitest";
import { json, Project, twin } from "./support.js";

const lot = { type: "object", properties: { id: { type: "string" } }, required: ["id"] };

const reversed = (value: object) => Object.fromEntries(Object.entries(value).reverse());

/** A small spec of one file, written by hand. */
const handWritten = `# By hand.
openapi: 3.1.1
info: { title: Lots, version: "1" } # kept
servers:
  - url: https://api.example.com
    x-provenance: { level: documented, sources: [guide] }
tags:
  - name: Lots
    description: Stock lots.
    x-client: { group: lots }
    x-provenance: { level: documented, sources: [guide] }
x-sources:
  guide: { title: Guide, shows: Everything. }
paths:
  # what there is
  /v1/lots/:
    get:
      operationId: listLots # a name of ours
      tags: [Lots]
      summary: Our own words
      x-client: { group: lots, method: list }
      x-provenance:
        title: { level: documented, quote: List Lots, sources: [guide] }
        method: { level: inferred, because: It reads. }
        path: { level: inferred, because: It is a collection. }
        request: { level: undocumented }
        response: { level: undocumented }
      responses:
        2XX:
          description: Unknown.
          x-provenance: { level: undocumented }
          content: { application/json: { schema: {} } }
`;
const project = () => new Project({ "spec/openapi.yaml": handWritten });
const lots = (operation: object = {}, signature = "GET /v1/stock_lots/") =>
  twin(
    "List Lots",
    signature,
    { responses: { 200: json({ type: "array", items: lot }) }, ...operation },
    { id: "4100011" },
  );
const limit = (schema: object) => ({ parameters: [{ name: "limit", in: "query", schema }] });

test("a page turns inferred parts into documented ones; the rest stays as it was written", async () => {
  const given = project();
  const { before, after, conflicts } = await given.capture({ "lots.md": lots() });
  expect(conflicts).toEqual([]);
  expect([before?.total.path, after.total.path]).toEqual([0, 1]);
  expect(given.problems()).toEqual([]);
  const text = given.files()["openapi.yaml"] ?? "";
  expect(text).toContain("# By hand.");
  expect(text).toContain('info: { title: Lots, version: "1" } # kept');
  expect(text).toContain(
    "  # what there is\n  /v1/stock_lots/:\n    get:\n      operationId: listLots # a name of ours",
  );
  expect(text).toContain("summary: Our own words");
  const { paths, "x-sources": sources } = given.read("openapi.yaml");
  expect(Object.keys(sources as object)).toEqual(["guide", "api-4100011"]);
  expect(paths).toMatchObject({
    "/v1/stock_lots/": {
      get: {
        "x-provenance": {
          title: { level: "documented", quote: "List Lots", sources: ["guide", "api-4100011"] },
          method: { level: "documented", sources: ["api-4100011"] },
          path: { level: "documented", sources: ["api-4100011"] },
          response: { level: "documented", sources: ["api-4100011"] },
          page: { level: "documented", id: "api-4100011", sources: ["api-4100011"] },
        },
        responses: {
          200: { content: { "application/json": { schema: { type: "array", items: lot } } } },
        },
      },
    },
  });
});

test("a second capture changes nothing, nor do prose, order, whitespace and relative dates", async () => {
  const given = project();
  const page = lots(limit({ type: "integer", description: "How many." }));
  await given.capture({ "lots.md": page });
  const before = given.files();
  const again = await given.capture({ "lots.md": page });
  expect(again).toMatchObject({ changes: [], conflicts: [], differences: [] });
  const other = lots({
    ...limit({ description: "多少", type: "integer" }),
    description: "Modified at 5 days ago",
    responses: { 200: json({ items: reversed(lot), type: "array" }) },
  }).replaceAll("\n", "\n\n");
  expect(await given.capture({ "lots.md": other })).toMatchObject({ changes: [], differences: [] });
  expect(given.files()).toEqual(before);
});

describe("edits of the vendor", () => {
  test.each<[string, object, object, string, unknown, unknown]>([
    [
      "a limit",
      limit({ type: "integer", maximum: 5 }),
      limit({ type: "integer", maximum: 9 }),
      "query parameter limit, maximum",
      5,
      9,
    ],
    [
      "a new limit",
      limit({ type: "integer" }),
      limit({ type: "integer", maximum: 9 }),
      "query parameter limit, maximum",
      undefined,
      9,
    ],
    [
      "a limit that is gone",
      limit({ type: "integer", maximum: 9 }),
      limit({ type: "integer" }),
      "query parameter limit, maximum",
      9,
      undefined,
    ],
    [
      "a type",
      limit({ type: "integer" }),
      limit({ type: "string" }),
      "query parameter limit, type",
      "integer",
      "string",
    ],
    [
      "a new parameter",
      {},
      limit({ type: "integer" }),
      "query parameter limit",
      undefined,
      { schema: { type: "integer" } },
    ],
    [
      "a new field",
      { responses: { 200: json(lot) } },
      {
        responses: {
          200: json({ ...lot, properties: { ...lot.properties, bin: { type: "string" } } }),
        },
      },
      "response 200, bin",
      undefined,
      { type: "string" },
    ],
    [
      "a field that is gone",
      {
        responses: {
          200: json({ ...lot, properties: { ...lot.properties, bin: { type: "string" } } }),
        },
      },
      { responses: { 200: json(lot) } },
      "response 200, bin",
      { type: "string" },
      undefined,
    ],
    [
      "a field that is required now",
      { responses: { 200: json({ ...lot, required: [] }) } },
      { responses: { 200: json(lot) } },
      "response 200, required",
      undefined,
      ["id"],
    ],
    [
      "a new status",
      { responses: { 200: json(lot) } },
      { responses: { 200: json(lot), 404: json(lot) } },
      "response 404",
      undefined,
      { content: { "application/json": { schema: lot } } },
    ],
  ])(
    "%s goes into the spec, and nothing else does",
    async (_, first, second, what, before, after) => {
      const given = project();
      await given.capture({ "lots.md": lots(first) });
      const { changes, conflicts } = await given.capture({ "lots.md": lots(second) });
      expect(conflicts).toEqual([]);
      expect(changes.map(({ what, before, after }) => ({ what, before, after }))).toEqual([
        { what: `GET /v1/stock_lots/: ${what}`, before, after },
      ]);
      expect(given.problems()).toEqual([]);
      // As if the second page had been the first.
      const fresh = project();
      await fresh.capture({ "lots.md": lots(second) });
      expect(given.read("openapi.yaml")["paths"]).toEqual(fresh.read("openapi.yaml")["paths"]);
    },
  );

  test("a documented path moves with its page", async () => {
    const given = project();
    await given.capture({ "lots.md": lots() });
    const { changes, conflicts } = await given.capture({ "lots.md": lots({}, "GET /v2/lots/") });
    expect(conflicts).toEqual([]);
    expect(changes).toMatchObject([{ before: "GET /v1/stock_lots/", after: "GET /v2/lots/" }]);
    expect(Object.keys(given.read("openapi.yaml")["paths"] as object)).toEqual(["/v2/lots/"]);
  });
});

describe("a value that somebody wrote by hand", () => {
  test("is kept, reported with both sides, and reported again only when it changes", async () => {
    const given = project();
    await given.capture({ "lots.md": lots(limit({ type: "integer", maximum: 5 })) });
    given.edit("spec/openapi.yaml", (text) => text.replace("maximum: 5", "maximum: 7"));
    const { changes, conflicts } = await given.capture({
      "lots.md": lots(limit({ type: "integer", maximum: 5 })),
    });
    expect(changes).toEqual([]);
    expect(conflicts).toMatchObject([
      {
        what: "GET /v1/stock_lots/: query parameter limit, maximum",
        spec: 7,
        page: 5,
        isKnown: false,
      },
    ]);
    const [line = ""] = (given.files()["openapi.yaml"] ?? "")
      .split("\n")
      .slice((conflicts[0]?.place.line ?? 0) - 1);
    expect(line).toContain("maximum: 7");
    const again = await given.capture({ "lots.md": lots(limit({ type: "integer", maximum: 5 })) });
    expect(again.conflicts.map(({ isKnown }) => isKnown)).toEqual([true]);
    const moved = await given.capture({ "lots.md": lots(limit({ type: "integer", maximum: 6 })) });
    expect(moved.conflicts).toMatchObject([{ spec: 7, page: 6, isKnown: false }]);
  });

  test.each<[string, (text: string) => string, object, object]>([
    [
      "a documented path",
      (text) =>
        text.replace(
          "path: { level: inferred, because: It is a collection. }",
          "path: { level: documented, sources: [guide] }",
        ),
      {},
      { what: "GET /v1/lots/: path", spec: "/v1/lots/", page: "/v1/stock_lots/" },
    ],
    [
      "a server",
      (text) => text,
      { servers: true },
      {
        what: "GET /v1/stock_lots/: server",
        spec: "https://api.example.com",
        page: "https://other.example.com",
      },
    ],
  ])("%s", async (_, edit, { servers }: { servers?: boolean }, want) => {
    const given = new Project({ "spec/openapi.yaml": edit(handWritten) });
    const page = servers
      ? lots().replace(
          '"components"',
          '"servers": [{ "url": "https://other.example.com" }], "components"',
        )
      : lots();
    const { conflicts } = await given.capture({ "lots.md": page });
    expect(conflicts).toMatchObject([want]);
    expect(given.problems()).toEqual([]);
  });
});

describe("a new operation", () => {
  test("is added to its group, with a name, an open 4XX and components like the others", async () => {
    const given = new Project("this repository's");
    const node = { type: "object", properties: { parent: { $ref: "#/components/schemas/Team" } } };
    const { conflicts } = await given.capture({
      "team.md": twin(
        "Get Team",
        "GET /v1/teams/{team_id}/",
        {
          parameters: [
            { name: "team_id", in: "path", required: true, schema: { type: "string" } },
            { name: "org_id", in: "query", schema: { type: "string" } },
          ],
          responses: { 200: json({ $ref: "#/components/schemas/Team" }) },
        },
        { id: "9527850", folder: "Teams", schemas: { Team: node } },
      ),
    });
    expect(conflicts).toEqual([]);
    expect(given.problems()).toEqual([]);
    const paths = given.read("paths/teams.yaml") as Record<string, { get: object }>;
    expect(paths["/v1/teams/{team_id}/"]?.get).toMatchObject({
      operationId: "getTeam",
      tags: ["Teams"],
      "x-client": { group: "teams", method: "getTeam" },
      parameters: [
        { name: "team_id", in: "path" },
        { $ref: "../components/parameters.yaml#/OrgId" },
      ],
      responses: {
        200: {
          content: { "application/json": { schema: { $ref: "../components/schemas.yaml#/Team" } } },
        },
        "4XX": { $ref: "../components/responses.yaml#/UndocumentedClientError" },
      },
    });
    expect(given.read("components/schemas.yaml")["Team"]).toMatchObject({
      properties: { parent: { $ref: "#/Team" } },
      "x-provenance": { level: "documented", sources: ["api-9527850"] },
    });
  });

  test("from a page that only suggests something says so, and why", async () => {
    const given = project();
    await given.capture({
      "sample.txt":
        "curl --location --request POST 'https://api.example.com/v1/bins/' --data '{\"a\": 1}'",
    });
    const { paths } = given.read("openapi.yaml") as {
      paths: Record<string, { post: Record<string, Record<string, object>> }>;
    };
    const provenance = paths["/v1/bins/"]?.post["x-provenance"];
    expect(provenance?.["path"]).toMatchObject({
      level: "inferred",
      because: expect.stringMatching(/\S/),
    });
  });
});

test("an operation that moves takes along what only it used, and leaves the rest", async () => {
  const given = new Project("this repository's");
  const before = given.files();
  const page = twin(
    "Get Outbound Email",
    "GET /email/outbound/{id}/",
    { parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }] },
    { folder: "Email", id: "9512584" },
  );
  await given.capture({ "email.md": page });
  expect(given.problems()).toEqual([]);
  const touched = Object.entries(given.files()).filter(([file, text]) => before[file] !== text);
  expect(touched.map(([file]) => file)).toEqual([
    "captures/api-9512584.yaml",
    "openapi.yaml",
    "paths/email.yaml",
  ]);
  const removed = (before["paths/email.yaml"] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("  #"));
  for (const comment of removed) expect(given.files()["paths/email.yaml"]).toContain(comment);
});

test("two pages that swap paths are handled", async () => {
  const given = project();
  const bins = twin(
    "List Bins",
    "GET /v1/bins/",
    { responses: { 200: json(lot) } },
    { id: "4100012" },
  );
  await given.capture({ "a.md": lots(), "b.md": bins });
  const { conflicts } = await given.look({
    "a.md": lots({}, "GET /v1/bins/"),
    "b.md": bins.replace("/v1/bins/", "/v1/stock_lots/"),
  });
  // Neither can move first. It is told, and nothing is lost.
  expect(conflicts).toHaveLength(2);
});

test("the same page twice counts once; different pages of one operation are reported", async () => {
  const given = project();
  const other = lots(limit({ type: "integer" })).replaceAll("api-4100011-run", "api-4100099-run");
  const { duplicates, changes } = await given.look({
    "a.md": lots(),
    "b.md": lots(),
    "c.md": other,
  });
  expect(duplicates).toMatchObject([{ operation: "GET /v1/stock_lots/" }]);
  expect(changes.some(({ what }) => what.includes("limit"))).toBe(false);
});

test("hostile text stays text", async () => {
  const hostile = "x\u2028: {}\n# '\"`$(1)\u0000*/ - &a *a !!js/function";
  const given = project();
  const page = twin(
    "List Lots",
    "GET /v1/stock_lots/",
    {
      parameters: [
        {
          name: hostile,
          in: "query",
          schema: { type: "string", enum: [hostile], default: hostile },
        },
      ],
      responses: {
        200: json({
          type: "object",
          properties: {
            [hostile]: { type: "string" },
            __proto__x: {},
            constructor: { type: "string" },
          },
        }),
      },
    },
    { id: "4100011" },
  );
  await given.capture({ "lots.md": page });
  const { paths } = given.read("openapi.yaml") as {
    paths: Record<string, { get: { parameters: unknown[] } }>;
  };
  expect(paths["/v1/stock_lots/"]?.get.parameters).toMatchObject([
    { name: hostile, schema: { enum: [hostile], default: hostile } },
  ]);
  expect(await given.capture({ "lots.md": page })).toMatchObject({ changes: [], differences: [] });
});

test("a status whose body the page does not show has an unknown body, not none", async () => {
  const given = project();
  const page = [
    ...[
      "Delete Lot",
      "DELETE",
      "/v1/lots/{id}/",
      "Request",
      "Path Params",
      "id",
      "string",
      "required",
    ],
    ...["Responses", "🟢200Success", "application/json", "Body", "id", "string", "required"],
    ...["🟠404Not Found", "Modified at 2024-08-23 00:21:33", ""],
  ].join("\n");
  await given.capture({ "delete.txt": page });
  expect(given.read("openapi.yaml")["paths"]).toMatchObject({
    "/v1/lots/{id}/": {
      delete: {
        responses: {
          404: {
            "x-provenance": { level: "documented", gaps: "The body." },
            content: { "application/json": { schema: {} } },
          },
        },
      },
    },
  });
  expect(given.problems()).toEqual([]);
  expect(await given.capture({ "delete.txt": page })).toMatchObject({
    changes: [],
    differences: [],
  });
});

test("a page that another parser reads differently is not reported as edited", async () => {
  const given = project();
  await given.capture({ "lots.md": lots(limit({ type: "integer", maximum: 5 })) });
  // As if the parser of that day had not understood limits.
  given.edit("spec/captures/api-4100011.yaml", (text) => text.replace(", maximum: 5", ""));
  given.edit("spec/openapi.yaml", (text) => text.replace(", maximum: 5", ""));
  const page = { "lots.md": lots(limit({ type: "integer", maximum: 5 })) };
  expect(await given.look(page)).toMatchObject({
    reread: [expect.stringContaining("lots.md")],
    changes: [{ what: "GET /v1/stock_lots/: query parameter limit, maximum", after: 5 }],
  });
  const edited = { "lots.md": lots(limit({ type: "integer", maximum: 6 })) };
  expect((await given.look(edited)).reread).toEqual([]);
});

test("a group with the name of a Windows device gets a file name that can be stored", async () => {
  const given = new Project("this repository's");
  await given.capture({
    "a.md": twin("List Cons", "GET /v1/cons/", {}, { id: "9527851", folder: "Con" }),
    "b.md": twin("List Consuls", "GET /v1/consuls/", {}, { id: "9527852", folder: "Consuls" }),
  });
  const paths = Object.keys(given.files()).filter((path) => /\bcon/.test(path));
  expect(paths.sort()).toEqual(["paths/con-group.yaml", "paths/consuls.yaml"]);
});
