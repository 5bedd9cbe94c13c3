import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pages } from "../scripts/docs.js";
import { repository } from "./support/repository.js";

test.each(Object.entries(pages))("%s is what `npm run docs` writes", async (path, write) => {
  const text = readFileSync(join(repository, path), "utf8");
  expect(await write(text)).toBe(text);
});

test("docs/api.md lists each schema that the tool's package exports", () => {
  const read = (path: string) => readFileSync(join(repository, path), "utf8");
  const { exports } = JSON.parse(read("generator/package.json")) as { exports: object };
  const schemas = Object.keys(exports).filter((name) => name.endsWith(".schema.json"));
  const listed = read("docs/api.md").match(/spec-tether\/\w+\.schema\.json/g) ?? [];
  expect(listed.map((name) => name.replace("spec-tether", ".")).sort()).toEqual(schemas.sort());
});
