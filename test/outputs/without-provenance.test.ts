import { join } from "node:path";
import { expect, test } from "vitest";
import { generate } from "../../generator/generate/index.js";
import { makeFolder, readFiles, specWith } from "../support/generator.js";

const words = /\b(?:un)?documented\b|\binferred|\bprovenance\b/i;

/** What a client says of provenance, outside of the runtime, which is the same for all. */
async function linesOf(operation: object): Promise<string[]> {
  const folder = makeFolder({ "openapi.json": specWith({ "GET /a": operation }) });
  const outputs = ["client", "enums", "fetch", "schemas"];
  await generate({ spec: join(folder, "openapi.json"), output: join(folder, "client"), outputs });
  return Object.entries(readFiles(join(folder, "client")))
    .filter(([path]) => !path.startsWith("runtime/"))
    .flatMap(([path, text]) => text.split("\n").map((line) => `${path}: ${line}`))
    .filter((line) => words.test(line));
}

test("a client of a spec that does not say how anything is known does not speak of it", async () => {
  expect(await linesOf({ operationId: "getA" })).toEqual([]);
});

test("a client of a spec that does, speaks of it", async () => {
  const inferred = { level: "inferred", because: "It is a guess." };
  const aspects = ["title", "method", "path", "request", "response"];
  const provenance = Object.fromEntries(aspects.map((aspect) => [aspect, inferred]));
  const found = await linesOf({ operationId: "getA", "x-provenance": provenance });
  expect(found).toContain('operations.ts: export type InferredOperationId = "getA";');
});
