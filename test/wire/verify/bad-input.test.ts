import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { answer, refusedUrl, serve, type TestServer } from "../../runtime/server.js";
import { makeFolder, readFiles } from "../../support/generator.js";
import { cert, key } from "./certificate.js";
import { runVerify } from "./run-verify.js";
import { secret, shop, shopSpec } from "./shop.js";

/** What makes a run impossible: one message, exit code 2, and nothing is written. */

let server: TestServer;
const secure = createHttpsServer({ key, cert }, (_, response) => response.end("{}"));
beforeAll(async () => {
  server = await serve();
  await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve));
});
beforeEach(() => {
  server.respond = shop;
  vi.stubEnv("SHOP_KEY", secret);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  secure.close();
  secure.closeAllConnections();
  await server.close();
});

const har = (entries: unknown) => JSON.stringify({ log: { version: "1.2", entries } });
const entry = (url: string) => ({
  request: { method: "GET", url, headers: [] },
  response: { status: 200, headers: [], content: { mimeType: "application/json", text: "{}" } },
});

/** What a folder of the user has, beside its spec. */
const files = {
  "openapi.json": JSON.stringify(shopSpec),
  "other.har": har([entry("https://other.example/v1/boms/")]),
  "cut.har": har([entry("https://api.shop.example/v1/boms/")]).slice(0, -30),
  "none.har": har([]),
  "no-list.har": har({}),
  "empty.har": "",
  "page.har": "<!doctype html><title>Log in</title>",
  "relative.har": har([entry("/v1/boms/"), entry("/v1/boms/")]),
};

const asking = (url: string) => {
  const { host } = new URL(url);
  const allowed = ["--allow-host", host, "--auth", "apiKey=SHOP_KEY", "--yes", "--rate", "1000"];
  return ["--base-url", `${url}/v1`, ...allowed, "--write", "--record", "made.ndjson"];
};

test.each<[string, () => string[] | Promise<string[]>, RegExp]>([
  [
    "a key that is refused",
    () => {
      vi.stubEnv("SHOP_KEY", `${secret}-old`);
      return asking(server.url);
    },
    /it answers 401 to every request: the credential is not valid/,
  ],
  [
    "a host that is not there",
    async () => asking(await refusedUrl()),
    /the connection was refused/,
  ],
  [
    "a name that nobody knows",
    () => asking("https://no-such-host.invalid"),
    /no-such-host\.invalid/,
  ],
  [
    "a certificate that nobody has signed",
    () => asking(`https://127.0.0.1:${(secure.address() as AddressInfo).port}`),
    /self-signed certificate/,
  ],
  [
    "a storm of 429 from the first request on",
    () => {
      server.respond = answer(429, {}, "");
      return asking(server.url);
    },
    /the service answered 429 3 times in a row/,
  ],
  [
    "a recording of another API",
    () => ["other.har"],
    /no exchange of \S+ goes to https:\/\/api\.shop\.example\/v1, only to https:\/\/other\.example/,
  ],
  ["a HAR file that was cut", () => ["cut.har"], /it is not valid JSON/],
  ["a HAR file without entries", () => ["none.har"], /this HAR has no entries/],
  ["a HAR file without a list of entries", () => ["no-list.har"], /no-list\.har/],
  ["an empty file", () => ["empty.har"], /it is empty/],
  ["a page in place of a recording", () => ["page.har"], /it is not valid JSON/],
  ["entries of which none can be used", () => ["relative.har"], /its URL is not absolute/],
  ["a file that is not there", () => ["gone.har"], /there is no such file/],
  ["a folder", () => ["."], /expected a file, but found a folder/],
  ["a good recording beside a broken one", () => ["other.har", "cut.har"], /cut\.har/],
])("%s", async (_, argsOf, want) => {
  const folder = makeFolder(files);
  const at = (name: string) => join(folder, name);
  const args = (await argsOf()).map((arg) =>
    /^[\w-]+\.(?:har|ndjson)$|^\.$/.test(arg) ? at(arg) : arg,
  );
  const reports = ["--overlay-out", at("overlay.yaml"), "--output", at("report.txt")];
  const run = await runVerify([...args, "--spec", at("openapi.json"), ...reports]);
  expect([run.code, run.stdout]).toEqual([2, ""]);
  const messages = run.stderr.split("\n").filter((line) => /^(?:error|warning)\b/.test(line));
  expect(messages).toEqual([expect.stringMatching(want)]);
  expect(run.stderr).not.toContain(secret);
  expect(readFiles(folder)).toEqual(files);
});
