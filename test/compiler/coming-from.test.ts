import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { firstErrorOf, full, notRun, onlyInFull } from "../consumers/on-demand.js";
import { run } from "../consumers/run.js";
import { migrationTools } from "../consumers/versions.js";
import { tetherAll } from "../support/command-line.js";
import { compileFiles } from "../support/compiler.js";
import { type Files, makeFolder, repository, writeFiles } from "../support/generator.js";
import { fetchPackages } from "../support/registry.js";
import { printed, type ShopServer, sent, startShop } from "./shop-server.js";

/**
 * docs/coming-from/ shows one program for each tool, before and after. The blocks that name a file
 * are run here: all programs print and send the same.
 */
const folder = join(repository, "docs/coming-from");
const spec = readFileSync(join(folder, "openapi.yaml"), "utf8");
const pages = ["openapi-typescript", "openapi-fetch", "hey-api", "orval"] as const;
type Page = (typeof pages)[number];

const textOf = (page: Page) => readFileSync(join(folder, `${page}.md`), "utf8");

/** The blocks of a page that name a file. */
function filesOf(page: Page): Files {
  const blocks = textOf(page).matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, path = "", text = ""]) => [path, text]));
}

let shop: ShopServer;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.requests.length = 0;
  shop.failures.length = 0;
});

/** As the tsconfig of an application with a bundler has them. */
const options = {
  target: "ES2022",
  lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
  types: ["node"],
  typeRoots: [join(repository, "node_modules/@types")],
  module: "ESNext",
  moduleResolution: "bundler",
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Compiles a program and runs it against the shop. */
async function compileAndRun(home: string, program: string) {
  const errors = compileFiles(home, options, [program]);
  const outfile = join(home, `${program}.mjs`);
  await build({
    entryPoints: [join(home, program)],
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    outfile,
  });
  const env = { ...process.env, SHOP_URL: shop.url, SHOP_TOKEN: shop.token };
  const child = spawn(process.execPath, [outfile], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data) => {
      output += data;
    });
  }
  await new Promise((resolve) => child.on("close", resolve));
  return { errors, output, requests: shop.requests.splice(0) };
}
const asShown = { errors: "", output: printed, requests: sent };

/** A project with the files of a page, and with the client that its config file asks for. */
async function clientOf(page: Page): Promise<string> {
  const home = makeFolder({ ...filesOf(page), "openapi.yaml": spec });
  const runs = await tetherAll([{ folder: home, args: ["generate"] }]);
  expect(runs.map(({ code, err }) => (code === 0 ? 0 : err))).toEqual([0]);
  return home;
}

test.each(pages)("the program after %s compiles and runs", async (page) => {
  expect(await compileAndRun(await clientOf(page), "after.ts")).toEqual(asShown);
});

test("what the pages say of the client after: retries, errors, paths, pages that are no JSON", async () => {
  const home = await clientOf("hey-api");
  writeFiles(home, {
    "differences.ts": `import { createShop } from "./shop/index.js";
const options = { baseUrl: process.env["SHOP_URL"]!, token: process.env["SHOP_TOKEN"]! };
const shop = createShop({ ...options, retryDelayMs: 1 });
console.log((await shop.parts.listParts()).results.length);
const named = (error: Error) => console.log(error.name);
await shop.parts.createPart({ body: { name: "a" } }).catch(named);
await shop.parts.getPart({ part_id: "" }).catch(named);
const other = createShop({ ...options, fetch: async () => new Response("<html>", { headers: { "content-type": "text/html" } }) });
await other.parts.listParts().catch(named);
const closed = createShop({ ...options, baseUrl: "http://127.0.0.1:1", maxRetries: 0 });
await closed.parts.listParts().catch(named);`,
  });
  // Two for the read, which is sent a third time; one for the POST, which is not.
  shop.failures.push(503, 503, 0, 503);
  const { errors, output, requests } = await compileAndRun(home, "differences.ts");
  expect([errors, output.split("\n"), requests.length]).toEqual([
    "",
    ["2", "ServerError", "InvalidArgumentError", "UnreadableResponseError", "ConnectionError", ""],
    4,
  ]);
});

describe("the program before", () => {
  /** What openapi-typescript itself makes of the document. */
  async function theirTypes(home: string): Promise<void> {
    const manifest = createRequire(import.meta.url).resolve("openapi-typescript/package.json");
    const args = [join(dirname(manifest), "bin/cli.js"), "openapi.yaml", "-o", "paths.ts"];
    const { code, stderr } = await run(process.execPath, args, home);
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  }
  async function ourTypes(home: string): Promise<void> {
    const args = ["types", "openapi.yaml", "-o", "paths.ts"];
    const [made] = await tetherAll([{ folder: home, args }]);
    expect(made?.code).toBe(0);
  }

  test.each([
    ["openapi-typescript", "openapi-typescript", theirTypes],
    ["openapi-typescript", "`tether types`", ourTypes],
    ["openapi-fetch", "openapi-typescript", theirTypes],
  ] as const)("%s compiles and runs, with the types of %s", async (page, _, makeTypes) => {
    const home = makeFolder({ ...filesOf(page), "openapi.yaml": spec });
    await makeTypes(home);
    expect(await compileAndRun(home, "before.ts")).toEqual(asShown);
  });

  test.skipIf(!full).for([
    ["hey-api", ["bin/run.js", "-i", "openapi.yaml", "-o", "client"]],
    ["orval", ["dist/bin/orval.mjs", "--config", "orval.config.mjs"]],
  ] as const)(`%s compiles and runs${onlyInFull}`, async ([page, [bin, ...args]], context) => {
    const { packages, name } = migrationTools[page];
    const [first, ...others]: readonly [string, ...string[]] = packages;
    let packagesHome: string;
    try {
      packagesHome = await fetchPackages(first, ...others);
    } catch (error) {
      return notRun(context, first, firstErrorOf(error));
    }
    const home = makeFolder({ ...filesOf(page), "openapi.yaml": spec });
    const path = join(packagesHome, "node_modules", name, bin);
    const made = await run(process.execPath, [path, ...args], home);
    expect({ code: made.code, output: made.code === 0 ? "" : made.stdout + made.stderr }).toEqual({
      code: 0,
      output: "",
    });
    expect(await compileAndRun(home, "before.ts")).toEqual(asShown);

    // What the page says of a server that fails once: nothing is sent again.
    writeFiles(home, { "retry.ts": retried[page] });
    shop.failures.push(503);
    const { output, requests } = await compileAndRun(home, "retry.ts");
    expect([output, requests.length]).toEqual(["503 Try again.\n", 1]);
  });
});

/** A read, of which the first attempt fails. */
const retried = {
  "hey-api": `import { listParts } from "./client";
import { client } from "./client/client.gen";
client.setConfig({ baseUrl: process.env["SHOP_URL"]!, auth: process.env["SHOP_TOKEN"]! });
const { error, response } = await listParts();
console.log(response?.status, error?.detail);`,
  orval: `import { listParts } from "./client/shop";
const { status, data } = await listParts();
console.log(status, "detail" in data ? data.detail : "");`,
};

test("each page names the versions that were run", () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(repository, "package.json"), "utf8"),
  ) as Record<string, Record<string, string>>;
  const tool = JSON.parse(
    readFileSync(join(repository, "generator/package.json"), "utf8"),
  ) as Record<string, Record<string, string>>;
  const known = { ...devDependencies, ...dependencies, ...tool["dependencies"] };
  const versions = {
    "openapi-typescript": `openapi-typescript ${known["openapi-typescript"]}`,
    "openapi-fetch": `openapi-fetch ${known["openapi-fetch"]}`,
    "hey-api": migrationTools["hey-api"].packages[0].replace(/@(?=[\d.]+$)/, " "),
    orval: migrationTools.orval.packages[0].replace("@", " "),
  };
  for (const page of pages) expect(textOf(page)).toContain(versions[page]);
});
