import { expect, test } from "vitest";
import { compile } from "../support/compiler.js";
import { generateInto, specWith } from "../support/generator.js";
import { discriminators, ref, shapes, text } from "./type-programs/index.js";

/** The same schema as what a request takes, `Body`, and what a response holds, `Data`. */
interface Directions {
  readonly schemas: Readonly<Record<string, unknown>>;
  readonly program: string;
  /** What both are; `ref("Thing")` if absent. */
  readonly schema?: unknown;
  readonly openapi?: "3.0.3";
}

const id = { type: "string", readOnly: true };
const secret = { type: "string", writeOnly: true };
const thing = {
  type: "object",
  required: ["id", "name", "secret"],
  properties: { id, name: text, secret },
};

const directions: Readonly<Record<string, Directions>> = {
  "a named schema": {
    schemas: { Thing: thing },
    program: `
      ({ name: "a", secret: "b" }) satisfies Body;
      // @ts-expect-error it is only read
      ({ id: "1", name: "a", secret: "b" }) satisfies Body;
      // @ts-expect-error it is required
      ({ name: "a" }) satisfies Body;
      declare const data: Data;
      data.id satisfies string;
      // @ts-expect-error it is only written
      void data.secret;`,
  },
  "a flag beside a reference": {
    schemas: { Text: text },
    schema: { type: "object", properties: { a: { ...ref("Text"), readOnly: true } } },
    program: `
      // @ts-expect-error it is only read
      ({ a: "x" }) satisfies Body;
      declare const data: Data; data.a satisfies string | undefined;`,
  },
  "a flag beside a reference, which OpenAPI 3.0 ignores": {
    openapi: "3.0.3",
    schemas: { Text: text },
    schema: { type: "object", properties: { a: { ...ref("Text"), readOnly: true } } },
    program: `({ a: "x" }) satisfies Body; ({ a: "x" }) satisfies Data;`,
  },
  "an inline schema": {
    schemas: {},
    schema: {
      type: "object",
      required: ["things"],
      properties: { things: { type: "array", items: thing } },
    },
    program: `
      ({ things: [{ name: "a", secret: "b" }] }) satisfies Body;
      declare const data: Data;
      data.things[0]?.id satisfies string | undefined;
      // @ts-expect-error it is only written
      void data.things[0]?.secret;`,
  },
  "parts, and what they require of each other": {
    schemas: {
      Base: { type: "object", properties: { id, secret } },
      Thing: {
        allOf: [ref("Base"), { type: "object", properties: { name: text } }],
        required: ["id", "name", "secret"],
      },
    },
    program: `
      ({ name: "a", secret: "b" }) satisfies Body;
      declare const data: Data;
      data.id satisfies string;
      data.name satisfies string;`,
  },
  "schemas that refer to each other in a circle": {
    schemas: {
      Thing: { type: "object", properties: { id, parts: { type: "array", items: ref("Part") } } },
      Part: {
        type: "object",
        required: ["thing"],
        properties: { thing: ref("Thing"), size: text },
      },
    },
    program: `
      ({ parts: [{ thing: { parts: [] }, size: "a" }] }) satisfies Body;
      // @ts-expect-error it is only read, however deep
      ({ parts: [{ thing: { id: "1" } }] }) satisfies Body;
      declare const data: Data;
      data.parts?.[0]?.thing.id satisfies string | undefined;`,
  },
  "a union": {
    schemas: {
      Cat: { type: "object", required: ["kind", "id"], properties: { kind: { const: "cat" }, id } },
      Dog: {
        type: "object",
        required: ["kind", "secret"],
        properties: { kind: { const: "dog" }, secret },
      },
      Thing: { oneOf: [ref("Cat"), ref("Dog"), { type: "null" }] },
    },
    program: `
      ({ kind: "cat" }) satisfies Body;
      ({ kind: "dog", secret: "a" }) satisfies Body;
      declare const data: Data;
      if (data?.kind === "cat") data.id satisfies string;`,
  },
  "a property whose type says that it is only read": {
    schemas: { Id: id, Thing: { type: "object", required: ["id"], properties: { id: ref("Id") } } },
    program: `
      ({}) satisfies Body;
      declare const data: Data;
      data.id satisfies string;`,
  },
  "both at once, which means neither": {
    schemas: {
      Thing: { type: "object", required: ["a"], properties: { a: { ...id, writeOnly: true } } },
    },
    program: `
      ({ a: "b" }) satisfies Body;
      declare const data: Data;
      data.a satisfies string;`,
  },
};

test("a form accepts files where its schema has binary text, and JSON has text there", async () => {
  const file = { type: "string", format: "binary" };
  const Upload = {
    type: "object",
    required: ["id", "file"],
    properties: {
      id,
      file,
      more: { type: "array", items: file },
      maybe: { type: ["string", "null"], format: "binary" },
      photos: { type: "array", items: { type: "string", contentMediaType: "image/png" } },
      sheet: { type: "string", contentMediaType: "application/vnd.ms-excel" },
      note: { type: "string", contentMediaType: "text/markdown" },
      coded: { type: "string", contentMediaType: "image/png", contentEncoding: "base64" },
      inner: ref("Inner"),
    },
  };
  const Inner = { type: "object", properties: { file } };
  const multipart = (schema: object) => ({
    requestBody: { required: true, content: { "multipart/form-data": { schema } } },
  });
  const json = { content: { "application/json": { schema: ref("Upload") } } };
  const { files } = await generateInto(
    specWith(
      {
        "POST /a": { operationId: "upload", ...multipart(ref("Upload")) },
        "PUT /a": { operationId: "uploadInline", ...multipart(Upload) },
        "POST /b": { operationId: "send", requestBody: { required: true, ...json } },
        "GET /b": { operationId: "read", responses: { 200: { description: "It.", ...json } } },
      },
      { components: { schemas: { Upload, Inner } } },
    ),
  );
  const program = `
    import type { ReadData, SendParams, UploadInlineParams, UploadParams } from "./index.js";
    const blob = new Blob([]);
    const body = { file: blob, more: [blob], maybe: null, inner: { file: blob },
      photos: [blob], sheet: blob, note: "text", coded: "text" };
    export const named: UploadParams = { body };
    export const inline: UploadInlineParams = { body };
    // @ts-expect-error it is only read
    export const whole: UploadParams = { body: { ...body, id: "a" } };
    // @ts-expect-error it is no file
    export const text: UploadParams = { body: { file: 1 } };
    export const sent: SendParams = { body: { file: "text" } };
    // @ts-expect-error JSON holds no files
    export const wrong: SendParams = { body: { file: blob } };
    export const read = (data: ReadData): string => data.file;`;
  expect(compile({ forms: { ...files, "program.ts": program } })).toEqual([]);
});

test("an enum has a list of its values, in a separate file", async () => {
  const schemas = {
    Status: { type: "string", enum: ["open", "it's", "${`"] },
    level: { enum: [1, -2, 2.5, null, 1] },
    StatusValues: { type: "string" },
  };
  const { files } = await generateInto(
    specWith({ "GET /things": {} }, { components: { schemas } }),
  );
  const program = `
    import { type Level, LevelValues, type Status, StatusValues_a9b3c2 as values } from "./index.js";
    type Same<A, B> = [A, B] extends [B, A] ? true : false;
    export const same: Same<Status, (typeof values)[number]> = true;
    export const sameLevel: Same<Level, (typeof LevelValues)[number]> = true;
    export const first: "open" = values[0];`;
  const name = /StatusValues_\w+/.exec(files["enums.ts"] ?? "")?.[0] ?? "none";
  const output = { ...files, "program.ts": program.replace("StatusValues_a9b3c2", name) };
  expect(compile({ enums: output })).toEqual([]);
});

const folderOf = (name: string) => name.replaceAll(/\W+/g, "-");

test("programs see the right types of schemas", async () => {
  const outputs: Record<string, Record<string, string>> = {};
  for (const [name, { schemas, program, openapi }] of Object.entries({
    ...discriminators,
    ...shapes,
  })) {
    const { files } = await generateInto(
      specWith({ "GET /things": {} }, { components: { schemas }, ...(openapi && { openapi }) }),
    );
    const names = Object.keys(schemas).join(", ");
    const head = `import type { ${names} } from "./index.js";\nexport type { ${names} };\n`;
    outputs[folderOf(name)] = { ...files, "program.ts": head + program };
  }
  expect(compile(outputs)).toEqual([]);
});

test("requests and responses have separate types", async () => {
  const outputs: Record<string, Record<string, string>> = {};
  for (const [name, { schemas, schema, program, openapi }] of Object.entries(directions)) {
    const content = { "application/json": { schema: schema ?? ref("Thing") } };
    const { files } = await generateInto(
      specWith(
        {
          "POST /things": {
            operationId: "make",
            requestBody: { required: true, content },
            responses: { 200: { description: "Made.", content } },
          },
        },
        { components: { schemas }, ...(openapi && { openapi }) },
      ),
    );
    const head = `import type { MakeData as Data, MakeParams } from "./index.js";
      export type Body = MakeParams["body"];\n`;
    outputs[folderOf(name)] = { ...files, "program.ts": head + program };
  }
  expect(compile(outputs)).toEqual([]);
});
