import { readRuntimeFiles } from "../../generator/disk/tool.js";
import { defaultChoice, makeFiles } from "../../generator/outputs/index.js";
import { type Files, makeFolder, model, specWith, writeFiles } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

const content = (schema: object) => ({ "application/json": { schema } });
const answers = (description: string, schema: object) => ({
  description,
  content: content(schema),
});
const thing = { $ref: "#/components/schemas/Thing" };
const inPath = (name: string, more: object = {}) => ({
  name,
  in: "path",
  required: true,
  schema: { type: "string" },
  ...more,
});
const list = { type: "array", items: { type: "string" } };
const body = { required: true, content: content(thing) };
const raw = { content: { "application/octet-stream": { schema: { type: "string" } } } };

/** An API with something of everything that the output `fetch` has to do with. */
export const spec = specWith(
  {
    "GET /things": {
      operationId: "listThings",
      parameters: [
        {
          name: "org_id",
          in: "query",
          schema: { type: "string" },
          "x-client": { option: "orgId" },
        },
        { name: "tags", in: "query", schema: list },
      ],
      responses: { 200: answers("", { type: "array", items: thing }) },
    },
    "POST /things": {
      operationId: "makeThing",
      requestBody: body,
      responses: {
        201: answers("", thing),
        422: answers("", { type: "object", properties: { name: list } }),
      },
    },
    "GET /things/{id}": {
      operationId: "getThing",
      parameters: [
        inPath("id"),
        { name: "X-Trace", in: "header", schema: { type: "string" } },
        { name: "theme", in: "cookie", schema: { type: "string" } },
      ],
      responses: {
        200: answers("", thing),
        404: answers("", { type: "object", required: ["detail"], properties: { detail: {} } }),
        500: { description: "" },
      },
    },
    "HEAD /things/{id}": { operationId: "hasThing", parameters: [inPath("id")] },
    "DELETE /things/{id}": { operationId: "deleteThing", parameters: [inPath("id")] },
    "PUT /things/{id}": {
      operationId: "putThing",
      parameters: [inPath("id")],
      requestBody: raw,
    },
    "PATCH /things/{id}": {
      operationId: "patchThing",
      parameters: [inPath("id")],
      requestBody: raw,
    },
    "GET /styles/{label}/{matrix}": {
      operationId: "getStyles",
      parameters: [
        inPath("label", { style: "label", explode: true, schema: list }),
        inPath("matrix", { style: "matrix", schema: list }),
      ],
    },
    "GET /same/{id}": {
      operationId: "getSame",
      parameters: [inPath("id"), { name: "id", in: "query", schema: { type: "string" } }],
    },
    "GET /open": { operationId: "getOpen", security: [] },
    "GET /session": { operationId: "getSession", security: [{ session: [], queryKey: [] }] },
    "GET /guess": {
      operationId: "getGuess",
      "x-provenance": {
        title: { level: "undocumented" },
        method: { level: "inferred", because: "it looks so." },
        path: { level: "inferred", because: "it looks so." },
        request: { level: "undocumented" },
        response: { level: "undocumented" },
      },
    },
    "GET /marked#one": {
      operationId: "getMarked",
      parameters: [{ name: "a", in: "query", schema: { type: "string" } }],
    },
    "GET /old?action=list": {
      operationId: "getOld",
      parameters: [{ name: "a", in: "query", schema: { type: "string" } }],
    },
    "QUERY /things": { operationId: "findThings" },
  },
  {
    openapi: "3.2.0",
    servers: [{ url: "https://things.test" }],
    security: [{ apiKey: [] }],
    components: {
      schemas: {
        Thing: {
          type: "object",
          required: ["id", "name"],
          properties: { id: { type: "integer", readOnly: true }, name: { type: "string" } },
        },
      },
      securitySchemes: {
        apiKey: { type: "apiKey", in: "header", name: "X-Key" },
        queryKey: { type: "apiKey", in: "query", name: "key" },
        session: { type: "apiKey", in: "cookie", name: "sid" },
        // Openapi-fetch has an option of this name.
        mode: { type: "apiKey", in: "header", name: "X-Mode" },
      },
    },
  },
);

/** The client of a spec with the outputs that it has by default, `paths` and `fetch`. */
export async function makeWithFetch(text: string = spec): Promise<Files> {
  const outputs = { ...defaultChoice, paths: {}, fetch: {} };
  const files = await makeFiles(await model(text), await readRuntimeFiles(), "test", { outputs });
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

/** The same as a package that can be used: what its `index` and what its `fetch` exports. */
export async function loadWithFetch(text?: string) {
  const files = await makeWithFetch(text);
  const folder = makeFolder();
  writeFiles(folder, files);
  const index = await loadOutput({ folder, files });
  return { index, fetch: (await import(/* @vite-ignore */ `${folder}/fetch.js`)) as Made };
}

/** What a call comes to. */
export interface Result {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

type Method = (path: string, init?: object) => Promise<Result>;

/** The client as JavaScript has it: its types are tried elsewhere. */
export interface FetchClient
  extends Record<
    "GET" | "PUT" | "POST" | "DELETE" | "HEAD" | "PATCH" | "OPTIONS" | "TRACE",
    Method
  > {
  request(method: string, path: string, init?: object): Promise<Result>;
  use(...middleware: object[]): void;
  eject(...middleware: object[]): void;
}

interface Made {
  createThingsFetch(options: object): FetchClient;
}
