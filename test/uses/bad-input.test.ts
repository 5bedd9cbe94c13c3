import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { findUses } from "../../generator/uses/index.js";
import { readFiles, withoutFolder, writeFiles } from "../support/generator.js";
import { projectOf, settings, shopClient, usesIn } from "./support.js";

/** What a run says that ends with one message. */
function complaintOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    expect(error.diagnostics).toHaveLength(1);
    const [first] = error.diagnostics;
    const at = first?.place ? `${first.place.line}:${first.place.column} ` : "";
    return `${at}${first?.code}: ${withoutFolder(first?.message ?? "")}`;
  }
  return "nothing was thrown";
}

const use =
  'import { createShop } from "../shop/index.js";\nawait createShop({}).payments.list();\n';

describe("bad input ends with one message, and nothing is written", () => {
  test("a project that does not exist", async () => {
    const folder = await projectOf({ "src/a.ts": use });
    expect(complaintOf(() => findUses({ project: join(folder, "no.json") }))).toMatch(
      /^uses-project-missing: there is no .*no\.json$/,
    );
  });

  test("a tsconfig that is broken", async () => {
    const folder = await projectOf({ "src/a.ts": use, "tsconfig.json": '{ "include": ["src" ' });
    expect(complaintOf(() => usesIn(folder))).toMatch(/^1:\d+ uses-project-broken: .*']' expected/);
  });

  test("a tsconfig that extends what is not there", async () => {
    const folder = await projectOf({
      "src/a.ts": use,
      "tsconfig.json": '{ "extends": "./base.json" }',
    });
    expect(complaintOf(() => usesIn(folder))).toMatch(/uses-project-broken: .*base\.json/);
  });

  test("a project without files", async () => {
    const folder = await projectOf({ "src/a.txt": "" });
    expect(complaintOf(() => usesIn(folder))).toMatch(/^uses-project-empty: /);
  });

  test("a file that cannot be parsed, or has syntax of a version to come", async () => {
    const folder = await projectOf({ "src/a.ts": `${use}const x = match (1) { when 2: 3 };\n` });
    const before = readFiles(folder);
    expect(complaintOf(() => usesIn(folder))).toMatch(
      /^3:\d+ uses-syntax: TypeScript \d+\.\d+\.\d+ cannot parse .*a\.ts: /,
    );
    expect(readFiles(folder)).toEqual(before);
  });

  test("a file of 5 MB", async () => {
    const large = `export const data = "${"x".repeat(5 * 1024 * 1024)}";\n`;
    const folder = await projectOf({ "src/a.ts": use, "src/data.ts": large });
    expect(complaintOf(() => usesIn(folder))).toMatch(
      /^uses-file-too-large: .*data\.ts has 5\.0 MB, and the limit is 4 MB$/,
    );
  });

  test("no client", async () => {
    const folder = await projectOf({ "src/a.ts": "export const a = 1;\n" });
    expect(complaintOf(() => usesIn(folder))).toMatch(/^uses-client-missing: no file of /);
  });

  test("packages that are not installed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "uses-"));
    try {
      writeFiles(folder, {
        "tsconfig.json": JSON.stringify({ compilerOptions: settings, include: ["*.ts"] }),
        "a.ts": 'import { createShop } from "@acme/shop";\ncreateShop({});\n',
      });
      expect(complaintOf(() => usesIn(folder))).toBe(
        `uses-modules-missing: "@acme/shop" cannot be resolved: ${folder} has no node_modules`,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("two versions of the client", async () => {
    const folder = await projectOf({
      ...copyOf(await shopClient(), "old"),
      "src/a.ts": use,
      "src/b.ts": use.replace("../shop", "../old"),
    });
    expect(complaintOf(() => usesIn(folder))).toBe(
      'uses-client-twice: the client "Shop" is there more than once: Shop (old), Shop (shop)',
    );
    expect(
      usesIn(folder, { client: "old" }).uses.map(({ file, name }) => `${file} ${name}`),
    ).toEqual(["src/b.ts listPayments"]);
  });

  test("several clients, of which --client names one", async () => {
    const other = Object.entries(copyOf(await shopClient(), "depot")).map(
      ([path, text]) => [path, text.replaceAll("createShop", "createDepot")] as const,
    );
    const folder = await projectOf({
      ...Object.fromEntries(other),
      "src/a.ts": use,
      "src/b.ts": use.replaceAll("createShop", "createDepot").replace("../shop", "../depot"),
    });
    expect(complaintOf(() => usesIn(folder))).toBe(
      "uses-client-ambiguous: the project has several clients: Depot (depot), Shop (shop)",
    );
    expect(complaintOf(() => usesIn(folder, { client: "Stop" }))).toBe(
      'uses-client-unknown: the project has no client "Stop"; it has Depot (depot), Shop (shop)',
    );
    expect(usesIn(folder, { client: "Depot" }).uses.map(({ file }) => file)).toEqual(["src/b.ts"]);
  });
});

test("type errors of the project's own are told, and its uses listed all the same", async () => {
  const folder = await projectOf({
    "src/a.ts": `${use}const n: number = "1";\nimport { gone } from "no-such-package";\ngone(n);\n`,
  });
  const { uses, unresolved } = usesIn(folder);
  expect(uses.map(({ name }) => name)).toEqual(["listPayments"]);
  expect(unresolved.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '4 "no-such-package" cannot be resolved',
    "3 Type 'string' is not assignable to type 'number'.",
  ]);
});

test("only what goes away, and when", async () => {
  const folder = await projectOf({
    "src/a.ts":
      'import { createShop } from "../shop/index.js";\nconst shop = createShop({});\nconst order = await shop.orders.get({ order_id: "1" });\norder.legacy_number;\nawait shop.orders.cancel({ order_id: order.id });\n',
  });
  const { uses } = usesIn(folder, { deprecated: true });
  expect(uses.map(({ name, deprecated }) => [name, deprecated?.sunset])).toEqual([
    ["Order.legacy_number", "2026-12-31"],
    ["cancelOrder", "2027-03-31"],
  ]);
});

function copyOf(folder: string, name: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(readFiles(folder)).map(([path, text]) => [`${name}/${path}`, text]),
  );
}
