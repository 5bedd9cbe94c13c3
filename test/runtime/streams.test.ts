import { afterAll, describe, expect, test } from "vitest";
import {
  CancelledError,
  type ServerSentEvent,
  UnreadableResponseError,
} from "../../generator/runtime/index.js";
import type { OperationDescriptor } from "../../generator/runtime/operation.js";
import { readEvents, readLines } from "../../generator/runtime/streams.js";
import { answer, type Headers, json } from "../faulty/answer.js";
import { type Behaviour, behaviour } from "../faulty/behaviour.js";
import { startFaulty } from "../faulty/server.js";
import { callerOf, outcomeOf, rejectionOf } from "./client.js";

const faulty = await startFaulty(json({}));
afterAll(() => faulty.stop());
const call = callerOf({ baseUrl: faulty.url });

const eventType = { "content-type": "text/event-stream; charset=utf-8" };
const lineType = { "content-type": "application/x-ndjson" };
const events: Partial<OperationDescriptor> = { accept: "text/event-stream", read: readEvents };
const lines: Partial<OperationDescriptor> = { accept: "application/x-ndjson", read: readLines };

async function streamOf<T>(operation: Partial<OperationDescriptor>, options = {}) {
  return (await call(operation, {}, options)) as AsyncGenerator<T, void, void>;
}

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of stream) found.push(each);
  return found;
}

/** An answer in pieces, each of which arrives by itself; then the connection is closed. */
function pieces(headers: Headers, parts: readonly Uint8Array[], close = true): Behaviour {
  return behaviour("answers in pieces", async (connection) => {
    await connection.send("HTTP/1.1 200 OK\r\nconnection: close\r\n");
    for (const [name, value] of Object.entries(headers)) {
      await connection.send(`${name}: ${value}\r\n`);
    }
    await connection.send("\r\n");
    for (const part of parts) {
      await connection.send(part);
      // So that the next piece is no part of the same read.
      await connection.pause(1);
    }
    if (close) connection.close();
    else await connection.untilGone();
  });
}

const event = (data: string, rest: Partial<ServerSentEvent> = {}): ServerSentEvent => ({
  event: "message",
  data,
  id: "",
  retry: undefined,
  ...rest,
});

describe("events, by the HTML standard:", () => {
  test.each<[string, string, ServerSentEvent[]]>([
    ["nothing", "", []],
    ["one", "data: a\n\n", [event("a")]],
    ["no space", "data:a\n\n", [event("a")]],
    ["only one space goes", "data:  a \n\n", [event(" a ")]],
    ["several lines", "data: YHOO\ndata: +2\ndata: 10\n\n", [event("YHOO\n+2\n10")]],
    // The three examples of section 9.2.6.
    [
      "comments and ids",
      ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
      [event("first event", { id: "1" }), event("second event"), event(" third event")],
    ],
    ["fields without value", "data\n\ndata\ndata\n\ndata:", [event(""), event("\n")]],
    ["a space or none", "data:test\n\ndata: test\n\n", [event("test"), event("test")]],
    ["a type", "event: add\ndata: 1\n\ndata: 2\n\n", [event("1", { event: "add" }), event("2")]],
    ["the last type counts", "event: a\nevent: b\ndata\n\n", [event("", { event: "b" })]],
    ["an empty type", "event:\ndata: 1\n\n", [event("1")]],
    ["a type without data", "event: add\n\ndata: 1\n\n", [event("1")]],
    [
      "an id stays",
      "id: 7\ndata: 1\n\ndata: 2\n\n",
      [event("1", { id: "7" }), event("2", { id: "7" })],
    ],
    ["an id of an event without data", "id: 7\n\ndata: 1\n\n", [event("1", { id: "7" })]],
    ["an id with NUL", "id: 7\nid: 8\0\ndata: 1\n\n", [event("1", { id: "7" })]],
    [
      "a time to wait",
      "retry: 1500\ndata: 1\n\ndata: 2\n\n",
      [event("1", { retry: 1500 }), event("2")],
    ],
    [
      "a time of days, for which nobody waits",
      "retry: 864000000\ndata: 1\n\n",
      [event("1", { retry: 864_000_000 })],
    ],
    ["a time that is none", "retry: 1s\nretry: -1\nretry:\ndata: 1\n\n", [event("1")]],
    ["an unknown field", "foo: bar\ndata: 1\n\n", [event("1")]],
    ["the name's case", "Data: 1\ndata: 2\n\n", [event("2")]],
    ["a space before the name", " data: 1\ndata: 2\n\n", [event("2")]],
    ["a colon in the value", "data: a: b:c\n\n", [event("a: b:c")]],
    ["comments between", "data: a\n:\n: ping\ndata: b\n\n", [event("a\nb")]],
    ["many empty lines", "\n\n\ndata: a\n\n\n\n", [event("a")]],
    ["a byte order mark", "\ufeffdata: a\n\n", [event("a")]],
    ["a second mark", "\ufeff\ufeffdata: a\n\ndata: b\n\n", [event("b")]],
    ["JSON", 'data: {"a":"ü"}\n\n', [event('{"a":"ü"}')]],
    ["an end in the middle of an event", "data: a\n\ndata: b\n", [event("a")]],
    ["an end in the middle of a line", "data: a\n\ndata: b", [event("a")]],
    ["a separator of Unicode", "data: a\u2028b\u0085c\n\n", [event("a\u2028b\u0085c")]],
  ])("%s", async (_, text, expected) => {
    for (const end of ["\n", "\r\n", "\r"]) {
      faulty.behaviour = answer(200, eventType, text.replaceAll("\n", end));
      expect(await collect(await streamOf(events)), JSON.stringify(end)).toEqual(expected);
    }
  });

  test("line ends of several kinds", async () => {
    faulty.behaviour = answer(200, eventType, "data: a\r\ndata: b\rdata: c\n\r\ndata: d\r\r");
    expect(await collect(await streamOf(events))).toEqual([event("a\nb\nc"), event("d")]);
  });

  test("bytes that are no UTF-8", async () => {
    faulty.behaviour = answer(200, eventType, Buffer.from("data: \xff\n\n", "latin1"));
    expect(await collect(await streamOf(events))).toEqual([event("\ufffd")]);
  });

  test("wherever the pieces are cut", async () => {
    const text = "\ufeffdata: ü€😀\r\nid: 1\r\n\r\nevent: x\rdata: b\r\rdata: c\n\n";
    const bytes = new TextEncoder().encode(text);
    const expected = [
      event("ü€😀", { id: "1" }),
      event("b", { id: "1", event: "x" }),
      event("c", { id: "1" }),
    ];
    for (let cut = 0; cut <= bytes.length; cut++) {
      faulty.behaviour = pieces(eventType, [bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect(await collect(await streamOf(events)), `cut at ${cut}`).toEqual(expected);
    }
    faulty.behaviour = pieces(
      eventType,
      [...bytes].map((byte) => Uint8Array.of(byte)),
    );
    expect(await collect(await streamOf(events))).toEqual(expected);
  });
});

describe("lines of JSON:", () => {
  test.each<[string, string, unknown[]]>([
    ["nothing", "", []],
    ["one", '{"a":1}\n', [{ a: 1 }]],
    ["without an end", '{"a":1}\n{"a":2}', [{ a: 1 }, { a: 2 }]],
    ["of all kinds", '1\r\nnull\n"ü"\n[]\nfalse\n', [1, null, "ü", [], false]],
    ["empty ones between", "\n1\n\n \r\n2\n\n", [1, 2]],
    ["with spaces", ' {"a": 1} \n', [{ a: 1 }]],
    ["with a byte order mark", "\ufeff1\n", [1]],
    ["with a separator of Unicode", '"\u2028"\n', ["\u2028"]],
  ])("%s", async (_, text, expected) => {
    faulty.behaviour = answer(200, lineType, text);
    expect(await collect(await streamOf(lines))).toEqual(expected);
  });

  test("wherever the pieces are cut", async () => {
    const bytes = new TextEncoder().encode('{"a":"ü😀"}\r\n[1]\r\n2');
    for (let cut = 0; cut <= bytes.length; cut++) {
      faulty.behaviour = pieces(lineType, [bytes.subarray(0, cut), bytes.subarray(cut)]);
      const found = await collect(await streamOf(lines));
      expect(found, `cut at ${cut}`).toEqual([{ a: "ü😀" }, [1], 2]);
    }
  });

  test("a broken one ends the stream, after the good ones, without quoting it", async () => {
    faulty.behaviour = answer(200, lineType, '1\n{"S3CRET\n2\n');
    const stream = await streamOf(lines);
    expect(await stream.next()).toEqual({ done: false, value: 1 });
    const error = (await rejectionOf(stream.next())) as Error;
    expect(error).toBeInstanceOf(UnreadableResponseError);
    expect(error.message).toContain("a line of its body is not valid JSON");
    expect(String(error) + error.stack + JSON.stringify(error)).not.toContain("S3CRET");
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });
});

describe("a stream", () => {
  const first = Buffer.from("data: 1\n\n");

  test("gives each event as it arrives", async () => {
    faulty.behaviour = pieces(eventType, [first], false);
    const stream = await streamOf<ServerSentEvent>(events);
    expect(await stream.next()).toEqual({ done: false, value: event("1") });
    await stream.return();
  });

  test.each(["return", "break", "throw"])("that is left by %s is cancelled", async (way) => {
    const own = await startFaulty(pieces(eventType, [first], false));
    const stream = (await callerOf({ baseUrl: own.url })(events)) as AsyncGenerator<unknown>;
    if (way === "return") {
      await stream.next();
      await stream.return(undefined);
    } else {
      const loop = async () => {
        for await (const _ of stream) {
          if (way === "break") break;
          throw new Error("enough");
        }
      };
      await loop().catch(() => {});
    }
    await own.closed(1);
    expect(own.open).not.toContain(1);
    await own.stop();
  });

  test("that is aborted ends with CancelledError, after what had arrived", async () => {
    faulty.behaviour = pieces(eventType, [first], false);
    const left = new AbortController();
    const stream = await streamOf<ServerSentEvent>(events, { signal: left.signal });
    const found: unknown[] = [];
    const loop = async () => {
      for await (const each of stream) {
        found.push(each);
        setTimeout(() => left.abort(new Error("enough")), 10);
      }
    };
    const error = await rejectionOf(loop());
    expect(error).toBeInstanceOf(CancelledError);
    expect((error as CancelledError).cause).toMatchObject({ message: "enough" });
    expect(found).toEqual([event("1")]);
  });

  test("that is cut off ends with a typed error", async () => {
    const head =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 100\r\n\r\n";
    faulty.behaviour = behaviour("is cut off", async (connection) => {
      await connection.send(`${head}data: 1\n\n`);
      await connection.pause(10);
      connection.close();
    });
    const stream = await streamOf<ServerSentEvent>(events);
    expect(await stream.next()).toMatchObject({ value: event("1") });
    const error = await rejectionOf(stream.next());
    expect(error).toBeInstanceOf(UnreadableResponseError);
    expect(error).toMatchObject({ operationId: "listThings", method: "GET" });
  });

  test("has no time limit but that of its first answer", async () => {
    const parts = Array.from({ length: 8 }, () => first);
    faulty.behaviour = behaviour("is slow", async (connection) => {
      await connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
      for (const part of parts) {
        await connection.send(part);
        await connection.pause(60);
      }
      connection.close();
    });
    // Enough for the headers on a busy machine, and less than the body takes.
    const stream = await streamOf(events, { timeoutMs: 400, deadlineMs: 400 });
    expect(await collect(stream)).toHaveLength(8);
  });

  test("is promised, but a failure or another type comes", async () => {
    faulty.behaviour = json({ detail: "no" }, 403);
    expect(await outcomeOf(call(events))).toBe("PermissionError");
    for (const type of ["application/json", "text/html", "text/event-streams"]) {
      faulty.behaviour = answer(200, { "content-type": type }, first);
      expect(await outcomeOf(call(events)), type).toBe("UnreadableResponseError");
    }
    for (const type of ["application/json", "application/octet-stream", "application/jsonld"]) {
      faulty.behaviour = answer(200, { "content-type": type }, "1");
      expect(await outcomeOf(call(lines)), type).toBe("UnreadableResponseError");
    }
  });

  test("without a type is what the spec promises", async () => {
    faulty.behaviour = answer(200, {}, first);
    expect(await collect(await streamOf(events))).toEqual([event("1")]);
    faulty.behaviour = answer(200, {}, "1\n2");
    expect(await collect(await streamOf(lines))).toEqual([1, 2]);
  });

  test("of a status without body", async () => {
    faulty.behaviour = answer(204);
    expect(await call(events)).toBeUndefined();
  });
});
