import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { makeFolder, specOf } from "../support/generator.js";
import { program } from "../support/program.js";

let child: ChildProcess | undefined;
afterEach(() => void child?.kill("SIGKILL"));

/** Starts `generate --watch` in a folder; the second function waits for a text that it has not printed before. */
function watch(folder: string): {
  ended: Promise<number | null>;
  until(text: string): Promise<void>;
} {
  const args = [program, "generate", "--watch"];
  const started = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  child = started;
  let printed = "";
  let waiting = () => {};
  const hear = (chunk: string) => {
    printed += chunk;
    waiting();
  };
  started.stdout.setEncoding("utf8").on("data", hear);
  started.stderr.setEncoding("utf8").on("data", hear);
  return {
    ended: new Promise((resolve) => started.on("close", resolve)),
    until: (text) =>
      new Promise((resolve) => {
        waiting = () => {
          const at = printed.indexOf(text);
          if (at < 0) return;
          printed = printed.slice(at + text.length);
          waiting = () => {};
          resolve();
        };
        waiting();
      }),
  };
}

const spec = (title: string) =>
  specOf({ paths: { "/a": { $ref: "paths/a.json" } }, info: { title, version: "1" } });
const path = (summary: string) =>
  JSON.stringify({ get: { summary, operationId: "a", responses: { 204: { description: "" } } } });

test("--watch generates after each save, also of a referenced file, and survives broken ones", async () => {
  const folder = makeFolder({
    "tether.config.yaml": "spec: openapi.json\noutput: client\nclient: { name: Acme }\n",
    "openapi.json": spec("one"),
    "paths/a.json": path("first"),
  });
  const facade = () => readFileSync(join(folder, "client/client.ts"), "utf8");
  const { ended, until } = watch(folder);
  await until("watching 3 files");
  expect(facade()).toContain("first");

  writeFileSync(join(folder, "paths/a.json"), path("second"));
  await until("watching 3 files");
  expect(facade()).toContain("second");

  writeFileSync(join(folder, "paths/a.json"), '{ "get": ');
  await until("error[yaml-syntax]");
  await until("watching 3 files");
  expect(facade()).toContain("second");

  // The way in which many editors save.
  writeFileSync(join(folder, "paths/a.json.new"), path("third"));
  renameSync(join(folder, "paths/a.json.new"), join(folder, "paths/a.json"));
  await until("watching 3 files");
  expect(facade()).toContain("third");

  rmSync(join(folder, "openapi.json"));
  await until("error[file-unreadable]");
  await until("watching 3 files");
  writeFileSync(join(folder, "openapi.json"), spec("two"));
  await until("watching 3 files");
  expect(facade()).toContain("third");

  child?.kill("SIGINT");
  expect(await ended).toBe(0);
});

test("--watch notices a change to an output's module, but not to files that Node does not read again", async () => {
  const module = (title: string) =>
    `import { word } from "./word.js";
export default {
  ...{ name: "own", options: {}, packages: [], claims: () => [] },
  files: () => [{ path: "own.md", text: "${title} " + word + "\\n" }],
};
`;
  const folder = makeFolder({
    "tether.config.yaml": "spec: openapi.json\noutput: client\noutputs: { ./own.mjs: true }\n",
    "openapi.json": spec("one"),
    "paths/a.json": path("first"),
    "own.mjs": module("One"),
    "word.js": 'export const word = "word";\n',
  });
  const made = () => readFileSync(join(folder, "client/own.md"), "utf8");
  const { ended, until } = watch(folder);
  await until("watching 5 files");
  expect(made()).toBe("One word\n");

  writeFileSync(join(folder, "own.mjs"), module("Two"));
  await until("watching 5 files");
  expect(made()).toBe("Two word\n");

  writeFileSync(join(folder, "word.js"), 'export const word = "text";\n');
  await until("word.js has changed since it was loaded; restart the process");
  await until("watching");
  expect(made()).toBe("Two word\n");
  const manifest = readFileSync(join(folder, "client/.tether.json"), "utf8");

  child?.kill("SIGINT");
  expect(await ended).toBe(0);
  // What was not made from the file of now does not say so.
  expect(readFileSync(join(folder, "client/.tether.json"), "utf8")).toBe(manifest);
});
