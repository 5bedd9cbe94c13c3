/**
 * `npm run bench:runtime`: what the client costs beside raw fetch and openapi-fetch alone. All
 * candidates take turns in one run, so that whatever else the machine does meets them alike; what
 * counts are the ratios. It is bundled before it runs, because tsx makes every function slower.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import createFetchClient from "openapi-fetch";
import { createClient } from "../generator/runtime/client.js";
import type { OperationDescriptor } from "../generator/runtime/operation.js";

type Fetch = (input: string | Request, init?: RequestInit) => Promise<Response>;
type Call = () => Promise<unknown>;
type Candidates = Readonly<Record<string, Call>>;

const body = { name: "Rev B", raw_lines: [{ mpn: "RC0402FR-0710KL", quantity: 4 }] };
const answer = JSON.stringify({ id: "b1", ...body });
const key = "Api-Key abcdefgh.0123456789";

const read: OperationDescriptor = {
  id: "getBom",
  method: "GET",
  path: "/v1/boms/{bom_id}/",
  query: ["org_id"],
};
const write: OperationDescriptor = {
  id: "parseRawBom",
  method: "POST",
  path: "/v1/parse_raw_bom/",
  body: {},
};

/** The same two calls by each candidate. */
function candidates(baseUrl: string, fetch: Fetch): { GET: Candidates; POST: Candidates } {
  const ours = createClient(
    {
      credentials: {
        key: { option: "key", in: "header", name: "Authorization", prefix: "Api-Key " },
      },
      security: [["key"]],
      userAgent: "bench/1",
    },
    { baseUrl, fetch },
    { key: key.slice("Api-Key ".length) },
  );
  // biome-ignore lint/suspicious/noExplicitAny: openapi-fetch wants a spec's paths, which do not matter here
  const alone = createFetchClient<any>({ baseUrl, fetch, headers: { authorization: key } });
  const raw = async (url: string, init: RequestInit) =>
    (await fetch(url, { ...init, headers: { authorization: key } })).json();
  // What a time limit, our headers and our answer to redirects cost without any code of ours.
  const limited = async (url: string, init: RequestInit) => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), 60_000).unref();
    const headers = { authorization: key, accept: "application/json", "user-agent": "bench/1" };
    const sent = { ...init, headers, redirect: "manual", signal: abort.signal } as const;
    const text = await (await fetch(url, sent)).text();
    clearTimeout(timer);
    return JSON.parse(text);
  };
  return {
    GET: {
      "raw fetch": () => raw(`${baseUrl}/v1/boms/b1/?org_id=o1`, {}),
      "fetch with a limit": () => limited(`${baseUrl}/v1/boms/b1/?org_id=o1`, {}),
      "openapi-fetch": () =>
        alone.GET("/v1/boms/{bom_id}/", {
          params: { path: { bom_id: "b1" }, query: { org_id: "o1" } },
        }),
      ours: () => ours.call(read, { bom_id: "b1", org_id: "o1" }, undefined).then(),
    },
    POST: {
      "raw fetch": () =>
        raw(`${baseUrl}/v1/parse_raw_bom/`, { method: "POST", body: JSON.stringify(body) }),
      "fetch with a limit": () =>
        limited(`${baseUrl}/v1/parse_raw_bom/`, { method: "POST", body: JSON.stringify(body) }),
      "openapi-fetch": () => alone.POST("/v1/parse_raw_bom/", { body }),
      ours: () => ours.call(write, { body }, undefined).then(),
    },
  };
}

/** What a call takes: microseconds on the clock and of the processor. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/** Medians of all rounds. The candidates take turns, and another one begins each round. */
async function measure(calls: Candidates, rounds: number, callsARound: number) {
  const names = Object.keys(calls);
  const costs = new Map(names.map((name) => [name, [] as Cost[]]));
  // The first calls are for the compiler.
  for (const call of Object.values(calls)) for (let i = 0; i < 2000; i++) await call();
  for (let round = 0; round < rounds; round++) {
    for (const position of names.keys()) {
      const name = names[(round + position) % names.length] as string;
      const call = calls[name] as Call;
      const start = performance.now();
      const before = process.cpuUsage();
      for (let i = 0; i < callsARound; i++) await call();
      const { user, system } = process.cpuUsage(before);
      const wall = ((performance.now() - start) * 1000) / callsARound;
      costs.get(name)?.push({ wall, cpu: (user + system) / callsARound });
    }
  }
  return costs;
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] as number;
}

async function bundleSize(code: string): Promise<{ min: number; gzip: number }> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    logLevel: "error",
  });
  const text = outputFiles[0]?.contents ?? new Uint8Array();
  return { min: text.length, gzip: gzipSync(text, { level: 9 }).length };
}

const imports = (
  names: string,
) => `import { createCofactrClient, ${names} } from "./generated/index.js";
const client = createCofactrClient({ apiKey: "k" });`;
const three = `${imports("listBoms, parseRawBom, updateApiKey")}
await listBoms(client); await parseRawBom(client, { body: {} }); await updateApiKey(client, { body: {} });`;
const six = `${imports("listBoms, parseRawBom, updateApiKey, getBom, deleteBom, listPrograms")}
await listBoms(client); await parseRawBom(client, { body: {} }); await updateApiKey(client, { body: {} });
await getBom(client, { bom_id: "b" }); await deleteBom(client, { bom_id: "b" }); await listPrograms(client);`;
const nine = `${imports("listBoms, parseRawBom, updateApiKey, getBom, deleteBom, listPrograms, getProgram, listUsers, createPurchaseOrder")}
await listBoms(client); await parseRawBom(client, { body: {} }); await updateApiKey(client, { body: {} });
await getBom(client, { bom_id: "b" }); await deleteBom(client, { bom_id: "b" }); await listPrograms(client);
await getProgram(client, { program_id: "p" }); await listUsers(client); await createPurchaseOrder(client, { body: {} });`;
const alone = `import createClient from "openapi-fetch";
const client = createClient({ baseUrl: "https://x.example" });
await client.GET("/a", {}); await client.POST("/b", { body: {} }); await client.PATCH("/c", { body: {} });`;

function report(title: string, costs: ReadonlyMap<string, readonly Cost[]>): void {
  for (const kind of ["wall", "cpu"] as const) {
    const of = (name: string) => (costs.get(name) ?? []).map((cost) => cost[kind]);
    const cells = [...costs.keys()].map((name) => `${name} ${median(of(name)).toFixed(1)} us`);
    // Of each round by itself: what slowed one candidate down slowed its neighbours too.
    const ratio = (name: string) =>
      median(of(name).map((other, round) => (of("ours")[round] as number) / other)).toFixed(2);
    console.log(
      `${`${title}, ${kind}`.padEnd(19)} ${cells.join(", ")}; ours / raw fetch ${ratio("raw fetch")}, ours / fetch with a limit ${ratio("fetch with a limit")}, ours / openapi-fetch ${ratio("openapi-fetch")}`,
    );
  }
}

const noop = candidates(
  "http://noop.example",
  async () =>
    new Response(answer, {
      headers: { "content-type": "application/json", "content-length": String(answer.length) },
    }),
);
for (const method of ["GET", "POST"] as const) {
  report(`no-op ${method}`, await measure(noop[method], 150, 100));
}

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.setHeader("content-type", "application/json");
    response.end(answer);
  });
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
const loopback = candidates(`http://127.0.0.1:${port}`, (input, init) => fetch(input, init));
for (const method of ["GET", "POST"] as const) {
  report(`loopback ${method}`, await measure(loopback[method], 150, 25));
}
server.closeAllConnections();
server.close();

const [ours3, ours6, ours9, other] = await Promise.all([three, six, nine, alone].map(bundleSize));
console.log(
  `bundle of three calls: ours ${ours3?.gzip} B gzip (${ours3?.min} B min), openapi-fetch alone ${other?.gzip} B`,
);
console.log(
  `each further operation: ${(((ours9?.gzip ?? 0) - (ours6?.gzip ?? 0)) / 3).toFixed(0)} B gzip`,
);
