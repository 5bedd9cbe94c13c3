import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fromRegistry, full, onlyInFull } from "../consumers/on-demand.js";
import { root } from "../consumers/package.js";
import { run, succeed } from "../consumers/run.js";
import { makeFolder } from "../support/generator.js";
import { buildToolInto } from "../support/tool.js";

const folder = mkdtempSync(join(tmpdir(), "turborepo-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const example = join(root, "docs/examples/turborepo");
const version = (
  JSON.parse(readFileSync(join(example, "package.json"), "utf8")) as {
    devDependencies: { turbo: string };
  }
).devDependencies.turbo;

test.skipIf(!full)(`the Turborepo example caches the client${onlyInFull}`, async (context) => {
  const turbo = await fromRegistry(context, { name: "turbo", version, binary: "bin/turbo" });
  const tool = makeFolder();
  await buildToolInto(tool);
  cpSync(example, folder, { recursive: true });
  // As npm would install it, without fetching what stands in this repository.
  mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
  symlinkSync(tool, join(folder, "node_modules/spec-tether"));
  symlinkSync("../spec-tether/bin/tether.js", join(folder, "node_modules/.bin/spec-tether"));
  writeFileSync(join(folder, "package-lock.json"), '{ "lockfileVersion": 3, "packages": {} }\n');
  writeFileSync(join(folder, ".gitignore"), "node_modules\n.turbo\n");
  await succeed("git", ["init", "--quiet"], folder);
  const generate = async () => {
    const args = ["run", "generate", "--output-logs=none", "--no-daemon", "--no-update-notifier"];
    const { code, stdout, stderr } = await run(turbo, args, folder);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return /Cached:\s+(\d+) cached, (\d+) total/.exec(stdout)?.slice(1).join(" of ");
  };
  const client = join(folder, "packages/shop-client/client");
  const types = () => readFileSync(join(client, "types.ts"), "utf8");

  expect(await generate()).toBe("0 of 1");
  const first = types();
  expect(await generate()).toBe("1 of 1");

  rmSync(client, { recursive: true });
  expect(await generate()).toBe("1 of 1");
  expect(types()).toBe(first);

  const spec = join(folder, "packages/shop-client/spec/openapi.yaml");
  writeFileSync(spec, readFileSync(spec, "utf8").replace("maker:", "manufacturer:"));
  expect(await generate()).toBe("0 of 1");
  expect(types()).toContain("manufacturer");
  expect(existsSync(join(client, ".tether.json"))).toBe(true);
});
