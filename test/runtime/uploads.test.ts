import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { writeRaw } from "../../generator/runtime/body.js";
import { callerOf, rejectionOf, retryingCallerOf } from "./client.js";

/** A server that takes the head of a request and little more, and then reads no further. */

const sockets: Socket[] = [];
let requests = 0;
const server = createServer((socket) => {
  sockets.push(socket);
  socket.on("error", () => {});
  // Never read again, so that what is sent fills the buffers of both sides, and stays there.
  socket.once("data", () => {
    requests += 1;
    socket.pause();
  });
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

const megabyte = new Uint8Array(1_000_000);
/** More than the buffers of a connection hold. */
const megabytes = 64;
const upload = { method: "PUT", body: { type: "application/octet-stream", write: writeRaw } };

describe("an upload that the server stops reading", () => {
  test.each<[string, () => unknown]>([
    ["bytes", () => new Uint8Array(megabytes * megabyte.length)],
    ["a Blob", () => new Blob(Array(megabytes).fill(megabyte))],
  ])("of %s ends with its time limit", async (_, make) => {
    const error = await rejectionOf(
      callerOf({ baseUrl, timeoutMs: 300 })(upload, { body: make() }),
    );
    expect(error).toMatchObject({ name: "TimeoutError", limitMs: 300 });
  });

  test("is retried like any other, and ends with the time limit of the last attempt", async () => {
    const before = requests;
    // Long enough that the server sees each attempt on a busy machine.
    const options = { baseUrl, timeoutMs: 1500, retryDelayMs: 1 };
    const body = new Uint8Array(megabytes * megabyte.length);
    const error = await rejectionOf(retryingCallerOf(options)(upload, { body }));
    expect(error).toMatchObject({ name: "TimeoutError" });
    expect(requests - before).toBe(3);
  });

  test("of a stream takes no more of it than the connection does, and lets go of it", async () => {
    let taken = 0;
    let isLetGo = false;
    async function* chunks() {
      try {
        for (; taken < 1000; taken++) yield megabyte;
      } finally {
        isLetGo = true;
      }
    }
    const before = requests;
    const caller = retryingCallerOf({ baseUrl, timeoutMs: 300, retryDelayMs: 1 });
    const error = await rejectionOf(caller(upload, { body: chunks() }));
    expect(error).toMatchObject({ name: "TimeoutError", limitMs: 300 });
    expect(requests - before).toBe(1);
    expect(taken).toBeLessThan(megabytes);
    await expect.poll(() => isLetGo, { timeout: 10_000 }).toBe(true);
  });

  // Node keeps a copy of a stream that a redirect could repeat.
  test("of a stream is sent so that no redirect could repeat it", async () => {
    const told: (RequestInit | undefined)[] = [];
    const call = callerOf({
      baseUrl,
      fetch: async (_, init) => {
        told.push(init);
        return new Response(null, { status: 204 });
      },
    });
    await call(upload, { body: new Blob([megabyte]).stream() });
    await call(upload, { body: new Blob([megabyte]) });
    expect(told.map((init) => [init?.redirect, init?.window])).toEqual([
      ["error", null],
      ["manual", undefined],
    ]);
  });

  test("ends when the caller gives it up", async () => {
    const left = new AbortController();
    const body = new Uint8Array(megabytes * megabyte.length);
    const call = callerOf({ baseUrl })(upload, { body }, { signal: left.signal });
    setTimeout(() => left.abort(new Error("enough")), 100);
    expect(await rejectionOf(call)).toMatchObject({
      name: "CancelledError",
      cause: expect.objectContaining({ message: "enough" }),
    });
  });
});
