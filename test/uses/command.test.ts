import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, expect, test } from "vitest";
import { main } from "../../generator/cli/main.js";
import type { UsesReport } from "../../generator/uses/index.js";
import { readFiles, repository } from "../support/generator.js";
import { runHere } from "../support/run-here.js";
import { projectOf } from "./support.js";

const schema = JSON.parse(
  readFileSync(join(repository, "generator/uses/uses.schema.json"), "utf8"),
) as object;
const fits = new Ajv2020().compile(schema);

const code = `import { createShop, NotFoundError } from "../shop/index.js";
const shop = createShop({});
try {
  const order = await shop.orders.get({ order_id: "1" });
  if (order.status === "paid") console.log(JSON.stringify(order.customer), order.legacy_number);
  await shop.orders.cancel({ order_id: order.id });
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error;
}
`;

const spec = JSON.stringify(join(repository, "test/uses/api/openapi.yaml"));
let folder: string;

beforeAll(async () => {
  folder = await projectOf({
    "src/sync.ts": code,
    "src/list.test.ts": code.replace("cancel", "get"),
    "tether.config.yaml": `clients:\n  - { spec: ${spec}, output: shop, client: { name: Sales shop } }\n  - { spec: ${spec}, output: other, client: { name: Depot } }\n`,
  });
});

const uses = (...args: string[]) => runHere(main, ["uses", ...args], {}, folder);

test("lists the uses as lines, and counts them last", async () => {
  const { code, out, err } = await uses();
  expect({ code, err: err.replace(/^tether: (?:reading the project|searching)\n/gm, "") }).toEqual({
    code: 0,
    err: "",
  });
  expect(out).toBe(`src/sync.ts:4:35 call getOrder
src/sync.ts:4:41 argument order_id (getOrder)
src/sync.ts:5:13 answerField Order.status (getOrder)
src/sync.ts:5:24 enumValue OrderStatus=paid (getOrder)
src/sync.ts:5:59 answerField Customer whole (getOrder)
src/sync.ts:5:65 answerField Order.customer (getOrder)
src/sync.ts:5:82 answerField Order.legacy_number (getOrder), deprecated: until 2026-12-31
src/sync.ts:6:21 call cancelOrder, deprecated: until 2027-03-31
src/sync.ts:6:30 argument order_id (cancelOrder)
src/sync.ts:6:46 answerField Order.id (getOrder)
src/sync.ts:8:26 errorClass NotFoundError (cancelOrder, getOrder)

11 uses of Shop (shop) in 1 file of 2, 2 operations; 11 more uses in tests and mocks
`);
});

test("--deprecated lists what goes away, and when", async () => {
  const { code, out } = await uses("--deprecated");
  expect(code).toBe(0);
  expect(
    out,
  ).toBe(`src/sync.ts:5:82 answerField Order.legacy_number (getOrder), deprecated: until 2026-12-31
src/sync.ts:6:21 call cancelOrder, deprecated: until 2027-03-31

2 uses of Shop (shop) in 1 file of 2, 2 operations; 1 more use in tests and mocks
`);
});

test("--json is one document of the published schema", async () => {
  const before = readFiles(folder);
  const { code, out } = await uses("--json", "--project", "tsconfig.json");
  expect(code).toBe(0);
  const report = JSON.parse(out) as UsesReport;
  expect(fits(report), JSON.stringify(fits.errors)).toBe(true);
  expect(report).toMatchObject({
    schemaVersion: 1,
    project: "tsconfig.json",
    client: { name: "Shop", from: "shop" },
    files: 2,
    notAnalysed: [],
    unresolved: [],
  });
  expect(report.uses[0]).toEqual({
    operation: "getOrder",
    operations: ["getOrder"],
    kind: "call",
    name: "getOrder",
    file: "src/sync.ts",
    line: 4,
    column: 35,
    whole: false,
  });
  expect(report.testUses.map(({ file }) => file)).toEqual(Array(11).fill("src/list.test.ts"));
  expect(readFiles(folder)).toEqual(before);
});

test("the published schema refuses what the report never is", () => {
  const place = { file: "a.ts", line: 1, column: 1 };
  const use = {
    ...place,
    operation: "a",
    operations: ["a"],
    kind: "call",
    name: "a",
    whole: false,
  };
  const report = {
    ...{ schemaVersion: 1, project: "tsconfig.json", client: { name: "Shop", from: "shop" } },
    ...{ uses: [use], testUses: [], files: 1, notAnalysed: [], unresolved: [] },
  };
  expect(fits(report)).toBe(true);
  expect(fits({ ...report, schemaVersion: 2 })).toBe(false);
  expect(fits({ ...report, uses: [{ ...use, kind: "touch" }] })).toBe(false);
  expect(fits({ ...report, uses: [{ ...use, line: 0 }] })).toBe(false);
  const { whole: _, ...half } = use;
  expect(fits({ ...report, uses: [half] })).toBe(false);
});

test("--client takes the name in the config file, too", async () => {
  for (const name of ["Shop", "shop", "./shop/", "Sales shop"]) {
    const { code, out } = await uses("--client", name);
    expect({ name, code, last: out.trim().split("\n").at(-1) }).toMatchObject({
      code: 0,
      last: expect.stringContaining("11 uses of Shop (shop)"),
    });
  }
  const { code, out, err } = await uses("--client", "Depot");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain('the project has no client "Depot"; it has Shop (shop)');
});

test("what keeps it from running is one message, and 2", async () => {
  const { code, out, err } = await uses("--project", "no.json");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/no\.json/);
  const asJson = await uses("--project", "no.json", "--json");
  expect(asJson.code).toBe(2);
  expect(JSON.parse(asJson.out)).toMatchObject({
    exitCode: 2,
    diagnostics: [{ code: "uses-project-missing" }],
  });
});

test("type errors of the project's own are warnings, and the rest is listed", async () => {
  const broken = await projectOf({ "src/a.ts": `${code}const n: number = "1";\nn;\n` });
  const { code: exit, out, err } = await runHere(main, ["uses"], {}, broken);
  expect(exit).toBe(0);
  expect(out).toContain("11 uses of Shop");
  expect(err).toContain("uses may be missing here: Type 'string' is not assignable");
});
