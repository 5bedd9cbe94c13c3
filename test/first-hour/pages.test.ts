import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pack, root } from "../consumers/package.js";
import { run } from "../consumers/run.js";
import { makeFolder } from "../support/generator.js";
import { type LocalRegistry, startRegistry } from "../support/local-registry.js";
import { packTool } from "../support/packed-tool.js";
import { callsVendor, startVendor, type Vendor } from "../support/vendor.js";
import { blocksOf, isAsShown } from "./console-blocks.js";

const read = (page: string) => readFileSync(join(root, page), "utf8");

/** Outside of the repository, whose packages must not be found. */
const home = mkdtempSync(join(tmpdir(), "first-hour-"));
/** Installing takes long on a busy machine; this only ends what hangs. */
const patience = 900_000;
let registry: LocalRegistry;
let vendor: Vendor;

beforeAll(async () => {
  const tool = makeFolder();
  const [client, packedTool] = [await pack(), await packTool(tool, home)];
  registry = await startRegistry(
    new Map([
      [tool, packedTool],
      [client.source, client.tarball],
    ]),
  );
  vendor = await startVendor(home);
}, patience);
afterAll(() => {
  registry?.stop();
  vendor?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Runs a line of a page in a shell, as its reader does; both streams together. */
async function shell(line: string, folder: string): Promise<{ code: number | null; out: string }> {
  const settings = {
    npm_config_registry: registry.url,
    npm_config_cache: join(home, "npm-cache"),
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
    NODE_OPTIONS: `--import=${pathToFileURL(vendor.redirect).href}`,
    GIT_AUTHOR_NAME: "A",
    GIT_AUTHOR_EMAIL: "a@example.com",
    GIT_COMMITTER_NAME: "A",
    GIT_COMMITTER_EMAIL: "a@example.com",
  };
  const assigned = Object.entries(settings).map(([name, value]) => `export ${name}='${value}';`);
  const script = `${assigned.join(" ")} unset CI; exec 2>&1; ${line}`;
  const { code, stdout } = await run("sh", ["-c", script], folder, 600_000);
  return { code, out: stdout };
}

async function follow(page: string, folder: string): Promise<void> {
  const blocks = blocksOf(read(page));
  expect(blocks.some(({ kind }) => kind === "commands")).toBe(true);
  for (const block of blocks) {
    if (block.kind === "file") {
      mkdirSync(dirname(join(folder, block.path)), { recursive: true });
      writeFileSync(join(folder, block.path), block.text);
      continue;
    }
    for (const { command, output } of block.commands) {
      const { code, out } = await shell(command, folder);
      expect(code, `${page}: ${command}\n${out}`).toBe(0);
      if (output.length === 0) continue;
      if (!isAsShown(output, out)) expect(out, `${page}: ${command}`).toBe(output.join("\n"));
    }
  }
  expect(registry.missing).toEqual([]);
}

describe.skipIf(process.platform === "win32")(
  "in an empty folder, with the packed packages",
  () => {
    const folderOf = (name: string) => {
      const folder = join(home, name);
      mkdirSync(folder);
      return folder;
    };

    test("a client of any API, and then guarded in CI", async () => {
      const folder = folderOf("any-api");
      await follow("docs/getting-started/any-api.md", folder);
      await follow("docs/getting-started/ci.md", folder);
    });

    test("the first lines of the tool's README", async () => {
      const folder = folderOf("tool");
      cpSync(join(root, "test/micro/pagination-page/openapi.yaml"), join(folder, "openapi.yaml"));
      await follow("generator/README.md", folder);
    });

    describe("calling Cofactr", () => {
      const folder = join(home, "cofactr");
      beforeAll(async () => {
        mkdirSync(folder);
        await follow("docs/getting-started/cofactr.md", folder);
      });

      test("sends one request, the last one of the page", () => {
        expect(vendor.requests).toEqual(["GET /v1/boms/"]);
      });

      const blocks = [...read("README.md").matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(
        ([, code = ""], index): [number, string] => [index + 1, code],
      );
      test.each(blocks)("block %i of README.md runs", async (index, code) => {
        vendor.requests.length = 0;
        writeFileSync(join(folder, `block-${index}.mts`), code);
        const tsx = pathToFileURL(join(root, "node_modules/tsx/dist/esm/index.mjs")).href;
        const line = `COFACTR_API_KEY=test.key node --import ${tsx} block-${index}.mts`;
        const ran = await shell(line, folder);
        expect(ran.code, ran.out).toBe(0);
        // A block that calls the API really called it, unless it has answers of its own.
        const calls = callsVendor(code);
        if (calls === false) expect(vendor.requests).toEqual([]);
        if (calls) expect(vendor.requests).not.toEqual([]);
      });
    });
  },
);

describe("the comparison with what a page shows", () => {
  test.each([
    [["a", "b"], "a\nb\n", true],
    [["a"], "a\nb\n", false],
    [["a", "…"], "a\nb\nc", true],
    [["…", "c"], "a\nb\nc", true],
    [["…", "b"], "a\nb\nc", false],
    [["x … y"], "x 1 y", true],
    [["x … y"], "x 1\ny", false],
    [["done (0.7 s)"], "done (12.3 s)", true],
    [["done (0.7 s)"], "done (12 s)", false],
    [["a.c"], "abc", false],
  ])("%j and %j: %s", (shown, printed, want) => {
    expect(isAsShown(shown, printed)).toBe(want);
  });
});
