import { inspect } from "node:util";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CredentialScheme } from "../../generator/runtime/auth.js";
import {
  ClientCredentialsError,
  type ClientCredentialsOptions,
  clientCredentials,
} from "../../generator/runtime/client-credentials.js";
import { callerOf, rejectionOf } from "./client.js";
import { answer, json, type Respond, refusedUrl, serve } from "./server.js";

const server = await serve();
afterAll(() => server.close());
afterEach(() => {
  vi.useRealTimers();
});
beforeEach(() => {
  issued = 0;
  server.take();
  server.respond = issue({ expires_in: 3600 });
});

let issued = 0;
/** Gives a token, numbered, with more of what a server says of it. */
function issue(more: object): Respond {
  return (response, arrived) =>
    json({ access_token: `token-${++issued}`, token_type: "Bearer", ...more })(response, arrived);
}

const secret = "s3cret of/the:program";
const make = (more: Partial<ClientCredentialsOptions> = {}) =>
  clientCredentials({
    tokenUrl: `${server.url}/token?tenant=a`,
    clientId: "me:you",
    clientSecret: secret,
    ...more,
  });

describe("the request for a token", () => {
  // RFC 6749, 4.4.2 and 2.3.1.
  test("has id and secret in the header, each encoded before they are joined", async () => {
    expect(await make({ scopes: ["read", "write"] })()).toBe("token-1");
    const [sent] = server.take();
    expect(sent).toMatchObject({ method: "POST", target: "/token?tenant=a" });
    expect(sent?.headers).toMatchObject({
      "content-type": "application/x-www-form-urlencoded",
      authorization: `Basic ${btoa("me%3Ayou:s3cret+of%2Fthe%3Aprogram")}`,
    });
    expect(`${sent?.body}`).toBe("grant_type=client_credentials&scope=read+write");
  });

  test("has them in the body, if the server wants that, and other fields", async () => {
    await make({ sendIn: "body", fields: { audience: "https://api.test" } })();
    const [sent] = server.take();
    expect(sent?.headers).not.toHaveProperty("authorization");
    expect(Object.fromEntries(new URLSearchParams(`${sent?.body}`))).toEqual({
      grant_type: "client_credentials",
      audience: "https://api.test",
      client_id: "me:you",
      client_secret: secret,
    });
  });

  test("goes through a fetch of one's own", async () => {
    const fetch = vi.fn(async () => Response.json({ access_token: "own" }));
    expect(await make({ fetch })()).toBe("own");
    expect(server.take()).toEqual([]);
  });
});

describe("a token", () => {
  test("is fetched once for all who ask at once, and kept", async () => {
    const ask = make();
    expect(new Set(await Promise.all([ask(), ask(), ask()]))).toEqual(new Set(["token-1"]));
    expect(await ask()).toBe("token-1");
    expect(server.take()).toHaveLength(1);
  });

  test.each([
    ["half a minute before it expires", { expires_in: 3600 }, 3_569_000, 3_571_000],
    ["after nine tenths of a short life", { expires_in: 20 }, 17_500, 18_500],
    ["also if the number is text", { expires_in: "3600" }, 3_569_000, 3_571_000],
    ["never, if nobody says when it expires", {}, 1e12, undefined],
  ])("is replaced %s", async (_, more, keptMs, replacedMs) => {
    server.respond = issue(more);
    vi.useFakeTimers({ toFake: ["Date"] });
    const start = Date.now();
    const ask = make();
    await ask();
    vi.setSystemTime(start + keptMs);
    expect(await ask()).toBe("token-1");
    if (replacedMs === undefined) return;
    vi.setSystemTime(start + replacedMs);
    expect(await ask()).toBe("token-2");
  });

  test("is replaced when it is rejected", async () => {
    const ask = make();
    await ask();
    expect(await Promise.all([ask({ rejected: true }), ask({ rejected: true })])).toEqual([
      "token-2",
      "token-2",
    ]);
    expect(await ask()).toBe("token-2");
  });

  test("is what a client sends, which asks for another one after a 401", async () => {
    const api = await serve((response, arrived) =>
      json({}, arrived.headers.authorization === "Bearer token-2" ? 200 : 401)(response, arrived),
    );
    const scheme: CredentialScheme = {
      option: "oauth",
      in: "header",
      name: "Authorization",
      prefix: "Bearer ",
    };
    const config = { credentials: { oauth: scheme }, security: [["oauth"]] };
    const call = callerOf({ baseUrl: api.url }, config, { oauth: make() });
    await Promise.all([call({}), call({}), call({})]);
    await call({});
    expect(issued).toBe(2);
    expect(api.take().at(-1)?.headers.authorization).toBe("Bearer token-2");
    await api.close();
  });
});

describe("without a token", () => {
  const echo = { error_description: `${secret} is wrong`, hint: btoa(`x:${secret}`) };
  test.each<[string, Respond, object]>([
    [
      "a refusal says its code",
      json({ error: "invalid_client", ...echo }, 401),
      {
        status: 401,
        code: "invalid_client",
        message: "no token by client credentials: status 401, invalid_client",
      },
    ],
    [
      "a code that is none is not told",
      json({ error: secret }, 400),
      { status: 400, code: undefined },
    ],
    ["a page is told by its status", answer(502, {}, `<p>${secret}`), { status: 502 }],
    ["a success that has none", json({ token: "a", ...echo }), { status: 200 }],
    ["a redirect is not followed", answer(307, { location: "/other" }), { status: 307 }],
    ["a lost connection", (response) => response.destroy(), { status: undefined }],
  ])("%s", async (_, respond, expected) => {
    server.respond = respond;
    const error = await rejectionOf(make()());
    expect(error).toBeInstanceOf(ClientCredentialsError);
    expect(error).toMatchObject(expected);
    expect(server.take()).toHaveLength(1);
    const printed = inspect(error, { depth: Infinity, showHidden: true });
    for (const form of [secret, "s3cret", btoa(secret)]) expect(printed).not.toContain(form);
  });

  test("the next one asks again", async () => {
    const ask = make();
    server.respond = json({ error: "temporarily_unavailable" }, 503);
    await rejectionOf(ask());
    server.respond = issue({});
    expect(await ask()).toBe("token-1");
  });

  test("what fetch threw is its cause, without the secret", async () => {
    const tokenUrl = await refusedUrl();
    expect(await rejectionOf(make({ tokenUrl })())).toMatchObject({
      message: expect.stringContaining("no response"),
      cause: { name: "TypeError" },
    });
    const fetch = () => Promise.reject(new Error(`cannot send ${secret}`));
    expect(inspect(await rejectionOf(make({ fetch })()))).not.toContain(secret);
  });

  test("a server that says nothing is left after a time", async () => {
    server.respond = () => {};
    expect(await rejectionOf(make({ timeoutMs: 50 })())).toMatchObject({
      message: expect.stringContaining("timeout"),
    });
  });
});

test.each<[string, Partial<ClientCredentialsOptions>]>([
  ["tokenUrl", { tokenUrl: "/token" }],
  ["tokenUrl", { tokenUrl: "ftp://a.test/" }],
  ["tokenUrl", { tokenUrl: "https://user:pass@a.test/" }],
  ["tokenUrl", { tokenUrl: "https://" }],
  ["clientId", { clientId: "" }],
  ["clientSecret", { clientSecret: undefined as never }],
])("%s is refused: %j", (parameter, more) => {
  expect(() => make(more)).toThrow(expect.objectContaining({ parameter }));
});
