import { join } from "node:path";
import { expect, test } from "vitest";
import { capturePages } from "../../generator/capture/index.js";
import { main } from "../../generator/cli/main.js";
import { readConfig } from "../../generator/config/read-config.js";
import { json, twin } from "../merge/support.js";
import { makeFolder } from "../support/generator.js";

const page = twin("Get lot", "GET /lots", { responses: { 200: json({ type: "object" }) } });
const operation = '{ operationId: ID, responses: { "204": { description: A } } }';
/** What it refers to is not there; an overlay of the config takes the reference out. */
const spec = `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a: { get: ${operation.replace("ID", "a")} }
  /b: { get: ${operation.replace("ID", "b")} }
components: { schemas: { A: { $ref: "#/gone" } } }
`;
const overlay = `overlay: 1.0.0
info: { title: O, version: "1" }
actions: [{ target: "$.components.schemas.A", remove: true }]
`;
const config = (rest: string) => `spec: openapi.yaml\noutput: client\n${rest}`;

function project(rest: string): { folder: string; pages: string; config: string } {
  const folder = makeFolder({
    "openapi.yaml": spec,
    "overlay.yaml": overlay,
    "tether.config.yaml": config(rest),
  });
  return {
    folder,
    pages: makeFolder({ "lot.md": page }),
    config: join(folder, "tether.config.yaml"),
  };
}

test.each([
  ["overlays: [overlay.yaml]\n", 0],
  ["", 2],
])(
  "a spec that is readable by an overlay can be captured into: %j ends with %i",
  async (rest, want) => {
    const { pages, config } = project(rest);
    const args = ["capture", pages, "--config", config, "--dry-run", "--quiet"];
    expect(await main([...args, "--cache", makeFolder()])).toBe(want);
  },
);

test("operations that a filter leaves out are not counted", async () => {
  const { folder, pages, config } = project(
    'overlays: [overlay.yaml]\nfilter: { exclude: { paths: ["/b"] } }\n',
  );
  const { before, after } = await capturePages({
    sources: [pages],
    target: join(folder, "openapi.yaml"),
    isNew: false,
    reading: await readConfig({ config }),
    cacheFolder: makeFolder(),
  });
  expect([before?.total.operations, after.total.operations]).toEqual([1, 2]);
});
