import type { ServerResponse } from "node:http";
import type { AskOptions, Clock } from "../../../generator/verify/index.js";
import { noValues } from "../../../generator/verify/index.js";
import { type Arrived, answer, json, type Respond } from "../../runtime/server.js";

/** A credential that must appear nowhere but in the requests. */
export const secret = "canary-9f3b2c71d0";

const ok = (schema: object) => ({
  200: { description: "OK", content: { "application/json": { schema } } },
});
const bom = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "integer" }, name: { type: "string" } },
};
const line = { type: "object", properties: { uid: { type: "string" } } };
const detail = { type: "object", properties: { detail: { type: "string" } } };

/** The spec of the shop below, which it keeps to. */
export const shopSpec = {
  openapi: "3.1.0",
  info: { title: "Shop", version: "1" },
  servers: [{ url: "https://api.shop.example/v1" }],
  security: [{ apiKey: [] }],
  paths: {
    "/boms/": {
      get: {
        operationId: "listBoms",
        responses: ok({
          type: "object",
          properties: { count: { type: "integer" }, results: { type: "array", items: bom } },
        }),
      },
      post: { operationId: "addBom", responses: ok(bom) },
    },
    "/boms/{bom_id}/": {
      get: {
        operationId: "getBom",
        responses: {
          ...ok(bom),
          404: { description: "None", content: { "application/json": { schema: detail } } },
        },
      },
      delete: { operationId: "removeBom", responses: { 204: { description: "Gone" } } },
    },
    "/boms/{id}/lines/": {
      get: { operationId: "listLines", responses: ok({ type: "array", items: line }) },
    },
    "/boms/{id}/lines/{uid}/": { get: { operationId: "getLine", responses: ok(line) } },
    "/exports/{bom_id}/": { get: { operationId: "getExport", responses: ok({ type: "object" }) } },
    "/orgs/{org_id}/": { get: { operationId: "getOrg", responses: ok({ type: "object" }) } },
    "/boms/{bom_id}/cancel/": { get: { operationId: "stopBom", responses: ok({}) } },
    "/old/": { get: { operationId: "listOld", deprecated: true, responses: ok({}) } },
  },
  components: {
    securitySchemes: {
      apiKey: {
        type: "apiKey",
        in: "header",
        name: "Authorization",
        "x-client": { prefix: "Api-Key " },
      },
    },
  },
} as const;

const metadata = (...methods: string[]) =>
  answer(
    200,
    { "content-type": "application/json", allow: methods.join(", ") },
    JSON.stringify({ name: "Bom List", description: "", renders: [], parses: [] }),
  );

/** As Django REST framework does it: a page for an unknown path, and JSON for what a view refuses. */
export const shop: Respond = (response, arrived) => {
  const { method, target, headers } = arrived;
  const path = target.replace(/\?.*/, "").replace(/^\/v1/, "");
  const found = routes.find(([pattern]) => pattern.test(path));
  if (!found)
    return answer(404, { "content-type": "text/html" }, "<h1>Not Found</h1>")(response, arrived);
  if (headers.authorization !== `Api-Key ${secret}`)
    return json({ detail: "Invalid key." }, 401)(response, arrived);
  const [, body, methods] = found;
  if (method === "OPTIONS") return metadata(...methods)(response, arrived);
  if (!methods.includes(method)) return json({ detail: "Not allowed." }, 405)(response, arrived);
  const value = typeof body === "function" ? body(path) : body;
  return json(value ?? { detail: "Not found." }, value === undefined ? 404 : 200)(
    response,
    arrived,
  );
};

const routes: readonly (readonly [RegExp, unknown, readonly string[]])[] = [
  [
    /^\/boms\/$/,
    { count: 2, results: [{ id: 7, name: "A" }, { id: 8 }] },
    ["GET", "POST", "HEAD", "OPTIONS"],
  ],
  [
    /^\/boms\/\d+\/$/,
    (path: string) => ([7, 8].some((id) => path.includes(`/${id}/`)) ? { id: 7 } : undefined),
    ["GET", "DELETE", "HEAD", "OPTIONS"],
  ],
  [/^\/boms\/\d+\/lines\/$/, (path: string) => [{ uid: `u${path.split("/")[2]}` }], ["GET"]],
  [/^\/boms\/7\/lines\/u7\/$|^\/boms\/8\/lines\/u8\/$/, { uid: "u7" }, ["GET"]],
  [/^\/exports\/(?:7|8)\/$/, {}, ["GET"]],
  [/^\/orgs\/3\/$/, {}, ["GET"]],
  [/cancel|old/, {}, ["GET"]],
];

/** Time that passes only where somebody waits. */
export class FakeClock implements Clock {
  time = 0;
  readonly pauses: number[] = [];

  now(): number {
    return this.time;
  }

  pause(milliseconds: number): Promise<void> {
    this.pauses.push(milliseconds);
    this.time += milliseconds;
    return Promise.resolve();
  }
}

export function askOptions(url: string, more: Partial<AskOptions> = {}): AskOptions {
  return {
    baseUrl: `${url}/v1`,
    auth: { apiKey: "SHOP_KEY" },
    env: { SHOP_KEY: secret },
    values: noValues,
    exclude: [],
    include: [],
    maxRequests: 100,
    rate: 2,
    clock: new FakeClock(),
    ...more,
  };
}

/** Answers some paths differently. */
export function shopWith(
  own: (arrived: Arrived, response: ServerResponse) => Respond | undefined,
): Respond {
  return (response, arrived) => (own(arrived, response) ?? shop)(response, arrived);
}
