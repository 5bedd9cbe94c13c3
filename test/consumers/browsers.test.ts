import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { generateInto, makeFolder, specWith } from "../support/generator.js";
import { full, notRun, onlyInFull } from "./on-demand.js";
import { chromium, firefox } from "./versions.js";

/** What starts a browser without a window at a page, its profile in a folder of its own. */
const browsers = [
  {
    name: "Chromium",
    path: chromium,
    flags: (profile: string) => [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      `--user-data-dir=${profile}`,
    ],
  },
  {
    name: "Firefox",
    path: firefox,
    flags: (profile: string) => ["--headless", "--no-remote", "--profile", profile],
  },
];

/** Makes two calls, a read and a write, of an API of another origin, and tells what came. */
const program = `
  import { createThings } from "./index.js";
  const api = new URLSearchParams(location.search).get("api");
  const outcome = async (make) => {
    try { return await make(); } catch (error) { return String(error); }
  };
  const isPage = typeof document === "object";
  const things = createThings({ baseUrl: api, maxRetries: 0, token: "secret" }).default;
  const read = await outcome(() => things.getThing({ id: "1" }));
  const write = await outcome(() => things.makeThing({ body: { name: "a" } }));
  await fetch("/report", { method: "POST", body: JSON.stringify({ isPage, read, write }) });
  if (isPage) new Worker("/program.js" + location.search, { type: "module" });
`;

async function bundleProgram(): Promise<string> {
  const ok = { 200: { description: "ok", content: { "application/json": { schema: {} } } } };
  const { folder } = await generateInto(
    specWith(
      {
        "GET /things/{id}": {
          operationId: "getThing",
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          responses: ok,
        },
        "POST /things": {
          operationId: "makeThing",
          security: [{ token: [] }],
          requestBody: { content: { "application/json": { schema: {} } } },
          responses: ok,
        },
      },
      { components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } } },
    ),
  );
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: folder, loader: "ts" },
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}

async function listen(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Opens the program in a browser, until page and worker have told; and what the API was asked. */
async function open(path: string, flags: readonly string[], script: string) {
  const asked: string[] = [];
  const api = await listen((request, response) => {
    const { method, headers } = request;
    asked.push([method, headers["access-control-request-headers"]].filter(Boolean).join(" "));
    response.setHeader("access-control-allow-origin", "*");
    // As APIs do that know of pages: nothing more than they need.
    response.setHeader("access-control-allow-headers", "authorization, content-type");
    if (method === "OPTIONS") response.writeHead(204).end();
    else {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify([method, headers.authorization ?? null]));
    }
  });
  const reports: unknown[] = [];
  let isTold: () => void;
  const told = new Promise<void>((resolve) => {
    isTold = resolve;
  });
  const site = await listen(async (request, response) => {
    if (request.method === "POST") {
      reports.push(JSON.parse(await text(request)));
      response.end();
      if (reports.length === 2) isTold();
    } else if (request.url?.startsWith("/program.js")) {
      response.setHeader("content-type", "text/javascript").end(script);
    } else {
      response.setHeader("content-type", "text/html");
      response.end("<!doctype html><script type=module src=/program.js></script>");
    }
  });
  const home = makeFolder();
  const browser = spawn(path, [...flags, `${site.url}/?api=${api.url}`], {
    stdio: "ignore",
    detached: true,
    env: { ...process.env, HOME: home },
  });
  const failed = new Promise<never>((_, reject) => {
    browser.once("error", reject);
    browser.once("exit", (code) => reject(new Error(`the browser ended with ${code}`)));
  });
  try {
    await Promise.race([told, failed]);
  } finally {
    failed.catch(() => {});
    // Its own processes, too; the group is the one that was started here.
    if (browser.pid !== undefined) process.kill(-browser.pid, "SIGKILL");
    for (const { server } of [api, site]) {
      server.close();
      server.closeAllConnections();
    }
  }
  return { asked, reports };
}

describe.skipIf(!full)(`a page and a worker call another origin${onlyInFull}`, () => {
  test.for(browsers)(
    "in $name, and are asked for nothing that a plain fetch is not",
    async ({ name, path, flags }, context) => {
      if (!existsSync(path)) return notRun(context, name, `there is no ${path}`);
      const { asked, reports } = await open(path, flags(makeFolder()), await bundleProgram());
      const came = { read: ["GET", null], write: ["POST", "Bearer secret"] };
      expect(reports).toEqual([
        { isPage: true, ...came },
        { isPage: false, ...came },
      ]);
      expect(asked[0]).toBe("GET");
      expect(asked.filter((each) => each !== "GET" && each !== "POST")).not.toContainEqual(
        expect.stringContaining("user-agent"),
      );
    },
  );
});
