import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFolder } from "./support/generator.js";
import { start } from "./support/program.js";
import { repository as root } from "./support/repository.js";

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
const requests: string[] = [];
const server = createServer((request, response) => {
  requests.push(`${request.method} ${request.url}`);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(key));
});

/** What became of each block, in order. */
let done: readonly { readonly name: string; readonly sent: number; readonly error?: string }[] = [];

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const files = blocks.map(({ name, code }) => {
    const file = join(folder, `${name.replaceAll(/\W+/g, "-")}.mts`);
    // Where the package is not installed, its name means the source that it is built from.
    const source = (_: string, entry = "/index") =>
      JSON.stringify(join(root, `generated${entry}.ts`));
    writeFileSync(file, code.replaceAll(/"cofactr-platform-client(\/\w+)?"/g, source));
    return { name, file };
  });
  const { port } = server.address() as AddressInfo;
  const driver = join(folder, "driver.mjs");
  // One process for all, because starting one takes longer than what the blocks do. Each block has
  // done what it does when it is loaded. Those that name no base URL call the test's server instead.
  writeFileSync(
    driver,
    `import { writeFileSync } from "node:fs";
const real = globalThis.fetch;
let sent = 0;
const redirected = (url, init) => {
  const { origin, hostname, pathname, search } = new URL(url);
  // A server of the block's own.
  if (hostname === "127.0.0.1") return real(url, init);
  if (origin !== "https://flagship-api.cofactr.com") throw new Error("unexpected origin " + origin);
  sent += 1;
  return real("http://127.0.0.1:${port}" + pathname + search, init);
};
globalThis.fetch = redirected;
const done = [];
for (const { name, file } of ${JSON.stringify(files)}) {
  sent = 0;
  const error = await import(file).then(() => undefined, (error) => String(error?.stack ?? error));
  const kept = globalThis.fetch === redirected ? undefined : "it leaves another fetch behind";
  done.push({ name, sent, error: error ?? kept });
  writeFileSync(${JSON.stringify(join(folder, "done.json"))}, JSON.stringify(done));
}
`,
  );
  const { code, out, err } = await start(["--import", "tsx", driver], {
    COFACTR_API_KEY: "test.key",
  });
  expect(code, out + err).toBe(0);
  done = JSON.parse(readFileSync(join(folder, "done.json"), "utf8")) as typeof done;
});
afterAll(() => {
  server.close();
});

test.each(blocks.map(({ name, code }) => [name, code] as const))("%s runs", (name, code) => {
  const block = done.find((each) => each.name === name);
  expect(block).toMatchObject({ name });
  expect(block?.error).toBeUndefined();
  // A block that calls the API really called it, unless it has answers of its own.
  if (/createTestClient|ApiCall|setupServer|createServer/.test(code)) expect(block?.sent).toBe(0);
  else if (/await (cofactr|client|listBoms)/.test(code)) expect(block?.sent).toBeGreaterThan(0);
});

test("what the blocks sent has arrived", () => {
  expect(requests).toHaveLength(done.reduce((sum, { sent }) => sum + sent, 0));
});
