import { type AddressInfo, createServer, type Server } from "node:net";
import { inspect } from "node:util";
import { createCofactr, createCofactrClient } from "cofactr-platform-client";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Credential,
  type CredentialScheme,
  encodeBasic,
  writeCookieCredential,
  writeQueryCredential,
} from "../../generator/runtime/auth.js";
import { createClient } from "../../generator/runtime/client.js";
import type { BadRequestError, Hooks } from "../../generator/runtime/index.js";
import { isCookieValue } from "../../generator/runtime/serialize.js";
import { callerOf, rejectionOf } from "./client.js";
import { answer, json, type Respond, refusedUrl, serve } from "./server.js";

const secret = "S3CRET/of+tests";
/** Every form in which it could stand somewhere. */
const forms = [
  secret,
  encodeURIComponent(secret),
  Buffer.from(`user:${secret}`).toString("base64"),
  "S3CRET",
];

const server = await serve();
afterAll(() => server.close());
beforeEach(() => {
  server.respond = json({});
});

const schemes = {
  header: { option: "apiKey", in: "header", name: "Authorization", prefix: "Api-Key " },
  query: { option: "queryKey", in: "query", name: "key", write: writeQueryCredential },
  cookie: {
    option: "session",
    in: "cookie",
    name: "sid",
    write: writeCookieCredential,
    holds: isCookieValue,
  },
  basic: {
    option: "login",
    in: "header",
    name: "Authorization",
    prefix: "Basic ",
    encode: encodeBasic("login"),
  },
} satisfies Record<string, CredentialScheme>;
type Kind = keyof typeof schemes;
const kinds = Object.keys(schemes) as Kind[];

function credentialsOf(kind: Kind, given: Credential = secret) {
  return { [kind]: kind === "basic" ? { username: "user", password: secret } : given };
}

function callWith(kind: Kind, given?: Credential, baseUrl = server.url) {
  const config = { credentials: schemes, security: [[kind]] };
  return callerOf({ baseUrl }, config, credentialsOf(kind, given));
}

/** Everything that a value may be printed as. */
function printed(value: unknown): string {
  const error = value instanceof Error ? value : undefined;
  return [
    String(value),
    JSON.stringify(value),
    inspect(value),
    inspect(value, { depth: Infinity, showHidden: true }),
    error?.message,
    error?.stack,
    ...Object.values(error ?? {}).map((field) => inspect(field)),
    ...(error?.cause === undefined ? [] : [printed(error.cause)]),
  ].join("\n");
}

function expectNoSecret(value: unknown) {
  for (const form of forms) expect(printed(value)).not.toContain(form);
}

describe("a client does not show its key", () => {
  const options = { apiKey: secret, baseUrl: server.url, inferred: "allow" } as const;

  test.each([
    ["the facade", () => createCofactr(options)],
    ["the client of the standalone functions", () => createCofactrClient(options)],
    ...kinds.map((kind) => [
      `a client with a key in ${kind}`,
      () =>
        createClient(
          { servers: [], credentials: schemes, security: [[kind]], userAgent: "test/1" },
          { baseUrl: server.url },
          credentialsOf(kind),
        ),
    ]),
  ] as [string, () => object][])("%s", (_, make) => {
    expectNoSecret(make());
  });

  test.each(kinds)("nor does a call with a key in %s, before and after its end", async (kind) => {
    const call = callWith(kind)({});
    expectNoSecret(call);
    await call;
    expectNoSecret(call);
  });
});

/** Sends back all that arrived, as some servers do in a debug mode. */
const echo =
  (status: number, type: string, write: (text: string) => string): Respond =>
  (response, { headers, target }) => {
    response.writeHead(status, { "content-type": type });
    response.end(write(JSON.stringify({ headers, target })));
  };

describe.each(kinds)("with a key in %s, no error shows it:", (kind) => {
  test.each<[string, Respond]>([
    ["PermissionError", json({ detail: "no" }, 403)],
    ["UnreadableResponseError", answer(200, { "content-type": "text/html" }, "<p>")],
    ["UnreadableResponseError", answer(200, {}, "<p>")],
    ["ConnectionError", (response) => response.destroy()],
    // Echoes of the request.
    ["PermissionError", echo(403, "application/json", (text) => text)],
    ["ServerError", echo(500, "text/html", (text) => `<pre>${text}</pre>`)],
    ["UnreadableResponseError", echo(200, "text/html", (text) => `<pre>${text}</pre>`)],
    ["UnreadableResponseError", echo(200, "application/json", (text) => `<pre>${text}</pre>`)],
  ])("%s, %o", async (name, respond) => {
    server.respond = respond;
    server.take();
    const error = await rejectionOf(callWith(kind)({}));
    expect(error).toMatchObject({ name });
    expectNoSecret(error);
    // It was there to be shown.
    const [request] = server.take();
    const arrived = JSON.stringify(request);
    expect(forms.some((form) => arrived.includes(form))).toBe(true);
  });

  test("on a refused port, and on an abort", async () => {
    const refused = callWith(kind, secret, await refusedUrl())({});
    expectNoSecret(await rejectionOf(refused));
    const aborted = callWith(kind)({}, {}, { signal: AbortSignal.abort() });
    expectNoSecret(await rejectionOf(aborted));
  });

  test("in the arguments", async () => {
    const wrong = callWith(kind)({ path: "/{id}/", parameters: { id: { in: "path" } } });
    expectNoSecret(await rejectionOf(wrong));
  });
});

describe("what is no HTTP and echoes the key", () => {
  /** Sends back the head of the request, in which the key stands, within something else. */
  const servers = new Set<Server>();
  afterAll(() => {
    for (const each of servers) each.close();
  });
  async function serveRaw(write: (echo: string) => string): Promise<string> {
    const raw = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", (head) => {
        const echo = head.toString("latin1").replaceAll(/\r\n/g, " ");
        socket.end(Buffer.from(write(echo), "latin1"));
      });
    });
    servers.add(raw);
    await new Promise<void>((resolve) => raw.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(raw.address() as AddressInfo).port}`;
  }
  const ok = "HTTP/1.1 200 OK\r\n";

  describe.each(kinds)("with a key in %s", (kind) => {
    test.each<[string, string, (echo: string) => string]>([
      ["nothing else", "ConnectionError", (echo) => echo],
      ["a status", "ConnectionError", (echo) => `HTTP/1.1 ${echo}\r\n\r\n`],
      ["a broken header", "ConnectionError", (echo) => `${ok}x-a: ${echo}\r\n${echo}\r\n\r\n`],
      ["a length", "ConnectionError", (echo) => `${ok}content-length: ${echo}\r\n\r\n`],
      [
        "a piece of a body",
        "UnreadableResponseError",
        (echo) => `${ok}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n${echo}\r\n`,
      ],
      [
        "a body that is cut off",
        "UnreadableResponseError",
        (echo) => `${ok}content-length: 9999\r\n\r\n"${echo}`,
      ],
      [
        "the type of a body",
        "UnreadableResponseError",
        (echo) => `${ok}content-type: text/${echo}\r\ncontent-length: 1\r\n\r\n1`,
      ],
    ])("%s", async (_, name, write) => {
      let echoed = "";
      const url = await serveRaw((echo) => {
        echoed = echo;
        return write(echo);
      });
      const error = await rejectionOf(callWith(kind, secret, url)({}));
      expect(error).toMatchObject({ name });
      expectNoSecret(error);
      expect(forms.some((form) => echoed.includes(form))).toBe(true);
    });
  });

  test("what undici says of it is still told", async () => {
    const url = await serveRaw((echo) => `${ok}x-a: ${echo}\r\n${echo}\r\n\r\n`);
    const error = (await rejectionOf(callWith("header", secret, url)({}))) as Error;
    expect(error.cause).toBeInstanceOf(TypeError);
    expect(error.cause).toMatchObject({
      message: "fetch failed",
      stack: expect.stringContaining("fetch failed"),
      cause: {
        name: "HTTPParserError",
        code: expect.stringMatching(/^HPE_/),
        data: expect.stringContaining("[hidden]"),
      },
    });
  });
});

describe("what a fetch of the caller's own throws", () => {
  const thrownBy = (thrown: unknown) =>
    rejectionOf(
      callerOf(
        { baseUrl: server.url, fetch: () => Promise.reject(thrown) },
        { credentials: schemes, security: [["header"]] },
        credentialsOf("header"),
      )({}),
    ) as Promise<Error>;
  const echo = `Api-Key ${secret}`;

  test.each<[string, unknown]>([
    ["text", echo],
    ["an error", new TypeError(`Headers.append: "${echo}" is an invalid header value.`)],
    ["an error of an error", new Error("a", { cause: new Error("b", { cause: new Error(echo) }) })],
    ["several errors", new AggregateError([new Error(echo), echo], "all")],
    ["a request", Object.assign(new Error("a"), { config: { headers: { authorization: echo } } })],
    ["bytes", Object.assign(new Error("a"), { data: Buffer.from(echo) })],
    ["a name and a code", Object.assign(new Error("a"), { name: echo, code: echo })],
    ["a DOMException", new DOMException(echo, "NetworkError")],
    ["an object", { message: echo, url: `https://x.example/?key=${encodeURIComponent(secret)}` }],
    ["an object of anything", { headers: echo }],
    ["a function", Object.assign(() => {}, { echo })],
    [
      "an error of itself",
      (() => {
        const error = new Error(echo);
        error.cause = error;
        return error;
      })(),
    ],
  ])("shows no key: %s", async (_, thrown) => {
    expectNoSecret(await thrownBy(thrown));
  });

  test("keeps its class, its texts and what led to it", async () => {
    class Refused extends Error {
      override readonly name = "Refused";
      readonly port = 443;
      readonly isFinal = true;
    }
    const inner = new AggregateError([new Refused("one"), new Refused("two")], "both");
    const { cause } = await thrownBy(new TypeError("fetch failed", { cause: inner }));
    expect(cause).toBeInstanceOf(TypeError);
    const { cause: led } = cause as { cause: AggregateError };
    expect(led).toBeInstanceOf(AggregateError);
    expect(led.errors).toHaveLength(2);
    expect(led.errors[1]).toBeInstanceOf(Refused);
    expect(led.errors[1]).toMatchObject({ message: "two", port: 443, isFinal: true });
    const { cause: exception } = await thrownBy(new DOMException("gone", "NetworkError"));
    expect(exception).toMatchObject({ name: "NetworkError", message: "gone", code: 19 });
  });
});

describe("a body that echoes the key", () => {
  test("keeps the rest of what it says", async () => {
    server.respond = (response, { headers }) =>
      json({ detail: "bad key", sent: headers.authorization }, 401)(response, {} as never);
    const result = await callWith("header")({}).result();
    expect(result).toMatchObject({
      ok: false,
      status: 401,
      error: {
        body: { detail: "bad key", sent: "Api-Key [hidden]" },
        message: expect.stringContaining('"sent":"Api-Key [hidden]"'),
      },
    });
  });

  test.each(kinds)("in a header, or as the name of a member, hides it too: in %s", async (kind) => {
    server.respond = (response, { headers, target }) => {
      const sent = JSON.stringify({ headers, target });
      const key = forms.find((form) => sent.includes(form)) ?? "";
      response.writeHead(400, { "content-type": "application/json", "x-echo": `a ${key}` });
      response.end(JSON.stringify({ [key]: ["not known"], deep: [{ [key]: 1 }] }));
    };
    const error = (await rejectionOf(callWith(kind)({}))) as BadRequestError;
    expect(error).toMatchObject({ body: { "[hidden]": ["not known"], deep: [{ "[hidden]": 1 }] } });
    expect(error.headers.get("x-echo")).toBe("a [hidden]");
    expect(error.fields).toMatchObject({ "[hidden]": ["not known"] });
    expectNoSecret(error);
    expectNoSecret(Object.fromEntries(error.headers));
  });

  test("is hidden from the response hook", async () => {
    server.respond = (response, { headers }) =>
      response.writeHead(204, { "x-echo": headers.authorization as string }).end();
    const seen: object[] = [];
    const hooks: Hooks = { response: ({ headers }) => void seen.push(Object.fromEntries(headers)) };
    const config = { credentials: schemes, security: [["header"]] };
    await callerOf({ baseUrl: server.url, hooks }, config, credentialsOf("header"))({});
    expect(seen).toMatchObject([{ "x-echo": "Api-Key [hidden]" }]);
  });

  test("hides the key that a function gave", async () => {
    server.respond = echo(401, "application/json", (text) => text);
    expectNoSecret(await rejectionOf(callWith("header", async () => secret)({})));
  });

  test("is left alone if it is data, or if the key is short enough for a part of a word", async () => {
    server.respond = (response, { headers }) => json(headers)(response, {} as never);
    expect(await callWith("header")({})).toMatchObject({ authorization: `Api-Key ${secret}` });
    server.respond = json({ error: "no" }, 401);
    const short = callWith("header", "error")({}).result();
    expect(await short).toMatchObject({ error: { body: { error: "no" } } });
  });

  test("is still to be had as it came, from the response", async () => {
    server.respond = (response, { headers }) => json(headers, 401)(response, {} as never);
    const response = await callWith("header")({}).response();
    expect(await response.text()).toContain(secret);
  });
});
