import { afterAll, expect, test } from "vitest";
import { serve } from "../runtime/server.js";
import { generateInto, specOf } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

const server = await serve((response) => response.writeHead(204).end());
afterAll(() => server.close());

test("headers that differ in case are one, the operation's over the path's", async () => {
  const ofPath = [{ in: "header", name: "X-Id", required: true, schema: { type: "string" } }];
  const own = [{ in: "header", name: "x-id", schema: { type: "integer" } }];
  const get = { operationId: "send", parameters: own, responses: { 204: {} } };
  const output = await generateInto(specOf({ paths: { "/a": { parameters: ofPath, get } } }));
  expect(output.files["groups/default.ts"]).toContain('readonly "x-id"?: number');
  expect(output.files["groups/default.ts"]).not.toContain("X-Id");

  const module = (await loadOutput(output)) as Record<string, (...given: object[]) => unknown>;
  const client = module["createThingsClient"]?.({ baseUrl: server.url }) as object;
  await module["send"]?.(client, { "x-id": 2, "X-Id": "first" });
  expect(server.take()[0]?.headers["x-id"]).toBe("2");
});
