import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { compareAll } from "../../generator/diff/index.js";
import type { CompilerError, ImpactReport } from "../../generator/impact/index.js";
import { makeNewClient } from "../../generator/impact/new-client.js";
import { compileByProgram } from "../../generator/impact/proof/compile-by-program.js";
import { must } from "../../generator/narrowing.js";
import { filesOf, searchProject } from "../../generator/uses/index.js";
import { readFiles, repository } from "../support/generator.js";
import { type Change, callerOf, resultsIn, versionsIn, written } from "./support.js";

/** A change of each kind that a caller in `kinds/` meets, or does not. */
const changes: readonly Change[] = [
  ["        total: { type: number }", "        total: { type: string }"],
  ['        email: { type: [string, "null"] }\n', ""],
  ["[open, paid, shipped, cancelled]", "[open, paid, shipped, cancelled, refunded]"],
  ["        - { name: limit, in: query, schema: { type: integer } }\n", ""],
  [
    "name: cursor, in: query, schema: { type: string }",
    "name: cursor, in: query, schema: { type: string, default: first }",
  ],
  [
    "required: [customer_id, lines]\n      properties:\n",
    "required: [customer_id, lines, channel]\n      properties:\n        channel: { type: string }\n",
  ],
  [
    "note: { type: string }\n        priority",
    "note: { type: string }\n        gift: { type: boolean }\n        priority",
  ],
  ["{ note: { type: string }, status:", "{ status:"],
  ['"404": { description: None.', '"410": { description: None.'],
  [
    `    delete:
      operationId: cancelOrder
      x-client: { method: cancel }
      tags: [orders]
      deprecated: true
      x-sunset: "2027-03-31"
      responses: { "204": { description: Gone. } }
`,
    "",
  ],
  ["quantity: { type: integer }", "quantity: { type: number }"],
  [", paid_at: { type: string }", ""],
  ["required: [type, order, paid_at]", "required: [type, order]"],
  ["last4: { type: string }", "last_digits: { type: string }"],
  ["required: [method, amount, last4]", "required: [method, amount]"],
];

const files = readFiles(join(repository, "test/impact/kinds"));

describe("a caller of each kind", () => {
  let folder: string;
  let report: ImpactReport;
  beforeAll(async () => {
    const { "expected.txt": _, ...own } = files;
    folder = await callerOf(own, changes);
    const [result] = await resultsIn(folder);
    report = must(result, "a project has a report").report;
    // The client on the disk is that of the older version.
    expect(result?.warnings.map(({ code }) => code)).not.toContain("impact-client-stale");
  });

  test("is hit at exactly the places that are listed for it", () => {
    expect(written(report).join("\n")).toBe(must(files["expected.txt"], "a list").trim());
    expect(report.unexplained).toEqual([]);
    expect(report.errorsBefore).toEqual([]);
    expect(report.failed).toBe(true);
  });

  test("has a proof of its own compiler at each line that breaks", () => {
    const { version } = createRequire(join(repository, "x.js"))("typescript/package.json");
    expect(report.compiler).toEqual({ version, from: "project" });
    const proofs = report.findings
      .filter(({ impact }) => impact === "breaks")
      .map(({ finding, sites }) => [
        finding.fingerprint,
        sites.some(({ proof, line }) => proof?.line === line),
      ]);
    expect(proofs.length).toBe(9);
    expect(proofs.filter(([, has]) => !has)).toEqual([]);
  });

  test("counts places in tests apart", () => {
    expect(report.summary.breaks).toEqual({ findings: 9, callSites: 9, files: 5, testSites: 1 });
    expect(report.summary.untouched.findings).toBe(2);
  });

  test.each([
    [
      "response.type.changed",
      'import type { Order } from "./shop/index.js";\n\nexport const read = (value: Order): number => value.total;',
    ],
    [
      "operation.endpoint.removedBeforeSunset",
      'import { cancelOrder } from "./shop/index.js";\n\nexport const call = cancelOrder;',
    ],
    [
      "operation.parameter.removed",
      'import type { ListOrdersParams } from "./shop/index.js";\n\nexport const read = (value: ListOrdersParams) => value.limit;',
    ],
    [
      "response.enum.added",
      'import type { OrderStatus } from "./shop/index.js";\n\nexport const read = (value: OrderStatus): "open" | "paid" | "shipped" | "cancelled" => value;',
    ],
  ])("has a smallest caller for %s", (kind, want) => {
    expect(report.findings.find(({ finding }) => finding.kind === kind)?.witness).toBe(want);
  });

  test("is told the same by a compiler without an API", async () => {
    const searched = searchProject({ project: join(folder, "tsconfig.json") });
    const compared = await compareAll(versionsIn(folder));
    const { overlay } = await makeNewClient(searched.client, must(compared[0], "a client"));
    const require = createRequire(join(repository, "x.js"));
    const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
    const found = compileByProgram(tsc, filesOf(searched)).errors(overlay);
    const proofs = report.findings.flatMap(({ sites }) =>
      sites.flatMap((each) => each.proof ?? []),
    );
    const byPlace = (errors: readonly CompilerError[]) =>
      errors
        .map(
          ({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`,
        )
        .sort();
    const here = found.map((each) => ({ ...each, file: relative(folder, each.path) }));
    expect(byPlace(here)).toEqual(byPlace(proofs));
  });
});
