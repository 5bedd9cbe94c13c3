import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { rejectionOf } from "../runtime/client.js";
import { json, refusedUrl, serve } from "../runtime/server.js";
import { type FetchClient, loadWithFetch } from "./make-fetch-client.js";

const { fetch } = await loadWithFetch();
const server = await serve();
const refused = await refusedUrl();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
  server.respond = json({});
});

const made = (options: object = {}): FetchClient =>
  fetch.createThingsFetch({
    apiKey: "key-of-the-header",
    baseUrl: server.url,
    retryDelayMs: 1,
    ...options,
  });
const client = made();
const thing = { params: { path: { id: "1" } } };
const targets = () => server.take().map(({ target }) => target);
const asItIs = (body: unknown) => body;

describe("retries", () => {
  /** Fails twice, then answers. */
  const failTwice = (status = 503) => {
    let requests = 0;
    server.respond = (response) =>
      ++requests < 3 ? response.writeHead(status).end() : json("third")(response, {} as never);
  };

  test("of reads that fail", async () => {
    failTwice();
    expect((await client.GET("/things")).data).toBe("third");
    expect(targets()).toHaveLength(3);
  });

  test("as often as the call says", async () => {
    failTwice();
    expect((await client.GET("/things", { maxRetries: 1 })).response.status).toBe(503);
    expect(targets()).toHaveLength(2);
  });

  test("of a POST only with 429 or a key, which is the same for each attempt", async () => {
    failTwice();
    const body = { name: "" };
    expect((await client.POST("/things", { body })).response.status).toBe(503);
    expect(targets()).toHaveLength(1);
    failTwice(429);
    expect((await client.POST("/things", { body })).data).toBe("third");
    server.take();
    failTwice();
    expect((await client.POST("/things", { body, idempotencyKey: "k1" })).data).toBe("third");
    expect(server.take().map(({ headers }) => headers["idempotency-key"])).toEqual([
      "k1",
      "k1",
      "k1",
    ]);
  });

  test("of no connection", async () => {
    const retries: number[] = [];
    const hooks = { retry: ({ attempt }: { attempt: number }) => void retries.push(attempt) };
    const error = await rejectionOf(made({ baseUrl: refused, hooks }).GET("/things"));
    expect(error).toMatchObject({ name: "ConnectionError" });
    expect(retries).toEqual([1, 2]);
  });

  const form = new FormData();
  form.append("name", "a");
  form.append("file", new Blob(["content"]), "a.txt");
  const kept: [string, unknown, string | RegExp][] = [
    ["text", "some text", "some text"],
    ["a long text", "x".repeat(1_500_000), /^x{1500000}$/],
    ["a form in the URL's encoding", new URLSearchParams({ a: "1 2" }), "a=1+2"],
    ["a form with a file", form, /name="name"\r\n\r\na\r\n.*filename="a.txt".*content/s],
    ["bytes", new Uint8Array([104, 105]), "hi"],
    ["a buffer", new TextEncoder().encode("hi").buffer, "hi"],
    ["a blob", new Blob(["hi"]), "hi"],
    ["a megabyte", new Uint8Array(1_000_000).fill(120), /^x{1000000}$/],
    ["a blob of a megabyte", new Blob(["x".repeat(1_000_000)]), /^x{1000000}$/],
  ];
  test.each(kept)("with its body: %s", async (_, body, text) => {
    for (const bodySerializer of body instanceof FormData ? [asItIs, undefined] : [asItIs]) {
      failTwice();
      const put = await client.PUT("/things/{id}", { ...thing, body, bodySerializer });
      expect(put.data).toBe("third");
      const arrived = server.take();
      expect(arrived).toHaveLength(3);
      for (const each of arrived) {
        expect(`${each.body}`).toMatch(
          text instanceof RegExp ? text : new RegExp(`^${escaped(text)}$`),
        );
        if (!(body instanceof FormData)) continue;
        const [, boundary] = /boundary=(.*)$/.exec(each.headers["content-type"] ?? "") ?? [];
        expect(`${each.body}`).toContain(`--${boundary}--`);
      }
    }
  });
  const escaped = (text: string) => text.replaceAll(/[+]/g, "\\$&");

  const stream = () => new Blob(["once"]).stream();
  async function* pieces() {
    yield new TextEncoder().encode("on");
    yield new TextEncoder().encode("ce");
  }
  test.each<[string, () => unknown, RegExp]>([
    ["a stream", stream, /^once$/],
    ["pieces", pieces, /^once$/],
    ["more than a megabyte", () => new Uint8Array(1_000_001).fill(120), /^x{1000001}$/],
    ["a blob of more", () => new Blob(["x".repeat(1_000_001)]), /^x{1000001}$/],
  ])("not with its body: %s", async (_, body, text) => {
    failTwice();
    const put = await client.PUT("/things/{id}", {
      ...thing,
      body: body(),
      bodySerializer: asItIs,
    });
    expect(put.response.status).toBe(503);
    const arrived = server.take();
    expect(arrived).toHaveLength(1);
    expect(`${arrived[0]?.body}`).toMatch(text);
  });

  test("send what was given, though it is changed meanwhile", async () => {
    const bytes = new TextEncoder().encode("given");
    const fields = new URLSearchParams({ a: "given" });
    const form = new FormData();
    form.append("a", "given");
    const changes: [unknown, () => void][] = [
      [bytes, () => bytes.fill(0)],
      [fields, () => fields.set("a", "changed")],
      [form, () => form.set("a", "changed")],
    ];
    for (const [body, change] of changes) {
      failTwice();
      const call = client.PUT("/things/{id}", { ...thing, body, bodySerializer: asItIs });
      change();
      await call;
      const bodies = server.take().map((each) => `${each.body}`);
      expect(bodies).toHaveLength(3);
      for (const each of bodies) expect(each).toContain("given");
    }
  });
});
