import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type ImpactReport, impactOf } from "../../generator/impact/index.js";
import { readFiles, repository } from "../support/generator.js";
import { nextSettings, projectOf } from "../uses/support.js";
import { type Change, callerOf, versionsIn, written } from "./support.js";

const callers = join(repository, "test/uses/callers");
const names = readdirSync(callers);

/** What the vendor changed, all at once. */
const changes: readonly Change[] = [
  ["        total: { type: number }", "        total: { type: string }"],
  ['        email: { type: [string, "null"] }\n', ""],
  ["[open, paid, shipped, cancelled]", "[open, paid, shipped, cancelled, refunded]"],
  ["        - { name: limit, in: query, schema: { type: integer } }\n", ""],
  [
    "required: [customer_id, lines]\n      properties:\n",
    "required: [customer_id, lines, channel]\n      properties:\n        channel: { type: string }\n",
  ],
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
  [", paid_at: { type: string }", ""],
  ["required: [type, order, paid_at]", "required: [type, order]"],
];

/** What is hit of each caller, by its name, as it was written by hand. */
const expected = Object.fromEntries(
  readFileSync(join(repository, "test/impact/callers/expected.txt"), "utf8")
    .trim()
    .split("\n\n")
    .map((block) => {
      const [name = "", ...lines] = block.split("\n");
      return [name, lines];
    }),
);

let reports: ReadonlyMap<string, ImpactReport>;

// The versions are compared once for all of them.
beforeAll(async () => {
  const versions = versionsIn(await callerOf({}, changes));
  const folders: string[] = [];
  for (const name of names) {
    const { "expected.txt": _, ...own } = readFiles(join(callers, name));
    folders.push(
      await projectOf(name === "next-app" ? { ...own, "tsconfig.json": nextSettings } : own),
    );
  }
  const projects = folders.map((folder) => join(folder, "tsconfig.json"));
  const results = await impactOf({ ...versions, projects, expectNoUse: true });
  reports = new Map(results.map(({ report }, index) => [names[index] ?? "", report]));
});

describe.each(names)("the caller %s", (name) => {
  test("is hit exactly where a person says so", () => {
    const report = reports.get(name);
    expect(report && sorted(written(report))).toEqual(sorted(expected[name] ?? []));
    expect(report?.errorsBefore).toEqual([]);
  });
});

/** Findings in any order, each with its places. */
function sorted(lines: readonly string[]): string[] {
  const blocks = lines.join("\n").split(/\n(?! )/);
  return blocks.sort();
}
