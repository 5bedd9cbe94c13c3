import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder, specWith } from "../support/generator.js";
import { program } from "../support/program.js";

const operations = (count: number, more: object = {}) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `GET /a${index}`,
      { operationId: `a${index}`, summary: "x".repeat(200), ...more },
    ]),
  );

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a line of the shell in a folder, in which `tether` is the tool; tells the tool's exit code. */
function shell(folder: string, line: string): Run {
  const script = `tether() { "${process.execPath}" "${program}" "$@"; }\n${line}\n`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 100_000_000,
  });
  return { code: status ?? -1, out: stdout, err: stderr };
}

// On Windows, `bash` may be that of a Linux beside it, which knows other paths.
const isWindows = process.platform === "win32";

describe.skipIf(isWindows)("a reader that stops reading", () => {
  const folder = makeFolder({
    "a.json": specWith(operations(300)),
    "b.json": specWith(
      operations(300, {
        deprecated: true,
        parameters: [{ name: "q", in: "query", required: true, schema: {} }],
      }),
    ),
  });
  test.each([
    { line: "tether explain | head -1", code: 0, lines: 1 },
    { line: "tether --help | true", code: 0, lines: 0 },
    { line: "tether diff a.json b.json | head -1", code: 1, lines: 1 },
    { line: "tether diff a.json b.json --format json | head -1", code: 1, lines: 1 },
    { line: "tether generate --spec a.json --out client --json | true", code: 0, lines: 0 },
    { line: "tether check --spec b.json --out client | head -1", code: 1, lines: 1 },
  ])("ends nothing and says nothing: $line", ({ line, code, lines }) => {
    const run = shell(folder, `${line}; exit \${PIPESTATUS[0]}`);
    expect(run.err.replaceAll(/^tether: .*\n/gm, "")).toBe("");
    expect([run.code, run.out.split("\n").length - 1]).toEqual([code, lines]);
  });

  test("of standard error changes nothing either", () => {
    const { code, out } = shell(
      folder,
      `{ tether diff a.json b.json 2>&3 | grep " id "; exit \${PIPESTATUS[0]}; } 3> >(true)`,
    );
    expect([code, out]).toEqual([1, expect.stringContaining("id")]);
    expect(existsSync(join(folder, "client/index.ts"))).toBe(true);
  });
});

test("output of megabytes arrives whole", () => {
  const folder = makeFolder({
    "a.json": specWith(operations(2000)),
    "b.json": specWith({ "GET /b": {} }),
  });
  const line = "tether diff a.json b.json --format json --report json=r.json";
  const { out } = shell(folder, `${line} | { sleep 1; cat; }`);
  expect(out.length).toBeGreaterThan(1_000_000);
  expect(out).toBe(readFileSync(join(folder, "r.json"), "utf8"));
});

test.skipIf(!existsSync("/dev/full"))("output that no disk takes is a failure", () => {
  const { code, err } = shell(makeFolder(), "tether explain > /dev/full");
  expect(code).toBe(2);
  expect(err).toMatch(/^error\[report-unwritable\]: cannot write standard output: ENOSPC/);
});

describe.skipIf(isWindows)("in a folder that was deleted", () => {
  test.each(["init", "generate", "check", "diff a.json b.json", "capture x", "allow x"])(
    "%s says so",
    (command) => {
      const line = `mkdir gone; cd gone; rmdir ../gone; tether ${command}`;
      const { code, out, err } = shell(makeFolder(), line);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(/^error\[folder-gone\]: the current folder no longer exists/);
    },
  );

  test("JSON says so in its own form", () => {
    const { code, out } = shell(makeFolder(), "mkdir g; cd g; rmdir ../g; tether check --json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ exitCode: 2, diagnostics: [{ code: "folder-gone" }] });
  });
});

describe("a malformed URL", () => {
  const spec = specWith({ "GET /a": {} });
  const folder = makeFolder({
    "a.json": spec,
    "spec.yaml": "spec: 'https://['\n",
    "overlay.yaml": "spec: a.json\noverlays: ['https://[']\n",
    "hosts.yaml":
      "spec: a.json\nrefs:\n  allowHosts:\n    - good.example:8080\n    - https://bad.example\n",
  });
  test.each([
    [
      "diff 'https://[' a.json",
      "error[remote-unreadable]: cannot read the spec: the URL is malformed",
    ],
    ["diff a.json http://", "error[remote-unreadable]: cannot read the spec: the URL is malformed"],
    [
      "diff 'https://u:secret@[' a.json",
      "error[remote-unreadable]: cannot read the spec: the URL is malformed",
    ],
    [
      "diff 'https://%zz@x.example/a' a.json",
      "error[remote-unreadable]: cannot read the spec: the credentials in the URL are malformed",
    ],
    [
      "generate --spec 'https://%zz@x.example/a'",
      "error[remote-unreadable]: cannot read the spec: the credentials in the URL are malformed",
    ],
    [
      "types 'https://u:%zz@x.example/a' --output t.ts",
      "error[remote-unreadable]: cannot read the spec: the credentials in the URL are malformed",
    ],
    [
      "generate --spec http://",
      "error[remote-unreadable]: cannot read the spec: the URL is malformed",
    ],
    [
      "check --spec 'https://a b'",
      "error[remote-unreadable]: cannot read the spec: the URL is malformed",
    ],
    ["capture 'https://[' --out o.json", "error[source-unusable]: "],
    [
      "check --config spec.yaml",
      "spec.yaml:1:1: error[remote-unreadable]: cannot read the spec: the URL is",
    ],
    [
      "check --config overlay.yaml",
      "overlay.yaml:2:12: error[file-unreadable]: cannot read https:/[",
    ],
    [
      "check --config hosts.yaml",
      'hosts.yaml:5:7: error[config-invalid]: "https://bad.example" in `refs.allowHosts` is not a host',
    ],
  ])("is a message: tether %s", (command, want) => {
    const { code, out, err } = shell(folder, `tether ${command}`);
    const said = err.replaceAll(/^tether: (reading|comparing).*\n/gm, "");
    expect([code, out, said.slice(0, want.length)]).toEqual([2, "", want]);
  });
});
