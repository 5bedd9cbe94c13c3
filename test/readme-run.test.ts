import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFolder } from "./support/generator.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = makeFolder();

const pages = [
  "README.md",
  "docs/observability.md",
  "docs/openapi-fetch.md",
  "docs/testing-your-code.md",
];
const blocks = pages.flatMap((page) =>
  [...readFileSync(join(root, page), "utf8").matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(
    ([, code = ""], index) => ({ name: `${page} ${index + 1}`, code }),
  ),
);

/** Answers everything with the fields of an API key, which is also good enough for a list. */
const key = {
  id: "1",
  name: "ERP sync",
  prefix: "abc",
  created: "2024-08-23T00:21:33Z",
  expiry_date: "2025-08-23T00:21:33Z",
};

let server: Server;
let requests: string[];
beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(key));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // The blocks name no base URL, so requests to the vendor's are sent to the test's server instead.
  const { port } = server.address() as AddressInfo;
  writeFileSync(
    join(folder, "redirect.mjs"),
    `const real = globalThis.fetch;
globalThis.fetch = (url, init) => {
  const { origin, hostname, pathname, search } = new URL(url);
  // A server of the block's own.
  if (hostname === "127.0.0.1") return real(url, init);
  if (origin !== "https://flagship-api.cofactr.com") throw new Error("unexpected origin " + origin);
  return real("http://127.0.0.1:${port}" + pathname + search, init);
};`,
  );
});
afterAll(() => {
  server.close();
});

test.each(blocks.map(({ name, code }) => [name, code] as const))("%s runs", async (name, code) => {
  requests = [];
  const file = join(folder, `${name.replaceAll(/\W+/g, "-")}.mts`);
  // Where the package is not installed, its name means the source that it is built from.
  const source = (_: string, entry = "/index") =>
    JSON.stringify(join(root, `generated${entry}.ts`));
  writeFileSync(file, code.replaceAll(/"cofactr-platform-client(\/\w+)?"/g, source));
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--import", join(folder, "redirect.mjs"), file],
    { cwd: root, env: { ...process.env, COFACTR_API_KEY: "test.key" } },
  );
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const status = await new Promise((resolve) => child.on("close", resolve));
  expect(status, output).toBe(0);
  // A block that calls the API really called it, unless it has answers of its own.
  if (/createTestClient|ApiCall|setupServer|createServer/.test(code)) expect(requests).toEqual([]);
  else if (/await (cofactr|client|listBoms)/.test(code)) expect(requests).not.toEqual([]);
});
