/**
 * A spec of any size, made by a rule: each operation has parameters, a body and a schema of its
 * own.
 */
export function makeSpec(operations: number): string {
  const paths: Record<string, unknown> = {};
  const schemas: Record<string, unknown> = {};
  for (let index = 0; index < operations; index++) {
    const name = `Thing${index}`;
    const schema = { $ref: `#/components/schemas/${name}` };
    const json = { "application/json": { schema } };
    paths[`/things-${index}/{id}`] = {
      put: {
        operationId: `replace${name}`,
        tags: [`group-${index % 40}`],
        summary: `Replaces thing ${index}`,
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "string" } },
          { name: "dry_run", in: "query", schema: { type: "boolean" } },
        ],
        requestBody: { required: true, content: json },
        responses: { 200: { description: "Done.", content: json }, 404: { description: "None." } },
      },
    };
    schemas[name] = {
      type: "object",
      required: ["id"],
      properties: {
        id: { type: "string" },
        state: { enum: ["new", "used", "broken"] },
        parts: {
          type: "array",
          items: { $ref: `#/components/schemas/Thing${(index * 7) % operations}` },
        },
        note: { type: ["string", "null"], maxLength: 200 },
      },
    };
  }
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Made", version: "1" },
    paths,
    components: { schemas },
  });
}
