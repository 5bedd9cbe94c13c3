import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { impactCommand } from "../../generator/cli/impact-command.js";
import { createTerminal } from "../../generator/cli/terminal.js";
import { callerOf } from "./support.js";

/** What a run prints and ends with, without a process for it. */
async function run(flags: Readonly<Record<string, unknown>>, args: readonly string[]) {
  const written: string[] = [];
  const terminal = createTerminal(false, {
    stdout: { write: (text: string) => written.push(text) },
    stderr: { write: () => true },
    env: {},
  });
  const code = await impactCommand.run(flags as never, args, terminal);
  const output = written.join("");
  return { code, output, last: output.trimEnd().split("\n").at(-1) };
}

const reading = `import { createShop } from "../shop/index.js";
const shop = createShop({});
export const total = async () => (await shop.orders.get({ order_id: "1" })).total * 2;
export const label = async () => \`\${(await shop.orders.get({ order_id: "1" })).note ?? ""}!\`;
`;

describe("impact, as a command", () => {
  let folder: string;
  let versions: string[];
  let flags: Readonly<Record<string, unknown>>;
  beforeAll(async () => {
    folder = await callerOf(
      {
        "src/a.ts": reading,
        "src/b.ts": 'import { total } from "./a.js";\nexport const more = total;\n',
        "other/c.ts":
          'import { createShop } from "../shop/index.js";\nexport const pay = () => createShop({}).payments.list();\n',
        "other/tsconfig.json": '{ "extends": "../tsconfig.json", "include": ["."] }',
      },
      [
        ["        total: { type: number }", "        total: { type: string }"],
        ['        email: { type: [string, "null"] }\n', ""],
        [
          "        note: { type: string }\n        legacy",
          "        note: { type: string, enum: [a] }\n        legacy",
        ],
      ],
    );
    versions = [join(folder, "base.yaml"), join(folder, "revision.yaml")];
    flags = {
      config: join(folder, "tether.config.yaml"),
      project: [join(folder, "tsconfig.json")],
    };
  });

  test("ends with 1 and the count of what breaks and of what does not", async () => {
    const both = [...(flags["project"] as string[]), join(folder, "other")];
    const { code, last, output } = await run({ ...flags, project: both }, versions);
    expect(last).toBe("1 call site in 1 file breaks; 5 findings do not touch you");
    expect(output).toContain("TS2362");
    expect(code).toBe(1);
  });

  test("ends with 0 where nothing breaks, however many findings there are", async () => {
    const project = [join(folder, "other/tsconfig.json")];
    const { code, output } = await run({ ...flags, project, json: true }, versions);
    const { summary, findings, schemaVersion } = JSON.parse(output);
    expect({ code, schemaVersion, breaks: summary.breaks.findings }).toEqual({
      ...{ code: 0, schemaVersion: 1, breaks: 0 },
    });
    expect(findings.map(({ impact }: { impact: string }) => impact)).toEqual([
      ...["untouched", "untouched", "untouched"],
    ]);
  });

  test("ends with 0 where all that breaks is accepted, and says so", async () => {
    const { output } = await run({ ...flags, json: true }, versions);
    const { findings } = JSON.parse(output);
    const [first] = findings;
    const allow = join(folder, "allow.yaml");
    writeFileSync(
      allow,
      `allow:
  - { fingerprint: "${first.finding.fingerprint}", reason: agreed, until: 2099-01-01 }
`,
    );
    const accepted = await run({ ...flags, allow, json: true }, versions);
    const report = JSON.parse(accepted.output);
    expect(accepted.code).toBe(0);
    expect(report.summary.accepted).toEqual({ findings: 1, callSites: 1, files: 1, testSites: 0 });
    expect(report.unexplained).toEqual([]);
  });

  test("leaves out what filters leave out, and does not call it unexplained", async () => {
    const operation = ["listPayments"];
    const { code, output } = await run({ ...flags, operation, json: true }, versions);
    const { findings, unexplained } = JSON.parse(output);
    expect({ code, findings, unexplained }).toEqual({ code: 0, findings: [], unexplained: [] });
  });

  test("refuses two formats at once", async () => {
    await expect(run({ ...flags, json: true, checklist: true }, versions)).rejects.toThrow(
      /choose one of --format, --json and --checklist/,
    );
  });
});
