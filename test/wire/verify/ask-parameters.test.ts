import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askService, readValues } from "../../../generator/verify/index.js";
import { json, serve, type TestServer } from "../../runtime/server.js";
import { load, makeFolder } from "../../support/generator.js";
import { askOptions } from "./shop.js";

/** Parameters in every form that a client can write, and where their values come from. */

let server: TestServer;
beforeAll(async () => {
  server = await serve();
});
beforeEach(() => {
  server.respond = (response, arrived) =>
    arrived.target.includes("spec-tether")
      ? json({ detail: "Not found." }, 404)(response, arrived)
      : json({})(response, arrived);
  server.take();
});
afterAll(() => server.close());

const answers = { 200: { description: "OK", content: { "application/json": { schema: {} } } } };

async function ask(path: string, parameters: readonly object[], values = "{}") {
  const document = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.example/v1" }],
    paths: { [path]: { get: { operationId: "getIt", parameters, responses: answers } } },
  };
  const file = join(makeFolder({ "values.yaml": values }), "values.yaml");
  const given = await readValues(file);
  const spec = await load(JSON.stringify(document));
  const { report } = await askService(spec, askOptions(server.url, { auth: {}, values: given }));
  const [, ...arrived] = server.take();
  return { arrived, report, findings: report.findings.map(({ message }) => message) };
}

const filter = {
  type: "object",
  required: ["state"],
  properties: { state: { type: "string", enum: ["open"] }, size: { type: "integer" } },
};

/** A required parameter, and what is sent for it. */
const forms: [string, object, string][] = [
  ["form, exploded", { in: "query", schema: filter }, "?state=open"],
  ["form, not exploded", { in: "query", explode: false, schema: filter }, "?q=state,open"],
  ["deepObject", { in: "query", style: "deepObject", schema: filter }, "?q%5Bstate%5D=open"],
  [
    "JSON",
    { in: "query", content: { "application/json": { schema: filter } } },
    "?q=%7B%22state%22%3A%22open%22%7D",
  ],
  [
    "pipes",
    {
      ...{ in: "query", style: "pipeDelimited", explode: false, example: ["a", "b"] },
      schema: { type: "array", items: { type: "string" } },
    },
    "?q=a%7Cb",
  ],
  [
    "a list of the item's default",
    { in: "query", schema: { type: "array", items: { type: "integer", default: 3 } } },
    "?q=3",
  ],
  [
    "the example of the parameter",
    { in: "query", schema: { type: "integer" }, example: 4 },
    "?q=4",
  ],
  [
    "one of its examples",
    { in: "query", schema: { type: "integer" }, examples: { a: { value: 5 } } },
    "?q=5",
  ],
  ["an example of the schema", { in: "query", schema: { type: "integer", examples: [6] } }, "?q=6"],
  [
    "an example of the content",
    { in: "query", content: { "application/json": { schema: {}, example: { a: 1 } } } },
    "?q=%7B%22a%22%3A1%7D",
  ],
];

describe("the query has", () => {
  test.each(forms)("%s", async (_, parameter, query) => {
    const { arrived, findings } = await ask("/it", [{ name: "q", required: true, ...parameter }]);
    expect(arrived.map(({ target }) => target)).toEqual([`/v1/it${query}`]);
    expect(findings).toEqual([]);
  });
});

test("cookies, headers and paths have their values", async () => {
  const text = { type: "string", enum: ["a b"] };
  const { arrived, findings } = await ask("/it/{id}/{more}", [
    { name: "id", in: "path", required: true, style: "matrix", schema: { default: 7 } },
    { name: "more", in: "path", required: true, schema: text },
    { name: "session", in: "cookie", required: true, schema: text },
    { name: "theme", in: "cookie", required: true, schema: filter },
    { name: "X-Team", in: "header", required: true, schema: text },
    { name: "X-Filter", in: "header", required: true, schema: filter },
    { name: "not", in: "query", schema: text },
  ]);
  expect(arrived.map(({ target }) => target)).toEqual(["/v1/it/;id=7/a%20b"]);
  const [{ headers } = { headers: {} }] = arrived;
  expect(headers).toMatchObject({
    cookie: "session=a%20b; state=open",
    "x-team": "a b",
    "x-filter": "state,open",
  });
  expect(findings).toEqual([]);
});

test("a file has whole objects and lists, and several values of each", async () => {
  const query = [{ name: "q", in: "query", required: true, style: "deepObject", schema: filter }];
  const targets = async (values: string) =>
    (await ask("/it", query, values)).arrived.map(({ target }) => decodeURIComponent(target));
  expect(await targets("q: { state: open, size: 2 }")).toEqual(["/v1/it?q[state]=open&q[size]=2"]);
  expect(await targets("getIt: { q: [{ size: 1 }, { size: 2 }] }")).toEqual([
    "/v1/it?q[size]=1",
    "/v1/it?q[size]=2",
  ]);
});

test("what has no rule for reading it is not held against the request", async () => {
  const deep = { type: "object", required: ["by"], properties: { by: { type: "object" } } };
  const query = [{ name: "q", in: "query", required: true, style: "deepObject", schema: deep }];
  const { arrived, findings } = await ask("/it", query, "q: { by: { name: { is: A } } }");
  expect(arrived.map(({ target }) => decodeURIComponent(target))).toEqual([
    "/v1/it?q[by][name][is]=A",
  ]);
  expect(findings).toEqual([]);
});

describe("not asked is what", () => {
  const why = async (parameter: object, values?: string) => {
    const { arrived, report } = await ask(
      "/it/{id}",
      [{ name: "id", in: "path", required: true, schema: {}, ...parameter }],
      values,
    );
    expect(arrived).toEqual([]);
    return report.skipped.map((each) => each.why);
  };

  test("has only an example of an id", async () => {
    await expect(why({ example: 7 })).rejects.toThrow(/answered nothing/);
  });

  test("has a value that would be another path", async () => {
    await expect(why({}, "id: ..")).rejects.toThrow(/answered nothing/);
  });
});
