import { afterAll, beforeAll, expect, test } from "vitest";
import { serve } from "../runtime/server.js";
import { generateInto, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

const server = await serve((response) => response.writeHead(204).end());
afterAll(() => server.close());

const string = { type: "string" };
const list = { type: "array", items: string };
const parameters = [
  { name: "c", in: "cookie", style: "cookie", explode: true, schema: list },
  { name: "d", in: "cookie", style: "cookie", schema: list },
  { name: "e", in: "cookie", style: "cookie", schema: string },
  { name: "f", in: "cookie", style: "cookie", explode: false, schema: list },
  { name: "g", in: "cookie", schema: string },
];
const spec = specWith(
  {
    "GET /cookies": { operationId: "sendCookies", parameters, security: [] },
    "GET /session": { operationId: "sendSession", security: [{ sid: [] }] },
  },
  {
    openapi: "3.2.0",
    components: { securitySchemes: { sid: { type: "apiKey", in: "cookie", name: "sessionid" } } },
  },
);

let module: Readonly<Record<string, (...given: object[]) => Promise<unknown>>>;
beforeAll(async () => {
  module = (await loadOutput(await generateInto(spec))) as typeof module;
});

async function sentBy(operation: string, options: object, params: object): Promise<unknown> {
  const client = module["createThingsClient"]?.({ baseUrl: server.url, ...options }) ?? {};
  await module[operation]?.(client, params);
  return server.take()[0]?.headers.cookie;
}

test("parameters of the style cookie go out as they are, those of form are encoded", async () => {
  const values = ["a", "b"];
  const params = { c: values, d: values, e: "x=y%20z", f: values, g: "a/b==" };
  expect(await sentBy("sendCookies", {}, params)).toBe(
    "c=a; c=b; d=a; d=b; e=x=y%20z; f=a,b; g=a%2Fb%3D%3D",
  );
});

test("a credential goes out byte for byte", async () => {
  expect(await sentBy("sendSession", { sid: "ab/c+d==" }, {})).toBe("sessionid=ab/c+d==");
});

test("a credential that no cookie can carry is refused by its option, and not shown", () => {
  const create = () => module["createThingsClient"]?.({ baseUrl: server.url, sid: "S3CRET;a" });
  const error = { name: "InvalidArgumentError", parameter: "sid" };
  expect(create).toThrow(expect.objectContaining(error));
  expect(create).not.toThrow(/S3CRET/);
});
