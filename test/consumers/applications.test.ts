import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, type TestContext, test } from "vitest";
import { tetherAll } from "../support/command-line.js";
import { type Files, writeFiles } from "../support/generator.js";
import { fetchPackages } from "../support/registry.js";
import { firstErrorOf, full, notRun, onlyInFull } from "./on-demand.js";
import { root } from "./package.js";
import { run } from "./run.js";
import { jestPackages, nextPackages } from "./versions.js";

let folder = "";
afterEach(() => {
  if (folder !== "") rmSync(folder, { recursive: true, force: true });
});

/**
 * Makes a project with these files, into which a client is generated as its users do it: by `init`,
 * which looks at the tsconfig, and `generate`. It stands apart from the cache that has its packages,
 * because no bundler compiles what is below a folder of the name node_modules.
 */
async function makeProject(
  context: TestContext,
  packages: readonly [string, ...string[]],
  files: Files,
): Promise<void> {
  let home: string;
  try {
    home = await fetchPackages(...packages);
  } catch (error) {
    return notRun(context, packages[0], firstErrorOf(error));
  }
  folder = mkdtempSync(join(tmpdir(), "application-"));
  symlinkSync(join(home, "node_modules"), join(folder, "node_modules"));
  writeFiles(folder, files);
  cpSync(join(root, "test/micro/pagination-page/openapi.yaml"), join(folder, "openapi.yaml"));
  const runs = await tetherAll([
    { folder, args: ["init", "--yes", "--out", "src/api", "--name", "Shop"] },
    { folder, args: ["generate"] },
  ]);
  expect(runs.map(({ code, err }) => (code === 0 ? 0 : err))).toEqual([0, 0]);
}

/** A call that needs no server. */
const call = `createShop({ fetch: async () => Response.json({ results: [{ name: "a bolt" }] }) }).things.list()`;
const limits = { timeout: 1_200_000 };

describe.skipIf(!full)(`a fresh client in an application${onlyInFull}`, limits, () => {
  /** As create-next-app writes it. */
  const nextConfig = {
    compilerOptions: {
      target: "ES2017",
      lib: ["dom", "dom.iterable", "esnext"],
      allowJs: true,
      skipLibCheck: true,
      strict: true,
      noEmit: true,
      esModuleInterop: true,
      module: "esnext",
      moduleResolution: "bundler",
      resolveJsonModule: true,
      isolatedModules: true,
      jsx: "react-jsx",
      incremental: true,
      plugins: [{ name: "next" }],
      paths: { "@/*": ["./src/*"] },
    },
    include: ["next-env.d.ts", "**/*.ts", "**/*.tsx", ".next/types/**/*.ts"],
    exclude: ["node_modules"],
  };

  test.for([
    ["Turbopack", []],
    ["webpack", ["--webpack"]],
  ] as const)("Next.js builds it with %s", async ([, flags], context) => {
    await makeProject(context, nextPackages, {
      "package.json": '{ "name": "shop", "private": true }',
      "tsconfig.json": JSON.stringify(nextConfig),
      // Else Turbopack follows no link that leads out of the project.
      "next.config.mjs": `export default { turbopack: { root: "/" } };`,
      "app/layout.tsx": `export default function Layout({ children }: { children: React.ReactNode }) {
  return <html lang="en"><body>{children}</body></html>;
}`,
      "app/page.tsx": `import { createShop } from "@/api";
export default async function Page() {
  const { results } = await ${call};
  return <p>{results[0]?.name}</p>;
}`,
    });
    const args = ["node_modules/next/dist/bin/next", "build", ...flags];
    const { code, stdout, stderr } = await run(process.execPath, args, folder, limits.timeout);
    expect({ code, output: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, output: "" });
    expect(readFileSync(join(folder, ".next/server/app/index.html"), "utf8")).toContain("a bolt");
  });

  test("Jest with ts-jest runs it", async (context) => {
    const { module, moduleResolution, target, lib, strict } = nextConfig.compilerOptions;
    await makeProject(context, jestPackages, {
      "package.json": '{ "name": "shop", "private": true, "jest": { "preset": "ts-jest" } }',
      "tsconfig.json": JSON.stringify({
        compilerOptions: { module, moduleResolution, target, lib, strict, esModuleInterop: true },
      }),
      "src/shop.test.ts": `import { createShop } from "./api";
declare const test: (name: string, run: () => Promise<void>) => void;
declare const expect: (found: unknown) => { toEqual(wanted: unknown): void };
test("a call", async () => {
  expect(await ${call}).toEqual({ results: [{ name: "a bolt" }] });
});`,
    });
    const args = ["node_modules/jest/bin/jest.js", "--ci"];
    const { code, stderr } = await run(process.execPath, args, folder, limits.timeout);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain("Tests:       1 passed, 1 total");
  });
});
