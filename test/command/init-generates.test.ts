import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { tetherAll } from "../support/command-line.js";
import { type Files, makeFolder, readFiles, specWith } from "../support/generator.js";
import type { Run } from "../support/program.js";
import { program, start } from "../support/program.js";
import { findPython } from "../support/python.js";

const spec = specWith(
  { "GET /a": { operationId: "list", tags: ["a"] } },
  { servers: [{ url: "https://api.example.com" }] },
);
/** A package.json around it, since the folder lies in that of this repository. */
const project = (files: Files = {}): string =>
  makeFolder({
    "openapi.json": spec,
    "package.json": '{"name":"app","packageManager":"npm@1.0.0"}',
    ...files,
  });

const configIn = (folder: string) =>
  parse(readFileSync(join(folder, "tether.config.yaml"), "utf8")) as Record<string, unknown>;
const callIn = ({ out }: Run) => out.slice(out.indexOf("import {"));

describe("init without a terminal", () => {
  const folders: Readonly<Record<string, { readonly args: string[]; readonly folder: string }>> = {
    generate: { args: ["--generate"], folder: project() },
    outputs: { args: ["--outputs", "fetch"], folder: project() },
    types: { args: ["--outputs", "types", "--generate"], folder: project() },
    misspelt: { args: ["--outputs", "client,path"], folder: project() },
    own: { args: ["--outputs", "client,./own.mjs"], folder: project() },
    manager: { args: ["--package-manager", "yarm"], folder: project() },
    both: { args: ["--install", "--no-install"], folder: project() },
    several: { args: [], folder: project({ "docs/openapi.yaml": "" }) },
    broken: {
      args: ["--generate"],
      folder: project({ "openapi.json": '{"openapi":"3.1.0","info":{' }),
    },
    url: { args: ["--spec", "http://127.0.0.1:1/openapi.json"], folder: project() },
    fetched: {
      args: ["--spec", "http://127.0.0.1:1/openapi.json", "--generate"],
      folder: project(),
    },
    none: {
      args: ["--generate", "--import-extension", "none", "--out", "src/api", "--name", "Über"],
      folder: project(),
    },
    here: { args: ["--generate", "--out", "."], folder: project() },
  };
  const runs: Record<string, Run> = {};
  beforeAll(async () => {
    const names = Object.keys(folders);
    const all = await tetherAll(
      Object.values(folders).map(({ args, folder }) => ({ folder, args: ["init", ...args] })),
    );
    for (const [index, name] of names.entries()) runs[name] = all[index] as Run;
  });
  const runOf = (name: string): Run => runs[name] as Run;
  const filesOf = (name: string) => readFiles(folders[name]?.folder ?? "");

  test("generates only if a flag asks for it, and prints a first call", () => {
    const run = runOf("generate");
    expect(run).toMatchObject({ code: 0 });
    expect(callIn(run)).toBe(`import { createThings } from "./generated/index.js";

const client = createThings({});

async function main() {
  console.log(await client.a.list());
}
main();
`);
    expect(run.out).toContain("A first call, GET /a, for example in first-call.ts:\n");
    expect(run.out).toMatch(/for everyone: `npm install --save-dev spec-tether@\d/);
    expect(filesOf("generate")["generated/client.ts"]).toContain("createThings(");
  });

  test("prints a call that imports the client in the way of the project", () => {
    expect(callIn(runOf("none"))).toMatch(/^import { createÜber } from "\.\/api";/);
    expect(runOf("none").out).toContain("in src/first-call.ts");
    expect(callIn(runOf("here"))).toMatch(/^import { createThings } from "\.\/index\.js";/);
  });

  test("installs nothing, and says what is missing", () => {
    const { folder = "" } = folders["outputs"] ?? {};
    expect(runOf("outputs")).toMatchObject({ code: 0, err: "" });
    expect(runOf("outputs").out).toBe(
      "tether.config.yaml written. Next: `npm install openapi-fetch@0.17.0`, then `npx spec-tether generate`.\n",
    );
    expect(configIn(folder)["outputs"]).toEqual({ enums: false, fetch: true });
    expect(Object.keys(readFiles(folder))).toEqual([
      "openapi.json",
      "package.json",
      "tether.config.yaml",
    ]);
  });

  test("makes only the outputs of --outputs", () => {
    const { folder = "" } = folders["types"] ?? {};
    expect(configIn(folder)["outputs"]).toEqual({ enums: false, client: false });
    expect(runOf("types")).toMatchObject({ code: 0 });
    expect(runOf("types").out).not.toContain("first call");
    expect(Object.keys(filesOf("types"))).toContain("generated/types.ts");
    expect(Object.keys(filesOf("types"))).not.toContain("generated/client.ts");
    expect(configIn(folders["own"]?.folder ?? "")["outputs"]).toEqual({
      enums: false,
      "./own.mjs": true,
    });
  });

  test("refuses flags that make no sense, and writes nothing", () => {
    for (const [name, why] of [
      ["misspelt", "--outputs: there is no output `path`; did you mean `paths`?"],
      ["manager", "--package-manager must be one of npm, pnpm, yarn, bun"],
      ["both", "--install and --no-install contradict each other"],
    ] as const) {
      expect(runOf(name)).toMatchObject({ code: 2, out: "" });
      expect(runOf(name).err).toContain(why);
      expect(Object.keys(filesOf(name))).toEqual(["openapi.json", "package.json"]);
    }
  });

  test("says which of several specs it takes", () => {
    expect(runOf("several")).toMatchObject({ code: 0 });
    expect(runOf("several").err).toBe(
      "tether: took openapi.json; there is also docs/openapi.yaml (--spec)\n",
    );
  });

  test("keeps the config file of a spec with errors", () => {
    expect(runOf("broken")).toMatchObject({ code: 2, out: "tether.config.yaml written.\n" });
    expect(runOf("broken").err).toContain("error[");
    expect(runOf("broken").err).toContain("tether.config.yaml was kept.");
    expect(Object.keys(filesOf("broken"))).toContain("tether.config.yaml");
  });

  test("fetches a spec only if a flag asks for it", () => {
    expect(runOf("url")).toMatchObject({ code: 0, err: "" });
    expect(runOf("fetched")).toMatchObject({ code: 2 });
    expect(runOf("fetched").err).toContain("error[remote-unreadable]");
  });
});

describe.skipIf(process.platform === "win32")("init --install", () => {
  /** A stand-in of npm that keeps what it was called with. */
  const withNpm = (script: string, files: Files = {}) => {
    const folder = project({ "bin/npm": `#!/bin/sh\n${script}\n`, ...files });
    chmodSync(join(folder, "bin/npm"), 0o755);
    return folder;
  };
  const run = (folder: string, ...args: string[]) =>
    start(
      [program, "init", ...args],
      { PATH: `${join(folder, "bin")}:${process.env["PATH"]}` },
      "",
      folder,
    );

  test("runs the package manager of the project, then generates", async () => {
    const folder = withNpm('echo "$@" > called');
    const done = await run(folder, "--outputs", "client,fetch", "--install", "--generate");
    expect(done).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, "called"), "utf8")).toBe("install openapi-fetch@0.17.0\n");
    expect(readFiles(folder)["generated/fetch.ts"]).toContain("createThingsFetch");
  });

  test("generates although that fails, and is exit code 2", async () => {
    const folder = withNpm("echo npm error network is unreachable >&2; exit 1");
    const done = await run(folder, "--outputs", "fetch", "--install", "--generate");
    expect(done).toMatchObject({ code: 2 });
    expect(done.err).toMatch(
      /error\[install-failed\]: .*`npm install openapi-fetch@0\.17\.0` failed/,
    );
    expect(done.err).toContain("network is unreachable");
    expect(Object.keys(readFiles(folder))).toContain("generated/fetch.ts");
  });

  test("calls nobody if nothing is missing", async () => {
    const folder = withNpm("touch called; exit 1");
    expect(await run(folder, "--install")).toMatchObject({ code: 0, err: "" });
    expect(Object.keys(readFiles(folder))).not.toContain("called");
  });
});

const python = findPython("pty, select");

/**
 * Types into the tool's terminal: each answer when its question is there. The last argument of the
 * script is JSON: pairs of what is waited for and what is typed.
 */
const typist = `
import json, os, pty, select, sys
program, steps = json.loads(sys.argv[1]), json.loads(sys.argv[2])
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(program[0], program)
said = b""
def read():
    global said
    if not select.select([terminal], [], [], 60)[0]: raise SystemExit("nothing was said: " + repr(said))
    try: part = os.read(terminal, 65536)
    except OSError: part = b""
    said += part
    return part
for wanted, typed in steps:
    start = len(said)
    while wanted.encode() not in said[start:]:
        if not read(): raise SystemExit("ended before " + wanted + ": " + repr(said))
    os.write(terminal, typed.encode())
while read(): pass
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(json.dumps({"code": code, "said": said.decode()}))
`;

describe.skipIf(python === undefined)("init on a terminal", () => {
  const onTerminal = (
    folder: string,
    steps: readonly (readonly [wanted: string, typed: string])[],
    ...args: string[]
  ) => {
    const [command = "", ...options] = python ?? [];
    const line = [process.execPath, program, "init", ...args];
    const { CI: _, ...env } = process.env;
    const given = [...options, "-c", typist, JSON.stringify(line), JSON.stringify(steps)];
    const { stdout, stderr } = spawnSync(command, given, {
      cwd: folder,
      env: { ...env, NO_COLOR: "1", TERM: "xterm" },
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    return JSON.parse(stdout) as { code: number; said: string };
  };

  test("asks, generates and prints a first call", async () => {
    const folder = project();
    const { code, said } = await onTerminal(folder, [
      ["Output folder (generated):", "src/api\r"],
      ["Number (1):", "\r"],
    ]);
    expect(code, said).toBe(0);
    expect(said).toContain("Spec: openapi.json");
    expect(said).toContain("console.log(await client.a.list());");
    expect(configIn(folder)).toMatchObject({ spec: "openapi.json", output: "src/api" });
    expect(Object.keys(readFiles(folder))).toContain("src/api/index.ts");
  });

  test.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("stops at %s, and has written nothing", async (_, key) => {
    const folder = project();
    const { code, said } = await onTerminal(folder, [["Output folder", key]]);
    expect(said).toContain("tether: stopped; nothing was written.");
    expect(code).toBe(2);
    expect(Object.keys(readFiles(folder))).toEqual(["openapi.json", "package.json"]);
  });

  test("asks nothing with --yes, nor if there is a config file", async () => {
    const folder = project();
    const { code, said } = await onTerminal(folder, [], "--yes");
    expect(said.trim()).toBe("tether.config.yaml written. Next: `npx spec-tether generate`.");
    expect(code).toBe(0);
    const again = await onTerminal(folder, []);
    expect(again.said).toContain("tether.config.yaml already exists; nothing was changed");
    expect(again.code).toBe(2);
  });
});
