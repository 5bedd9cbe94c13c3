import { expect, test } from "vitest";
import type { OperationDescriptor } from "../../generator/runtime/operation.js";
import { readEvents, readLines } from "../../generator/runtime/streams.js";
import { callerOf } from "../runtime/client.js";

/** A line of so many megabytes in pieces of 16 KB, as a socket gives them. */
function lineOf(megabytes: number, start: string, end: string): ReadableStream<Uint8Array> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const piece = encode("x".repeat(16_384));
  let left = megabytes * 64;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encode(start)),
    pull(controller) {
      if (left-- > 0) return controller.enqueue(piece);
      controller.enqueue(encode(end));
      controller.close();
    },
  });
}

/** Milliseconds of the processor that a stream of one item takes. */
async function workOf(
  { accept = "", read }: Partial<OperationDescriptor>,
  megabytes: number,
  [start, end]: readonly [string, string],
): Promise<number> {
  const headers = { "content-type": accept };
  const fetch = async () => new Response(lineOf(megabytes, start, end), { headers });
  const call = callerOf({ baseUrl: "http://a.example", fetch });
  const before = process.cpuUsage();
  const stream = (await call({ accept, read })) as AsyncIterable<unknown>;
  let items = 0;
  for await (const _ of stream) items++;
  const { user, system } = process.cpuUsage(before);
  expect(items).toBe(1);
  return (user + system) / 1000;
}

test.each([
  ["NDJSON", { accept: "application/x-ndjson", read: readLines }, ['"', '"\n']],
  ["a sequence", { accept: "application/json-seq", read: readLines }, ['\x1e"', '"\n']],
  ["events", { accept: "text/event-stream", read: readEvents }, ["data: ", "\n\n"]],
] as const)(
  "%s: a line of eight times the length is not 64 times the work",
  async (_, operation, ends) => {
    await workOf(operation, 1, ends);
    const work = await workOf(operation, 2, ends);
    expect(await workOf(operation, 16, ends)).toBeLessThan(30 * Math.max(work, 20));
  },
  120_000,
);
