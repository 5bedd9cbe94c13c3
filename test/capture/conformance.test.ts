import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { ratios, scoreFolder, scorePage, sum, targets } from "../../scripts/conformance-capture.js";
import { pageFile } from "./pages.js";

const folder = fileURLToPath(new URL("../../../shared/conformance/apidog-pages", import.meta.url));

test.skipIf(!existsSync(folder))("real pages are read as the documents behind them", () => {
  const scores = scoreFolder(folder);
  expect(scores.length).toBeGreaterThanOrEqual(12);
  expect(scores.filter(({ call }) => !call)).toEqual([]);
  for (const of of ["parameters", "fields"] as const) {
    const counts = sum(scores.map((score) => score[of]));
    expect(counts.invented).toBe(0);
    expect(ratios(counts).precision).toBeGreaterThanOrEqual(targets.precision);
    expect(ratios(counts).recall).toBeGreaterThanOrEqual(targets.recall);
  }
});

describe("the score", () => {
  const text = pageFile("score.page.txt");
  const operation = (properties: object, required: string[] = ["a"]) => {
    const schema = { type: "object", properties, required };
    return { responses: { 200: { content: { "application/json": { schema } } } } };
  };
  const document = (properties: object, required?: string[]) => {
    return { paths: { "/x": { get: operation(properties, required) } } };
  };
  const a = { type: "string", maxLength: 5 };
  const b = { type: "object", properties: { c: { type: "integer" } } };

  test.each([
    [
      "is full for the same",
      document({ a, b }),
      { right: 10, wrong: 0, invented: 0, pageOnly: 0, shown: 10, found: 10 },
    ],
    [
      "counts another type as wrong",
      document({ a: { ...a, type: "number" }, b }),
      { right: 9, wrong: 1, found: 9 },
    ],
    ["counts another mark as wrong", document({ a, b }, []), { right: 9, wrong: 1, found: 9 }],
    [
      "counts a field in another place as invented",
      document({ a, b: { type: "object" }, c: { type: "integer" } }),
      { invented: 3 },
    ],
    [
      "counts a field that the document never had apart",
      document({ b }),
      { invented: 0, pageOnly: 4 },
    ],
    [
      "does not ask for what is not on the page",
      document({ a, b, z: { type: "string" } }),
      { shown: 10, found: 10 },
    ],
  ])("%s", (_, truth, want) => {
    expect(scorePage("x", text, truth).fields).toMatchObject(want);
  });

  test("knows the wrong path", () => {
    const { paths } = document({ a, b });
    expect(scorePage("x", text, { paths: { "/y": paths["/x"] } }).call).toBe(false);
    const servers = [{ url: "https://h.test/v1" }];
    expect(scorePage("x", text.replace("/x", "/v1/x"), { paths, servers }).call).toBe(true);
  });
});
