import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import {
  compile,
  diagnosticsOf,
  type Files,
  generateInto,
  makeFolder,
  type Output,
  readFiles,
  writeFiles,
} from "./support.js";

const attack = "globalThis.pwned = 1";
const texts: Readonly<Record<string, string>> = {
  "the end of a comment": `*/ ${attack}; /*`,
  "the end of a comment on a line of its own": `\n*/\n${attack};\n/*`,
  "a single quote": `'; ${attack}; '`,
  "a double quote": `"; ${attack}; "`,
  "a back-tick": `\`; ${attack}; \``,
  "a template": "${globalThis.pwned=1}",
  "a backslash before a quote": `\\"; ${attack}; //`,
  "a line separator": `a\u2028${attack};\u2029b`,
  "a line feed": `a\n${attack};\nb`,
  "a carriage return": `a\r${attack};\rb`,
  "an import tag": '@import { Secret } from "./secret.js"',
  "a deprecated tag": "\n@deprecated",
  "the end of a script": "</script>",
  __proto__text: "__proto__",
  constructor: "constructor",
  toString: "toString",
  valueOf: "valueOf",
  hasOwnProperty: "hasOwnProperty",
  then: "then",
  "an emoji": "🦊🏴‍☠️",
  "half of a surrogate pair": "a\ud800b",
  "control characters": "a\u0000b\u001b[31mc\u0007\u009b",
  "text that runs backwards": "a\u202e}{\u2066b",
  "a path upwards": "../../x",
  "an absolute path": "/etc/passwd",
  "a reserved word": "delete",
  "a global": "Record",
  "a number": "12",
  "a reference": "#/components/schemas/Nope",
  "a replacement": "$& $1 $`",
  "10,000 characters": "long".repeat(2500),
  nothing: "",
};

/**
 * One document with the text in every position that takes text. A position whose texts have to
 * differ from each other, or whose grammar wants more, gets something around it.
 */
function specFull(text: string): object {
  const operation = (id: string, more: object = {}) => ({
    operationId: id,
    summary: text,
    description: text,
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
    },
    patternProperties: { [text]: { type: "string" } },
    "x-text": text,
  };
  const parameter = (place: string, name: string) => ({
    name,
    in: place,
    required: place === "path",
    description: text,
    example: text,
    schema: { type: "string", default: text, enum: [text, "other"], description: text },
  });
  return {
    openapi: "3.1.0",
    info: { title: text, version: text, description: text, summary: text },
    servers: [{ url: text, description: text }],
    externalDocs: { url: text, description: text },
    tags: [
      { name: text, description: text, externalDocs: { url: text } },
      { name: `${text} b`, "x-client": { group: `${text}.${text}` }, description: text },
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
          "x-client": { group: `${text}.${text}`, method: text },
          requestBody: {
            required: true,
            description: text,
            content: { [text]: { schema: { $ref: pointer("schemas", text) } } },
          },
          responses: {
            200: { description: text, content: { [text]: { schema, example: text } } },
            "4XX": {
              description: text,
              headers: { [text]: { description: text, schema: { type: "string" } } },
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
    webhooks: { [text]: { post: { description: text, responses: { 200: { description: text } } } } },
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
          name: text || "name",
          description: text,
          "x-client": { prefix: text },
        },
        [`${text} b`]: { type: "http", scheme: text, description: text },
        [`${text} c`]: { type: "apiKey", in: "query", name: text || "name" },
        [`${text} d`]: { type: text, description: text },
      },
    },
  };
}

/** A reference to a component, encoded as a fragment of a URL. */
function pointer(section: string, key: string): string {
  const token = key.replaceAll("~", "~0").replaceAll("/", "~1").toWellFormed();
  return `#/components/${section}/${encodeURIComponent(token)}`;
}

const outputs = new Map<string, Output>();
const refused = new Map<string, readonly string[]>();

beforeAll(async () => {
  for (const [name, text] of Object.entries(texts)) {
    const spec = JSON.stringify(specFull(text));
    try {
      outputs.set(name, await generateInto({ "openapi.json": spec }));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw new Error(`for ${name}`, { cause: error });
      refused.set(name, error.diagnostics.map(({ message }) => message));
    }
  }
}, 120_000);

test("x", () => {
  console.log(refused);
  const problems = compile(
    Object.fromEntries([...outputs].map(([name, { files }], index) => [`${index} ${name.replaceAll(" ", "-")}`, files])),
  );
  console.log(problems.length, problems.slice(0, 40).join("\n"));
  expect(problems).toEqual([]);
});
