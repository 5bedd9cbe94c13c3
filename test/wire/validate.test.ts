import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { bundle } from "../consumers/bundle.js";
import { answer, json, serve } from "../runtime/server.js";
import { generateInto, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

const part = { $ref: "#/components/schemas/Part" };
const content = (schema: object) => ({ content: { "application/json": { schema } } });
const spec = specWith(
  {
    "GET /parts/{id}": {
      operationId: "getPart",
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      responses: { 200: content(part), 404: content({ type: "object" }) },
    },
    "POST /parts": {
      operationId: "addPart",
      requestBody: content(part),
      responses: { 201: content(part), "2XX": { description: "later" } },
    },
    "GET /report": {
      operationId: "getReport",
      responses: {
        200: {
          content: {
            "application/json": { schema: part },
            "text/csv": { schema: { type: "string" } },
          },
        },
      },
    },
    "GET /free": { operationId: "getFree", responses: { 200: content({}) } },
  },
  {
    components: {
      schemas: {
        Part: {
          type: "object",
          required: ["mpn", "lines"],
          properties: {
            mpn: { type: "string" },
            "a/b": { type: "integer" },
            state: { type: "string", enum: ["open", "closed"] },
            kind: { anyOf: [{ $ref: "#/components/schemas/Kind" }, { type: "null" }] },
            lines: {
              type: "array",
              items: {
                type: "object",
                required: ["count"],
                properties: { count: { type: "integer" } },
              },
            },
            tags: { type: "object", additionalProperties: { type: "string" } },
          },
        },
        Kind: { enum: ["a", "b"] },
      },
    },
  },
);

const made = await generateInto(
  spec,
  undefined,
  { name: "Parts" },
  { schemas: { validators: true } },
);
const index = await loadOutput(made);
const server = await serve();
afterAll(() => server.close());

type Report = {
  operationId: string;
  status: number;
  issues: { pointer: string; message: string }[];
};
type Options = { validate?: string; onInvalid?: (report: Report) => void };
interface Api {
  getPart(params: object, options?: object): Promise<unknown> & { result(): Promise<unknown> };
  addPart(params?: object, options?: object): Promise<unknown>;
  getReport(params?: object, options?: object): Promise<unknown>;
  getFree(params?: object, options?: object): Promise<unknown>;
}
const create = index["createParts"] as (options: object) => Readonly<Record<string, Api>>;

function apiWith(options: Options = {}): Api {
  const facade = create({ baseUrl: server.url, ...options });
  return Object.values(facade)[0] as Api;
}

const right = { mpn: "A", lines: [{ count: 1 }] };
const wrong = { mpn: 12345, lines: [{ count: 1 }, {}] };

async function reported(body: unknown, options: Options = { validate: "report" }) {
  const reports: Report[] = [];
  server.respond = json(body);
  const data = await apiWith({ ...options, onInvalid: (report) => reports.push(report) }).getPart({
    id: "1",
  });
  expect(data).toEqual(body);
  return reports;
}

describe("the data of an answer", () => {
  test("is not looked at unless a client or a call asks for it", async () => {
    server.respond = json(wrong);
    expect(await apiWith().getPart({ id: "1" })).toEqual(wrong);
    expect(await apiWith({ validate: "strict" }).getPart({ id: "1" }, { validate: "off" })).toEqual(
      wrong,
    );
    await expect(apiWith().getPart({ id: "1" }, { validate: "strict" })).rejects.toThrow(
      "its body does not match its schema",
    );
  });

  test("is handed over and reported, without its values", async () => {
    expect(await reported(right)).toEqual([]);
    const [report, ...others] = await reported(wrong);
    expect(others).toEqual([]);
    expect(report).toMatchObject({ operationId: "getPart", method: "GET", status: 200 });
    expect(report?.issues.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual([
      "/mpn is not a string",
      "/lines/1/count is missing",
    ]);
    expect(JSON.stringify(report)).not.toContain("12345");
  });

  test("fails the call where it is strict, with a typed error that has pointers and no values", async () => {
    server.respond = json(wrong);
    const api = apiWith({ validate: "strict" });
    const error = await api.getPart({ id: "1" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(index["InvalidAnswerError"] as new () => Error);
    expect(error).toBeInstanceOf(index["ApiError"] as new () => Error);
    expect(error).toMatchObject({ operationId: "getPart", status: 200 });
    expect((error as Report).issues.map(({ pointer }) => pointer)).toEqual([
      "/mpn",
      "/lines/1/count",
    ]);
    expect(`${error} ${JSON.stringify(error)}`).not.toContain("12345");
    expect(await api.getPart({ id: "1" }).result()).toMatchObject({ ok: false, error });
    server.respond = json(right);
    expect(await api.getPart({ id: "1" })).toEqual(right);
  });

  test("may have a value that an enum does not list yet, with a report", async () => {
    for (const value of [
      { ...right, state: "lost" },
      { ...right, kind: "c" },
    ]) {
      const [report] = await reported(value, { validate: "strict" });
      expect(report?.issues).toMatchObject([{ keyword: "enum" }]);
    }
    server.respond = json({ ...right, state: null });
    await expect(apiWith({ validate: "strict" }).getPart({ id: "1" })).rejects.toThrow("/state");
  });

  test("has names in pointers only if the spec has them", async () => {
    const [report] = await reported({ ...right, "a/b": "x", tags: { "ann@example.com": 1 } });
    expect(report?.issues.map(({ pointer }) => pointer).sort()).toEqual(["/a~1b", "/tags/*"]);
  });

  test("is checked by its status, and not if it is no JSON", async () => {
    const api = apiWith({ validate: "strict" });
    server.respond = json(wrong, 202);
    expect(await api.addPart({ body: right })).toEqual(wrong);
    server.respond = json(wrong, 201);
    await expect(api.addPart({ body: right })).rejects.toThrow("/mpn is not a string, and 1 more");
    server.respond = answer(200, { "content-type": "text/csv" }, "mpn\n1");
    expect(await api.getReport({ accept: "text/csv" })).toBe("mpn\n1");
    server.respond = json(wrong);
    await expect(api.getReport()).rejects.toThrow("does not match");
    expect(await api.getFree()).toEqual(wrong);
    server.respond = json({}, 404);
    await expect(api.getPart({ id: "1" })).rejects.toMatchObject({ name: "NotFoundError" });
  });

  test("is handed over whatever the one who is told throws", async () => {
    server.respond = json(wrong);
    const onInvalid = () => {
      throw new Error("of the caller");
    };
    expect(await apiWith({ validate: "report", onInvalid }).getPart({ id: "1" })).toEqual(wrong);
  });
});

test("what cannot be used is refused, and nothing is sent", async () => {
  server.take();
  expect(() => apiWith({ validate: "always" })).toThrow('validate must be "off", "report"');
  expect(() => apiWith({ validate: "report" })).toThrow("onInvalid is needed");
  await expect(apiWith().getPart({ id: "1" }, { validate: "report" })).rejects.toThrow(
    "onInvalid is needed",
  );
  expect(server.take()).toEqual([]);
});

test("a schema is a Standard Schema", async () => {
  const validators = (await import(
    pathToFileURL(join(made.folder, "schemas/validators/components.js")).href
  )) as Record<string, { "~standard": { validate(value: unknown): { issues?: object[] } } }>;
  const standard = validators["Part"]?.["~standard"];
  expect(standard).toMatchObject({ version: 1, vendor: "spec-tether" });
  expect(standard?.validate(right)).toEqual({ value: right });
  expect(standard?.validate(wrong).issues).toMatchObject([
    { message: "is not a string", path: ["mpn"] },
    { message: "is missing", path: ["lines", 1, "count"] },
  ]);
});

test("a client without it holds nothing of it, and one with it no keyword that no schema has", async () => {
  const { folder } = await generateInto(spec, undefined, { name: "Parts" }, { schemas: true });
  const call = `import { createPartsClient, getPart } from "./index.js";
    await getPart(createPartsClient({ baseUrl: "https://a.example" }), { id: "1" });`;
  const without = await bundle(folder, call);
  const held = await bundle(made.folder, call);
  const texts = ["its schema", "is none of the known values", "is shorter than", "in the format"];
  const textsIn = (code: string) => texts.filter((text) => code.includes(text));
  expect(textsIn(without)).toEqual([]);
  expect(textsIn(held)).toEqual(["its schema", "is none of the known values"]);
  const size = (text: string) => gzipSync(text, { level: 9 }).length;
  expect(size(held) - size(without)).toBeLessThan(1024 + 4096);
});
