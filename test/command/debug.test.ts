import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "../../generator/cli/commands.js";
import { tether, tetherAll } from "../support/command-line.js";
import { makeFolder, specWith } from "../support/generator.js";
import { start } from "../support/program.js";
import { quickTool } from "../support/tool.js";

const spec = specWith({ "GET /a": { operationId: "getA" } });

/** `what` and the text behind it, of each line. */
const linesOf = (err: string) =>
  [...err.matchAll(/^tether: debug +\d+\.\d{3} s {2}(\S+(?: git)?) +(.*)$/gm)].map(
    ([, what = "", text = ""]) => `${what} ${text}`,
  );

test("phases in their order, files with their sizes, and times; results stay as they are", async () => {
  const folder = makeFolder({ "openapi.json": spec });
  const args = ["--spec", "openapi.json", "--out", "client"];
  const run = await tether(folder, "generate", ...args, "--debug");
  const lines = linesOf(run.err);
  expect(lines[0]).toMatch(/^run spec-tether \d.*, Node \d/);
  expect(lines.filter((line) => line.startsWith("phase"))).toEqual([
    "phase reading the spec",
    "phase analyzing 1 file",
    "phase generating 1 operation",
    expect.stringMatching(/^phase writing \d+ files$/),
  ]);
  expect(lines.filter((line) => /^took \d+\.\d{3} s: /.test(line))).toHaveLength(4);
  expect(lines).toContainEqual(
    expect.stringMatching(new RegExp(`^read openapi\\.json, ${spec.length} B, [\\d.]+ ms$`)),
  );
  expect(lines).toContain("wrote client/client.ts");
  expect(lines.at(-1)).toBe("end exit code 0");
  expect(run.out).toMatch(/^1 operation in 1 group\n\d+ files written/);
  const [json] = await tetherAll([{ folder, args: ["check", ...args, "--json", "--debug"] }]);
  expect(JSON.parse(json?.out ?? "")).toMatchObject({ exitCode: 0 });
  expect(linesOf(json?.err ?? "")).toContain("phase reading the spec");
});

test("every command has it, also if it cannot run", async () => {
  const folder = makeFolder();
  const needs: Record<string, string[]> = {
    ...{ explain: ["ref-remote"], completion: ["bash"], verify: ["x"] },
  };
  const lines = commands.map(({ name }) => ({
    folder,
    args: [
      name,
      ...(needs[name] ??
        ["x", "y"].slice(
          0,
          name === "diff" ? 2 : name === "types" || name === "allow" || name === "capture" ? 1 : 0,
        )),
      "--debug",
    ],
  }));
  for (const [index, run] of (await tetherAll(lines)).entries()) {
    const found = linesOf(run.err);
    expect([lines[index]?.args, found[0]?.split(" ")[0], found.at(-1)]).toEqual([
      lines[index]?.args,
      "run",
      `end exit code ${run.code}`,
    ]);
  }
});

test("neither a header nor a login nor a query of an address is shown", async () => {
  const server = createServer((_, response) => response.end(spec));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const folder = makeFolder({
    "tether.config.yaml": `spec: "http://user:hunter2@127.0.0.1:${port}/openapi.json?key=hunter3"\nheaders: { x-key: "\${TETHER_TEST_KEY}" }\n`,
  });
  try {
    const program = join(await quickTool("checkout"), "bin/tether.js");
    const env = { TETHER_TEST_KEY: "hunter4" };
    const run = await start([program, "check", "--debug"], env, "", folder);
    expect(linesOf(run.err)).toContainEqual(
      expect.stringMatching(
        `^fetched http://127\\.0\\.0\\.1:${port}/openapi\\.json\\?…, ${spec.length} B, `,
      ),
    );
    expect(run.out + run.err).not.toContain("hunter");
    expect(run.code).toBe(1);
  } finally {
    server.close();
  }
});
