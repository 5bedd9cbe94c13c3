import { createHmac } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Credential,
  type CredentialScheme,
  isInCookie,
  writeCookieCredential,
  writeQueryCredential,
} from "../../generator/runtime/auth.js";
import { writeRaw } from "../../generator/runtime/body.js";
import {
  type ClientOptions,
  type CredentialRequest,
  type Hooks,
  InvalidArgumentError,
  type SignedRequest,
} from "../../generator/runtime/index.js";
import { isCookieValue, writeParameter } from "../../generator/runtime/serialize.js";
import { type Call, rejectionOf, retryingCallerOf } from "./client.js";
import { answer, json, serve } from "./server.js";

const server = await serve();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
  server.respond = json({});
});

// As drf-spectacular writes them.
const session: CredentialScheme = {
  option: "cookieAuth",
  in: "cookie",
  name: "sessionid",
  write: writeCookieCredential,
  isIn: isInCookie,
  holds: isCookieValue,
};
const token: CredentialScheme = { option: "tokenAuth", in: "header", name: "Authorization" };
const query: CredentialScheme = {
  option: "queryKey",
  in: "query",
  name: "key",
  write: writeQueryCredential,
};
const schemes = { session, token, query };
type Key = keyof typeof schemes;

function clientWith(
  security: readonly (readonly Key[])[],
  options: ClientOptions = {},
  credentials: Partial<Record<Key, Credential>> = {},
): Call {
  const config = { credentials: schemes, security };
  return retryingCallerOf({ baseUrl: server.url, ...options }, config, credentials);
}

const headersSent = () => server.take().map(({ headers }) => headers);
const problem = (message: string) => expect.objectContaining({ message });

describe("an operation that asks for a credential", () => {
  const login = [["session"], ["token"]] as const;

  test("is refused without one", async () => {
    expect(await rejectionOf(clientWith(login)({}))).toEqual(
      problem("cookieAuth is required for this operation, but missing"),
    );
    expect(server.take()).toEqual([]);
  });

  test.each<[string, ClientOptions, object]>([
    ["of the client", { auth: "ambient" }, {}],
    ["of the call", {}, { auth: "ambient" }],
  ])('goes out with `auth: "ambient"` %s', async (_, options, callOptions) => {
    await clientWith(login, options)({}, {}, callOptions);
    const [sent] = headersSent();
    expect(sent).toBeDefined();
    expect(sent).not.toHaveProperty("authorization");
    expect(sent).not.toHaveProperty("cookie");
  });

  test("sends what the client has, ambient or not", async () => {
    await clientWith(login, { auth: "ambient" }, { token: "Token abc" })({});
    expect(headersSent()).toMatchObject([{ authorization: "Token abc" }]);
  });

  test.each<[string, Record<string, string>]>([
    ["Authorization", { Authorization: "Token abc" }],
    ["a cookie", { cookie: "theme=dark; sessionid=abc" }],
  ])("goes out with %s that the caller wrote", async (_, headers) => {
    const sent = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    await clientWith(login, { headers })({});
    await clientWith(login)({}, {}, { headers });
    expect(headersSent()).toMatchObject([Object.fromEntries(sent), Object.fromEntries(sent)]);
  });

  test.each<[string, readonly Key[], object, object]>([
    ["another cookie", ["session"], { headers: { cookie: "mysessionid=abc" } }, {}],
    ["a parameter that is a cookie", ["session"], {}, { theme: "dark" }],
    ["an empty header", ["token"], { headers: { authorization: "" } }, {}],
    ["a header of the name that a key has in the query", ["query"], { headers: { key: "a" } }, {}],
    ["only one of two", ["session", "token"], { headers: { authorization: "a" } }, {}],
  ])("is refused with %s", async (_, keys, callOptions, args) => {
    const operation = {
      security: [keys],
      parameters: { theme: { in: "cookie", write: writeParameter } },
    } as const;
    expect(await rejectionOf(clientWith([])(operation, args, callOptions))).toBeInstanceOf(
      InvalidArgumentError,
    );
    expect(server.take()).toEqual([]);
  });

  test("takes a header together with what the client has", async () => {
    const call = clientWith([], {}, { session: "abc" });
    const operation = { security: [["session", "token"]] };
    await call(operation, {}, { headers: { authorization: "Token def" } });
    expect(headersSent()).toMatchObject([{ cookie: "sessionid=abc", authorization: "Token def" }]);
  });

  test("sends the client's credential, if it has one, in place of the caller's header", async () => {
    const call = clientWith([["token"]], {}, { token: "Token own" });
    await call({}, {}, { headers: { authorization: "Token other" } });
    expect(headersSent()).toMatchObject([{ authorization: "Token own" }]);
  });
});

describe("a client whose calls all need a credential is made", () => {
  test.each<[string, ClientOptions]>([
    ['with `auth: "ambient"`', { auth: "ambient" }],
    ["with `sign`", { sign: () => ({}) }],
    ["with the header", { headers: { authorization: "Token abc" } }],
  ])("%s", async (_, options) => {
    await clientWith([["token"]], options)({});
    expect(server.take()).toHaveLength(1);
  });

  test("not without all of these", () => {
    const make = () => clientWith([["token"]], { headers: { "x-other": "1" } });
    expect(make).toThrow(problem("tokenAuth is missing or empty"));
  });
});

describe("a header that the caller wrote as credential", () => {
  const secret = "of-the-caller-0123";
  const headers = { authorization: `Token ${secret}` };
  const optional = [["token"], []] as const;

  test("is not shown to hooks, and arrives", async () => {
    const shown: string[] = [];
    const hooks: Hooks = { request: (event) => void shown.push(...event.headers.keys()) };
    await clientWith([["token"]], { hooks, headers })({});
    expect(shown).toEqual(["accept", "user-agent"]);
    expect(headersSent()).toMatchObject([headers]);
  });

  test.each([`Token ${secret}`, secret])(
    "is not in the error of an answer with %s",
    async (echo) => {
      server.respond = json({ detail: `bad: ${echo}` }, 403);
      const error = await rejectionOf(clientWith(optional)({}, {}, { headers }));
      expect(error).toMatchObject({ body: { detail: expect.stringContaining("[hidden]") } });
      expect(JSON.stringify(error) + String(error)).not.toContain(secret);
    },
  );

  test("is hidden as a cookie too", async () => {
    const sent = "s3ss10n0123456789abcdef";
    server.respond = json({ detail: sent }, 403);
    const call = clientWith([["session"]], { headers: { cookie: `sessionid=${sent}; a=b` } });
    expect(await rejectionOf(call({}))).toMatchObject({ body: { detail: "[hidden]" } });
  });
});

describe("after a 401, a function that gives a credential", () => {
  /** Accepts one token; tells of each asking. */
  function vault(accepted: string, give: (asked: CredentialRequest) => string | Promise<string>) {
    const asked: boolean[] = [];
    server.respond = (response, arrived) =>
      json({}, arrived.headers.authorization === accepted ? 200 : 401)(response, arrived);
    return {
      asked,
      credential: async (request: CredentialRequest) => {
        asked.push(request.rejected);
        return give(request);
      },
    };
  }
  const tokensSent = () => headersSent().map(({ authorization }) => authorization);

  test("is asked for another one, and the call is repeated with that", async () => {
    const { asked, credential } = vault("new", ({ rejected }) => (rejected ? "new" : "old"));
    const call = clientWith([["token"]], { maxRetries: 0 }, { token: credential });
    expect(await call({ method: "POST", body: {} }, { body: { a: 1 } })).toEqual({});
    expect(asked).toEqual([false, true]);
    expect(server.take().map(({ headers, body }) => [headers.authorization, `${body}`])).toEqual([
      ["old", '{"a":1}'],
      ["new", '{"a":1}'],
    ]);
  });

  test("is asked no more than once a call", async () => {
    const { asked, credential } = vault("never", () => "any");
    const result = await clientWith([["token"]], {}, { token: credential })({}).result();
    expect(result).toMatchObject({ ok: false, status: 401 });
    expect(asked).toEqual([false, true]);
    expect(tokensSent()).toEqual(["any", "any"]);
  });

  test("is not asked if the body can be sent only once", async () => {
    const { asked, credential } = vault("new", ({ rejected }) => (rejected ? "new" : "old"));
    const body = new Blob(["a"]).stream();
    const call = clientWith([["token"]], {}, { token: credential });
    const operation = { method: "POST", body: { type: "text/plain", write: writeRaw } };
    expect(await call(operation, { body }).result()).toMatchObject({ status: 401 });
    expect(asked).toEqual([false]);
  });

  test("is asked once for all calls that are rejected together, however late one is", async () => {
    const { asked, credential } = vault("new", ({ rejected }) => (rejected ? "new" : "old"));
    const { respond } = server;
    let isFirst = true;
    server.respond = (response, arrived) => {
      if (!isFirst) return respond(response, arrived);
      isFirst = false;
      setTimeout(respond, 100, response, arrived);
    };
    const call = clientWith([["token"]], {}, { token: credential });
    await Promise.all(Array.from({ length: 20 }, () => call({})));
    expect(asked.filter((rejected) => rejected)).toHaveLength(1);
    expect(tokensSent().filter((sent) => sent === "new")).toHaveLength(20);
  });

  test("is asked again when the new one is rejected one day", async () => {
    let current = 1;
    const give = ({ rejected }: CredentialRequest) => `t${rejected ? ++current : current}`;
    const { asked, credential } = vault("t2", give);
    const call = clientWith([["token"]], {}, { token: credential });
    await call({});
    vault("t3", give);
    await call({});
    expect(asked).toEqual([false, true, false, true]);
    expect(tokensSent()).toEqual(["t1", "t2", "t2", "t3"]);
  });

  test("ends the call with its own error, and may be asked again by the next", async () => {
    let isShut = true;
    const { asked, credential } = vault("new", ({ rejected }) => {
      if (rejected && isShut) throw new Error("vault is shut");
      return rejected ? "new" : "old";
    });
    const call = clientWith([["token"]], {}, { token: credential });
    expect(await rejectionOf(call({}))).toMatchObject({ message: "vault is shut" });
    isShut = false;
    expect(await call({})).toEqual({});
    expect(asked).toEqual([false, true, false, true]);
  });

  test("is told by hooks as an attempt of its own", async () => {
    const { credential } = vault("new", ({ rejected }) => (rejected ? "new" : "old"));
    const told: unknown[] = [];
    const hooks: Hooks = {
      request: ({ attempt }) => void told.push(["request", attempt]),
      response: ({ attempt, status }) => void told.push(["response", attempt, status]),
      retry: ({ attempt, reason, delayMs }) => void told.push(["retry", attempt, reason, delayMs]),
    };
    await clientWith([["token"]], { hooks, maxRetries: 0 }, { token: credential })({});
    expect(told).toEqual([
      ["request", 1],
      ["response", 1, 401],
      ["retry", 1, 401, 0],
      ["request", 2],
      ["response", 2, 200],
    ]);
  });

  test("hides both credentials: the error shows neither", async () => {
    const { credential } = vault("x", ({ rejected }) => (rejected ? "new-secret" : "old-secret"));
    const { respond } = server;
    server.respond = (response, arrived) =>
      arrived.headers.authorization === "new-secret"
        ? json({ detail: "not new-secret" }, 403)(response, arrived)
        : respond(response, arrived);
    const error = await rejectionOf(clientWith([["token"]], {}, { token: credential })({}));
    expect(error).toMatchObject({ status: 403, body: { detail: "not [hidden]" } });
  });

  test("is left alone if it is no function", async () => {
    vault("new", () => "");
    const result = await clientWith([["token"]], {}, { token: "old" })({}).result();
    expect(result).toMatchObject({ status: 401 });
    expect(tokensSent()).toEqual(["old"]);
  });
});

describe("`sign`", () => {
  const secret = "key-of-the-signer";
  const hmac = (text: string) => createHmac("sha256", secret).update(text).digest("hex");

  test("is given the request as it is sent, and its headers go over the others", async () => {
    const seen: SignedRequest[] = [];
    const sign = async (request: SignedRequest) => {
      seen.push(request);
      return { "X-Signature": "abc", accept: "*/*" };
    };
    const call = clientWith([["query"]], { sign, headers: { "x-own": "1" } }, { query: "k1" });
    await call({ method: "POST", query: ["q"], body: {} }, { q: "a b", body: { a: 1 } });
    expect(seen).toMatchObject([
      {
        method: "POST",
        url: `${server.url}/things/?q=a%20b&key=k1`,
        headers: { accept: "application/json", "content-type": "application/json", "x-own": "1" },
        body: '{"a":1}',
      },
    ]);
    expect(headersSent()).toMatchObject([{ "x-signature": "abc", accept: "*/*", "x-own": "1" }]);
  });

  test("signs each attempt anew", async () => {
    let asked = 0;
    server.respond = (response, arrived) => json({}, asked < 3 ? 503 : 200)(response, arrived);
    const sign = () => ({ "x-signature": `s${++asked}` });
    await clientWith([["token"]], { sign, retryDelayMs: 0 })({});
    expect(headersSent().map((headers) => headers["x-signature"])).toEqual(["s1", "s2", "s3"]);
  });

  test("signs where a redirect leads, and not where it came from", async () => {
    server.respond = (response, arrived) =>
      arrived.target === "/things/"
        ? answer(307, { location: "/other/?a=1" })(response, arrived)
        : json({})(response, arrived);
    const sign = ({ url }: SignedRequest) => ({ "x-signature": hmac(url) });
    await clientWith([], { sign })({});
    expect(server.take().map(({ target, headers }) => [target, headers["x-signature"]])).toEqual([
      ["/things/", hmac(`${server.url}/things/`)],
      ["/other/?a=1", hmac(`${server.url}/other/?a=1`)],
    ]);
  });

  test("that throws ends the call with its own error, and nothing is sent", async () => {
    const sign = () => Promise.reject(new Error("no key"));
    expect(await rejectionOf(clientWith([], { sign })({}))).toMatchObject({ message: "no key" });
    expect(server.take()).toEqual([]);
  });

  test("that gives no header value is refused", async () => {
    const sign = () => ({ "x-signature": "a\nb" });
    expect(await rejectionOf(clientWith([], { sign })({}))).toMatchObject({
      name: "InvalidArgumentError",
      parameter: "headers.x-signature",
    });
  });

  test("shows its signature to no hook and no error, but its date", async () => {
    const signature = hmac("all");
    const date = "20150830T123600Z";
    const sign = () => ({
      authorization: `HMAC id=key-id-1, signature=${signature}`,
      "x-date": date,
    });
    server.respond = json({ detail: `${signature} of ${date}` }, 403);
    const shown: string[] = [];
    const hooks: Hooks = { request: ({ headers }) => void shown.push(...headers.keys()) };
    const error = await rejectionOf(clientWith([["token"]], { sign, hooks })({}));
    expect(shown).toEqual(["accept", "user-agent"]);
    expect(error).toMatchObject({ body: { detail: `[hidden] of ${date}` } });
  });
});
