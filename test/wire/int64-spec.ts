import { specWith } from "../support/generator.js";

/** An API with 64-bit integers in every place that a document has for them. */

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const int64 = { type: "integer", format: "int64" };
const json = (schema: object) => ({ content: { "application/json": { schema } } });
const answers = (schema: object) => ({ responses: { 200: { description: "", ...json(schema) } } });

export const int64Spec = specWith(
  {
    "GET /account": { operationId: "getAccount", ...answers(ref("Account")) },
    "GET /id": { operationId: "getId", ...answers(int64) },
    "GET /ids": { operationId: "listIds", ...answers({ type: "array", items: int64 }) },
    "GET /tree": { operationId: "getTree", ...answers(ref("Tree")) },
    "GET /owner": { operationId: "getOwner", ...answers(ref("Owner")) },
    "GET /shape": { operationId: "getShape", ...answers(ref("Shape")) },
    "GET /mixed": {
      operationId: "getMixed",
      ...answers({ oneOf: [int64, { type: "number" }, { type: "string" }] }),
    },
    "GET /plain": { operationId: "getPlain", ...answers(ref("Plain")) },
    "GET /either": {
      operationId: "getEither",
      responses: { 200: json(ref("Account")), 202: json(ref("Plain")), 206: json(int64) },
    },
    "GET /lines": {
      operationId: "readAccounts",
      responses: { 200: { content: { "application/x-ndjson": { itemSchema: ref("Account") } } } },
    },
    "GET /events": {
      operationId: "readEvents",
      responses: {
        200: {
          content: {
            "text/event-stream": {
              itemSchema: {
                type: "object",
                required: ["event", "data"],
                properties: { event: { type: "string" } },
                oneOf: [
                  { properties: { event: { const: "account" }, data: held(ref("Account")) } },
                  { properties: { event: { const: "plain" }, data: held(ref("Plain")) } },
                ],
              },
            },
          },
        },
      },
    },
    "GET /fails": {
      operationId: "fail",
      security: [{ key: [] }],
      responses: { 204: {}, 409: json(ref("Account")), "4XX": json(ref("Plain")) },
    },
    "GET /headers": {
      operationId: "getHeaders",
      responses: {
        204: {
          headers: {
            "X-Total": { schema: int64 },
            "X-Ids": { schema: { type: "array", items: int64 } },
            "X-Page": { schema: { type: "integer" } },
          },
        },
      },
    },
    "POST /accounts/{id}": {
      operationId: "sendAccount",
      parameters: [
        { in: "path", name: "id", required: true, schema: int64 },
        { in: "query", name: "after", schema: int64 },
        { in: "query", name: "ids", schema: { type: "array", items: int64 } },
        { in: "query", name: "filter", ...json(ref("Account")) },
        { in: "header", name: "X-Trace", schema: int64 },
      ],
      requestBody: { required: true, ...json(ref("Account")) },
    },
    "POST /form": {
      operationId: "sendForm",
      requestBody: {
        content: {
          "multipart/form-data": {
            schema: { type: "object", properties: { id: int64, account: ref("Account") } },
          },
        },
      },
    },
    "POST /lines": {
      operationId: "sendAccounts",
      requestBody: { content: { "application/x-ndjson": { itemSchema: ref("Account") } } },
    },
    "GET /pages": {
      operationId: "listPages",
      "x-pagination": { style: "offset", offset: "offset", items: "/items", total: "/total" },
      parameters: [{ in: "query", name: "offset", schema: int64 }],
      ...answers({
        type: "object",
        required: ["items", "total"],
        properties: { items: { type: "array", items: int64 }, total: int64 },
      }),
    },
  },
  {
    openapi: "3.2.0",
    webhooks: {
      paid: event("paid", { id: int64, ids: { type: "array", items: int64 } }),
      noted: event("noted", { id: { type: "integer" } }),
    },
    components: {
      securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } },
      schemas: {
        Account: {
          type: "object",
          required: ["id"],
          properties: {
            id: int64,
            note: { type: "string" },
            ratio: { type: "number" },
            count: { type: "integer" },
            small: { type: "integer", format: "int32" },
            unsigned: { type: "integer", format: "uint64" },
            nothing: { type: ["integer", "null"], format: "int64" },
            balances: { type: "object", additionalProperties: int64 },
            pair: { type: "array", prefixItems: [{ type: "number" }, int64] },
            level: ref("Level"),
          },
        },
        Level: { type: "integer", format: "int64", enum: [1, 2] },
        Plain: {
          type: "object",
          properties: { id: { type: "integer" }, text: { type: "string" } },
        },
        Tree: {
          type: "object",
          required: ["id"],
          properties: { id: int64, children: { type: "array", items: ref("Tree") } },
        },
        Owner: {
          allOf: [
            ref("Account"),
            { type: "object", properties: { first: ref("Account"), plain: ref("Plain") } },
          ],
        },
        Circle: {
          type: "object",
          required: ["kind", "id"],
          properties: { kind: { const: "circle" }, id: int64 },
        },
        Square: {
          type: "object",
          required: ["kind", "id"],
          properties: { kind: { const: "square" }, id: { type: "integer" } },
        },
        Shape: { oneOf: [ref("Circle"), ref("Square")] },
      },
    },
  },
);

function held(contentSchema: object) {
  return { type: "string", contentMediaType: "application/json", contentSchema };
}

function event(kind: string, properties: object) {
  const schema = {
    type: "object",
    required: ["kind", "id"],
    properties: { kind: { const: kind }, ...properties },
  };
  const requestBody = { content: { "application/json": { schema } } };
  return { post: { "x-client": { discriminator: "kind" }, requestBody, responses: { 200: {} } } };
}
