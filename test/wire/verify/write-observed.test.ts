import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { loadSpec } from "../../../generator/load/index.js";
import { buildApi } from "../../../generator/model/index.js";
import { json, serve, type TestServer } from "../../runtime/server.js";
import { makeFolder, readFiles } from "../../support/generator.js";
import { wrongInObservations } from "../../support/observations-schema.js";
import { runVerify } from "./run-verify.js";

/** `tether verify --write`: guesses that answered become knowledge, and nothing else changes. */

const spec = `# Kept by hand.
openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: https://api.shop.example }]
x-sources:
  help: { title: A help page, url: https://help.example }
paths:
  /v1/boms/:
    get:
      operationId: listBoms # by its title
      tags: [boms]
      x-provenance:
        title: { level: documented, sources: [help] }
        method: { level: inferred, because: "Its title says gets.", sources: [help] }
        path: { level: inferred, because: "As the others.", sources: [help] }
        request: { level: undocumented }
        response: { level: undocumented }
      responses:
        2XX: { description: Nothing is known of it., x-provenance: { level: undocumented } }
  /v1/boms/{bom_id}/:
    get:
      operationId: getBom
      tags: [boms]
      x-provenance:
        title: { level: documented, sources: [help] }
        method: { level: documented, sources: [help] }
        path: { level: documented, sources: [help] }
        request: { level: documented, sources: [help] }
        response: { level: documented, sources: [help] }
      parameters:
        - { name: bom_id, in: path, required: true, schema: { type: integer } }
      responses:
        "200":
          description: OK
          content:
            application/json: { schema: { type: object, properties: { id: { type: integer } } } } # as documented
  /v1/parts/:
    get:
      operationId: listParts
      tags: [parts]
      x-provenance:
        title: { level: documented, sources: [help] }
        method: { level: inferred, because: "Its title says gets.", sources: [help] }
        path: { level: inferred, because: "As the others.", sources: [help] }
        request: { level: undocumented }
        response: { level: undocumented }
      responses:
        2XX: { description: Nothing is known of it., x-provenance: { level: undocumented } }
`;

let server: TestServer;
beforeAll(async () => {
  server = await serve();
});
beforeEach(() => {
  server.respond = (response, arrived) => {
    const { target } = arrived;
    const list = {
      count: 1,
      results: [{ id: 7, name: "canary-name", made: "2026-11-30T10:00:00Z" }],
    };
    if (target === "/v1/boms/") return json(list)(response, arrived);
    if (target === "/v1/boms/7/") return json({ id: 7, total: "canary-total" })(response, arrived);
    return json({ detail: "Not found." }, 404)(response, arrived);
  };
});
afterAll(() => server.close());

async function inferredIn(folder: string): Promise<string[]> {
  const { api } = buildApi(await loadSpec(join(folder, "openapi.yaml")));
  return api.operations.filter(({ isInferred }) => isInferred).map(({ id }) => id);
}

test("an answer opens the gate, gets a shape, and leaves alone what is documented", async () => {
  const folder = makeFolder({ "openapi.yaml": spec });
  expect(await inferredIn(folder)).toEqual(["listBoms", "listParts"]);
  const base = ["--base-url", server.url, "--allow-host", new URL(server.url).host, "--yes"];
  const args = ["--spec", join(folder, "openapi.yaml"), ...base, "--rate", "1000", "--write"];
  const first = await runVerify(args);
  const files = readFiles(folder);
  const after = files["openapi.yaml"] ?? "";

  expect(await inferredIn(folder)).toEqual(["listParts"]);
  expect(after).toContain("# Kept by hand.");
  expect(after).toContain("operationId: listBoms # by its title");
  const documented = spec.slice(
    spec.indexOf("  /v1/boms/{bom_id}/:"),
    spec.indexOf("  /v1/parts/:"),
  );
  expect(after).toContain(documented);
  expect(first.stdout).toContain(
    "answer-member-unknown: GET /v1/boms/{bom_id}/: answer 200, total",
  );
  expect(first.stdout).toContain("path-not-served: GET /v1/parts/");
  expect(first.code).toBe(1);

  const { document } = await loadSpec(join(folder, "openapi.yaml"));
  const paths = document["paths"] as Record<string, { get: Record<string, unknown> }>;
  expect(paths["/v1/boms/"]?.get).toMatchObject({
    "x-provenance": {
      title: { level: "documented" },
      method: { level: "observed", seen: 1, of: 1 },
      path: { level: "observed", seen: 1, of: 1 },
      response: { level: "observed" },
    },
    responses: {
      200: {
        content: {
          "application/json": {
            schema: {
              type: "object",
              properties: {
                count: { type: "integer" },
                results: {
                  items: { properties: { made: { type: "string", format: "date-time" } } },
                },
              },
            },
          },
        },
      },
    },
  });
  expect(paths["/v1/parts/"]?.get["x-provenance"]).toMatchObject({ path: { level: "inferred" } });
  expect(JSON.stringify(files)).not.toContain("canary");

  // Another run adds to what is known.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 86_400_000 });
  await runVerify(args);
  vi.useRealTimers();
  const store = JSON.parse(readFileSync(join(folder, "observations/operations.json"), "utf8"));
  expect(store.recordings).toHaveLength(2);
  expect(wrongInObservations(JSON.stringify(store))).toEqual([]);
  const list = store.operations.find(({ path }: { path: string }) => path === "/v1/boms/");
  expect(list).toMatchObject({ seen: 2, of: 2 });
  expect(list.first < list.last).toBe(true);
  expect(JSON.stringify(readFiles(folder))).not.toContain("canary");
});
