import { inspect } from "node:util";
import { createCofactr, createCofactrClient } from "cofactr-platform-client";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Credential, CredentialScheme } from "../../generator/runtime/auth.js";
import { encodeBasic } from "../../generator/runtime/basic.js";
import {
  writeCookieCredential,
  writeQueryCredential,
} from "../../generator/runtime/credentials.js";
import { type BadRequestError, createClient, type Hooks } from "../../generator/runtime/index.js";
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
  cookie: { option: "session", in: "cookie", name: "sid", write: writeCookieCredential },
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
    inspect(value, { depth: 10, showHidden: true }),
    error?.message,
    error?.stack,
    ...Object.values(error ?? {}).map((field) => inspect(field)),
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
          { credentials: schemes, security: [[kind]], userAgent: "test/1" },
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
