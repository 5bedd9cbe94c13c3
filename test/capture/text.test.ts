import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { at, marksOf, pageFile, read, readEndpoint } from "./pages.js";

const seed = fileURLToPath(
  new URL("../../../shared/facts/update-api-key.page.txt", import.meta.url),
);

describe("the page of an operation", () => {
  test.skipIf(!existsSync(seed))("of Cofactr gives what it documents, and no more", () => {
    const endpoint = readEndpoint(readFileSync(seed, "utf8"));
    expect(endpoint).toMatchObject({
      title: { value: "Update API Key", confidence: "stated" },
      method: { value: "PATCH", confidence: "stated", quote: { line: 71 } },
      path: { value: "/integrations/api_keys/", confidence: "stated", quote: { line: 72 } },
      server: undefined,
      folder: ["Auth"],
      modifiedAt: "2024-08-23T00:21:33",
    });
    const text = { type: "string" };
    const short = { type: "string", maxLength: 255 };
    const time = { type: "string", format: "date-time" };
    const flag = { type: "boolean" };
    const answer = {
      id: text,
      name: text,
      prefix: text,
      created: time,
      expiry_date: time,
      has_expired: flag,
      revoked: flag,
      key_type: text,
      created_by: text,
      integration_id: text,
      integration_instance_id: text,
    };
    expect(at(endpoint, "/requestBody/content/application~1json/schema")).toEqual({
      type: "object",
      properties: { name: short, integration_id: short, integration_instance_id: short },
    });
    expect(at(endpoint, "/responses/200/content/application~1json/schema")).toEqual({
      type: "object",
      properties: answer,
      required: Object.keys(answer),
    });
    expect(Object.keys(endpoint.operation["responses"] as object)).toEqual(["200"]);
    expect(endpoint.operation["parameters"]).toBeUndefined();
    expect(endpoint.operation["security"]).toEqual([{ header_Authorization: [] }]);
    expect(endpoint.components).toEqual({
      securitySchemes: {
        header_Authorization: { type: "apiKey", in: "header", name: "Authorization" },
      },
    });
    expect(marksOf(endpoint)).toEqual([
      "derived #/components/securitySchemes/header_Authorization",
      "ambiguous /requestBody/required",
    ]);
    expect(endpoint.contradictions).toEqual([]);
  });

  test("of the first generation has its path and enums joined to other text", () => {
    const endpoint = readEndpoint(pageFile("a-task.page.txt"));
    expect(endpoint.path.value).toBe("/api/v1/benches/{bench_id}/bookings");
    expect(endpoint.operation["description"]).toBe(
      "This books a bench of the laboratory for some hours.",
    );
    expect(endpoint.operation["parameters"]).toEqual([
      { name: "bench_id", in: "path", required: true, schema: { type: "string" } },
      {
        name: "notify",
        in: "query",
        description: "Whether the owner gets a mail.",
        schema: { type: "boolean", default: true },
      },
      {
        name: "x-lab",
        in: "header",
        required: true,
        schema: { type: "string", examples: ["north"] },
      },
    ]);
    expect(at(endpoint, "/requestBody/content/application~1json/schema")).toEqual({
      type: "object",
      properties: {
        hours: { type: "integer", minimum: 1, maximum: 12 },
        kind: {
          description: "One of solder, optics and chemistry.",
          type: "string",
          enum: ["solder", "optics", "chemistry"],
        },
        level: { type: "integer" },
        people: { type: "array", items: { type: "string" }, minItems: 1, maxItems: 4 },
      },
      required: ["hours"],
    });
    expect(at(endpoint, "/responses/200/content/application~1json/schema")).toEqual({
      type: "object",
      properties: {
        booking: {
          type: "object",
          properties: { id: { type: "string" }, state: { type: "string" } },
          required: ["id", "state"],
        },
        cost: { type: "number", format: "double" },
      },
      required: ["booking", "cost"],
    });
    const body = "/requestBody/content/application~1json/schema/properties";
    expect(marksOf(endpoint)).toEqual([
      `derived ${body}/kind/enum`,
      `ambiguous ${body}/level/enum`,
      "ambiguous /requestBody/required",
      "ambiguous /responses/400/content",
    ]);
    expect(endpoint.marks[1]).toMatchObject({
      because: "its values run together: 510",
      quote: { line: 44, column: 1, text: "Allowed values:" },
    });
  });

  test.each([
    ["a navigation with bullets", "- Orders\n- Change an orderPUT\n", "Orders\n", ["Orders"]],
    ["a navigation without", "Orders\nList orders\nGET\n", "Orders\n", ["Orders"]],
    ["the day below it", "", "Orders\nLast modified: a year ago\n", ["Orders"]],
    ["nothing: it may be a description", "", "Orders\n", []],
    ["nothing: a sentence is in no navigation", "Orders\n", "Changes an order.\n", []],
    ["nothing: the name of an endpoint is no folder", "Orders\nGET\n", "Orders\n", []],
  ])("the folder below the path is told by %s", (_, above, below, folder) => {
    const page = `${above}Change an order\nPUT\n/orders\n${below}Request\nQuery Params\nid\nstring\nrequired\nResponses\n🟢200Success\napplication/json\n`;
    const endpoint = readEndpoint(page, "text", "https://x.test/change-4321987e0");
    expect(endpoint.folder).toEqual(folder);
    const rest = below
      .split("\n")
      .slice(folder.length > 0 ? 2 : 0)
      .join("\n")
      .trim();
    expect(endpoint.operation["description"] ?? "").toBe(rest);
  });

  test("copied from a browser keeps unions, several responses for a status, and closed objects", () => {
    const endpoint = readEndpoint(
      pageFile("c-order.page.txt"),
      "text",
      "https://x.test/change-4321987e0",
    );
    expect(endpoint).toMatchObject({
      pageId: "4321987",
      method: { value: "PUT" },
      path: { value: "/admin/v2/orders/{order_id}" },
      server: { value: "https://shop.example", confidence: "stated" },
      folder: ["Orders"],
      status: "deprecated",
      modifiedAt: undefined,
    });
    expect(endpoint.operation["deprecated"]).toBe(true);
    expect(endpoint.operation["description"]).toBe(
      "Changes what is still open.\nA Request in prose is no heading.",
    );
    expect(endpoint.operation["security"]).toEqual([
      { "header_X-Shop": [], bearerAuth: [] },
      { query_key: [] },
    ]);
    expect(at(endpoint, "/requestBody/required")).toBe(true);
    expect(at(endpoint, "/requestBody/content/application~1json/schema")).toEqual({
      type: "object",
      properties: {
        lines: {
          type: "array",
          minItems: 1,
          items: {
            type: "object",
            properties: {
              sku: { type: "string", pattern: "^[A-Z]+$" },
              count: {
                title: "Pieces",
                type: "integer",
                format: "int32",
                exclusiveMinimum: 0,
                default: 1,
              },
              price: {
                type: "object",
                properties: { amount: { type: "string" }, currency: { type: "string" } },
              },
            },
            required: ["sku"],
          },
        },
        note: { type: ["string", "null"] },
        callback: { type: "string", format: "uri" },
        type: { type: "string", enum: ["string", "object", "file"] },
      },
      required: ["lines", "type"],
      additionalProperties: { type: "string" },
    });
    expect(endpoint.operation["responses"]).toMatchObject({
      "200": {
        description: "What has become of it / Queued",
        content: {
          "application/json": {
            schema: {
              anyOf: [
                { type: "array", items: { required: ["id", "status"] } },
                { type: "object", properties: { ticket: { type: "string" } } },
              ],
            },
          },
        },
      },
      "204": { description: "Nothing to do" },
      "500": { description: "Error" },
    });
    expect(marksOf(endpoint)).toContain("ambiguous /responses/500/content");
    expect(marksOf(endpoint)).not.toContain("ambiguous /responses/204/content");
    expect(endpoint.contradictions).toEqual([
      {
        pointer: "/requestBody/content/application~1json/schema/properties/type",
        about: `the schema's enum does not list the example's "parcel"`,
        one: { line: 59, column: 1, text: "type" },
        other: { line: 77, column: 5, text: '"type": "parcel"' },
      },
    ]);
  });

  test("in Chinese is read by its own labels", () => {
    const endpoint = readEndpoint(pageFile("chinese.page.txt"));
    expect(endpoint).toMatchObject({
      title: { value: "创建用户" },
      status: "released",
      modifiedAt: "2025-05-06T07:08:09",
      server: { value: "https://api.example.cn", confidence: "derived" },
    });
    expect(endpoint.operation["parameters"]).toEqual([
      {
        name: "X-租户",
        in: "header",
        required: true,
        schema: { type: "string", examples: ["一号"] },
      },
    ]);
    expect(at(endpoint, "/requestBody/content/application~1json/schema")).toEqual({
      type: "object",
      properties: {
        姓名: { type: "string", maxLength: 20 },
        角色: { type: "string", enum: ["admin", "guest"], default: "guest" },
      },
      required: ["姓名"],
    });
    expect(at(endpoint, "/responses/200")).toEqual({
      description: "成功",
      content: {
        "application/json": {
          schema: {
            type: "object",
            properties: { 编号: { type: "integer", format: "int64" } },
            required: ["编号"],
          },
        },
      },
    });
  });

  test("whose field lists were never loaded gives method and path, and marks everything else", () => {
    const endpoint = readEndpoint(pageFile("lazy.page.txt"));
    expect(endpoint).toMatchObject({
      path: { value: "/parts/{id}", confidence: "stated" },
      server: { value: "https://parts.example/v3", confidence: "derived" },
    });
    expect(marksOf(endpoint)).toEqual([
      "derived /parameters/0",
      "derived /parameters/1",
      "derived /parameters/2",
      "derived /responses/200/content/application~1json/schema",
    ]);
  });
});

test("a name that is joined to the end of a description is recognized by the example", () => {
  const body = 'pages.part_name\nstring\nrequired\nExample\n{ "part_name": "R1" }';
  const endpoint = readEndpoint(
    `Put\nPUT\n/x\nRequest\nBody Params application/json\n${body}\nResponses\n🟢200OK\n`,
  );
  const schema = "/requestBody/content/application~1json/schema";
  expect(at(endpoint, `${schema}/properties`)).toEqual({ part_name: { type: "string" } });
  expect(marksOf(endpoint)).toContain(`ambiguous ${schema}/properties/part_name`);
});

describe("a page without an operation is named", () => {
  test.each([
    ["descriptions-only.page.txt", "without-fields", 5],
    ["webhook.page.txt", "webhook", 1],
    ["schema.page.txt", "schema", 2],
    ["socket.page.txt", "socket", 3],
    ["truncated.page.txt", "truncated", 9],
    ["login.page.txt", "login-wall", 1],
    ["not-found.page.txt", "not-found", 1],
    ["prose.page.txt", "prose", 1],
  ])("%s is %s", (file, kind, line) => {
    expect(read(pageFile(file), "text")).toMatchObject({ kind, quote: { line } });
  });
});

describe("a sample call alone", () => {
  test.each([
    {
      name: "curl",
      text: `curl -X PUT 'https://x.test/v1/lots/7?dry=1' \\\n  -H 'X-Site: a' \\\n  -d '{ "count": 2 }'`,
      want: {
        method: "PUT",
        path: "/v1/lots/7",
        server: "https://x.test",
        names: ["dry", "X-Site", "count"],
      },
    },
    {
      name: "curl with lost blanks",
      text: "curl--location--request DELETE'https://x.test/lots/7'",
      want: { method: "DELETE", path: "/lots/7", server: "https://x.test", names: [] },
    },
    {
      name: "fetch",
      text: 'fetch("https://x.test/lots", {\n  method: "POST",\n  headers: {\n    "X-Site": "a",\n  },\n  body: JSON.stringify({ "count": 2 }),\n});',
      want: { method: "POST", path: "/lots", server: "https://x.test", names: ["X-Site", "count"] },
    },
    {
      name: "http.client",
      text: 'conn = http.client.HTTPSConnection("x.test")\nconn.request("GET", "/lots?dry=1", payload, headers)',
      want: { method: "GET", path: "/lots", server: "https://x.test", names: ["dry"] },
    },
  ])("in $name gives names, all of them derived", ({ text, want }) => {
    const endpoint = readEndpoint(text, "sample");
    const { method, path, server, operation } = endpoint;
    const parameters = (operation["parameters"] ?? []) as { name: string; schema: object }[];
    const schema = ["json", "form"].flatMap(
      () => at(endpoint, "/requestBody/content/application~1json/schema") ?? [],
    )[0];
    const fields = Object.entries(
      (schema as { properties?: object } | undefined)?.properties ?? {},
    );
    expect({
      method: method.value,
      path: path.value,
      server: server?.value,
      names: [...parameters.map(({ name }) => name), ...fields.map(([name]) => name)],
    }).toEqual(want);
    expect([method, path, server].map((fact) => fact?.confidence)).toEqual(
      Array(3).fill("derived"),
    );
    // No type is taken from a value.
    expect([
      ...parameters.map((parameter) => parameter.schema),
      ...fields.map(([, field]) => field),
    ]).toEqual(Array(want.names.length).fill({}));
  });
});
