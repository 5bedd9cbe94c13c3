import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pages } from "../scripts/docs.js";
import { repository } from "./support/repository.js";

test.each(Object.entries(pages))("%s is what `npm run docs` writes", async (path, write) => {
  const text = readFileSync(join(repository, path), "utf8");
  expect(await write(text)).toBe(text);
});
