/** Run by call.test.ts as a process of its own; ends with code 1 if a rejection goes unhandled. */
import { setTimeout as wait } from "node:timers/promises";
import { callerOf } from "./client.js";
import { answer, refusedUrl, serve } from "./server.js";

const server = await serve(answer(500));
const call = callerOf({ baseUrl: server.url });
const wrong = () => call({ path: "/{id}/", parameters: { id: { in: "path" } } });
const toNobody = callerOf({ baseUrl: await refusedUrl() });
const refused = () => toNobody({});
const ignore = () => {};

const scenarios: Record<string, () => unknown> = {
  wrong,
  refused,
  "wrong-read-late": async () => {
    const late = wrong();
    await wait(20);
    await late.catch(ignore);
  },
  "wrong-finally": () => void wrong().finally(ignore),
  status: () => call({}),
  "wrong-result-caught": () => wrong().result().catch(ignore),
  "wrong-response-caught": () => wrong().response().catch(ignore),
  "wrong-awaited-and-caught": async () => {
    try {
      await wrong();
    } catch {}
  },
  "refused-result": () => refused().result(),
  "all-ways-caught": async () => {
    for (const one of [wrong(), refused(), call({})]) {
      await Promise.allSettled([one, one.result(), one.response(), one.catch(ignore)]);
    }
  },
};

// The braces keep the call from being awaited here.
const scenario = scenarios[process.argv[2] ?? ""];
if (!scenario) throw new Error("no such scenario");
void scenario();
// Long enough for an answer on a busy machine.
await wait(600);
await server.close();
