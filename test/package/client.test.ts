import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle } from "../consumers/bundle.js";
import { compile, quickProjects, writeProjects } from "../consumers/compile.js";
import { expected } from "../consumers/expected.js";
import { installConsumer, type Packed, pack, readManifest, root } from "../consumers/package.js";
import { succeed } from "../consumers/run.js";
import { startServer } from "../consumers/server.js";
import { budgets } from "./budgets.js";

let folder: string;
let packed: Packed;
let consumer: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "client-"));
  packed = await pack();
  consumer = await installConsumer(folder, packed.tarball);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const installed = (path: string): string =>
  readFileSync(join(consumer, "node_modules/cofactr-platform-client", path), "utf8");

describe("the tarball", () => {
  test("holds the compiled client and no source, spec, test or leftover", () => {
    expect(packed.files).toEqual(
      expect.arrayContaining(
        ["esm", "cjs"].flatMap((format) =>
          ["index.js", "index.js.map", "index.d.ts", "types.d.ts"].map(
            (file) => `dist/${format}/${file}`,
          ),
        ),
      ),
    );
    const allowed =
      /^(dist\/(esm|cjs)\/.+(\.js|\.js\.map|\.d\.ts)|dist\/cjs\/package\.json|package\.json|README\.md|LICENSE)$/;
    expect(packed.files.filter((path) => !allowed.test(path))).toEqual([]);
    // For the entry `fetch`, and nothing else.
    expect(readManifest()["dependencies"]).toEqual({ "openapi-fetch": "0.17.0" });
  });

  test("is packed only after a build", () => {
    expect(readManifest()["scripts"]).toMatchObject({
      prepack: expect.stringMatching(/^npm run build && /),
    });
  });

  test("leaves the tree that it is packed from as it was", () => {
    for (const file of ["README.md", "package.json"])
      expect(readFileSync(join(packed.source, file), "utf8")).toBe(
        readFileSync(join(root, file), "utf8"),
      );
    expect(JSON.parse(installed("package.json"))).not.toHaveProperty("scripts");
  });

  test("has a source map with its source for every module that has code, and only for those", () => {
    const isMapped = (path: string) => packed.files.includes(`${path}.map`);
    const modules = packed.files.filter((path) => path.endsWith(".js"));
    const mapped = modules.filter(isMapped);
    expect(mapped.length).toBeGreaterThan(60);
    for (const path of modules.filter((each) => !isMapped(each))) {
      expect(installed(path), path).not.toContain("sourceMappingURL");
      // What every module of CommonJS says of itself, and nothing else.
      const own =
        /^(?:export \{\};|"use strict";\nObject\.defineProperty\(exports, "__esModule".*)$/;
      expect(
        installed(path)
          .replaceAll(/^\/\/.*$/gm, "")
          .trim(),
        path,
      ).toMatch(own);
    }
    for (const path of mapped) {
      const map = JSON.parse(installed(`${path}.map`)) as { sourcesContent?: unknown[] };
      expect(map.sourcesContent, path).toEqual([expect.any(String)]);
    }
  });

  test("has a types entry without any code", () => {
    const code = (path: string): string =>
      installed(path)
        .replaceAll(/^\/\/.*$/gm, "")
        .trim();
    expect(code("dist/esm/types.js")).toBe("export {};");
    expect(code("dist/cjs/types.js")).toBe(
      `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });`,
    );
  });

  test("satisfies publint", async () => {
    const bin = join(root, "node_modules/publint/src/cli.js");
    const output = await succeed(process.execPath, [bin, "--strict", packed.tarball], folder);
    expect(output).toContain("All good!");
  });

  test("satisfies @arethetypeswrong/cli, in every way to resolve it", async () => {
    const require = createRequire(import.meta.url);
    const bin = join(
      dirname(require.resolve("@arethetypeswrong/cli/package.json")),
      "dist/index.js",
    );
    const output = await succeed(process.execPath, [bin, packed.tarball], folder);
    expect(output).toContain("No problems found");
  });
});

describe("installed from the tarball", () => {
  test.each(["import.mjs", "require.cjs"])(
    "it works under the running Node: %s",
    async (program) => {
      const server = await startServer();
      try {
        const url = `http://127.0.0.1:${server.port}`;
        const output = await succeed(process.execPath, [program, url], consumer);
        expect(JSON.parse(output)).toEqual(expected);
      } finally {
        server.close();
      }
    },
  );

  describe("it type-checks", () => {
    beforeAll(() => writeProjects(consumer));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    test.concurrent.each(quickProjects)("$name", async ({ file }) => {
      expect(await compile(tsc, consumer, file)).toBe("");
    });
  });
});

describe("the size", () => {
  const three = ["updateApiKey", "parseRawBom", "listBoms"];
  const more = [
    "getBom",
    "createBom",
    "updateBom",
    "deleteBom",
    "listBomLines",
    "listPrograms",
    "getOrg",
    "listUsers",
    "createPurchaseOrder",
    "listPurchaseLines",
  ];

  const sizeOf = async (operations: readonly string[]): Promise<number> => {
    const code = await bundle(
      consumer,
      `import { createCofactrClient, ${operations.join(", ")} } from "cofactr-platform-client";
       const client = createCofactrClient({ apiKey: "secret-1" });
       console.log(await Promise.all([${operations.map((name) => `${name}(client)`).join(", ")}]));`,
    );
    return gzipSync(code, { level: 9 }).length;
  };

  test("of the tarball is within its budget", () => {
    expect(packed.size).toBeLessThanOrEqual(budgets.tarball);
    expect(packed.unpackedSize).toBeLessThanOrEqual(budgets.unpacked);
  });

  test("of a bundle with three calls is within its budget", async () => {
    expect(await sizeOf(three)).toBeLessThanOrEqual(budgets.threeCalls);
  });

  test("of a bundle grows within its budget with each further operation", async () => {
    const growth = (await sizeOf([...three, ...more])) - (await sizeOf(three));
    expect(growth / more.length).toBeLessThan(budgets.perOperation);
  });

  test("of a bundle that doesn't use the package is nothing", async () => {
    for (const format of ["esm", "cjs"]) {
      const entry = join(consumer, `node_modules/cofactr-platform-client/dist/${format}/index.js`);
      expect(
        await bundle(consumer, `import ${JSON.stringify(entry)};`, { logLevel: "silent" }),
      ).toBe("");
    }
  });
});
