import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadSpec } from "../../generator/load/index.js";
import { observe } from "../../generator/observations/index.js";
import { readRecordings } from "../../generator/recordings/index.js";
import { verifyRecordings } from "../../generator/verify/index.js";
import { answer, json, type Respond, serve } from "../runtime/server.js";
import { generateInto, makeFolder, specWith, writeFiles } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

const part = { $ref: "#/components/schemas/Part" };
const content = (schema: object) => ({ content: { "application/json": { schema } } });
const inPath = (name: string, type = "string") => ({
  name,
  in: "path",
  required: true,
  schema: { type },
});
const spec = specWith(
  {
    "GET /teams/{team}/parts/{id}.json": {
      operationId: "getPart",
      parameters: [
        inPath("team"),
        inPath("id", "integer"),
        { name: "state", in: "query", schema: { enum: ["open", "closed"] } },
        { name: "q", in: "query", schema: { type: "string", pattern: "^[A-Z][a-z]+$" } },
        { name: "page", in: "query", schema: { type: "integer", maximum: 50 } },
        { name: "X-Team", in: "header", schema: { type: "string" } },
      ],
      responses: { 200: content(part) },
    },
    "POST /parts": {
      operationId: "addPart",
      requestBody: content(part),
      responses: { 201: content(part), 400: content({ type: "object" }) },
    },
    "POST /forms": {
      operationId: "sendForm",
      requestBody: {
        content: {
          "application/x-www-form-urlencoded": {
            schema: { type: "object", properties: { name: { type: "string" } } },
          },
        },
      },
      responses: { 204: { description: "" } },
    },
  },
  {
    security: [{ bearer: [], key: [] }],
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        key: { type: "apiKey", in: "query", name: "api_key" },
      },
      schemas: {
        Part: {
          type: "object",
          required: ["id", "owner"],
          properties: {
            id: { type: "string", format: "uuid" },
            owner: { type: "string", minLength: 3, maxLength: 20 },
            mail: { type: "string", format: "email" },
            site: { type: "string", format: "uri" },
            added: { type: "string", format: "date-time" },
            due: { type: "string", format: "date" },
            code: { type: "string", pattern: "^[A-Z]{3}-\\d+$" },
            state: { type: "string", enum: ["open", "closed"] },
            price: { type: "string", format: "decimal" },
            phone: { type: "integer" },
            serial: { type: "integer", maximum: 2_000_000 },
            tags: { type: "object", additionalProperties: { type: "string" } },
            notes: { type: "array", uniqueItems: true, items: { type: "string" } },
          },
        },
      },
    },
  },
);

const right = {
  id: "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
  owner: "Ann Lee",
  mail: "ann@lee.example",
  site: "https://lee.example/ann",
  added: "2026-11-30T10:11:12.5+01:00",
  due: "2026-12-24",
  code: "ABC-12",
  state: "open",
  price: "12.50",
  phone: 491701234567,
  serial: 1_999_999,
  tags: { "ann@lee.example": "x", "4711-0815": "y" },
  notes: ["same", "size"],
};

interface Recorder {
  flush(): Promise<void>;
  readonly counts: Readonly<Record<string, number>>;
}
interface Api {
  getPart(params: object, options?: object): Promise<unknown>;
  addPart(params: object): Promise<unknown>;
  sendForm(params: object): Promise<unknown>;
}

const made = await generateInto(spec, undefined, { name: "Parts" }, { observe: true });
const loaded = await loadSpec(join(makeFolder({ "openapi.json": spec }), "openapi.json"));
const index = await loadOutput(made);
const { recordTo } = (await loadOutput(made, "record")) as {
  recordTo(folder: string, options?: object): Recorder;
};
const server = await serve();
afterAll(() => server.close());

interface Recorded {
  readonly file: string;
  readonly text: string;
  readonly counts: Recorder["counts"];
}

/** What is written while a client makes calls. */
async function record(
  respond: Respond,
  call: (api: Api) => Promise<unknown>,
  options: object = {},
  more: object = {},
): Promise<Recorded> {
  const folder = join(makeFolder(), "recordings");
  const recorder = recordTo(folder, options);
  const create = index["createParts"] as (options: object) => Readonly<Record<string, Api>>;
  const baseUrl = `${server.url}/v1`;
  const credentials = { bearer: "the-secret-token-of-ann", key: "the-secret-key-of-ann" };
  const facade = create({ baseUrl, maxRetries: 0, ...credentials, observe: recorder, ...more });
  server.respond = respond;
  await call(Object.values(facade)[0] as Api).catch(() => undefined);
  await recorder.flush();
  const [name] = readdirSync(folder);
  const file = join(folder, name ?? "nothing was written");
  return { file, text: readFileSync(file, "utf8"), counts: recorder.counts };
}

const lineOf = ({ text }: Recorded) => JSON.parse(text) as Line;
interface Line {
  readonly request: { url: string; headers: [string, string][]; body?: { text: string } };
  readonly response: { status: number; headers: [string, string][]; body?: { text: string } };
}

function verified({ file }: Recorded): string[] {
  const options = { recordings: [file], baseUrls: [`${server.url}/v1`] };
  const { findings, judged } = verifyRecordings(loaded, options);
  expect(judged).toBeGreaterThan(0);
  return findings.map(({ rule, message }) => `${rule}: ${message}`);
}

const get = (params: object, options?: object) => (api: Api) =>
  api.getPart({ team: "red", id: 7, ...params }, options);

describe("a recording", () => {
  test("has the shape of what came, and none of its values", async () => {
    const { body } = lineOf(await record(json(right), get({}))).response;
    expect(JSON.parse(body?.text ?? "")).toEqual({
      id: "00000000-0000-4000-8000-000000000000",
      owner: "Xxx Xxx",
      mail: "masked@example.com",
      site: "https://example.com/masked",
      added: "2000-01-01T00:00:00.0+00:00",
      due: "2000-01-01",
      code: "XXX-11",
      state: "open",
      price: "12.50",
      phone: 111111111111,
      serial: 1111111,
      tags: { 1000001: "x", 1000002: "x" },
      notes: ["xxxx", "xxxx"],
    });
  });

  test("has the path of the operation, and values in it and in the query as others", async () => {
    const asked = get({ team: "ann lee", id: 1234567, state: "open", q: "Ann", page: 2 });
    const { request } = lineOf(await record(json(right), asked));
    expect(request.url).toBe(
      `${server.url}/v1/teams/xxx%20xxx/parts/1111111.json?state=open&q=Xxx&page=2&api_key=masked`,
    );
    expect(Object.fromEntries(request.headers)).toMatchObject({ authorization: "Bearer masked" });
  });

  test("is judged as the calls themselves are, and nothing is invented", async () => {
    expect(verified(await record(json(right), get({ q: "Ann", state: "open" })))).toEqual([]);
    const body = { ...right, tags: undefined };
    expect(verified(await record(json(right, 201), (api) => api.addPart({ body })))).toEqual([]);
    const wrong = { ...right, state: "lost", added: "2026-11-30T10:11:12", owner: null, more: 1 };
    expect(verified(await record(json(wrong), get({}))).sort()).toEqual([
      "answer-format: GET /teams/{team}/parts/{id}.json: answer 200, added is not in the format date-time",
      "answer-member-unknown: GET /teams/{team}/parts/{id}.json: answer 200, more is not in the schema",
      "answer-null: GET /teams/{team}/parts/{id}.json: answer 200, owner is not a string",
      "answer-value-unknown: GET /teams/{team}/parts/{id}.json: answer 200, state is none of the known values",
    ]);
    const page = answer(200, { "content-type": "text/html" }, "<p>Ann</p>");
    expect(verified(await record(page, get({})))).toEqual([
      "answer-type-undeclared: GET /teams/{team}/parts/{id}.json: answer 200 has a media type that is not declared",
    ]);
    expect(verified(await record(json({ why: 1 }, 404), get({})))).toEqual([
      "status-undeclared: GET /teams/{team}/parts/{id}.json: answer 404 is not declared",
    ]);
    const nothing = answer(200, { "content-type": "application/json" });
    expect(verified(await record(nothing, get({})))).toEqual([
      "answer-body-missing: GET /teams/{team}/parts/{id}.json: answer 200 has no body",
    ]);
  });

  test("teaches what the calls themselves do", async () => {
    const { file } = await record(json(right), get({}));
    const { exchanges } = readRecordings([file]);
    const { operations } = observe(exchanges, { servers: [`${server.url}/v1`] });
    const [shape] = JSON.stringify(operations).match(/"added":\{[^{]*\{[^}]*\{[^}]*\}/) ?? [];
    expect(shape).toContain("date-time");
  });

  test("has nothing of a canary, wherever it was", async () => {
    const canary = (place: string) => `CANARY-${place}-7f3a`;
    const respond: Respond = (response, { target }) => {
      const isFirst = !target.includes("second");
      const headers = {
        "content-type": `application/json; note=${canary("type")}`,
        "x-request-id": canary("back"),
        "set-cookie": `sid=${canary("cookie")}`,
        etag: canary("etag"),
        ...(isFirst && { location: `/v1/${canary("location")}?second=${canary("second")}` }),
      };
      const body = {
        [canary("member")]: 1,
        owner: canary("owner"),
        nested: [
          { deep: canary("deep"), [canary("name")]: { mail: `${canary("mail")}@x.example` } },
        ],
        escaped: `\u0043ANARY-\\"escaped"-7f3a`,
      };
      response.writeHead(isFirst ? 302 : 200, headers).end(JSON.stringify(body));
    };
    const asked = get(
      { team: canary("path"), q: canary("query"), "X-Team": canary("header") },
      { headers: { "x-more": canary("more"), cookie: canary("sent") } },
    );
    const credentials = { bearer: canary("token"), key: canary("key") };
    const recorded = await record(respond, asked, {}, credentials);
    expect(recorded.text.split("\n")).toHaveLength(3);
    expect(recorded.text).not.toMatch(/canary|7f3a/i);
    const form = { name: canary("field"), [canary("key")]: "x" };
    const sent = await record(answer(204), (api) => api.sendForm({ body: form }));
    expect(lineOf(sent).request.body?.text).toMatch(/^name=XXXXXX/);
    expect(sent.text).not.toMatch(/canary|7f3a/i);
    for (const text of [`<p>${canary("page")}</p>`, `{"cut": "${canary("cut")}`]) {
      const type = text.startsWith("<") ? "text/html" : "application/json";
      const page = await record(answer(200, { "content-type": type }, text), get({}));
      expect(page.text).not.toMatch(/canary|7f3a/i);
    }
    const { file } = recorded;
    const report = verifyRecordings(loaded, { recordings: [file], baseUrls: [server.url] });
    expect(JSON.stringify(report)).not.toMatch(/canary|7f3a/i);
  });
});

describe("a recorder", () => {
  test("writes a file of its own, for nobody else to read", async () => {
    const { file } = await record(json(right), get({}));
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test("stops where it was told, and says how much it has left out", async () => {
    const one = (await record(json(right), get({}))).text.length;
    const { text, counts } = await record(
      json(right),
      async (api) => {
        for (let call = 0; call < 3; call++) await get({})(api);
      },
      { maxBytes: 1.5 * one },
    );
    expect(text.trim().split("\n")).toHaveLength(1);
    expect(counts).toEqual({ written: 1, skipped: 2, errors: 0 });
  });

  test("fails no call if it cannot write", async () => {
    const folder = makeFolder();
    writeFiles(folder, { file: "" });
    const recorder = recordTo(join(folder, "file"));
    const create = index["createParts"] as (options: object) => Readonly<Record<string, Api>>;
    const options = { baseUrl: server.url, bearer: "x", key: "y", observe: [recorder] };
    server.respond = json(right);
    expect(await get({})(Object.values(create(options))[0] as Api)).toEqual(right);
    await recorder.flush();
    expect(recorder.counts).toEqual({ written: 0, skipped: 0, errors: 1 });
  });

  test("refuses what cannot be used", () => {
    expect(() => recordTo("")).toThrow("folder must be the path of a folder");
    expect(() => recordTo("a", { sample: 2 })).toThrow("sample must be");
    expect(() => recordTo("a", { maxBytes: -1 })).toThrow("maxBytes must be");
  });
});
