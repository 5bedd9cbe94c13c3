/**
 * `npm run bench:observe`: what an observer costs. Throughput over loopback with and without one, in
 * turns, so that whatever else the machine does meets both alike; and the memory that is in use after
 * 10,000 and after 100,000 calls. What counts are the ratios. It is bundled before it runs, because
 * tsx makes every function slower.
 */
import { fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createClient } from "../generator/runtime/client.js";
import { createObserver } from "../generator/runtime/observe/create-observer.js";
import type { ObservedApi } from "../generator/runtime/observe/observed-api.js";
import { observed } from "../generator/runtime/observe/observed-options.js";
import type { OperationDescriptor } from "../generator/runtime/operation.js";
import * as checks from "../generator/runtime/validate/keywords.js";

/** Milliseconds on the clock, and of the processor: of the server, too, which is in this process. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/** Enough for a sample of 5 % to be about 5 % of each round. */
const callsARound = 200;

const operation: OperationDescriptor = { id: "getBom", method: "GET", path: "/v1/boms/{bom_id}/" };

const api: ObservedApi = {
  keywords: {
    type: checks.type,
    properties: checks.properties,
    required: checks.required,
    items: checks.items,
    enum: checks.enumKeyword,
    format: checks.format,
    $ref: checks.ref,
  },
  definitions: {
    Line: {
      type: "object",
      required: ["mpn", "quantity"],
      properties: {
        mpn: { type: "string" },
        quantity: { type: "integer" },
        state: { enum: ["open", "closed"] },
        added: { type: "string", format: "date-time" },
      },
    },
  },
  operations: {
    getBom: {
      method: "GET",
      path: operation.path,
      answers: {
        "200": {
          content: {
            "application/json": {
              type: "object",
              required: ["id", "lines"],
              properties: {
                id: { type: "string" },
                lines: { type: "array", items: { $ref: "#/$defs/Line" } },
              },
            },
          },
        },
      },
    },
  },
};

const line = { mpn: "RC0402FR-0710KL", quantity: 4, state: "open", added: "2026-11-30T10:00:00Z" };
/** About 3 KB, and two deviations in each. */
const answer = JSON.stringify({
  id: "b1",
  total: 31,
  lines: [...Array.from({ length: 30 }, () => line), { ...line, state: "lost" }],
});

function callerOf(baseUrl: string, sample: number | undefined) {
  const onFinding = () => {};
  const observer = sample === undefined ? undefined : createObserver(api, { sample, onFinding });
  const config = { servers: [], credentials: {}, security: [], userAgent: "bench/1" };
  const client = createClient(config, observed({ baseUrl, observe: observer }), {});
  const call = () => client.call(operation, { bom_id: "b1" }, undefined).then();
  return { call, observer };
}

/** Where the server of the parent is; the child makes its calls, and says what memory it then has. */
const [, , url, count, sample] = process.argv;
if (url) {
  await memoryAfter(url, Number(count), Number(sample));
} else {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await compare(`http://127.0.0.1:${port}`);
  for (const share of [0.05, 1]) {
    const [few, many] = [
      await childMemory(`http://127.0.0.1:${port}`, 10_000, share),
      await childMemory(`http://127.0.0.1:${port}`, 100_000, share),
    ];
    console.log(
      `memory at a sample of ${100 * share} %: ${megabytes(few)} after 10,000 calls, ${megabytes(many)} after 100,000; ratio ${(many / few).toFixed(3)}`,
    );
  }
  server.closeAllConnections();
  server.close();
}

async function memoryAfter(baseUrl: string, calls: number, share: number): Promise<void> {
  const { call, observer } = callerOf(baseUrl, share);
  for (let made = 0; made < calls; made++) await call();
  await observer?.flush();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.({ used: heapUsed + external, counts: observer?.counts });
  process.exit();
}

function childMemory(baseUrl: string, calls: number, share: number): Promise<number> {
  const [, file = ""] = process.argv;
  const child = fork(file, [baseUrl, `${calls}`, `${share}`], { execArgv: ["--expose-gc"] });
  return new Promise((resolve, reject) => {
    child.on("message", (message) => resolve((message as { used: number }).used));
    child.on("error", reject);
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
}

async function compare(baseUrl: string): Promise<void> {
  const samples = {
    "no observer": undefined,
    "sample 0": 0,
    "sample 5 %": 0.05,
    "sample 100 %": 1,
  };
  const callers = Object.entries(samples).map(
    ([name, share]) => [name, callerOf(baseUrl, share)] as const,
  );
  // The first calls are for the compiler.
  for (const [, { call }] of callers) for (let made = 0; made < 1000; made++) await call();
  const rounds = Number(process.env["ROUNDS"] ?? 60);
  const times = new Map(callers.map(([name]) => [name, [] as Cost[]]));
  for (let round = 0; round < rounds; round++) {
    for (const position of callers.keys()) {
      const caller = callers[(round + position) % callers.length];
      if (!caller) continue;
      const [name, { call, observer }] = caller;
      const start = performance.now();
      const before = process.cpuUsage();
      for (let made = 0; made < callsARound; made++) await call();
      const wall = performance.now() - start;
      // Its checks run between the calls; for what waits behind the last one nobody waits.
      await observer?.flush();
      const { user, system } = process.cpuUsage(before);
      times.get(name)?.push({ wall, cpu: (user + system) / 1000 });
    }
  }
  const bare = times.get("no observer") ?? [];
  for (const [name, own] of times) {
    const cells = (["wall", "cpu"] as const).map((kind) => {
      const ratio = median(bare.map((cost, round) => cost[kind] / (own[round]?.[kind] ?? NaN)));
      const each = ((median(own.map((cost) => cost[kind])) * 1000) / callsARound).toFixed(0);
      return `${kind} ${each} us a call, ${(100 * ratio).toFixed(1)} % of the throughput without`;
    });
    console.log(`${name}: ${cells.join("; ")}`);
  }
}
