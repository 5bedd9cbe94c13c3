import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** Answers everything with the fields of an API key, which is also good enough for a list. */
const key = {
  id: "1",
  name: "ERP sync",
  prefix: "abc",
  created: "2024-08-23T00:21:33Z",
  expiry_date: "2025-08-23T00:21:33Z",
};

/** A stand-in of the vendor's server, for programs that name no base URL. */
export interface Vendor {
  /** What it was asked: `GET /v1/boms/`. */
  readonly requests: string[];
  /** A module that sends requests for the vendor's server here; for `node --import`. */
  readonly redirect: string;
  stop(): void;
}

/** @param folder where the module is written */
export async function startVendor(folder: string): Promise<Vendor> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(key));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const redirect = join(folder, "redirect.mjs");
  writeFileSync(
    redirect,
    `const real = globalThis.fetch;
globalThis.fetch = (url, init) => {
  const { origin, hostname, pathname, search } = new URL(url);
  // A server of the block's own.
  if (hostname === "127.0.0.1") return real(url, init);
  if (origin !== "https://flagship-api.cofactr.com") throw new Error("unexpected origin " + origin);
  return real("http://127.0.0.1:${port}" + pathname + search, init);
};`,
  );
  return { requests, redirect, stop: () => void server.close() };
}

/** Whether a program calls the API, and has no answers of its own. */
export function callsVendor(code: string): boolean | undefined {
  if (/createTestClient|ApiCall|setupServer|createServer/.test(code)) return false;
  return /await (cofactr|client|listBoms)/.test(code) ? true : undefined;
}
