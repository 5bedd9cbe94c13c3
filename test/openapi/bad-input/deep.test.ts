import { describe, expect, test } from "vitest";
import { diagnosticsOf, load, placed } from "../../support/generator.js";
import { answering } from "./marked-input.js";

const levels = (count: number, open: string, close: string): string =>
  answering(`${open.repeat(count)}{ type: string }${close.repeat(count)}`);

// What overflows a stack gives no diagnostic at all, so that it would be a crash.
describe("a schema within a schema within a schema is reported with a place", () => {
  test.each([
    ["allOf", "{ allOf: [", "] }"],
    ["properties", "{ properties: { a: ", " } }"],
    ["items", "{ items: ", " }"],
  ])("%s, 480 levels deep", async (_, open, close) => {
    const problems = await diagnosticsOf(load(levels(480, open, close)));
    expect(problems.map(placed)).toEqual([
      // On the line of the schema, behind the 400 that are let in.
      expect.stringMatching(/^nesting-too-deep at openapi\.yaml:13:\d{4}$/),
    ]);
  });

  test("and 300 levels are read", async () => {
    await expect(load(levels(300, "{ allOf: [", "] }"))).resolves.toMatchObject({ warnings: [] });
  });
});
