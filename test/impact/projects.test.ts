import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generate } from "../../generator/generate/generate.js";
import { impactOf } from "../../generator/impact/index.js";
import { makeFolder, writeFiles } from "../support/generator.js";
import { settings } from "../uses/support.js";
import { api, type Change, callerOf, changed, impactIn, resultsIn, written } from "./support.js";

const changes: readonly Change[] = [
  ["        total: { type: number }", "        total: { type: string }"],
  ['        email: { type: [string, "null"] }\n', ""],
  ["required: [id, name]\n", "required: [id, name, vat]\n"],
  [
    "        name: { type: string }\n",
    "        name: { type: string }\n        vat: { type: string }\n",
  ],
];

test("a package of JavaScript, without a config, called by JavaScript with JSDoc", async () => {
  const folder = makeFolder({
    "package.json": '{ "type": "module" }',
    "base.yaml": api,
    "revision.yaml": changed(changes),
    "tsconfig.json": JSON.stringify({
      compilerOptions: { ...settings, preserveSymlinks: false },
      include: ["src"],
    }),
    "src/report.js": `import { createShop } from "@acme/shop";
const shop = createShop({});
/** @param {import("@acme/shop").Customer} customer */
export const addressOf = ({ name, email }) => \`\${name} \${email ?? ""}\`;
/** @param {string} id @returns {Promise<number>} */
export const half = async (id) => (await shop.orders.get({ order_id: id })).total / 2;
`,
  });
  const home = join(folder, "node_modules/@acme/shop");
  mkdirSync(home, { recursive: true });
  writeFiles(home, {
    "package.json":
      '{ "name": "@acme/shop", "version": "1.0.0", "type": "module", "exports": "./dist/index.js" }',
  });
  const output = join(home, "dist");
  await generate({ spec: join(folder, "base.yaml"), output, name: "Shop", language: "js" });
  const [result] = await impactOf({
    base: join(folder, "base.yaml"),
    revision: join(folder, "revision.yaml"),
    projects: [join(folder, "tsconfig.json")],
  });
  expect(result?.warnings.map(({ code }) => code)).toEqual([]);
  expect(result?.report.client).toEqual({ name: "Shop", from: "@acme/shop@1.0.0" });
  expect(result && written(result.report)).toEqual([
    ...["breaks response.type.changed", "  src/report.js:6 TS2362"],
    ...["breaks response.property.removed", "  src/report.js:4 TS2339"],
    "untouched response.requiredProperty.added",
  ]);
  const [, removed] = result?.report.findings ?? [];
  expect(removed?.witness).toBe(
    'import type { Customer } from "@acme/shop";\n\nexport const read = (value: Customer) => value.email;',
  );
});

test("projects that refer to one another, and a mock that lacks what is new", async () => {
  const own = { ...settings, composite: true, noEmit: false };
  const folder = await callerOf(
    {
      "tsconfig.json": '{ "files": [], "references": [{ "path": "data" }, { "path": "web" }] }',
      "data/tsconfig.json": JSON.stringify({ compilerOptions: own, include: ["*.ts", "../shop"] }),
      "data/orders.ts": `import { createShop } from "../shop/index.js";
const shop = createShop({});
export const totalOf = async (id: string) => (await shop.orders.get({ order_id: id })).total;
`,
      "web/tsconfig.json": JSON.stringify({
        compilerOptions: own,
        include: ["*.ts"],
        references: [{ path: "../data" }],
      }),
      "web/title.ts": `import { totalOf } from "../data/orders.js";
export const title = async (id: string) => \`\${(await totalOf(id)).toFixed(2)} EUR\`;
`,
      "web/title.test.ts": `import type { Customer } from "../shop/index.js";
export const customer: Customer = { id: "1", name: "Ann" };
`,
    },
    changes,
  );
  const report = await impactIn(folder);
  expect(written(report)).toEqual([
    ...["breaks response.type.changed", "  web/title.ts:2 TS2551"],
    ...["breaks response.requiredProperty.added", "  web/title.test.ts:2 TS2741"],
    "untouched response.property.removed",
  ]);
  expect(report.summary.breaks).toEqual({ findings: 2, callSites: 1, files: 1, testSites: 1 });
});

test("a client older than both versions is told, and what came before them is no break", async () => {
  const total: Change = ["        total: { type: number }", "        total: { type: string }"];
  const folder = await callerOf(
    {
      "src/a.ts": `import { createShop } from "../shop/index.js";
export const half = async () => (await createShop({}).orders.get({ order_id: "1" })).total / 2;
`,
    },
    [total, ["        currency: { type: string, enum: [EUR, USD] }\n", ""]],
  );
  writeFileSync(join(folder, "base.yaml"), changed([total]));
  const [result] = await resultsIn(folder);
  expect(result?.warnings.map(({ code }) => code)).toContain("impact-client-stale");
  expect(result?.report.errorsBefore.map(({ file, line }) => `${file}:${line}`)).toEqual([
    "src/a.ts:2",
  ]);
  expect(result && written(result.report)).toEqual(["untouched response.requiredProperty.removed"]);
});
