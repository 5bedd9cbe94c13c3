import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generate } from "../../generator/generate/generate.js";
import {
  codesOf,
  diagnosticsOf,
  format,
  makeFolder,
  specWith,
  writeFiles,
} from "../support/generator.js";
import { program } from "../support/program.js";

const spec = specWith({ "GET /a": { operationId: "a", tags: ["one"] } });
const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === "linux";

/** What is said of an output folder that cannot be made. */
async function refusal(output: string): Promise<string> {
  const home = makeFolder({ "openapi.yaml": spec });
  const diagnostics = await diagnosticsOf(generate({ spec: join(home, "openapi.yaml"), output }));
  expect(codesOf(diagnostics)).toEqual(["output-unwritable"]);
  return format(diagnostics);
}

describe("a folder that cannot be created is reported with the real reason:", () => {
  // In a process of its own: to make a folder there once never came to an end.
  test.runIf(isLinux).each([
    ["/proc/x", "/proc/x: the operating system does not create folders there"],
    ["/proc/x/y", "/proc/x: the operating system does not create folders there"],
    ["/proc/self/x/y/z", "/proc/self/x: the operating system does not create folders there"],
    ["/sys/x/y", "/sys/x: permission denied"],
  ])("%s", async (output, want) => {
    const folder = makeFolder({ "openapi.yaml": spec });
    const flags = ["--spec", "openapi.yaml", "--out", output];
    expect(await tether(folder, ["generate", ...flags])).toMatchObject({
      code: 2,
      said: expect.stringContaining(want),
    });
  });

  test("below a file", async () => {
    const folder = makeFolder({ file: "" });
    const want = "file: expected a folder, but found a file";
    expect(await refusal(join(folder, "file/x/y"))).toContain(`cannot write ${want}`);
  });

  test("a name that is too long", async () => {
    const folder = makeFolder();
    const name = "x".repeat(300);
    expect(await refusal(join(folder, "new", name, "y"))).toContain(
      `${name}: the name is too long`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a broken symbolic link", async () => {
    const folder = makeFolder();
    symlinkSync("nowhere", join(folder, "link"));
    const want = "link: expected a folder, but found a broken symbolic link";
    expect(await refusal(join(folder, "link"))).toContain(want);
    expect(await refusal(join(folder, "link/x"))).toContain(want);
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
  });

  test("links in a cycle", async () => {
    const folder = makeFolder();
    symlinkSync("b", join(folder, "a"));
    symlinkSync("a", join(folder, "b"));
    expect(await refusal(join(folder, "a/x"))).toContain("the symbolic links form a loop");
  });

  test.runIf(isRoot)("no permission", async () => {
    const folder = makeFolder();
    const home = makeFolder({ "openapi.yaml": spec });
    mkdirSync(join(folder, "closed"));
    for (const path of [home, folder, join(folder, "..")]) chmodSync(path, 0o755);
    process.seteuid?.(65534);
    try {
      const input = { spec: join(home, "openapi.yaml"), output: join(folder, "closed/new/x") };
      expect(format(await diagnosticsOf(generate(input)))).toContain("new: permission denied");
    } finally {
      process.seteuid?.(0);
    }
  });
});

test.runIf(isRoot && isLinux)(
  "a disk that cannot be written is told as what it is",
  async (context) => {
    const disk = makeFolder();
    const mount = (...args: string[]) => spawnSync("mount", [...args, disk]).status === 0;
    if (!mount("-t", "tmpfs", "-o", "size=64k,nr_inodes=12", "tmpfs"))
      context.skip("no mounts here");
    try {
      writeFiles(disk, Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`f${at}`, ""])));
      expect(await refusal(join(disk, "a/b/c"))).toContain("the disk is full");
      expect(existsSync(join(disk, "a"))).toBe(false);
      expect(mount("-o", "remount,ro")).toBe(true);
      expect(await refusal(join(disk, "x/y"))).toContain("x: the file system is read-only");
    } finally {
      spawnSync("umount", [disk]);
    }
  },
);

test.runIf(isLinux)("a report that cannot be written is reported, too", async () => {
  const folder = makeFolder({ "a.yaml": spec, "b.yaml": spec });
  const { code, said } = await tether(folder, [
    "diff",
    "a.yaml",
    "b.yaml",
    "--output",
    "/proc/x/y",
  ]);
  expect(code).toBe(2);
  expect(said).toContain("the operating system does not create folders there");
});

/** Runs a command; what does not come to an end is ended, and has no code. */
function tether(cwd: string, args: readonly string[]): Promise<{ code: unknown; said: string }> {
  return new Promise((resolve, reject) => {
    const node = [program, ...args];
    const child = spawn(process.execPath, node, { cwd });
    const timer = setTimeout(() => child.kill("SIGKILL"), 120_000);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (said += text));
    }
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code, said });
    });
  });
}
