import { join } from "node:path";
import { test } from "vitest";
import { readFiles, repository } from "../support/generator.js";
import { callerOf, impactIn, written } from "./support.js";

test("x", async () => {
  const { "expected.txt": _, ...files } = readFiles(join(repository, "test/uses/callers/erp-sync"));
  const folder = await callerOf(files, [
    ["        total: { type: number }", "        total: { type: string }"],
    (["        city: { type: string }", '        city: { type: [string, "null"] }'].map((x) =>
      x.trim().replace("city: { type: string }", "city: { type: string }"),
    ) as any) && ["city: { type: string } } }", "town: { type: string } } }"],
    ["enum: [open, paid, shipped, cancelled]", "enum: [open, paid, shipped, cancelled, refunded]"],
    ["enum: [low, high]", "enum: [low, urgent]"],
    ["        - { name: limit, in: query, schema: { type: integer } }\n", ""],
    ["        note: { type: string }\n        priority", "        priority"],
    ["required: [customer_id, lines]", "required: [customer_id, lines, priority]"],
  ]);
  console.time("impact");
  const report = await impactIn(folder);
  console.timeEnd("impact");
  console.log(written(report).join("\n"));
  console.log(
    report.findings
      .filter((f) => f.impact === "untouched")
      .map(({ finding }) => finding.kind + " " + finding.message)
      .join("\n"),
  );
  console.log(report.compiler, report.summary, report.errorsBefore);
});
