/**
 * What `npm run soak` shows besides: 200 MB up and down in a memory that does not grow with them,
 * 1,000 calls at once, and a server that restarts under load. Ends with code 1 if a call is lost, or
 * if the memory grows. `npx tsx test/runtime/soak-load.ts [MB]`
 */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { writeLines, writeRaw } from "../../generator/runtime/body.js";
import { readLines } from "../../generator/runtime/streams.js";
import { retryingCallerOf } from "./client.js";

const megabytes = Number(process.argv[2] ?? 200);
const lineCount = megabytes * 1000;
const problems: string[] = [];
process.on("unhandledRejection", (reason) => problems.push(`unhandled: ${String(reason)}`));

const script = fileURLToPath(new URL("soak-load-server.ts", import.meta.url));
async function start(port = 0): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(script, [String(port), String(lineCount)]);
  const [given] = (await once(child, "message")) as [number];
  return { child, port: given };
}
let { child, port } = await start();
const call = retryingCallerOf({
  baseUrl: `http://127.0.0.1:${port}`,
  maxRetries: 30,
  retryDelayMs: 20,
  maxRetryDelayMs: 200,
});

/** Runs it, and gives the most memory in MB that the process held meanwhile beyond that before. */
async function growthOf(run: () => Promise<void>): Promise<number> {
  const rss = () => process.memoryUsage.rss() / 1e6;
  const before = rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, rss());
  }, 20);
  await run();
  clearInterval(timer);
  return most - before;
}

const filler = "x".repeat(986);
async function* items(count: number) {
  for (let id = 0; id < count; id++) yield { filler };
}
const encoder = new TextEncoder();
const chunk = `${JSON.stringify({ filler })}\n`.repeat(100);
function bytes(count: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    async pull(controller) {
      // As from a file, which takes a moment.
      await wait(0);
      if (sent++ < count) controller.enqueue(encoder.encode(chunk));
      else controller.close();
    },
  });
}
const down = { path: "/down/", accept: "application/x-ndjson" };
const up = { path: "/up/", method: "POST" };

/** Each way to move so many lines of 1,000 bytes. */
const ways: Readonly<Record<string, (count: number) => Promise<number>>> = {
  "down, as lines": async () => {
    let read = 0;
    const lines = await call({ ...down, read: readLines });
    for await (const { filler } of lines as AsyncIterable<{ filler: string }>) {
      read += filler.length + 14;
    }
    return read;
  },
  "down, as a response": async () => {
    let read = 0;
    const { body } = await call(down).response();
    for await (const piece of body as unknown as AsyncIterable<Uint8Array>) read += piece.length;
    return read;
  },
  "up, as an iterable": async (count) => {
    const body = { type: "application/x-ndjson", write: writeLines };
    return ((await call({ ...up, body }, { body: items(count) })) as { bytes: number }).bytes;
  },
  "up, as a stream": async (count) => {
    const body = { type: "application/octet-stream", write: writeRaw };
    return ((await call({ ...up, body }, { body: bytes(count / 100) })) as { bytes: number }).bytes;
  },
};

// The first time the engine compiles, and fills its pools.
for (const move of Object.values(ways)) await move(20_000);
for (const [name, move] of Object.entries(ways)) {
  let moved = 0;
  const growth = await growthOf(async () => {
    moved = await move(lineCount);
  });
  console.log(`${name}: ${moved / 1e6} MB, memory grew by ${growth.toFixed(0)} MB at most`);
  if (moved !== lineCount * 1000) problems.push(`${name}: ${moved} of ${lineCount * 1000} bytes`);
  // What is read and not yet collected; all of it would be the whole.
  if (growth > megabytes / 2) problems.push(`${name}: memory grew by ${growth.toFixed(0)} MB`);
}

const operation = { path: "/{id}/", parameters: { id: { in: "path" } } } as const;
const write = { ...operation, method: "POST", body: {} } as const;
/** Whether a call got its own answer. */
async function isAnswered(id: string): Promise<boolean> {
  const key = id.endsWith("1") ? { idempotencyKey: id } : undefined;
  const made = key ? call(write, { id, body: { id } }, key) : call(operation, { id });
  const { echo } = (await made) as { echo: string };
  return echo === `/${id}/`;
}

const thousand = Array.from({ length: 1000 }, (_, id) => isAnswered(`at-once-${id}`));
const answered = (await Promise.allSettled(thousand)).filter(
  (each) => each.status === "fulfilled" && each.value,
);
console.log(`1000 calls at once: ${answered.length} answered`);
if (answered.length !== 1000) problems.push(`${answered.length} of 1000 calls were answered`);

let isOver = false;
let total = 0;
let lost = 0;
const worker = async () => {
  while (!isOver) {
    const isRight = await isAnswered(`restart-${total++}`).catch((error: unknown) => {
      problems.push(String(error));
      return false;
    });
    if (!isRight) lost++;
  }
};
const workers = Array.from({ length: 50 }, worker);
for (let restarts = 0; restarts < 3; restarts++) {
  await wait(500);
  child.kill("SIGKILL");
  await once(child, "exit");
  await wait(200);
  ({ child } = await start(port));
}
await wait(500);
isOver = true;
await Promise.all(workers);
console.log(`3 restarts during ${total} calls: ${lost} lost`);
if (lost > 0) problems.push(`${lost} calls lost`);

for (const problem of problems.slice(0, 20)) console.error(problem);
child.disconnect();
process.exitCode = problems.length > 0 ? 1 : 0;
