import { join } from "node:path";
import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { loadSpec } from "../../generator/load/index.js";
import { repository } from "../support/generator.js";

const shop = join(repository, "test/swagger/shop");
const versions = { swagger: join(shop, "swagger.yaml"), openapi: join(shop, "openapi.yaml") };

/** What is found between two ways to write one API. */
async function findings(from: keyof typeof versions, to: keyof typeof versions) {
  const [base, revision] = await Promise.all([loadSpec(versions[from]), loadSpec(versions[to])]);
  return compareSpecs(base, revision, { base: from, revision: to }).findings.map(
    ({ kind, message, pointer }) => `${kind} ${pointer}: ${message}`,
  );
}

test("an API is the same in Swagger 2.0 and OpenAPI 3.1, except for a list with tabs", async () => {
  const at = "/paths/~1parts~1{id}/get/parameters/4";
  const described = 'the description of the query parameter "tabs" was changed';
  expect(await findings("swagger", "openapi")).toEqual([
    `parameter.list.begun ${at}: the query parameter "tabs" is now a list`,
    `parameter.description.changed ${at}/schema/items: ${described}`,
  ]);
  expect(await findings("openapi", "swagger")).toEqual([
    `parameter.type.changed ${at}: the type of the query parameter "tabs" was changed from array to string`,
    `parameter.description.changed ${at}: ${described}`,
  ]);
});
