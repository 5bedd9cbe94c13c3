import { describe, expect, test } from "vitest";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { readFiles, withoutFolder } from "../support/generator.js";
import { callerOf, impactIn, resultsIn, written } from "./support.js";

const use = `import { createShop } from "../shop/index.js";
const shop = createShop({});
export const total = async () => (await shop.orders.get({ order_id: "1" })).total * 2;
`;
const changes = [["        total: { type: number }", "        total: { type: string }"]] as const;

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
    expect(failed).toBeInstanceOf(DiagnosticError);
    const [found] = (failed as DiagnosticError).diagnostics;
    expect(withoutFolder(found?.message ?? "")).toMatch(
      /^no use of Shop was found in 1 file of .*tsconfig\.json$/,
    );
    const report = await impactIn(folder, { expectNoUse: true });
    expect(written(report)).toEqual(["untouched response.type.changed"]);
    expect(report.failed).toBe(false);
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
