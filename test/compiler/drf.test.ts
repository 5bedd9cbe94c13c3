import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { newKey, startDrf } from "../drf/server.js";
import { compile } from "../support/compiler.js";
import { generateInto } from "../support/generator.js";

const text = readFileSync(fileURLToPath(new URL("../drf/openapi.yaml", import.meta.url)), "utf8");
const { paths } = parse(text) as { paths: Record<string, Record<string, unknown>> };
const methods = ["get", "put", "post", "delete", "options", "head", "patch"];
const operations = Object.entries(paths).flatMap(([path, item]) =>
  Object.keys(item)
    .filter((key) => methods.includes(key))
    .map((method): [string, string] => [method.toUpperCase(), path]),
);

test("the description makes a client that compiles", async () => {
  const { files, report } = await generateInto(text);
  expect(report.warnings).toEqual([]);
  expect(report.api.operations).toBe(operations.length);
  expect(compile({ drf: files })).toEqual([]);
});

const server = await startDrf();
afterAll(() => server?.stop());

describe.skipIf(!server)("the server knows", () => {
  test.each(operations)("%s %s", async (method, path) => {
    const target = path.replace("{code}", "418").replace(/\{\w+\}/g, "none");
    const headers = { authorization: `Api-Key ${newKey()}` };
    const response = await fetch(`${server?.url}${target}`, { method, headers });
    const isPage = response.headers.get("content-type")?.startsWith("text/html") === true;
    expect([isPage, response.status]).not.toEqual([true, 404]);
    expect(response.status).not.toBe(405);
  });
});
