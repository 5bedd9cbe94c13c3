import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createConfig, lint } from "@redocly/openapi-core";
import { describe, expect, test } from "vitest";
import { capturePages, writeCaptured } from "../../generator/capture/index.js";
import { generate } from "../../generator/generate/generate.js";
import { shared } from "../merge/support.js";
import { compile } from "../support/compiler.js";
import { makeFolder, readFiles } from "../support/generator.js";

const site = `${shared}conformance/apidog-pages/site`;

describe.skipIf(!existsSync(site))("the site of another vendor (../shared/conformance)", () => {
  const folder = makeFolder();
  const target = join(folder, "site.yaml");
  const run = () =>
    capturePages({ sources: [site], target, isNew: true, cacheFolder: makeFolder() });

  test("becomes one document that only lacks what the source lacks", async () => {
    const report = await run();
    await writeCaptured(report);
    expect(report).toMatchObject({ missing: 0, duplicates: [], conflicts: [] });
    expect(report.operations + (report.others.prose ?? 0)).toBe(report.pages);
    expect(report.operations).toBeGreaterThan(20);
    const config = await createConfig({ extends: ["recommended-strict"] });
    const problems = await lint({ ref: target, config });
    // The pages name no license, and no status between 400 and 499.
    const lacking = ["info-license", "operation-4xx-response"];
    expect(problems.filter(({ ruleId }) => !lacking.includes(ruleId))).toEqual([]);
    expect(readFileSync(target, "utf8")).not.toMatch(/apidog|description: .{60}/);
  });

  test("is captured a second time without a change", async () => {
    expect(await run()).toMatchObject({ differences: [] });
  });

  test("gives a client that compiles", async () => {
    const output = join(makeFolder(), "client");
    const { api, warnings } = await generate({ spec: target, output });
    expect(warnings).toEqual([]);
    expect(api.documented).toBe(api.operations);
    expect(compile({ site: readFiles(output) })).toEqual([]);
  });
});
