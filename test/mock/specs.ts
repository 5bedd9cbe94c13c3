import { readdirSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../support/generator.js";

/** Whose answers are judged. */
export const publicSpecs: readonly string[] = [
  "spec/openapi.yaml",
  ...readdirSync(join(repository, "test/servers/specs")).map(
    (name) => `test/servers/specs/${name}`,
  ),
  ...readdirSync(join(repository, "test/micro"), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => `test/micro/${name}/openapi.yaml`),
];

/** What a spec gives no answer for deviates from it, whatever the answer is. */
export const without: Readonly<Record<string, readonly string[]>> = {
  "test/micro/no-content/openapi.yaml": ["GET /things: status-undeclared answer 204"],
};
