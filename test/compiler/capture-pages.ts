/**
 * Documentation pages of our own making, for groups of which nothing but the name is publicly
 * known. Every field is fictitious: `flurb` and its like are no fields of any real API.
 */
import { json, twin } from "../merge/support.js";

const lot = {
  type: "object",
  properties: {
    id: { type: "string", format: "uuid" },
    flurb_count: { type: "integer", minimum: 0, description: "How many flurbs." },
    glim: { type: "string", enum: ["round", "square"] },
    parent: { $ref: "#/components/schemas/FictitiousLot" },
  },
  required: ["id", "flurb_count"],
};

export const stockLots = twin(
  "List fictitious lots",
  "GET /v1/stock_lots/",
  {
    parameters: [
      { name: "glim", in: "query", schema: { type: "string", enum: ["round", "square"] } },
      { name: "org_id", in: "query", schema: { type: "string" } },
    ],
    responses: {
      200: json({ type: "array", items: { $ref: "#/components/schemas/FictitiousLot" } }),
      404: json({ type: "object", properties: { detail: { type: "string" } } }),
    },
  },
  { id: "90000001", folder: "Stock Lots", schemas: { FictitiousLot: lot } },
);

export const createTag = twin(
  "Create fictitious tag",
  "POST /v1/tags/",
  {
    requestBody: {
      content: {
        "application/json": {
          schema: {
            type: "object",
            properties: { label: { type: "string", maxLength: 40 }, zorp: { type: "boolean" } },
            required: ["label"],
          },
        },
      },
    },
    responses: {
      201: json({ type: "object", properties: { id: { type: "string" } }, required: ["id"] }),
    },
  },
  { id: "90000002", folder: "Tags" },
);

/** A page as a browser gets it: navigation, the operation in blocks, and a date that moves. */
export function rendered(modified: string): string {
  const lines = [
    "Get fictitious supplier",
    "GET",
    "/v1/suppliers/{supplier_id}/",
    "Suppliers",
    "Request",
    "Path Params",
    "supplier_id",
    "string <uuid>",
    "required",
    "Responses",
    "🟢200Success",
    "application/json",
    "Body",
    "id",
    "string <uuid>",
    "required",
    "quib_rating",
    "integer",
    "optional",
    "<= 5",
    "wuzzles",
    "array[string]",
    "optional",
    "Example",
    '{ "id": "497f6eca-6276-4993-bfeb-53cbbba6f08a", "quib_rating": 5, "wuzzles": ["string"] }',
    `Modified at ${modified}`,
  ];
  const escaped = (line: string) => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<!doctype html><html><head><title>x</title><script>var a = "<div>GET</div>"</script></head><body>
<nav><a href="/create-fictitious-tag-90000002">Create fictitious tag</a></nav>
<main>${lines.map((line) => `<div><span>${escaped(line)}</span></div>`).join("\n")}</main></body></html>`;
}

export const index = `# Fictitious documentation

## Docs
- [Getting started](/getting-started.md): not an operation
## API Docs
- Stock Lots [List fictitious lots](/list-fictitious-lots-90000001.md):
- Tags [Create fictitious tag](/create-fictitious-tag-90000002.md):
- Suppliers [Get fictitious supplier](/get-fictitious-supplier-90000003):
`;
