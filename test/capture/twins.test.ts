import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Page } from "../../generator/capture/page.js";
import { leadsOf, readers, readPage } from "../../generator/capture/readers/index.js";
import { marksOf, pageFile, read, readEndpoint } from "./pages.js";

const sites = fileURLToPath(new URL("twin-sites/", import.meta.url));

function pageOf(text: string, location = "page.md"): Page {
  return {
    location,
    origin: "markdown",
    text,
    fetchedAt: undefined,
    folder: [],
    title: undefined,
  };
}

function pagesOf(site: string): Page[] {
  return readdirSync(join(sites, site), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.mdx?$/.test(name))
    .sort()
    .map((name) => pageOf(readFileSync(join(sites, site, name), "utf8"), `${site}/${name}`));
}

const documentOf = (method: string, path: string, more = "") =>
  `openapi: 3.0.3\npaths:\n  ${path}:\n    ${method}:\n      summary: Do it\n${more}      responses:\n        '204':\n          description: Done.`;
const jsonOf = (path: string) =>
  JSON.stringify({ openapi: "3.0.3", paths: { [path]: { get: { responses: {} } } } });

describe("each reader recognizes the pages of its own product, and no other's", () => {
  /** All but the last, which reads what no other recognizes. */
  const products = readers.slice(0, -1);
  const recognizersOf = (page: Page) =>
    products.filter((reader) => reader.recognizes(page)).map(({ name }) => name);
  const table: [string, string[], Page][] = [
    ...pagesOf("readme").map((page): [string, string[], Page] => [
      page.location,
      page.location.includes("reference") ? ["ReadMe"] : [],
      page,
    ]),
    ...pagesOf("mintlify").map((page): [string, string[], Page] => [
      page.location,
      page.location.includes("reference") ? ["Mintlify"] : [],
      page,
    ]),
    ...pagesOf("gitbook").map((page): [string, string[], Page] => [
      page.location,
      ["GitBook"],
      page,
    ]),
    ...pagesOf("llms-txt").map((page): [string, string[], Page] => [page.location, [], page]),
    ["apidog", ["Apidog"], pageOf(pageFile("pitfalls.md"))],
    [
      "a page of Apidog by its heading",
      ["Apidog"],
      pageOf(`# A\n\n## OpenAPI Specification\n\n\`\`\`yaml\n${documentOf("get", "/a")}\n\`\`\`\n`),
    ],
    [
      "a guide to another product",
      [],
      pageOf(
        '# A guide\n\n````md\n{% swagger method="get" %}\n<ParamField path="a" />\n```yaml GET /a\n```\n# OpenAPI definition\n```json\n{}\n```\n````\n',
      ),
    ],
    ["a page of Jekyll", [], pageOf("---\nlayout: page\n---\n\n{% include nav.html %}\n\n# A\n")],
    [
      "front matter that names a version of OpenAPI",
      [],
      pageOf("---\nopenapi: 3.1.0\n---\n\n# A\n"),
    ],
  ];
  test.each(table)("%s: %j", (_, names, page) => expect(recognizersOf(page)).toEqual(names));
});

describe("the .md version of a page of ReadMe", () => {
  const text = readFileSync(join(sites, "readme/reference/list-crates.md"), "utf8");

  test("gives the operation with places", () => {
    const endpoint = readEndpoint(text, "markdown");
    expect(endpoint).toMatchObject({
      title: { value: "List crates", quote: { line: 5 } },
      method: { value: "GET", confidence: "stated", quote: { line: 59, column: 7 } },
      path: { value: "/berths/{berth}/crates", quote: { line: 58, column: 5 } },
      server: { value: "https://api.harbor.example/v1", quote: { line: 29 } },
    });
    expect(endpoint.operation["security"]).toEqual([{ sec0: [] }]);
    expect(endpoint.components).toMatchObject({
      schemas: { Crate: { required: ["id", "weight"] } },
      securitySchemes: { sec0: { type: "apiKey", in: "header", name: "X-Harbor-Key" } },
    });
    expect(endpoint.marks).toEqual([]);
  });

  test("that ends inside of its document is truncated, at its last line", () => {
    const lines = text.split("\n").slice(0, 60);
    expect(read(lines.join("\n"), "markdown")).toMatchObject({
      kind: "truncated",
      quote: { line: 60 },
    });
  });

  test("whose JSON is broken says where", () => {
    const broken = text.replace('"in": "path",', '"in": ]');
    const line = broken.split("\n").findIndex((row) => row.includes('"in": ]')) + 1;
    expect(read(broken, "markdown")).toMatchObject({
      kind: "unreadable",
      because: expect.stringContaining("cannot be parsed"),
      quote: { line },
    });
  });
});

describe("the .md version of a page of Mintlify", () => {
  const fence = (info: string, content: string) =>
    `# A\n\n\n\n## OpenAPI\n\n\`\`\`\`yaml ${info}\n${content}\n\n\`\`\`\`\n`;

  test.each([
    ["get /a"],
    ["GET /a"],
    ["openapi.json get /a"],
    ["https://x.example/openapi.yaml get /a"],
  ])("gives the operation of a fence with the info string %s", (info) => {
    expect(readEndpoint(fence(info, documentOf("get", "/a")), "markdown")).toMatchObject({
      title: { value: "A", quote: { line: 1 } },
      method: { value: "GET", quote: { line: 11, column: 5 } },
      path: { value: "/a" },
    });
  });

  test.each([
    ["schema Pet", "components:\n  schemas:\n    Pet:\n      type: object", "schema"],
    ["webhook sold", "webhooks:\n  sold:\n    post: {}", "webhook"],
    ["asyncapi.json sold", "id: sold\naddress: /v1/ws", "socket"],
    ["get /a", "paths:\n  path: /a\n  method: get\n  request:\n    body: {}", "unreadable"],
  ])("reads a fence with %s as no operation", (info, content, kind) => {
    const heading = info.startsWith("asyncapi") ? content : `openapi: 3.1.0\n${content}`;
    expect(read(fence(info, heading), "markdown").kind).toBe(kind);
  });

  test("lists fields as components, with what it does not state marked", () => {
    const endpoint = readEndpoint(
      readFileSync(join(sites, "mintlify/api-reference/light-lantern.md"), "utf8"),
      "markdown",
    );
    expect(endpoint).toMatchObject({
      method: { value: "POST", confidence: "derived" },
      path: { value: "/lanterns/{id}/light", confidence: "derived" },
      server: { value: "https://api.lantern.example", confidence: "derived" },
    });
    expect(endpoint.operation).toEqual({
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: {
              type: "object",
              properties: {
                minutes: { type: "integer", default: 30 },
                flame: {
                  type: "object",
                  properties: {
                    height: { type: "number" },
                    colors: { type: "array", items: { type: "string" } },
                  },
                  required: ["height"],
                },
              },
              required: ["flame"],
            },
          },
        },
      },
      responses: {
        "200": {
          description: "",
          content: {
            "application/json": {
              schema: {
                type: "object",
                properties: {
                  isLit: { type: "boolean" },
                  sparks: {
                    type: "array",
                    items: {
                      type: "object",
                      properties: { at: { type: "string", format: "date-time" }, heat: {} },
                    },
                  },
                },
                required: ["isLit"],
              },
            },
          },
        },
        "409": {
          description: "",
          content: {
            "application/json": {
              schema: { type: "object", properties: { error: { type: "string" } } },
            },
          },
        },
      },
      security: [{ bearerAuth: [] }],
    });
    const media = "content/application~1json";
    expect(marksOf(endpoint)).toEqual([
      "derived /security",
      `derived /requestBody/${media}`,
      "derived /requestBody/required",
      `derived /responses/200/${media}`,
      `ambiguous /responses/200/${media}/schema/properties/sparks/items/properties/heat`,
      `derived /responses/409/${media}`,
      `derived /responses/409/${media}/schema`,
    ]);
  });

  test("with an answer of a status that has no body lacks none", () => {
    const endpoint = readEndpoint(
      readFileSync(join(sites, "mintlify/api-reference/paint-lantern.md"), "utf8"),
      "markdown",
    );
    expect(endpoint.operation["responses"]).toEqual({ "204": { description: "" } });
    expect(endpoint.marks).toEqual([]);
  });

  test.each([
    ["/things/42", '<ParamField path="id" type="string" required />', "/things/{id}", "derived"],
    ["/things/:id", '<ParamField path="id" type="string" required />', "/things/{id}", "derived"],
    ["/things", '<ParamField query="q" type="string" />', "/things", "derived"],
    ["/things/a", '<ParamField path="id" type="string" required />', "/things/a", "ambiguous"],
  ])("takes the path of an example call: %s with %s", (called, field, path, confidence) => {
    const text = `# A\n\n${field}\n\n<RequestExample>\n  \`\`\`bash cURL theme={null}\n  curl https://x.example${called}\n  \`\`\`\n</RequestExample>\n`;
    expect(readEndpoint(text, "markdown").path).toMatchObject({ value: path, confidence });
  });

  test("takes the operation of a line, before that of an example", () => {
    const text =
      "# A\n\nDELETE /a/{id}\n\n<ParamField path='id' type='string' />\n\n<RequestExample>\n```bash\ncurl https://x.example/b\n```\n</RequestExample>\n";
    expect(readEndpoint(text, "markdown")).toMatchObject({
      method: { value: "DELETE", confidence: "stated", quote: { line: 3 } },
      path: { value: "/a/{id}", confidence: "stated" },
    });
  });

  test("whose front matter only names an operation leads to the document", () => {
    const page = pageOf("---\ntitle: A\nopenapi: specs/v1.json get /pets\n---\n\nProse.\n");
    expect(readPage(page)).toMatchObject({ kind: "shell", quote: { line: 3, column: 1 } });
    expect(leadsOf(page)).toEqual([
      {
        kind: "document",
        href: "/specs/v1.json",
        isSure: false,
        because: "the front matter names it",
        quote: { line: 3, column: 1, text: "openapi: specs/v1.json get /pets" },
      },
    ]);
    const unnamed = pageOf('---\nopenapi: "GET /pets"\n---\n');
    expect(readPage(unnamed)).toMatchObject({
      kind: "unreadable",
      next: expect.stringContaining("capture that OpenAPI document, too"),
      refersTo: { method: "GET", path: "/pets" },
    });
    expect(leadsOf(unnamed)).toEqual([]);
    // What it shows beside the document that it names is not another description.
    const beside = `${page.text}\n<ResponseField name="id" type="string" />\n`;
    expect(readPage(pageOf(beside)).kind).toBe("shell");
  });

  test.each([
    ["the arguments of a function", '<ParamField body="key" type="str" required />', "prose"],
    ["parameters without a call", '<ParamField query="key" type="string" />', "unreadable"],
    ["a component that is cut", '<ParamField query="key" type="string">\n  Text', "truncated"],
  ])("with %s", (_, text, kind) => {
    expect(read(`# A\n\n${text}\n`, "markdown").kind).toBe(kind);
  });
});

describe("a page of GitBook", () => {
  const operation = (heading: string, json: string, marks = "```") =>
    `## ${heading}\n\n> It does that.\\\n> And more.\n\n${marks}json\n${json}\n${marks}\n`;

  test("gives each operation of its .md version, with the heading as its title", () => {
    const reading = read(
      `# A\n\n${operation("GET /a", jsonOf("/a"))}\n${operation("B", jsonOf("/b"), "````")}`,
      "markdown",
    );
    if (reading.kind !== "endpoint") throw new Error(reading.kind);
    expect(
      reading.endpoints.map(({ title, path }) => [title.value, path.value, path.quote.line]),
    ).toEqual([
      ["GET /a", "/a", 9],
      ["B", "/b", 18],
    ]);
    expect(reading.endpoints[0]?.path.quote.column).toBe(29);
  });

  test("that is cut says so of the last operation, and keeps the others", () => {
    const cut = operation("B", jsonOf("/b").slice(0, -9)).split("\n").slice(0, -2).join("\n");
    const reading = read(`# A\n\n${operation("A", jsonOf("/a"))}\n${cut}`, "markdown");
    expect(reading).toMatchObject({
      kind: "endpoint",
      endpoints: [{ path: { value: "/a" } }],
      unread: [{ kind: "truncated", quote: { line: 18 } }],
    });
  });

  test("with broken JSON says at which column", () => {
    const json = jsonOf("/a").replace('"get":{', '"get":{,');
    expect(read(operation("A", json), "markdown")).toMatchObject({
      kind: "unreadable",
      quote: { line: 7, column: json.indexOf("{,") + 2 },
    });
  });

  test("gives operations of swagger tags", () => {
    const tags = [
      '{% swagger method="post" path="" baseUrl="https://x.example/login" summary="" %}',
      '{% swagger-parameter in="body" name="photo" type="file" %}',
      "{% endswagger-parameter %}",
      "{% endswagger %}",
      '{% swagger method="get" path="/me" baseUrl="https://[your-domain]" summary="Me" %}',
      '{% swagger-response status="4XX" description="" %}',
      "{% endswagger-response %}",
      "{% endswagger %}",
    ];
    const reading = read(tags.join("\n"), "markdown");
    if (reading.kind !== "endpoint") throw new Error(reading.kind);
    const [login, me] = reading.endpoints;
    expect(login).toMatchObject({
      method: { value: "POST" },
      path: { value: "/login", quote: { line: 1, column: 1 } },
      server: { value: "https://x.example" },
      operation: { requestBody: { content: { "multipart/form-data": {} } } },
    });
    expect(me).toMatchObject({
      title: { value: "Me" },
      server: undefined,
      operation: { responses: { "4XX": { description: "" } } },
    });
  });

  test.each([
    ['{% openapi src="../spec.yaml" path="/a" method="get" %}', "../spec.yaml"],
    ['{% swagger src="../spec.yaml" path="/a" method="get" %}', "../spec.yaml"],
    [
      '{% openapi-operation spec="a" path="/a" method="get" %}\n[OpenAPI a](https://x.example/a.json)',
      "https://x.example/a.json",
    ],
  ])("leads to the document of %s", (tag, href) => {
    const page = pageOf(`# A\n\n${tag}\n{% endopenapi %}\n`);
    expect(readPage(page)).toMatchObject({ kind: "shell", quote: { line: 3, column: 1 } });
    expect(leadsOf(page)).toMatchObject([{ kind: "document", href, quote: { line: 3 } }]);
  });
});

describe("a page of no known product", () => {
  const fence = `\`\`\`yaml\n${documentOf("get", "/a")}\n\`\`\`\n`;

  test.each([
    ["a heading that says OpenAPI", `# A\n\n## OpenAPI\n\n${fence}`],
    ["a line with its call", `# A\n\nGET https://x.example/v1/a\n\nIt does that.\n\n${fence}`],
    ["a heading with its summary", `# A\n\n## Do it\n\n${fence}`],
  ])("gives the operation of a document below %s", (_, text) => {
    expect(readEndpoint(text, "markdown").path.value).toBe("/a");
  });

  test.each([
    ["prose", `# A\n\nA document looks so:\n\n${fence}`],
    ["a heading and prose", `# A\n\n## The OpenAPI specification\n\nSuch as:\n\n${fence}`],
    ["the call of another operation", `# A\n\nGET /b\n\n${fence}`],
  ])("has an example, and no operation, below %s", (_, text) => {
    expect(read(text, "markdown")).toMatchObject({
      kind: "prose",
      because: expect.stringContaining("as an example"),
    });
  });

  test("has the server that only its line shows", () => {
    const text = `# A\n\nGET https://x.example/v1/a\n\n## OpenAPI Spec\n\n${fence}`;
    expect(readEndpoint(text, "markdown").server).toMatchObject({
      value: "https://x.example/v1",
      quote: { line: 3, column: 1 },
    });
  });

  test("does not say where some parameters are sent", () => {
    const table = "| Parameter | Type |\n|---|---|\n| q | string |\n";
    const get = readEndpoint(`# A\n\nGET /a\n\n## Parameters\n\n${table}`, "markdown");
    expect(get.operation["parameters"]).toEqual([
      { name: "q", in: "query", schema: { type: "string" } },
    ]);
    expect(marksOf(get)).toEqual(["derived /parameters/0", "ambiguous /parameters/0/required"]);
  });

  test("refers to schemas whose names have slashes that nobody escaped", () => {
    const text = readFileSync(join(sites, "llms-txt/api/fire-kiln.md"), "utf8");
    expect(readEndpoint(text, "markdown").components).toMatchObject({
      schemas: { Kilns_Fire_Response: { required: ["hours"] } },
    });
  });

  test("titles several calls below one heading by themselves", () => {
    const table = "### Response\n\n| Field | Type |\n|---|---|\n| a | string |\n";
    const reading = read(`# A\n\n## GET /a\n\n${table}\n## POST /a\n\n${table}`, "markdown");
    if (reading.kind !== "endpoint") throw new Error(reading.kind);
    expect(reading.endpoints.map(({ title }) => title.value)).toEqual(["GET /a", "POST /a"]);
  });

  test("lists calls without fields as prose does", () => {
    expect(read("# Overview\n\n`GET /a`\n\n`POST /a`\n", "markdown").kind).toBe("prose");
  });
});

const allPages = ["readme", "mintlify", "gitbook", "llms-txt"].flatMap(pagesOf);

test("a page that is cut anywhere gives no operation that the whole page lacks", () => {
  for (const page of allPages) {
    const operationsOf = (text: string) => {
      const reading = readPage({ ...page, text });
      return reading.kind === "endpoint"
        ? reading.endpoints.map(({ method, path }) => `${method.value} ${path.value}`)
        : [];
    };
    const whole = new Set(operationsOf(page.text));
    for (let end = 0; end < page.text.length; end += 61) {
      for (const operation of operationsOf(page.text.slice(0, end)))
        expect(whole, `${page.location} to ${end}`).toContain(operation);
    }
  }
});

test("every quote is what stands at its place", () => {
  for (const page of allPages) {
    const reading = readPage(page);
    const lines = page.text.split("\n");
    const quotes =
      reading.kind === "endpoint"
        ? reading.endpoints.flatMap(({ title, method, path, server, marks }) => [
            title.quote,
            method.quote,
            path.quote,
            ...(server ? [server.quote] : []),
            ...marks.map(({ quote }) => quote),
          ])
        : [reading.quote];
    for (const quote of quotes) {
      const { line = 0, column = 0, text = "" } = quote ?? {};
      expect(text).not.toBe("");
      const there = lines[line - 1]?.slice(column - 1).trim();
      expect(there?.startsWith(text.replace(/…$/, "")), `${page.location}:${line}`).toBe(true);
    }
  }
});

test.each([
  ["backticks", "`".repeat(100_000)],
  ["code spans", "`` ` ".repeat(30_000)],
  ["tags that do not end", "{% a ".repeat(30_000)],
  ["components that do not end", '<ParamField path="'.repeat(5_000)],
  ["components in components", '<ParamField body="a">\n'.repeat(10_000)],
  ["a heading of blanks", `# ${" ".repeat(100_000)}a`],
  ["a heading of marks", `# a ${"#".repeat(100_000)}a`],
  ["fences of JSON", '```json\n{"openapi":"3.0.3",\n```\n'.repeat(1_000)],
  ["blank lines before OpenAPI", `\`\`\`yaml\n${" \n".repeat(50_000)}\`\`\`\n`],
  ["calls", "## GET /a\n".repeat(3_000)],
  ["cells", `GET /a\n\n## Query\n\n| Name |\n|--|\n${`| ${"*".repeat(100_000)}a |\n`.repeat(3)}`],
])("%s without end are read in time", (_, text) => {
  const start = performance.now();
  expect(read(text, "markdown").kind).toBeTypeOf("string");
  // What grows with the square takes minutes; a busy machine takes seconds.
  expect(performance.now() - start).toBeLessThan(20_000);
});
