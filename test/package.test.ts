import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../generator/index.js";
import { tool } from "../generator/tool.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const manifest = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "package-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("cofactr-platform-client, packed", () => {
  let files: string[];
  beforeAll(() => {
    // The scripts would also build the generator, which is no part of this package.
    execFileSync("npm", ["run", "build", "--silent"], { cwd: root, stdio: "ignore" });
    const [packed] = JSON.parse(
      execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
        cwd: root,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }),
    ) as { filename: string; files: { path: string }[] }[];
    files = packed?.files.map(({ path }) => path) ?? [];
    execFileSync("tar", ["-xzf", join(folder, packed?.filename ?? ""), "-C", folder]);
    mkdirSync(join(folder, "node_modules"));
    cpSync(join(folder, "package"), join(folder, "node_modules/cofactr-platform-client"), {
      recursive: true,
    });
    for (const dependency of [
      "openapi-fetch",
      "openapi-typescript-helpers",
      "@types",
      "undici-types",
    ]) {
      symlinkSync(join(root, "node_modules", dependency), join(folder, "node_modules", dependency));
    }
    writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
  });

  test("holds the compiled client and no source, spec or test", () => {
    expect(files).toEqual(
      expect.arrayContaining([
        "dist/index.js",
        "dist/index.d.ts",
        "dist/types.d.ts",
        "LICENSE",
        "README.md",
      ]),
    );
    expect(
      files.filter(
        (path) => !/^(dist\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(path),
      ),
    ).toEqual([]);
    expect(manifest("package.json").dependencies).toEqual({ "openapi-fetch": "0.17.0" });
  });

  test("is installed, imported and called", async () => {
    const server = createServer((request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ name: `${request.method} ${request.url}` }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    writeFileSync(
      join(folder, "use.js"),
      `import { createCofactr } from "cofactr-platform-client";
       const cofactr = createCofactr({ apiKey: "k", baseUrl: "http://127.0.0.1:${port}" });
       console.log((await cofactr.auth.updateApiKey({ body: {} })).name);`,
    );
    try {
      const { spawn } = await import("node:child_process");
      const child = spawn(process.execPath, [join(folder, "use.js")]);
      let output = "";
      child.stdout.on("data", (chunk) => (output += chunk));
      child.stderr.on("data", (chunk) => (output += chunk));
      await new Promise((resolve) => child.on("close", resolve));
      expect(output).toBe("PATCH /integrations/api_keys/\n");
    } finally {
      server.close();
    }
  });

  test("type-checks where it is installed, its types alone too", () => {
    writeFileSync(
      join(folder, "use.ts"),
      `import { createCofactr } from "cofactr-platform-client";
       import type { ApiKey } from "cofactr-platform-client/types";
       export const name = async (apiKey: string): Promise<ApiKey["name"]> =>
         (await createCofactr({ apiKey }).auth.updateApiKey()).name;`,
    );
    const flags = [
      "--strict",
      "--noEmit",
      "--module",
      "nodenext",
      "--target",
      "es2022",
      "--types",
      "node",
    ];
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout, status } = spawnSync(process.execPath, [tsc, ...flags, "use.ts"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });
});

describe("spec-tether, built", () => {
  const bin = join(root, "generator/bin/tether.js");

  test("carries the version of its package", () => {
    const { name, version } = manifest("generator/package.json");
    expect(tool).toBe(`${name} ${version}`);
  });

  test("makes the same client as its source does", async () => {
    execFileSync("npm", ["run", "build", "--workspace", "generator", "--silent"], {
      cwd: root,
      stdio: "ignore",
    });
    const spec = join(root, "spec/openapi.yaml");
    const built = join(folder, "built");
    const fromSource = join(folder, "source");
    execFileSync(process.execPath, [bin, "generate", "--spec", spec, "--out", built, "--quiet"]);
    await generate({ spec, output: fromSource });
    const read = (base: string) =>
      readdirSync(base, { recursive: true, encoding: "utf8" })
        .filter((path) => /\.\w+$/.test(path))
        .sort()
        .map((path) => [path, readFileSync(join(base, path), "utf8")]);
    expect(read(built).length).toBeGreaterThan(30);
    expect(read(built)).toEqual(read(fromSource));
  });
});
