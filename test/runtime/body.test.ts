import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { writeForm, writeRaw } from "../../generator/runtime/body.js";
import { type BodyContent, InvalidArgumentError } from "../../generator/runtime/index.js";
import { callerOf, rejectionOf } from "./client.js";
import { serve } from "./server.js";

const server = await serve();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
});
const call = callerOf({ baseUrl: server.url });

/** As the generator describes a body of this type. */
function bodyOf(type: string | undefined) {
  if (type === undefined) return {};
  if (/json/.test(type)) return { type };
  return { type, write: /form/.test(type) ? writeForm : writeRaw };
}

async function arrivedOf(type: string | undefined, body: unknown) {
  await call({ method: "POST", body: bodyOf(type) }, { body });
  const [request] = server.take();
  return {
    type: request?.headers["content-type"],
    length: request?.headers["content-length"],
    body: request?.body.toString("utf8"),
  };
}

describe("JSON", () => {
  test.each([
    ["an object", { a: [1, "ü", null], b: undefined }, '{"a":[1,"ü",null]}'],
    ["a list", [1, 2], "[1,2]"],
    ["null", null, "null"],
    ["text", "a", '"a"'],
    ["empty text", "", '""'],
    ["zero", 0, "0"],
    ["false", false, "false"],
    ["a date inside", { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
  ])("%s", async (_, body, expected) => {
    const length = String(Buffer.byteLength(expected));
    expect(await arrivedOf(undefined, body)).toEqual({
      type: "application/json",
      length,
      body: expected,
    });
  });

  test.each(["application/merge-patch+json", "application/json; charset=utf-8", "text/json"])(
    "as %s",
    async (type) => {
      expect(await arrivedOf(type, { a: 1 })).toMatchObject({ type, body: '{"a":1}' });
    },
  );
});

describe("a form in the URL's encoding", () => {
  const type = "application/x-www-form-urlencoded";

  test("of an object", async () => {
    const body = {
      a: "1 &=ü",
      list: ["x", 2, false],
      at: new Date(0),
      nested: { b: [1] },
      none: undefined,
      nothing: null,
      some: [null, "y"],
    };
    expect(await arrivedOf(type, body)).toMatchObject({
      type,
      body:
        "a=1+%26%3D%C3%BC&list=x&list=2&list=false&at=1970-01-01T00%3A00%3A00.000Z" +
        "&nested=%7B%22b%22%3A%5B1%5D%7D&some=y",
    });
  });

  test("of an object without prototype", async () => {
    const body = Object.assign(Object.create(null), { a: 1 });
    expect(await arrivedOf(type, body)).toMatchObject({ type, body: "a=1" });
  });

  test("that is encoded already", async () => {
    expect(await arrivedOf(type, new URLSearchParams({ a: "b c" }))).toMatchObject({
      type,
      body: "a=b+c",
    });
    expect(await arrivedOf(type, "a=b")).toMatchObject({ type, body: "a=b" });
  });
});

describe("a multipart form", () => {
  const type = "multipart/form-data";

  async function partsOf(body: unknown, headers: Record<string, string> = {}) {
    await call({ method: "POST", body: bodyOf(type) }, { body }, { headers });
    const [request] = server.take();
    const contentType = request?.headers["content-type"] ?? "";
    // Reads it the way that a server would.
    const form = await new Response(request?.body as BodyContent, {
      headers: { "content-type": contentType },
    }).formData();
    return { contentType, form, text: request?.body.toString() ?? "" };
  }

  test("of JSON, which has a content type but is no file", async () => {
    const { contentType, text } = await partsOf({
      'a "b"\n': { c: "ü" },
      list: [{ d: 1 }, "e\nf"],
      file: new Blob(["g"]),
    });
    const boundary = `--${contentType.split("boundary=")[1]}`;
    const parts = text.split(boundary).slice(1, -1);
    expect(text.endsWith(`${boundary}--\r\n`)).toBe(true);
    const json = "\r\nContent-Type: application/json\r\n\r\n";
    const head = "\r\nContent-Disposition: form-data; name=";
    expect(parts).toEqual([
      `${head}"a %22b%22%0A"${json}{"c":"ü"}\r\n`,
      `${head}"list"${json}{"d":1}\r\n`,
      `${head}"list"\r\n\r\ne\nf\r\n`,
      `${head}"file"; filename="blob"\r\nContent-Type: application/octet-stream\r\n\r\ng\r\n`,
    ]);
  });

  test("has no part for null, and leaves it in JSON", async () => {
    const { form } = await partsOf({ a: null, b: [null, "c"], d: { e: null } });
    expect([...form]).toEqual([
      ["b", "c"],
      ["d", '{"e":null}'],
    ]);
  });

  test("of an object with a Blob and a File", async () => {
    const { contentType, form } = await partsOf({
      name: "ü",
      list: [1, true],
      at: new Date(0),
      nested: { a: 1 },
      none: undefined,
      blob: new Blob(["abc"], { type: "text/csv" }),
      files: [new File(["d"], "d.txt"), new File(["e"], "e.txt")],
    });
    expect(contentType).toMatch(/^multipart\/form-data; boundary=\S+$/);
    expect([...form.keys()]).toEqual([
      "name",
      "list",
      "list",
      "at",
      "nested",
      "blob",
      "files",
      "files",
    ]);
    expect(form.get("name")).toBe("ü");
    expect(form.getAll("list")).toEqual(["1", "true"]);
    expect(form.get("at")).toBe("1970-01-01T00:00:00.000Z");
    expect(form.get("nested")).toBe('{"a":1}');
    const blob = form.get("blob") as File;
    expect([blob.type, await blob.text()]).toEqual(["text/csv", "abc"]);
    const files = form.getAll("files") as File[];
    expect(files.map(({ name }) => name)).toEqual(["d.txt", "e.txt"]);
  });

  test("that is a FormData already", async () => {
    const body = new FormData();
    body.append("a", "1");
    const { form } = await partsOf(body);
    expect([...form]).toEqual([["a", "1"]]);
  });

  test("has its boundary in the content type, whatever the caller's headers say", async () => {
    const { contentType, form } = await partsOf({ a: "1" }, { "Content-Type": type });
    expect(contentType).toContain("boundary=");
    expect([...form]).toEqual([["a", "1"]]);
  });
});

describe("what fetch itself takes", () => {
  const bytes = new Uint8Array([0, 255, 10, 13]);
  const stream = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("one "));
        controller.enqueue(new TextEncoder().encode("two"));
        controller.close();
      },
    });

  test.each<[string, string, () => unknown, Buffer]>([
    ["text", "text/plain", () => "a\r\nü", Buffer.from("a\r\nü")],
    ["empty text", "text/plain", () => "", Buffer.from("")],
    ["XML", "application/xml", () => "<a/>", Buffer.from("<a/>")],
    ["bytes", "application/octet-stream", () => bytes, Buffer.from(bytes)],
    ["a buffer", "application/octet-stream", () => bytes.buffer, Buffer.from(bytes)],
    ["a Blob", "image/png", () => new Blob([bytes], { type: "text/csv" }), Buffer.from(bytes)],
    ["a stream", "application/octet-stream", stream, Buffer.from("one two")],
  ])("%s", async (_, type, body, expected) => {
    await call({ method: "PUT", body: bodyOf(type) }, { body: body() });
    const [request] = server.take();
    // The spec's type, not the Blob's own.
    expect(request?.headers["content-type"]).toBe(type);
    expect(request?.body).toEqual(expected);
  });
});

describe("no body", () => {
  test("has no content type, not even one among the caller's headers", async () => {
    const headers = { "content-type": "text/csv" };
    await call({ method: "POST", body: {} }, {}, { headers });
    const [request] = server.take();
    expect(request?.headers).not.toHaveProperty("content-type");
    expect(request?.body).toHaveLength(0);
  });

  test("is refused where one is required", async () => {
    const error = await rejectionOf(call({ method: "POST", body: { required: true } }));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ parameter: "body", message: "body is required, but missing" });
    expect(server.take()).toEqual([]);
  });

  test("is sent for an operation that takes none", async () => {
    await call({ method: "POST" }, { body: { a: 1 } });
    expect(server.take()[0]?.body).toHaveLength(0);
  });
});

describe("refuses, naming the body", () => {
  test.each<[string, string, unknown, RegExp]>([
    ["an object as text", "text/plain", { a: 1 }, /cannot be sent as text\/plain/],
    ["a list as text", "text/plain", ["a"], /cannot be sent as text\/plain/],
    ["a number as text", "text/plain", 1, /cannot be sent as text\/plain/],
    ["null as text", "text/plain", null, /cannot be sent as text\/plain/],
    ["an object as bytes", "application/octet-stream", {}, /cannot be sent as application\/octet/],
    ["a list as a form", "application/x-www-form-urlencoded", [1], /cannot be sent as/],
    ["nothing as a form", "multipart/form-data", null, /cannot be sent as/],
    ["a bigint inside JSON", "application/json", { a: 1n }, /cannot be written as JSON: .*BigInt/],
    ["a bigint deep inside a form", "multipart/form-data", { a: { b: 1n } }, /BigInt/],
    ["a function as JSON", "application/json", () => 1, /cannot be written as JSON: function/],
  ])("%s", async (_, type, body, problem) => {
    const error = await rejectionOf(call({ method: "POST", body: bodyOf(type) }, { body }));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ parameter: "body", message: expect.stringMatching(problem) });
    expect(server.take()).toEqual([]);
  });
});
