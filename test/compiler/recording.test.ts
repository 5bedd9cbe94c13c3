import { join } from "node:path";
import { createConfig, lint } from "@redocly/openapi-core";
import { describe, expect, test } from "vitest";
import { mergeRecordings, writeCaptured } from "../../generator/capture/index.js";
import { generate } from "../../generator/generate/generate.js";
import { compile } from "../support/compiler.js";
import { makeFolder, readFiles, writeFiles } from "../support/generator.js";

const json = (status: number, value: unknown) => {
  const text = JSON.stringify(value);
  return {
    status,
    headers: [],
    content: { size: text.length, mimeType: "application/json", text },
  };
};

const entry = (method: string, path: string, response: object, more: object = {}) => ({
  startedDateTime: "2026-11-30T10:00:00Z",
  _resourceType: "fetch",
  request: {
    method,
    url: `https://api.test${path}`,
    headers: [{ name: "Authorization", value: "Api-Key x" }],
    ...more,
  },
  response,
});

const sent = (value: unknown) => ({
  postData: { mimeType: "application/json", text: JSON.stringify(value) },
});

/** As a browser exports it: with a page, its script, and a preflight. */
const har = {
  log: {
    version: "1.2",
    entries: [
      { ...entry("GET", "/", json(200, {})), _resourceType: "document" },
      { ...entry("GET", "/app.js", json(200, {})), _resourceType: "script" },
      entry("GET", "/v1/parts?limit=2", json(200, [{ id: 7, mpn: "RC0402", price: 1.0 }])),
      entry("GET", "/v1/parts/7", json(200, { id: 7, mpn: null, price: 2.5 })),
      entry("PATCH", "/v1/parts/7", json(200, { id: 7 }), sent({ mpn: "RC0603" })),
      entry("PATCH", "/v1/parts/7", json(422, { mpn: ["too long"] }), sent({ mpn: "…" })),
      entry("DELETE", "/v1/parts/7", { status: 204, headers: [], content: { size: 0 } }),
    ],
  },
};

describe("a HAR file", () => {
  const folder = makeFolder();
  const target = join(folder, "observed.yaml");
  const recordings = [join(folder, "shop.har")];
  const run = () => mergeRecordings({ recordings, target, isNew: true });

  test("becomes a document that Redocly accepts", async () => {
    writeFiles(folder, { "shop.har": JSON.stringify(har) });
    writeCaptured(run());
    const config = await createConfig({ extends: ["recommended"] });
    const problems = await lint({ ref: target, config });
    // A recording names no license, and not every operation was refused once.
    const lacking = ["info-license", "operation-4xx-response"];
    expect(problems.filter(({ ruleId }) => !lacking.includes(ruleId))).toEqual([]);
    expect(run().differences).toEqual([]);
  });

  test("and a client whose calls compile, with what was seen and no more", async () => {
    const output = join(folder, "client");
    const { api, warnings } = await generate({ spec: target, output, name: "Shop" });
    expect(warnings).toEqual([]);
    expect(api).toMatchObject({ operations: 4, documented: 0, observed: 4, inferred: 0 });
    const files = readFiles(output);
    expect(files["groups/parts.ts"]).toContain(
      "observed in 1 of 1 recorded calls on 2026-11-30 (shop).",
    );
    const program = `
      import { createShop } from "./index.js";
      const shop = createShop({ apiKey: "x" });
      const parts = await shop.parts.getV1Parts({ limit: 2 });
      const price: number | undefined = parts[0]?.price;
      const part = await shop.parts.getV1PartsPartId({ part_id: 7 });
      await shop.parts.patchV1PartsPartId({ part_id: 7, body: { mpn: "RC0603" } });
      await shop.parts.deleteV1PartsPartId({ part_id: 7 });
      // @ts-expect-error -- null alone shows no type
      const mpn: string | null | undefined = part.mpn;
      // @ts-expect-error -- no answer had it
      part.weight;
      console.log(price, mpn);
    `;
    expect(compile({ recorded: { ...files, "program.ts": program } })).toEqual([]);
  });
});
