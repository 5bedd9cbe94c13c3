import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { tool } from "../../generator/disk/tool.js";
import { generate } from "../../generator/index.js";
import { toolPackages } from "../../scripts/dependencies.js";
import { bundledPackages, sizeOf } from "../../scripts/installed-packages.js";
import { root } from "../consumers/package.js";
import { makeFolder } from "../support/generator.js";
import { buildToolInto } from "../support/tool.js";

const folder = makeFolder();
beforeAll(() => buildToolInto(folder));

test("carries the version of its package", () => {
  const { name, version } = JSON.parse(
    readFileSync(join(root, "generator/package.json"), "utf8"),
  ) as { name: string; version: string };
  expect(tool).toBe(`${name} ${version}`);
});

test("has the licence of what it copies into clients, which asks for no notice", () => {
  const licence = readFileSync(join(folder, "dist/runtime/LICENSE"), "utf8");
  expect(licence).toMatch(/^MIT No Attribution\n/);
  expect(licence).not.toContain("shall be included");
});

test("generates the same client built as from source", async () => {
  const spec = join(root, "spec/openapi.yaml");
  const built = join(folder, "built");
  const fromSource = join(folder, "source");
  const bin = join(folder, "bin/tether.js");
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

/** The packages from outside that a program loads, whether by `import` or by `require`. */
function loadedBy(code: string): string[] {
  const hooks = join(folder, "hooks.mjs");
  writeFileSync(
    hooks,
    `import module from "node:module";
const tell = (url) => process.stdout.write("loads " + url + "\\n");
const { _load } = module;
module._load = (request, ...rest) => { tell("node_modules/" + request); return _load(request, ...rest); };
const { port1, port2 } = new MessageChannel();
port1.on("message", tell).unref();
module.register("data:text/javascript," + encodeURIComponent(\`
let port;
export const initialize = (data) => { port = data.port; };
export const load = (url, context, next) => { port.postMessage(url); return next(url, context); };
\`), { data: { port: port2 }, transferList: [port2] });
`,
  );
  const file = join(folder, "program.mjs");
  writeFileSync(file, code.replace("spec-tether", join(folder, "dist/index.js")));
  const args = ["--import", pathToFileURL(hooks).href, file];
  const out = execFileSync(process.execPath, args, { encoding: "utf8" });
  const names = out.matchAll(/^loads .*node_modules\/((?:@[^/\n]*\/)?[^/\n]+)/gm);
  return [...new Set([...names].map(([, name = ""]) => name))];
}

test("its programs load the compiler only when they need it", () => {
  const spec = JSON.stringify(join(root, "test/micro/deprecated/openapi.yaml"));
  const program = (options: string) =>
    `import { diff } from "spec-tether";
await diff({ base: ${spec}, revision: ${spec}${options} });
await new Promise((resolve) => setTimeout(resolve, 100));`;
  const compilers = (names: string[]) =>
    names.filter((name) => /^(typescript|ts-morph)$/.test(name));
  const plain = loadedBy(program(""));
  expect(plain).toContain("whatwg-mimetype");
  expect(compilers(plain)).toEqual([]);
  expect(compilers(loadedBy(program(", prove: true")))).toContain("typescript");
});

test("is at most 4 MB with its packages, but for openapi-typescript, ts-morph, TypeScript and theirs", () => {
  const { rest } = toolPackages();
  expect(rest.length).toBeGreaterThan(0);
  const bytes = rest.reduce((sum, { bytes }) => sum + bytes, 0);
  const { files } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly files: readonly string[];
  };
  expect(files).toEqual(["bin", "config.schema.json", "dist"]);
  expect(bytes + sizeOf(join(folder, "dist"))).toBeLessThan(3_900_000);
});

test("has the licences of the packages that are in its modules", () => {
  const licences = readFileSync(join(folder, "dist/vendor/LICENSES.txt"), "utf8");
  const named = [...licences.matchAll(/^(\S+) (\d\S*) \(([^\n]+)\)$/gm)].map(([line]) => line);
  const expected = bundledPackages().map(
    (each) => `${each.name} ${each.version} (${each.licence})`,
  );
  expect(named.toSorted()).toEqual(expected.toSorted());
});

test("edits YAML with what it brings of the packages", async () => {
  const { fromYaml, toYaml } = (await import(
    pathToFileURL(join(folder, "dist/capture/merge/editable-yaml.js")).href
  )) as typeof import("../../generator/capture/merge/editable-yaml.js");
  const value = { paths: { "/a": ["ü", 1, null] } };
  expect(fromYaml(toYaml(value, "A note"))).toEqual(value);
});
