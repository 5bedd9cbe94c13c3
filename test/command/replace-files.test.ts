import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate/generate.js";
import { replaceFiles } from "../../generator/write/replace-files.js";
import {
  codesOf,
  diagnosticsOf,
  format,
  generateInto,
  makeFolder,
  readFiles,
  specWith,
  writeFiles,
} from "../support/generator.js";

const replaced = (path: string) => ({ path, after: "new", exists: true });
const isRoot = process.getuid?.() === 0;

const old = specWith({ "GET /a": { operationId: "a", tags: ["one"] } });
const changed = specWith({
  "GET /a": { operationId: "a", tags: ["one"], summary: "Described." },
  "GET /b": { operationId: "b", tags: ["two"] },
});

test("files are replaced, created and removed, and nothing else is left", () => {
  const folder = makeFolder({ a: "old", "b/c": "old", "d/e": "old" });
  replaceFiles(folder, [
    replaced("a"),
    { path: "new/b", after: "new", exists: false },
    removed("d/e"),
  ]);
  expect(readFiles(folder)).toEqual({ a: "new", "b/c": "old", "new/b": "new" });
  expect(readdirSync(folder).sort()).toEqual(["a", "b", "new"]);
});

const removed = (path: string) => ({ path, after: undefined, exists: true });

describe("a failure after the first file was replaced puts all of them back", () => {
  test("there is a folder in place of a file", () => {
    const files = { a: "old", "b/c": "old", "full/of": "mine" };
    const folder = makeFolder(files);
    const changes = [
      replaced("a"),
      removed("b/c"),
      { path: "new/d", after: "new", exists: false },
      { path: "full", after: "new", exists: false },
    ];
    expect(() => replaceFiles(folder, changes)).toThrow("expected a file, but found a folder");
    expect(readFiles(folder)).toEqual(files);
    expect(readdirSync(folder).sort()).toEqual(["a", "b", "full"]);
  });

  test("a file to be replaced has disappeared meanwhile", () => {
    const folder = makeFolder({ a: "old" });
    expect(() => replaceFiles(folder, [replaced("a"), replaced("b")])).toThrow("ENOENT");
    expect(readFiles(folder)).toEqual({ a: "old" });
    expect(readdirSync(folder)).toEqual(["a"]);
  });

  test.runIf(isRoot)("one of the folders is not writable", async () => {
    const { folder, files } = await generateInto(old);
    // The client.ts of the folder comes before its groups.
    for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      chownSync(join(folder, path), 65534, 65534);
    }
    chownSync(folder, 65534, 65534);
    chmodSync(join(folder, "groups"), 0o555);
    const home = makeFolder({ "openapi.json": changed });
    const spec = join(home, "openapi.json");
    // Temporary folders are their owner's alone.
    for (const path of [home, join(home, ".."), join(folder, "..")]) chmodSync(path, 0o755);
    const diagnostics = await asNobody(() => diagnosticsOf(generate({ spec, output: folder })));
    expect(codesOf(diagnostics)).toEqual(["output-unwritable"]);
    expect(format(diagnostics)).toContain("permission denied");
    expect(readFiles(folder)).toEqual(files);
    expect(readdirSync(folder).filter((name) => name.startsWith(".tether-"))).toEqual([]);
  });
});

/** With the rights of a user who has none. */
async function asNobody<Value>(action: () => Promise<Value>): Promise<Value> {
  process.seteuid?.(65534);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}

describe("on a full disk", () => {
  const disk = makeFolder();
  const mounted =
    isRoot && spawnSync("mount", ["-t", "tmpfs", "-o", "size=600k", "tmpfs", disk]).status === 0;
  afterAll(() => {
    if (mounted) execFileSync("umount", [disk]);
  });

  test.runIf(mounted)("the folder does not change", async () => {
    const folder = join(disk, "out");
    const { files } = await generateInto(old, folder);
    const filler = Buffer.alloc(4096);
    for (let count = 0; count < 200; count++) {
      try {
        writeFiles(disk, { [`filler/${count}`]: filler.toString("latin1") });
      } catch {
        break;
      }
    }
    const diagnostics = await diagnosticsOf(generateInto(changed, folder));
    expect(codesOf(diagnostics)).toEqual(["output-unwritable"]);
    expect(format(diagnostics)).toContain("the disk is full");
    expect(readFiles(folder)).toEqual(files);
    rmSync(join(disk, "filler"), { recursive: true });
    expect((await generateInto(changed, folder)).files).toEqual(
      (await generateInto(changed)).files,
    );
  });
});
