/** Run by leftovers.test.ts as a process of its own: one call, and how long the process lives after it. */
import { fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { callerOf } from "./client.js";

const [scenario = "", role] = process.argv.slice(2);
if (role === "server") serve();
else await main();

/** In a process of its own, so that it does not keep the one that is measured. */
function serve(): void {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    if (scenario === "timeout" || scenario === "cancelled") return;
    const status = scenario === "status" ? 404 : scenario === "retry" && requests === 1 ? 503 : 200;
    response.writeHead(status, { "content-type": "application/json" }).end('"data"');
  }).listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
  // A connection that were held would be for this long, which no busy machine is taken for.
  server.keepAliveTimeout = 120_000;
  process.on("disconnect", () => process.exit());
}

async function main(): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), [scenario, "server"]);
  const port = await new Promise<number>((resolve) =>
    child.once("message", (m) => resolve(Number(m))),
  );
  const call = callerOf({ baseUrl: `http://127.0.0.1:${port}`, maxRetries: 1, retryDelayMs: 1 });
  const left = new AbortController();
  const timeout = scenario === "timeout" ? { timeoutMs: 20, maxRetries: 0 } : {};
  const one = call({}, {}, { ...timeout, signal: left.signal, deadlineMs: 50_000 });
  if (scenario === "cancelled") left.abort();
  let outcome: unknown = scenario;
  if (scenario === "unread") await one.response();
  else {
    const result = await one.result();
    outcome = result.ok ? result.data : result.error.name;
  }
  const end = performance.now();
  process.on("exit", () => {
    const lingeredMs = Math.round(performance.now() - end);
    process.stdout.write(JSON.stringify({ outcome, lingeredMs }));
    child.disconnect();
  });
  child.unref();
  child.channel?.unref();
}
