import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../runtime/server.js";
import { makeFolder, repository, writeFiles } from "../support/generator.js";
import { compileSnippets } from "../support/snippets.js";
import { examples } from "./webhooks-example.js";

test("every TypeScript block of docs/webhooks.md compiles", () => {
  expect([...examples.keys()]).toEqual([
    "webhooks-1.ts",
    "receiver.ts",
    "worker.ts",
    "server.ts",
    "express.ts",
    "hono.ts",
  ]);
  const errors = [...compileSnippets(examples)].filter(([, found]) => found.length > 0);
  expect(errors).toEqual([]);
});

const token = "0123456789abcdef0123456789abcdef";
const event = { event_type: "created", record_type: "BOM", id: "b-1", data: { name: "Bö" } };

/** An example as a process of its own. */
interface Example {
  readonly port: number;
  /** What it has printed. */
  readonly lines: string[];
  stop(): Promise<void>;
}

/** Builds and starts the examples by this module. */
async function start(code: string): Promise<Example> {
  const folder = makeFolder();
  // Of its own, because this repository's says that its modules have no effects to import.
  const manifest = { "package.json": '{ "type": "module" }' };
  writeFiles(folder, { ...Object.fromEntries(examples), "main.ts": code, ...manifest });
  const outfile = join(folder, "main.mjs");
  await build({
    entryPoints: [join(folder, "main.ts")],
    alias: {
      "cofactr-platform-client": join(repository, "generated/index.ts"),
      "cofactr-platform-client/node": join(repository, "generated/node.ts"),
    },
    external: ["express"],
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    outfile,
  });
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), WEBHOOK_TOKEN: token };
  const child = spawn(process.execPath, [outfile], { env, stdio: ["ignore", "pipe", "pipe"] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on("line", (line) => lines.push(line));
  }
  const exited = once(child, "exit");
  const stop = async () => {
    child.kill();
    await exited;
  };
  while (child.exitCode === null) {
    const isOpen = await fetch(`http://127.0.0.1:${port}`).then(
      () => true,
      () => false,
    );
    if (isOpen) return { port, lines, stop };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(lines.join("\n"));
}

async function freePort(): Promise<number> {
  const server = await serve();
  await server.close();
  return Number(new URL(server.url).port);
}

test("the Express example takes events, and refuses who does not know the token", async () => {
  const { port, lines, stop } = await start(
    `import { app } from "./express.js";\napp.listen(Number(process.env["PORT"]));`,
  );
  try {
    const statuses = [];
    for (const path of [token, "x"]) {
      const response = await fetch(`http://127.0.0.1:${port}/webhooks/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(event),
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([204, 401]);
    await expect.poll(() => lines).toEqual(['BOM "b-1" changed']);
  } finally {
    await stop();
  }
});

describe("the node:http example", () => {
  let port = 0;
  let lines: readonly string[] = [];
  let stop = async () => {};
  beforeAll(async () => {
    ({ port, lines, stop } = await start('import "./server.js";'));
  });
  afterAll(() => stop());

  const url = (path = `/webhooks/${token}`) => `http://127.0.0.1:${port}${path}`;
  const post = (body: string, path?: string, headers = {}) =>
    fetch(url(path), {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });

  test("takes an event", async () => {
    const response = await post(JSON.stringify(event));
    expect([response.status, await response.text()]).toEqual([204, ""]);
    await expect.poll(() => lines).toContain('BOM "b-1" changed');
  });

  test("takes an event of another kind", async () => {
    expect((await post('{"record_type":"PO","id":7}')).status).toBe(204);
  });

  test.each([
    "/",
    "/webhooks/",
    "/webhooks/0123456789abcdef0123456789abcdeF",
    `/webhooks/${token}/`,
    `/?${token}`,
  ])("refuses who does not know the token: %s", async (path) => {
    expect((await post(JSON.stringify(event), path)).status).toBe(401);
  });

  test("says what is wrong with a body", async () => {
    const response = await post('{"record_type":"BOM","id":7}');
    expect([response.status, await response.text()]).toEqual([
      400,
      "id must be of type string, but is number\n",
    ]);
  });

  test("refuses other methods", async () => {
    const response = await fetch(url());
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test.each([
    ["of a length that is told", "content-length: 9999999\r\n\r\n"],
    ["in chunks", `transfer-encoding: chunked\r\n\r\n200000\r\n${" ".repeat(0x200000)}\r\n`],
  ])("stops reading a long body %s", async (_, rest) => {
    const head = `POST /webhooks/${token} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n`;
    expect(await sendRaw(head + rest)).toMatch(/^HTTP\/1\.1 413 /);
  });

  test.each([
    ["POST // HTTP/1.1", 401],
    ["TRACE / HTTP/1.1", 400],
  ])("survives %s", async (line, status) => {
    const said = await sendRaw(`${line}\r\nhost: a\r\nconnection: close\r\n\r\n`);
    expect(said.split(" ", 2)).toEqual(["HTTP/1.1", String(status)]);
    expect((await post(JSON.stringify(event))).status).toBe(204);
  });

  test("survives a sender that goes away", async () => {
    const socket = connect(port, "127.0.0.1");
    socket.write(`POST /webhooks/${token} HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n{`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    expect((await post(JSON.stringify(event))).status).toBe(204);
  });

  /** What the server says to these bytes; the connection stays open for writing. */
  async function sendRaw(text: string): Promise<string> {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(text);
    let said = "";
    socket.on("data", (data) => {
      said += data;
    });
    await once(socket, "close");
    return said;
  }
});
