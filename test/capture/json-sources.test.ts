import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runHere } from "../command/hostile-log-text.js";
import { makeFolder } from "../support/generator.js";

const home = process.cwd();
afterAll(() => process.chdir(home));

const spec = `openapi: 3.1.0
info: { title: T, version: "1" }
paths: { /oars: { get: { operationId: a, responses: { "204": { description: A } } } } }
`;
const put = { operationId: "b", responses: { 204: { description: "B" } } };
const openapi = {
  openapi: "3.0.3",
  info: { title: "Boats", version: "1" },
  servers: [{ url: "https://api.boats.example" }],
  paths: { "/oars": { put } },
};
const request = { method: "PUT", url: "https://api.boats.example/oars" };
const collection = (response: readonly object[]) => ({
  info: {
    name: "Boats",
    schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
  },
  item: [{ name: "Swap the oars", request, response }],
});

/** Captures a file `given.json` by the command. */
async function capture(
  given: object,
  as: string,
): Promise<{ code: number; log: string; spec: string }> {
  const folder = makeFolder({ "openapi.yaml": spec, [as]: JSON.stringify(given) });
  process.chdir(folder);
  const run = await runHere("capture", as, "--spec", "openapi.yaml", "--cache", makeFolder());
  return { ...run, spec: readFileSync(join(folder, "openapi.yaml"), "utf8") };
}

describe("what a file named .json is shows in it", () => {
  const swagger = { swagger: "2.0", host: "api.boats.example", schemes: ["https"] };
  test.each([
    ["OpenAPI", openapi],
    ["Swagger 2.0", { ...openapi, ...swagger, openapi: undefined, servers: undefined }],
  ])("%s is a document", async (_, given) => {
    const { log, spec } = await capture(given, "given.json");
    expect(log).toContain("1 operation");
    expect(spec).toMatch(/put:\s+operationId: b/);
  });

  test("a Postman collection is a recording", async () => {
    const answer = { name: "Done", originalRequest: request, code: 204, header: [] };
    const { log, spec } = await capture(collection([answer]), "given.json");
    expect(log).toContain("1 exchange");
    expect(spec).toContain("level: observed");
    expect(spec.match(/name: oars\b/g)).toHaveLength(1);
  });

  test("a Postman collection without answers says how to get some", async () => {
    const { code, log } = await capture(collection([]), "given.json");
    expect(code).toBe(2);
    expect(log).toContain("given.json");
    expect(log).toContain("save its answer as an example, and export the collection again");
  });
});
