import { join } from "node:path";
import { expect, test } from "vitest";
import { capturePages } from "../../generator/capture/index.js";
import { json, twin } from "../merge/support.js";
import { diagnosticsOf, makeFolder, readFiles } from "../support/generator.js";

test("capture does not edit a Swagger document", async () => {
  const given = {
    "spec/swagger.yaml": "swagger: '2.0'\ninfo: { title: Lots, version: '1' }\npaths: {}\n",
    "pages/a.md": twin("List Lots", "GET /lots", { responses: { 200: json({ type: "object" }) } }),
  };
  const folder = makeFolder(given);
  const problems = await diagnosticsOf(
    capturePages({
      sources: [join(folder, "pages")],
      target: join(folder, "spec/swagger.yaml"),
      isNew: false,
      cacheFolder: makeFolder(),
    }),
  );
  expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    "capture-unmergeable: the spec is Swagger 2.0, but captured pages are written as OpenAPI 3; nothing was written",
  ]);
  expect(readFiles(folder)).toEqual(given);
});
