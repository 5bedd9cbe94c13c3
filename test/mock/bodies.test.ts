import { crc32, inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { load, specWith } from "../support/generator.js";
import { mockOf, requestOf } from "./requests.js";

/** The body that is answered in a media type. */
async function answered(type: string, media: object, openapi = "3.2.0") {
  const spec = await load(
    specWith(
      { "GET /it": { responses: { 200: { description: "", content: { [type]: media } } } } },
      { openapi },
    ),
  );
  const { status, headers, body = Buffer.alloc(0) } = mockOf(spec).answer(requestOf("GET", "/it"));
  expect(status).toBe(200);
  return { type: headers["content-type"], body, text: body.toString("latin1") };
}

const binary = { schema: { type: "string", format: "binary" } };

describe("a file is one of its type", () => {
  test.each(["image/png", "image/*"])("%s", async (asked) => {
    const { type, body } = await answered(asked, binary);
    expect(type).toBe("image/png");
    expect(body.subarray(0, 8)).toEqual(Buffer.from("89504e470d0a1a0a", "hex"));
    const chunks = new Map<string, Buffer>();
    for (let at = 8; at < body.length; ) {
      const length = body.readUInt32BE(at);
      const named = body.subarray(at + 4, at + 8 + length);
      expect(body.readUInt32BE(at + 8 + length)).toBe(crc32(named));
      chunks.set(named.toString("latin1", 0, 4), named.subarray(4));
      at += 12 + length;
    }
    expect([...chunks.keys()]).toEqual(["IHDR", "IDAT", "IEND"]);
    expect(chunks.get("IHDR")?.readUInt32BE(0)).toBe(1);
    // A filter byte, and a pixel of four.
    expect(inflateSync(chunks.get("IDAT") ?? Buffer.alloc(0))).toHaveLength(5);
  });

  test("application/pdf, whose table finds its objects", async () => {
    const { text } = await answered("application/pdf", binary);
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe("xref");
    const offsets = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
    expect(offsets).toHaveLength(3);
    for (const [index, offset] of offsets.entries())
      expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj`));
  });

  test.each([
    ["image/gif", /^GIF89a[\s\S]*;$/],
    ["application/zip", /^PK[^P]{20}$/],
    ["image/svg+xml", /^<svg .*\/>$/],
    ["application/xml", /^<mock\/>$/],
    ["text/html", /^<!doctype html>/],
    ["application/octet-stream", /./],
  ])("%s", async (type, want) => {
    expect((await answered(type, binary)).text).toMatch(want);
  });

  test("text is what its schema says", async () => {
    const schema = { type: "string", enum: ["ready"] };
    expect((await answered("text/plain", { schema })).text).toBe("ready");
    expect((await answered("text/plain", { example: "a,b" })).text).toBe("a,b");
  });
});

/** Events as a reader sees them. */
const eventsIn = (text: string) =>
  text
    .trimEnd()
    .split("\n\n")
    .map((event) => Object.fromEntries(event.split("\n").map((line) => line.split(/: (.*)/s, 2))));

const state = {
  type: "object",
  required: ["state"],
  properties: { state: { type: "string", enum: ["on"] } },
};

describe("a stream has some events", () => {
  test("whose data the schema says, as in older documents", async () => {
    for (const schema of [state, { type: "array", items: state }]) {
      const { text } = await answered("text/event-stream", { schema }, "3.1.0");
      expect(eventsIn(text)).toEqual([{ data: '{"state":"on"}' }, { data: '{"state":"on"}' }]);
    }
  });

  test("whose fields the schema says, of each kind one", async () => {
    const event = (name: string, data: object) => ({
      type: "object",
      required: ["event", "data"],
      properties: { event: { const: name }, data },
    });
    const json = { type: "string", contentMediaType: "application/json", contentSchema: state };
    const { text } = await answered("text/event-stream", {
      itemSchema: {
        oneOf: [event("started", json), event("told", { type: "string", enum: ["a\nb"] })],
      },
    });
    expect(eventsIn(text)).toEqual([
      { event: "started", data: '{"state":"on"}' },
      { event: "told", data: "b" },
    ]);
    expect(text).toContain("data: a\ndata: b\n\n");
  });

  test("or lines", async () => {
    const { text } = await answered("application/x-ndjson", { itemSchema: state });
    expect(text).toBe('{"state":"on"}\n{"state":"on"}\n');
    const sequence = await answered("application/json-seq", { itemSchema: state });
    expect(sequence.text).toBe('\x1e{"state":"on"}\n\x1e{"state":"on"}\n');
  });
});
