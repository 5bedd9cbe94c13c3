/** Documentation pages that are made up: each of one operation, as a vendor's export has them. */

const fields = Array.from({ length: 30 }, (_, at) => `f${at}: {type: string}`).join(", ");

/** A page of Markdown with the OpenAPI fragment of an operation of its own. */
export function describedPage(at: number): string {
  return `# Operation ${at}

## OpenAPI Specification

\`\`\`yaml
openapi: 3.0.1
info:
  title: ''
  description: ''
  version: 1.0.0
paths:
  /things${at}/{id}:
    get:
      summary: Operation ${at}
      deprecated: false
      tags:
        - Group ${at % 20}
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: ''
          content:
            application/json:
              schema: {type: object, properties: {${fields}}, required: [f1, f2]}
      security: []
      x-apidog-folder: Group ${at % 20}
      x-run-in-apidog: https://app.apidog.com/web/project/1/apis/api-${1000 + at}-run
components: {schemas: {}, securitySchemes: {}}
servers: [{url: 'https://api.acme.test/v1', description: Prod}]
security: []

\`\`\`
`;
}

/** A whole document: each operation has a schema of its own, which refers to the one before it. */
export function documentOf(count: number): string {
  const all = Array.from({ length: count }, (_, at) => at);
  const refTo = (at: number) => ({ $ref: `#/components/schemas/Thing${at}` });
  const schemaOf = (at: number) => ({
    type: "object",
    required: ["id"],
    properties: {
      id: { type: "string" },
      ...Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`f${n}`, { type: "string" }])),
      ...(at > 0 && { before: refTo(at - 1) }),
    },
  });
  const get = (at: number) => ({
    operationId: `getThing${at}`,
    summary: `Operation ${at}`,
    tags: [`Group ${at % 20}`],
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
    responses: {
      200: { description: "It.", content: { "application/json": { schema: refTo(at) } } },
    },
  });
  return JSON.stringify({
    openapi: "3.0.3",
    info: { title: "Things", version: "1" },
    servers: [{ url: "https://api.acme.test/v1" }],
    paths: Object.fromEntries(all.map((at) => [`/things${at}/{id}`, { get: get(at) }])),
    components: { schemas: Object.fromEntries(all.map((at) => [`Thing${at}`, schemaOf(at)])) },
  });
}
