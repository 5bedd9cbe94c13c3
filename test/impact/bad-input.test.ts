import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { readFiles, withoutFolder, writeFiles } from "../support/generator.js";
import { projectFiles, settings, shopClient, usesIn } from "../uses/support.js";
import { api, callerOf, changed, impactIn, resultsIn, written } from "./support.js";

const use = `import { createShop } from "../shop/index.js";
const shop = createShop({});
export const total = async () => (await shop.orders.get({ order_id: "1" })).total * 2;
`;
const changes = [["        total: { type: number }", "        total: { type: string }"]] as const;

function messageOf(error: unknown): string {
  expect(error).toBeInstanceOf(DiagnosticError);
  return withoutFolder((error as DiagnosticError).diagnostics[0]?.message ?? "");
}

describe("bad input", () => {
  test("a project that does not compile before is told apart, and the run goes on", async () => {
    const folder = await callerOf(
      { "src/a.ts": `${use}export const wrong: number = "1";\n` },
      changes,
    );
    const before = readFiles(folder);
    const report = await impactIn(folder);
    expect(report.errorsBefore.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      "src/a.ts:4 TS2322",
    ]);
    expect(written(report)).toEqual(["breaks response.type.changed", "  src/a.ts:3 TS2362"]);
    expect(readFiles(folder)).toEqual(before);
  });

  test("nothing that uses the client is no success, unless that is expected", async () => {
    const folder = await callerOf(
      {
        "src/a.ts":
          'import { createShop } from "../shop/index.js";\nexport type Make = typeof createShop;\n',
      },
      changes,
    );
    const failed = await resultsIn(folder).catch((error: unknown) => error);
    expect(messageOf(failed)).toMatch(/^no use of Shop was found in 1 file of .*tsconfig\.json$/);
    const report = await impactIn(folder, { expectNoUse: true });
    expect(written(report)).toEqual(["untouched response.type.changed"]);
    expect(report.failed).toBe(false);
  });

  test("errors in files that use nothing are told, beside those that were there before", async () => {
    const folder = await callerOf(
      {
        "src/a.ts": use,
        "src/sum.ts":
          'import { total } from "./a.js";\nexport const sum: number = await total();\nexport const wrong: number = "1";\n',
        "src/read.ts":
          'import { createShop } from "../shop/index.js";\nconst shop = createShop({});\nexport const read = async () => ({ paid: { of: (await shop.orders.get({ order_id: "1" })).total } });\nexport type Read = Awaited<ReturnType<typeof read>>;\n',
        "src/own.ts":
          'import type { Read } from "./read.js";\nexport const zero: Read = { paid: { of: 0 } };\nexport const wrong: string = 1;\n',
      },
      [["        total: { type: number }", "        total: { type: string }"]],
    );
    const report = await impactIn(folder);
    expect(report.errorsBefore.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      "src/own.ts:3 TS2322",
      "src/sum.ts:3 TS2322",
    ]);
    const lines = written(report);
    expect(lines.some((each) => /src\/a\.ts:3 TS2362/.test(each))).toBe(true);
    expect(lines.filter((each) => /own\.ts|sum\.ts/.test(each)).map((each) => each.trim())).toEqual(
      [expect.stringMatching(/src\/own\.ts:2 TS2322$/)],
    );
    expect(report.failed).toBe(true);
  });

  test("nothing that imports the client is told before the compiler is asked", async () => {
    const folder = await callerOf({ "src/a.ts": "export const a = 1;\n" }, changes);
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: settings, include: ["src", "shop"] }),
    );
    const steps: string[] = [];
    const onProgress = (step: string) => steps.push(step);
    const failed = await resultsIn(folder, { onProgress }).catch((error: unknown) => error);
    expect(messageOf(failed)).toMatch(/^no use of Shop was found in 1 file of .*tsconfig\.json$/);
    expect(steps).not.toContain("asking the compiler");
    expect(steps).not.toContain("making the new client");
    const report = await impactIn(folder, { expectNoUse: true });
    expect(written(report)).toEqual(["untouched response.type.changed"]);
  });

  test("a client that imports what is not installed is named as the reason", async () => {
    const folder = mkdtempSync(join(tmpdir(), "impact-"));
    try {
      const code =
        'import { createShopFetch } from "../shop/fetch.js";\nconst api = createShopFetch({});\nconst { data } = await api.GET("/orders/{order_id}", { params: { path: { order_id: "1" } } });\nexport const total = data?.total;\n';
      writeFiles(folder, {
        ...projectFiles,
        ...Object.fromEntries(
          Object.entries(readFiles(await shopClient())).map(([path, text]) => [
            `shop/${path}`,
            text,
          ]),
        ),
        "src/a.ts": code,
        "base.yaml": api,
        "revision.yaml": changed(changes),
        "tether.config.yaml":
          "spec: revision.yaml\noutput: shop\nclient: { name: Shop }\noutputs: { paths: true, enums: { inner: true }, fetch: true }\n",
      });
      const failed = await resultsIn(folder).catch((error: unknown) => error);
      expect(messageOf(failed)).toMatch(
        /^no use of Shop was found in 1 file of .*tsconfig\.json: the client imports "openapi-fetch", which cannot be resolved$/,
      );
      // Beside uses that have types, it is a warning.
      writeFiles(folder, { "src/b.ts": use });
      const [result] = await resultsIn(folder);
      expect(result?.warnings.map((each) => each.message)).toEqual([
        'uses may be missing here: "openapi-fetch" cannot be resolved',
      ]);
      expect(usesIn(folder).unresolved.map(({ file, message }) => `${file}: ${message}`)).toEqual([
        'shop/runtime/fetch/client.ts: "openapi-fetch" cannot be resolved',
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("files that no compiler reads keep what they name from being untouched", async () => {
    const vue =
      '<script setup lang="ts">\nimport { shop } from "./a";\nconst c = await shop.customers.get({ customer_id: "1" });\n</script>\n';
    const folder = await callerOf(
      { "src/a.ts": use, "src/Customer.vue": `${vue}<!-- getCustomer -->\n` },
      [['        email: { type: [string, "null"] }\n', ""]],
    );
    const report = await impactIn(folder);
    expect(report.notAnalysed).toEqual(["src/Customer.vue"]);
    expect(written(report)).toEqual(["notAnalysed response.property.removed"]);
  });
});
