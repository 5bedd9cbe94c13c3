/**
 * 100,000 calls, 100 at a time, of which the server spoils one in 20: nothing may be left over.
 * Ends with code 1 if something is. `npx tsx test/runtime/soak.ts [calls]`
 */

import { createHook } from "node:async_hooks";
import { fork } from "node:child_process";
import { getEventListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { RetryEvent } from "../../generator/runtime/index.js";
import { retryingCallerOf } from "./client.js";

const total = Number(process.argv[2] ?? 100_000);
const atOnce = 100;
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const child = fork(fileURLToPath(new URL("soak-server.ts", import.meta.url)));
const reply = <T>() => new Promise<T>((resolve) => child.once("message", (m) => resolve(m as T)));
const port = await reply<number>();

const timers = new Set<number>();
createHook({
  init: (id, type) => void (type === "Timeout" && timers.add(id)),
  destroy: (id) => void timers.delete(id),
}).enable();

const outcomes = new Map<string, number>();
const count = (name: string) => outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
const problems: string[] = [];
process.on("unhandledRejection", (reason) => problems.push(`unhandled: ${String(reason)}`));
process.on("warning", (warning) => problems.push(`warning: ${warning.message}`));

let retries = 0;
const { signal } = new AbortController();
const call = retryingCallerOf({
  baseUrl: `http://127.0.0.1:${port}`,
  maxConcurrency: atOnce,
  timeoutMs: 250,
  deadlineMs: 20_000,
  retryDelayMs: 2,
  hooks: { retry: (_: RetryEvent) => void retries++ },
});
const operation = { path: "/{id}/", parameters: { id: { in: "path" } } } as const;
const write = { ...operation, method: "POST", body: {} } as const;

async function one(id: number): Promise<void> {
  const isWrite = id % 10 === 0;
  const result = await (isWrite
    ? call(write, { id, body: { id } }, { signal })
    : call(operation, { id }, { signal })
  ).result();
  if (!result.ok) count(result.error.name);
  else {
    count("data");
    const { echo } = result.data as { echo: string };
    if (echo !== `/${id}/`) problems.push(`call ${id} got the answer of ${echo}`);
  }
}

const usage = () => {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMb: heapUsed / 2 ** 20, rssMb: rss / 2 ** 20 };
};
const figures: {
  share: string;
  heapMb: number;
  rssMb: number;
  timers: number;
  listeners: number;
}[] = [];
let next = 0;
const worker = async (end: number) => {
  while (next < end) await one(next++);
};
const start = performance.now();
for (const share of [0.05, 0.2, 0.4, 0.6, 0.8, 1]) {
  const end = Math.round(total * share);
  await Promise.all(Array.from({ length: atOnce }, () => worker(end)));
  // A server that is late, and fetch's own clock, need a moment.
  await wait(600);
  const listeners = getEventListeners(signal, "abort").length;
  figures.push({ share: `${share * 100} %`, ...usage(), timers: timers.size, listeners });
}
const seconds = (performance.now() - start) / 1000;

child.send("figures");
const served = await reply<{ requests: number; connections: number }>();
const accounted = [...outcomes.values()].reduce((sum, each) => sum + each, 0);

const [, early, ...later] = figures;
const last = later.at(-1);
const expectAtMost = (name: string, found: number, most: number) => {
  if (!(found <= most)) problems.push(`${name}: ${found.toFixed(1)}, more than ${most.toFixed(1)}`);
};
if (accounted !== total) problems.push(`${accounted} of ${total} calls are accounted for`);
// A cut body is not tried again, nor, on a write, a reset, a 503 or a late answer: 1.3 in 100.
const failed = 1 - (outcomes.get("data") ?? 0) / total;
expectAtMost("failures, %", failed * 100, 2.5);
if (failed < 0.005) problems.push("hardly any failure: the faults are missing");
expectAtMost("heap, MB", last?.heapMb ?? Number.NaN, (early?.heapMb ?? 0) * 1.15 + 3);
expectAtMost("RSS, MB", last?.rssMb ?? Number.NaN, (early?.rssMb ?? 0) * 1.3 + 30);
expectAtMost("listeners", last?.listeners ?? Number.NaN, 0);
// Fetch has a clock of its own, and a timer for each idle connection.
expectAtMost("timers", last?.timers ?? Number.NaN, (early?.timers ?? 0) + 10);
// Fetch opens one in place of each that it gives up, used or not.
expectAtMost("connections", served.connections, 2 * atOnce + 10);

console.table(
  figures.map(({ heapMb, rssMb, ...rest }) => ({
    ...rest,
    heapMb: heapMb.toFixed(1),
    rssMb: rssMb.toFixed(1),
  })),
);
console.log(Object.fromEntries(outcomes), { retries, ...served });
console.log(`${total} calls in ${seconds.toFixed(0)} s, ${Math.round(total / seconds)} a second`);
for (const problem of problems.slice(0, 20)) console.error(problem);
child.disconnect();
process.exitCode = problems.length > 0 ? 1 : 0;
