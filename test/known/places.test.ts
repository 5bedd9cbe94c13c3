import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { type Files, generateInto, repository } from "../support/generator.js";
import { entryFile, type SpecFiles } from "../support/provenance.js";
import { problemsOf } from "./comment-problems.js";
import { expectedOf } from "./expected.js";

/** A spec with a statement at every place that the vocabulary allows, and none at some of them. */
const text = readFileSync(join(repository, "test/micro/provenance-places/openapi.yaml"), "utf8");
const spec: SpecFiles = new Map([[entryFile, parse(text)]]);
let client: Files = {};

beforeAll(async () => {
  ({ files: client } = await generateInto(text, undefined, undefined, { paths: true }));
});

test("everywhere, the client shows the provenance of the spec, also if it is inherited", () => {
  const expected = expectedOf(spec, client["client.ts"] ?? "", "ProvenancePlaces");
  expect(problemsOf(expected, client)).toEqual([]);
  expect(expected.size).toBeGreaterThan(60);
});

test("for a spec without provenance, it shows nothing", async () => {
  const silent = JSON.stringify(parse(text), (key, value) =>
    key === "x-provenance" ? undefined : value,
  );
  const { files } = await generateInto(silent, undefined, undefined, { paths: true });
  const own = Object.entries(files).filter(([path]) => !path.startsWith("runtime/"));
  for (const [path, generated] of own) {
    expect(`${path}: ${generated}`).not.toMatch(
      /Inferred:|Undocumented|is documented|Documented \(/,
    );
    expect(`${path}: ${generated}`).not.toMatch(/Nothing stops a library/);
  }
});
