import {
  createWebhookHandler,
  type WebhookEvent,
  type WebhookOptions,
} from "cofactr-platform-client";
import { describe, expect, test } from "vitest";

const event = { event_type: "updated", record_type: "BOM", id: "b-1", data: {} };
const address = "https://receiver.example/hooks/t";
const post = (body: string | Uint8Array | null, headers: Record<string, string> = {}) =>
  new Request(address, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });

type Options = Partial<WebhookOptions<WebhookEvent>>;

/** A handler, and what it told of. */
function receiver(options: Options = {}) {
  const events: unknown[] = [];
  const errors: unknown[] = [];
  const handle = createWebhookHandler({
    onEvent: (event) => events.push(event),
    onError: (error) => errors.push(error),
    ...options,
  });
  const answer = async (request: Request) => {
    const response = await handle(request);
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  return { answer, events, errors };
}

describe("answers", () => {
  test("204 when onEvent is done, not before", async () => {
    let isDone = false;
    const { answer } = receiver({
      onEvent: async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        isDone = true;
      },
    });
    expect(await answer(post(JSON.stringify(event)))).toMatchObject({ status: 204, text: "" });
    expect(isDone).toBe(true);
  });

  test("the event is the parsed body", async () => {
    const { answer, events, errors } = receiver();
    await answer(post(JSON.stringify(event)));
    expect(events).toEqual([event]);
    expect(errors).toEqual([]);
  });

  test.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])("405 to %s", async (method) => {
    const { answer, events } = receiver();
    const { status, headers } = await answer(new Request(address, { method }));
    expect([status, headers.get("allow"), events]).toEqual([405, "POST", []]);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonish"])(
    "415 to %s",
    async (type) => {
      const { answer, events } = receiver();
      const { status } = await answer(post("{}", { "content-type": type }));
      expect([status, events]).toEqual([415, []]);
    },
  );

  test.each(["application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.a+json"])(
    "204 to %s",
    async (type) => {
      const request = post(JSON.stringify(event), { "content-type": type });
      expect((await receiver().answer(request)).status).toBe(204);
    },
  );

  test("204 to a body without a content type", async () => {
    const body = new TextEncoder().encode(JSON.stringify(event));
    const request = new Request(address, { method: "POST", body });
    expect(request.headers.has("content-type")).toBe(false);
    expect((await receiver().answer(request)).status).toBe(204);
  });

  test.each([
    ["no body", null, "the body is not valid JSON\n"],
    ["broken JSON", '{"record_type":', "the body is not valid JSON\n"],
    ["no UTF-8", new Uint8Array([0x22, 0xff, 0x22]), "the body is not UTF-8\n"],
    ["a list", JSON.stringify([event]), "the body must be a JSON object, but is array\n"],
    ["no record_type", '{"id":"1"}', "record_type is missing\n"],
  ])("400 to %s, and says why", async (_, body, want) => {
    const { answer, events, errors } = receiver();
    const { status, text } = await answer(post(body));
    expect([status, text, events]).toEqual([400, want, []]);
    expect(errors).toMatchObject([{ name: "WebhookError", message: want.trim() }]);
  });

  test("400 does not show the body", async () => {
    const { text } = await receiver().answer(post('{"record_type":<script>s3cret'));
    expect(text).not.toMatch(/script|s3cret/);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("s3cret");
      },
    ],
    [
      "rejects",
      async () => {
        throw new Error("s3cret");
      },
    ],
    [
      "throws no error",
      () => {
        throw "s3cret";
      },
    ],
  ])("500 when onEvent %s, and tells onError alone", async (_, onEvent) => {
    const { answer, errors } = receiver({ onEvent });
    expect(await answer(post(JSON.stringify(event)))).toMatchObject({
      status: 500,
      text: "failed\n",
    });
    expect(String(errors[0])).toContain("s3cret");
  });

  test("500 even if onError throws too", async () => {
    const fail = () => {
      throw new Error("again");
    };
    const { answer } = receiver({ onEvent: fail, onError: fail });
    expect((await answer(post(JSON.stringify(event)))).status).toBe(500);
  });

  test("500 if someone has already read the body", async () => {
    const request = post(JSON.stringify(event));
    await request.text();
    expect((await receiver().answer(request)).status).toBe(500);
  });
});

describe("the length of a body", () => {
  const text = JSON.stringify(event);
  const size = text.length;

  test("is accepted up to the limit", async () => {
    expect((await receiver({ maxBytes: size }).answer(post(text))).status).toBe(204);
    expect((await receiver({ maxBytes: size - 1 }).answer(post(text))).status).toBe(413);
  });

  test("is counted in bytes", async () => {
    const wide = JSON.stringify({ ...event, data: "ö" });
    expect((await receiver({ maxBytes: wide.length }).answer(post(wide))).status).toBe(413);
  });

  test("is limited to a mebibyte by default", async () => {
    const padded = (length: number) => text + " ".repeat(length - size);
    expect((await receiver().answer(post(padded(1024 * 1024)))).status).toBe(204);
    expect((await receiver().answer(post(padded(1024 * 1024 + 1)))).status).toBe(413);
  });

  test("is rejected by its header if that is too large", async () => {
    const { status } = await receiver().answer(post(text, { "content-length": "99999999" }));
    expect(status).toBe(413);
  });

  test("is missing or wrong in the header: reading stops after the limit", async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    const init = { method: "POST", body, duplex: "half", headers: { "content-length": "5" } };
    const { status } = await receiver({ maxBytes: 10_000 }).answer(
      new Request(address, init as RequestInit),
    );
    expect(status).toBe(413);
    expect(pulled).toBeLessThan(15);
  });
});

describe("verify", () => {
  const text = JSON.stringify(event);

  test("receives the request and its text, before anything is parsed", async () => {
    const seen: unknown[] = [];
    const { answer, events } = receiver({
      verify: async (request, body) => {
        seen.push(request.url, body);
        return false;
      },
    });
    expect(await answer(post("{ no JSON"))).toMatchObject({ status: 401, text: "not verified\n" });
    expect(seen).toEqual([address, "{ no JSON"]);
    expect(events).toEqual([]);
  });

  test("allows the event", async () => {
    const { answer, events } = receiver({ verify: () => true });
    expect((await answer(post(text))).status).toBe(204);
    expect(events).toEqual([event]);
  });

  test("throws: 500, and no event", async () => {
    const verify = () => {
      throw new Error("s3cret");
    };
    const { answer, events } = receiver({ verify });
    expect(await answer(post(text))).toMatchObject({ status: 500, text: "failed\n" });
    expect(events).toEqual([]);
  });
});
