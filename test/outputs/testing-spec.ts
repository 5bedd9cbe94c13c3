import { specWith } from "../support/generator.js";

const json = (schema: object) => ({ "application/json": { schema } });
const answer = (schema: object) => ({ description: "", content: json(schema) });
const none = { description: "" };
const thing = { $ref: "#/components/schemas/Thing" };
const text = { type: "string" };
const id = { name: "id", in: "path", required: true, schema: text };
const page = {
  type: "object",
  required: ["items"],
  properties: { items: { type: "array", items: thing }, next: text },
};

/** An API with each kind of answer that a handler can give. */
export const spec = specWith(
  {
    "GET /things": {
      operationId: "listThings",
      tags: ["things"],
      parameters: [{ name: "org_id", in: "query", schema: text, "x-client": { option: "orgId" } }],
      responses: { 200: answer({ type: "array", items: thing }) },
    },
    "POST /things": {
      operationId: "makeThing",
      tags: ["things"],
      requestBody: { required: true, content: json(thing) },
      responses: {
        201: answer(thing),
        422: answer({ type: "object", properties: { name: { type: "array", items: text } } }),
      },
    },
    "GET /things/{id}": {
      operationId: "things/get",
      tags: ["things"],
      parameters: [id],
      responses: {
        200: answer(thing),
        404: answer({ type: "object", required: ["detail"], properties: { detail: text } }),
      },
    },
    "DELETE /things/{id}": {
      operationId: "deleteThing",
      tags: ["things"],
      parameters: [id],
      responses: { 204: none },
    },
    "GET /cursors": {
      operationId: "listByCursor",
      tags: ["pages"],
      parameters: [{ name: "cursor", in: "query", schema: text }],
      responses: { 200: answer(page) },
      "x-pagination": { style: "cursor", cursor: "cursor", next: "/next", items: "/items" },
    },
    "GET /links/{id}": {
      operationId: "listByLink",
      tags: ["pages"],
      parameters: [
        id,
        { name: "id", in: "query", schema: text },
        { name: "size", in: "query", schema: { type: "integer" } },
      ],
      responses: { 200: answer(page) },
      "x-pagination": { style: "link", next: "/next", items: "/items" },
    },
    "GET /file": {
      operationId: "getFile",
      tags: ["kinds"],
      responses: { 200: { description: "", content: { "application/pdf": {} } } },
    },
    "GET /text": {
      operationId: "getText",
      tags: ["kinds"],
      responses: { 200: { description: "", content: { "text/plain": { schema: text } } } },
    },
    "GET /name": {
      operationId: "getName",
      tags: ["kinds"],
      responses: { 200: answer(text) },
    },
    "GET /events": {
      operationId: "getEvents",
      tags: ["kinds"],
      responses: { 200: { description: "", content: { "text/event-stream": {} } } },
    },
    "GET /typed-events": {
      operationId: "getTypedEvents",
      tags: ["kinds"],
      responses: {
        200: {
          description: "",
          content: {
            "text/event-stream": {
              schema: {
                type: "object",
                properties: {
                  data: {
                    type: "string",
                    contentMediaType: "application/json",
                    contentSchema: { oneOf: [text, thing] },
                  },
                },
              },
            },
          },
        },
      },
    },
    "GET /sequence": {
      operationId: "getSequence",
      tags: ["kinds"],
      responses: {
        200: { description: "", content: { "application/json-seq": { schema: thing } } },
      },
    },
    "GET /lines": {
      operationId: "getLines",
      tags: ["kinds"],
      responses: {
        200: { description: "", content: { "application/x-ndjson": { schema: thing } } },
      },
    },
    "GET /report": {
      operationId: "getReport",
      tags: ["kinds"],
      responses: {
        200: { description: "", content: { ...json(thing), "text/csv": { schema: text } } },
      },
    },
    "HEAD /things/{id}": {
      operationId: "hasThing",
      tags: ["things"],
      parameters: [id],
      responses: { 200: none },
    },
  },
  {
    servers: [{ url: "https://api.example.com/v1" }],
    security: [{ key: [] }],
    components: {
      schemas: {
        Thing: { type: "object", required: ["id"], properties: { id: text, name: text } },
      },
      securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
    },
  },
);
