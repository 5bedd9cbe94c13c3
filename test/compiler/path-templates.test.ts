import { expect, test } from "vitest";
import { compile } from "../support/compiler.js";
import { type Files, generateInto, specWith } from "../support/generator.js";

const thing = { $ref: "#/components/schemas/Thing" };
const spec = specWith(
  {
    "POST /things": {
      operationId: "makeThing",
      requestBody: { required: true, content: { "application/json": { schema: thing } } },
      responses: { 201: { description: "", content: { "application/json": { schema: thing } } } },
    },
    "GET /things/{id}": {
      operationId: "get-thing",
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
      responses: { 200: { description: "", content: { "application/json": { schema: thing } } } },
    },
  },
  {
    components: {
      schemas: {
        Thing: {
          type: "object",
          required: ["id", "name"],
          properties: { id: { type: "integer", readOnly: true }, name: { type: "string" } },
        },
      },
    },
  },
);

test("paths.ts is for openapi-fetch, and changes nothing else but the lists of files", async () => {
  const withoutLists = ({ ".tether.json": _, ".gitattributes": __, ...files }: Files) => files;
  const { files } = await generateInto(spec, undefined, undefined, { paths: true });
  const { "paths.ts": paths, ...others } = withoutLists(files);
  expect(others).toEqual(withoutLists((await generateInto(spec)).files));
  expect(paths).toMatch(/^import type \{ Thing, Writable \} from "\.\/types\.js";$/m);

  const program = `
    import createClient from "openapi-fetch";
    import type { operations, paths } from "./paths.js";
    const client = createClient<paths>({ baseUrl: "https://example.com" });
    const made = await client.POST("/things", { body: { name: "" } });
    const got = await client.GET("/things/{id}", { params: { path: { id: 1 } } });
    export const id: number | undefined = made.data?.id ?? got.data?.id;
    export const path: operations["getThing"]["parameters"]["path"] = { id: 1 };
    // @ts-expect-error what is only read is not sent
    await client.POST("/things", { body: { id: 1, name: "" } });
    // @ts-expect-error there is no such path
    await client.GET("/thing");`;
  expect(compile({ paths: { ...files, "program.ts": program } })).toEqual([]);
});

test("a name in a text is not imported", async () => {
  const why = 'components["schemas"]';
  const properties = { [why]: { type: "string", enum: [why], description: why } };
  const content = { "application/json": { schema: { type: "object", properties } } };
  const responses = { 200: { description: why, content } };
  const { files } = await generateInto(
    specWith({ "GET /a": { description: why, responses } }),
    undefined,
    undefined,
    { paths: true },
  );
  expect(files["paths.ts"]).not.toMatch(/^import/m);
  expect(compile({ paths: files })).toEqual([]);
});

test("methods that openapi-typescript does not support have their own path", async () => {
  const document = JSON.parse(spec) as { openapi: string; paths: Record<string, object> };
  document.openapi = "3.2.0";
  document.paths["/things"] = {
    query: { operationId: "findThings", responses: { 204: { description: "" } } },
  };
  const { files } = await generateInto(JSON.stringify(document), undefined, undefined, {
    paths: true,
  });
  expect(files["paths.ts"]).toContain('\n  "/things#QUERY": {\n');
});
