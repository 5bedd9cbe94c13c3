import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  diagnosticsOf,
  generateInto,
  makeFolder,
  readFiles,
  specWith,
  writeFiles,
} from "../support/generator.js";
import { quickTool } from "../support/tool.js";

const script = fileURLToPath(new URL("./killed-run.mjs", import.meta.url));
const write = pathToFileURL(join(await quickTool(), "dist/write/index.js")).href;

const old = specWith({
  "GET /a": { operationId: "a", tags: ["one"] },
  "GET /c": { operationId: "c", tags: ["gone"] },
});
const changed = specWith({
  "GET /a": { operationId: "a", tags: ["one"], summary: "Described." },
  "GET /b": { operationId: "b", tags: ["two"] },
});
const broken = "openapi: [";

let state = "";
beforeEach(() => {
  state = makeFolder();
  vi.stubEnv("XDG_STATE_HOME", state);
});
afterEach(() => vi.unstubAllEnvs());

/** What a run is about to write when it is killed. */
let wanted = "";
beforeAll(async () => {
  const { files } = await generateInto(changed);
  // The writer adds these itself.
  const { ".tether.json": _, ".gitattributes": __, ...emitted } = files;
  const list = JSON.stringify(Object.entries(emitted).map(([path, text]) => ({ path, text })));
  wanted = join(makeFolder({ "files.json": list }), "files.json");
});

/** Writes in a process that is killed after it has replaced some files. */
function writeAndBeKilled(folder: string, replaced: number): void {
  const args = [script, String(replaced), folder, wanted, write];
  const { signal, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect({ signal, stderr }).toEqual({ signal: "SIGKILL", stderr: "" });
}

const journals = () =>
  existsSync(join(state, "spec-tether"))
    ? readdirSync(join(state, "spec-tether")).map((name) => join(state, "spec-tether", name))
    : [];

/** Changes what the one journal says. */
function editJournal(edit: (journal: Record<string, unknown>) => void): void {
  const [path = "", ...more] = journals();
  expect(more).toEqual([]);
  const journal = JSON.parse(readFileSync(path, "utf8"));
  edit(journal);
  writeFileSync(path, JSON.stringify(journal));
}

const workFolders = (folder: string) =>
  readdirSync(folder).filter((name) => name.startsWith(".tether-"));

/** Runs that end before they write anything, so that only what is undone shows. */
const runThatFails = (folder: string) => diagnosticsOf(generateInto(broken, folder));

describe("a run that was killed", () => {
  test.each([0, 1, 3])("after %i files is undone by the next one", async (replaced) => {
    const { folder, files } = await generateInto(old);
    writeAndBeKilled(folder, replaced);
    expect(workFolders(folder)).toHaveLength(1);
    expect(readFiles(folder)).not.toEqual(files);
    await runThatFails(folder);
    expect(readFiles(folder)).toEqual(files);
    expect(workFolders(folder)).toEqual([]);
    expect(journals()).toEqual([]);
  });

  test("is undone, and the next run does its own work", async () => {
    const { folder } = await generateInto(old);
    writeAndBeKilled(folder, 2);
    const { files } = await generateInto(changed, folder);
    expect(files).toEqual((await generateInto(changed)).files);
    expect(journals()).toEqual([]);
  });

  test("is undone if its folder is reached by another path", async () => {
    const { folder, files } = await generateInto(old);
    writeAndBeKilled(folder, 2);
    const way = join(makeFolder(), "way");
    symlinkSync(folder, way, "dir");
    await runThatFails(way);
    expect(readFiles(folder)).toEqual(files);
  });

  test("does not undo later changes", async () => {
    const { folder, files } = await generateInto(old);
    writeAndBeKilled(folder, 100);
    writeFiles(folder, { "client.ts": "by hand", "groups/two.ts": "by hand, too" });
    await runThatFails(folder);
    expect(readFiles(folder)).toEqual({
      ...files,
      "client.ts": "by hand",
      "groups/two.ts": "by hand, too",
    });
  });

  test("is left alone while it runs", async () => {
    const { folder } = await generateInto(old);
    writeAndBeKilled(folder, 2);
    const before = readFiles(folder);
    const { thisProcess } = await import("../../generator/write/process-identity.js");
    editJournal((journal) => {
      journal["process"] = thisProcess();
    });
    await runThatFails(folder);
    expect(readFiles(folder)).toEqual(before);
  });

  test.runIf(process.platform === "linux")(
    "is undone though its number is somebody else's by now",
    async () => {
      const { folder, files } = await generateInto(old);
      writeAndBeKilled(folder, 2);
      editJournal((journal) => {
        journal["process"] = { ...(journal["process"] as object), pid: process.pid };
      });
      await runThatFails(folder);
      expect(readFiles(folder)).toEqual(files);
    },
  );

  test("is undone after ten minutes if its process cannot be checked", async () => {
    const { folder, files } = await generateInto(old);
    writeAndBeKilled(folder, 2);
    const before = readFiles(folder);
    editJournal((journal) => {
      journal["process"] = { pid: process.pid, system: "another", started: "1" };
    });
    await runThatFails(folder);
    expect(readFiles(folder)).toEqual(before);
    const past = Date.now() / 1000 - 11 * 60;
    for (const path of journals()) utimesSync(path, past, past);
    await runThatFails(folder);
    expect(readFiles(folder)).toEqual(files);
  });
});

describe("the content of the output folder undoes nothing", () => {
  const journal = (changes: readonly object[]) =>
    JSON.stringify({ pid: 2 ** 30, process: { pid: 2 ** 30 }, changes });

  test("a committed journal neither writes nor deletes, inside or outside", async () => {
    const parent = makeFolder({
      "victim/precious.txt": "precious",
      "repo/hooks/pre-commit.sample": "sample",
      "repo/generated/.tether-x/0.old": "#!/bin/sh\ntouch pwned\n",
      "repo/generated/.tether-x/journal.json": journal([
        { path: "hooks/pre-commit", exists: true },
        { path: "victim/precious.txt", exists: false },
        { path: "mine.ts", exists: false },
      ]),
      "repo/generated/mine.ts": "mine",
    });
    const folder = join(parent, "repo/generated");
    symlinkSync("../hooks", join(folder, "hooks"), "dir");
    symlinkSync("../../victim", join(folder, "victim"), "dir");
    const before = readFiles(parent);
    const { report } = await generateInto(old, folder);
    expect(report.differences.length).toBeGreaterThan(10);
    expect(readFiles(parent)).toMatchObject(before);
    expect(existsSync(join(parent, "repo/hooks/pre-commit"))).toBe(false);
  });

  test.each([".", "out"])("a user's own `.tether-*` stay, with the output %s", async (out) => {
    const folder = join(makeFolder(), out);
    const own = {
      ".tether-notes/todo.md": "mine",
      ".tether-allow.yaml": "allow: []\n",
      ".tether-1b4e28ba-2fa1-11d2-883f-0016d3cca427/0.new": "mine",
    };
    writeFiles(folder, own);
    mkdirSync(join(folder, ".tether-empty"));
    symlinkSync("nowhere", join(folder, ".tether-link"));
    await generateInto(old, folder);
    const { files } = await generateInto(changed, folder);
    expect(files).toMatchObject(own);
    expect(readdirSync(join(folder, ".tether-empty"))).toEqual([]);
    expect(readlinkSync(join(folder, ".tether-link"))).toBe("nowhere");
  });
});

describe("a valid journal", () => {
  test("does not follow a link that replaced a folder", async () => {
    const { folder } = await generateInto(old);
    writeAndBeKilled(folder, 100);
    const elsewhere = makeFolder(readFiles(join(folder, "groups")));
    rmSync(join(folder, "groups"), { recursive: true });
    symlinkSync(elsewhere, join(folder, "groups"), "dir");
    const before = readFiles(elsewhere);
    await runThatFails(folder);
    expect(readFiles(elsewhere)).toEqual(before);
  });

  test("does not follow a link that replaced its work folder", async () => {
    const { folder } = await generateInto(old);
    writeAndBeKilled(folder, 100);
    const [work = ""] = workFolders(folder);
    const elsewhere = makeFolder({ kept: "kept" });
    renameSync(join(folder, work), join(elsewhere, "moved"));
    symlinkSync(join(elsewhere, "moved"), join(folder, work), "dir");
    const before = [readFiles(folder), readFiles(elsewhere)];
    await runThatFails(folder);
    expect([readFiles(folder), readFiles(elsewhere)]).toEqual(before);
  });

  test("does not lead outside, whatever it contains", async () => {
    const parent = makeFolder({ precious: "mine" });
    const { folder, files } = await generateInto(old, join(parent, "out"));
    for (const edit of [
      (journal: Record<string, unknown>) => {
        journal["changes"] = [{ path: "../precious", exists: false, after: sha256("mine") }];
      },
      (journal: Record<string, unknown>) => {
        journal["work"] = "..";
      },
      (journal: Record<string, unknown>) => {
        journal["work"] = "groups";
      },
    ]) {
      writeAndBeKilled(folder, 1);
      editJournal(edit);
      await runThatFails(folder);
      expect(readFiles(parent)).toMatchObject({
        precious: "mine",
        "out/types.ts": files["types.ts"],
      });
      expect(journals()).toEqual([]);
      for (const work of workFolders(folder)) rmSync(join(folder, work), { recursive: true });
      await generateInto(old, folder);
    }
  });

  test("is not that of another folder, nor of one that replaced it", async () => {
    const { folder } = await generateInto(old);
    writeAndBeKilled(folder, 100);
    rmSync(folder, { recursive: true });
    const { files } = await generateInto(changed, folder);
    await runThatFails(folder);
    expect(readFiles(folder)).toEqual(files);
    expect(journals()).toEqual([]);
  });

  test.runIf(process.platform !== "win32")(
    "lies in a folder that nobody else can write",
    async () => {
      const { folder, files } = await generateInto(old);
      writeAndBeKilled(folder, 2);
      const half = readFiles(folder);
      chmodSync(join(state, "spec-tether"), 0o777);
      await runThatFails(folder);
      expect(readFiles(folder)).toEqual(half);
      chmodSync(join(state, "spec-tether"), 0o700);
      await runThatFails(folder);
      expect(readFiles(folder)).toEqual(files);
    },
  );
});

describe("without a folder for journals", () => {
  test("a run still writes, and leaves nothing behind", async () => {
    writeFileSync(join(state, "file"), "");
    vi.stubEnv("XDG_STATE_HOME", join(state, "file"));
    vi.stubEnv("TMPDIR", join(state, "file"));
    const { folder } = await generateInto(old);
    const { files } = await generateInto(changed, folder);
    expect(files).toEqual((await generateInto(changed)).files);
    expect(workFolders(folder)).toEqual([]);
  });

  test("the folder for temporary files is used", async () => {
    writeFileSync(join(state, "file"), "");
    vi.stubEnv("XDG_STATE_HOME", join(state, "file"));
    vi.stubEnv("TMPDIR", makeFolder());
    const { folder, files } = await generateInto(old);
    writeAndBeKilled(folder, 2);
    await runThatFails(folder);
    expect(readFiles(folder)).toEqual(files);
  });
});

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
