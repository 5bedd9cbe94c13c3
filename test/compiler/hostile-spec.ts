/** The document of hostile.test.ts and comments.test.ts. */

/**
 * One document with the text in every position that takes text. A position whose texts have to
 * differ from each other, or whose grammar wants more, gets something around it.
 */
export function specFull(text: string): object {
  const operation = (id: string, more: object = {}) => ({
    operationId: id,
    summary: text,
    description: text,
    "x-deprecated-reason": text,
    tags: [text],
    externalDocs: { url: text, description: text },
    responses: { 200: { $ref: pointer("responses", text) } },
    "x-provenance": {
      title: { level: "documented", sources: [text || "s"] },
      method: { level: "inferred", because: text || "b" },
      path: { level: "inferred", because: text || "b" },
      request: { level: "undocumented" },
      response: { level: "undocumented" },
    },
    ...more,
  });
  const segment = text.replaceAll(/[{}]/g, "");
  // Only so many objects may stand in one another.
  const group = text.split(".").length > 5 ? text.replaceAll(".", "-") : `${text}.${text}`;
  const schema = {
    type: "object",
    title: text,
    description: text,
    format: text,
    default: { [text]: text },
    example: { [text]: text, $ref: text },
    examples: [text],
    required: [text],
    properties: {
      [text]: { type: "string", description: text, default: text, example: text },
      [`${text}2`]: { type: "string", enum: [text, `${text}3`], description: text },
      [`${text}4`]: { const: text, title: text },
      [`${text}5`]: { $ref: pointer("schemas", text), description: text },
      [`${text}6`]: { type: "array", items: { type: "string", readOnly: true, pattern: text } },
      [`${text}7`]: { type: "string", writeOnly: true },
      [`${text}8`]: { type: ["integer", "null"], enum: [1, null], examples: [text, { a: text }] },
    },
    patternProperties: { [text]: { type: "string" } },
    $comment: text,
    "x-text": text,
    "x-deprecated-reason": text,
  };
  const parameter = (place: string, name: string) => ({
    name,
    in: place,
    required: place === "path",
    description: text,
    example: text,
    deprecated: true,
    schema: { type: "string", default: text, enum: [text, "other"], description: text },
  });
  return {
    openapi: "3.1.0",
    info: { title: text, version: text, description: text, summary: text },
    servers: [
      { url: text, description: text, variables: { v: { default: text, description: text } } },
    ],
    externalDocs: { url: text, description: text },
    tags: [
      { name: text, summary: text, description: text, externalDocs: { url: text } },
      { name: `${text} b`, "x-client": { group }, description: text },
    ],
    security: [{ [text]: [] }, { [`${text} b`]: [], [`${text} c`]: [] }],
    paths: {
      [`/${segment}/a`]: {
        summary: text,
        description: text,
        parameters: [parameter("query", `${text} shared`)],
        get: operation(text, {
          parameters: [
            parameter("query", text),
            parameter("header", text),
            parameter("cookie", text),
            { $ref: pointer("parameters", text) },
          ],
          security: [{ [text]: [] }],
        }),
        post: operation(`${text} post`, {
          "x-client": { group, method: text },
          requestBody: {
            required: true,
            description: text,
            content: { [text]: { schema: { $ref: pointer("schemas", text) } } },
          },
          responses: {
            200: { description: text, content: { [text]: { schema, example: text } } },
            "4XX": {
              description: text,
              headers: {
                [text]: {
                  description: text,
                  example: text,
                  schema: { type: "string", title: text },
                },
              },
              content: { "application/json": { schema: { $ref: pointer("schemas", text) } } },
            },
            default: { description: text },
          },
        }),
        put: { ...operation(`${text} put`), operationId: undefined, tags: undefined },
      },
      [`/b/{${segment || "b"}}`]: {
        delete: operation(`${text} delete`, {
          parameters: [parameter("path", segment || "b")],
          requestBody: { $ref: pointer("requestBodies", text) },
        }),
        patch: operation(`${text} patch`),
      },
    },
    webhooks: {
      [text]: { post: { description: text, responses: { 200: { description: text } } } },
    },
    components: {
      schemas: { [text]: schema, [`${text} b`]: { type: "string", enum: [text] } },
      responses: {
        [text]: {
          description: text,
          content: { "application/json": { schema: { $ref: pointer("schemas", text) } } },
        },
      },
      parameters: { [text]: parameter("query", `${text} component`) },
      requestBodies: {
        [text]: { description: text, content: { "application/json": { schema } } },
      },
      securitySchemes: {
        [text]: {
          type: "apiKey",
          in: "header",
          // What no header can have or carry is refused; security.test.ts has it.
          name: /^[\w!#$%&'*+.^`|~-]+$/.test(text) ? text : "X-Key",
          description: text,
          "x-client": { prefix: /^[\x20-\x7e]*$/.test(text) ? text : "Key " },
        },
        [`${text} b`]: { type: "http", scheme: text, description: text },
        [`${text} c`]: { type: "apiKey", in: "query", name: text || "name" },
        [`${text} d`]: { type: text, description: text },
      },
    },
  };
}

/** A reference to a component. */
function pointer(section: string, key: string): string {
  const token = key.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("%", "%25");
  return `#/components/${section}/${token}`;
}
