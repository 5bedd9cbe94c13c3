import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { capturePages, writeCaptured } from "../../generator/capture/index.js";
import { makeFolder } from "../support/generator.js";

const page = [
  "Get points",
  "GET",
  "https://api.acme.test/points",
  "Request",
  "Responses",
  "🟢200",
  "OK",
  "application/json",
  "Generate Code",
  "optional",
  "One of:",
  "Whole",
  "Summary",
  "object",
  "b",
  "string",
  "required",
  "",
].join("\n");

test("the options of a union keep the titles that the page has for them, in every capture", async () => {
  const folder = makeFolder({ "page.txt": page });
  const target = join(folder, "openapi.yaml");
  const options: Parameters<typeof capturePages>[0] = {
    sources: [join(folder, "page.txt")],
    target,
    cacheFolder: join(folder, "cache"),
    isNew: true,
  };
  writeCaptured(await capturePages(options));
  const schemaIn = (text: string) =>
    parse(text).paths["/points"].get.responses["200"].content["application/json"].schema;
  const [first, second] = schemaIn(readFileSync(target, "utf8")).anyOf;
  expect(first).toMatchObject({ title: "Whole", type: "object", required: ["b"] });
  expect(second).toMatchObject({ title: "Summary" });
  const again = await capturePages({ ...options, isNew: false });
  writeCaptured(again);
  const silent = await capturePages({ ...options, isNew: false });
  expect([silent.drift, silent.warnings, silent.differences]).toEqual([[], [], []]);
});
