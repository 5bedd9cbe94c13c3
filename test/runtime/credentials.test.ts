import { afterAll, beforeEach, describe, expect, test } from "vitest";
import {
  type CredentialScheme,
  type Credentials,
  encodeBasic,
  writeCookieCredential,
  writeQueryCredential,
} from "../../generator/runtime/auth.js";
import type { ClientConfig } from "../../generator/runtime/client.js";
import { InvalidArgumentError } from "../../generator/runtime/index.js";
import type { OperationDescriptor } from "../../generator/runtime/operation.js";
import { isCookieValue, writeParameter } from "../../generator/runtime/serialize.js";
import { type Call, callerOf, rejectionOf } from "./client.js";
import { answer, json, type Respond, refusedUrl, serve } from "./server.js";

const server = await serve();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
  server.respond = json({});
});

const schemes = {
  key: { option: "apiKey", in: "header", name: "X-Api-Key" },
  bearer: { option: "token", in: "header", name: "Authorization", prefix: "Bearer " },
  basic: {
    option: "login",
    in: "header",
    name: "Authorization",
    prefix: "Basic ",
    encode: encodeBasic("login"),
  },
  query: { option: "queryKey", in: "query", name: "api key", write: writeQueryCredential },
  cookie: {
    option: "session",
    in: "cookie",
    name: "sid",
    write: writeCookieCredential,
    holds: isCookieValue,
  },
} satisfies Record<string, CredentialScheme>;

function clientWith(
  security: ClientConfig["security"],
  credentials: Credentials,
  baseUrl = server.url,
): Call {
  return callerOf({ baseUrl }, { credentials: schemes, security }, credentials);
}

async function sent(call: Call, operation: Partial<OperationDescriptor> = {}, args = {}) {
  await call(operation, args);
  const [request] = server.take();
  const { authorization, cookie, "x-api-key": key } = request?.headers ?? {};
  return { target: request?.target, authorization, cookie, key };
}

describe("a credential goes", () => {
  test("into a header", async () => {
    expect(await sent(clientWith([["key"]], { key: "k 1/ü" }))).toMatchObject({ key: "k 1/ü" });
  });

  test("into a header, behind its prefix", async () => {
    expect(await sent(clientWith([["bearer"]], { bearer: "t1" }))).toMatchObject({
      authorization: "Bearer t1",
    });
  });

  test.each([
    // RFC 7617, section 2 and 2.1.
    ["Aladdin", "open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="],
    ["test", "123£", "Basic dGVzdDoxMjPCow=="],
    ["ü€😀", "a:b", `Basic ${Buffer.from("ü€😀:a:b").toString("base64")}`],
    ["", "", "Basic Og=="],
  ])("into a header, as the Basic login of %j and %j", async (username, password, expected) => {
    const call = clientWith([["basic"]], { basic: { username, password } });
    expect(await sent(call)).toMatchObject({ authorization: expected });
  });

  test("into a header alone, where two are needed in one: the spec is warned of", async () => {
    const both = { bearer: "t1", basic: { username: "a", password: "b" } };
    expect(await sent(clientWith([["basic", "bearer"]], both))).toMatchObject({
      authorization: "Bearer t1",
    });
  });

  test("into the query, behind the parameters", async () => {
    const call = clientWith([["query"]], { query: "k&=/ü" });
    const operation = { parameters: { q: { in: "query" } } } as const;
    expect(await sent(call, operation, { q: "a" })).toMatchObject({
      target: "/things/?q=a&api%20key=k%26%3D%2F%C3%BC",
    });
    expect(await sent(call)).toMatchObject({ target: "/things/?api%20key=k%26%3D%2F%C3%BC" });
  });

  test("into a cookie, behind the parameters", async () => {
    const call = clientWith([["cookie"]], { cookie: "a" });
    const operation = { parameters: { theme: { in: "cookie", write: writeParameter } } } as const;
    expect(await sent(call, operation, { theme: "dark" })).toMatchObject({
      cookie: "theme=dark; sid=a",
    });
  });

  // RFC 6265, 5.4: a user agent sends what it was given, and no server decodes it.
  test.each(["ab/c+d==", "x:1t:sig", "a%2Fb", '"quoted"', "!#$&'()*<>?@[]^`{|}~"])(
    "into a cookie byte for byte: %s",
    async (cookie) => {
      const call = clientWith([["cookie"]], { cookie });
      expect(await sent(call)).toMatchObject({ cookie: `sid=${cookie}` });
      const asking = clientWith([["cookie"]], { cookie: () => cookie });
      expect(await sent(asking)).toMatchObject({ cookie: `sid=${cookie}` });
    },
  );

  // Of RFC 6265, 4.1.1, what is no `cookie-octet`.
  test.each(["a;b", "a b", "a,b", "a\\b", 'a"b', '"a', "ä", "a\tb", "a\u007fb"])(
    "a cookie refuses by its option, and never shows, %j",
    async (cookie) => {
      const refused = expect.objectContaining({
        name: "InvalidArgumentError",
        parameter: "session",
        message: "session contains a line break or another character that cannot be sent",
      });
      expect(() => clientWith([["cookie"]], { cookie })).toThrow(refused);
      const asking = clientWith([["cookie"]], { cookie: () => cookie });
      expect(await rejectionOf(asking({}))).toEqual(refused);
      expect(server.take()).toEqual([]);
    },
  );

  test("along with others where an alternative needs several", async () => {
    const call = clientWith([["bearer", "key", "cookie"]], { bearer: "t", key: "k", cookie: "c" });
    expect(await sent(call)).toEqual({
      target: "/things/",
      authorization: "Bearer t",
      key: "k",
      cookie: "sid=c",
    });
  });
});

describe("a function", () => {
  test("is asked for each request, and not before", async () => {
    let asked = 0;
    const call = clientWith([["bearer"]], { bearer: () => `t${++asked}` });
    expect(asked).toBe(0);
    expect(await sent(call)).toMatchObject({ authorization: "Bearer t1" });
    expect(await sent(call)).toMatchObject({ authorization: "Bearer t2" });
    expect(asked).toBe(2);
  });

  test("may be async", async () => {
    const call = clientWith([["query"]], {
      query: async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return "later";
      },
    });
    expect(await sent(call)).toMatchObject({ target: "/things/?api%20key=later" });
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("vault is shut");
      },
    ],
    ["rejects", () => Promise.reject(new Error("vault is shut"))],
  ])("that %s ends the call with its own error", async (_, bearer) => {
    const one = clientWith([["bearer"]], { bearer })({});
    for (const way of [one, one.result(), one.response()]) {
      expect(await rejectionOf(way)).toMatchObject({ name: "Error", message: "vault is shut" });
    }
    expect(server.take()).toEqual([]);
  });

  test.each([[""], [undefined], ["a\nb"], ["Bearer t"]])(
    "that gives %j ends the call, naming the option",
    async (value) => {
      const call = clientWith([["bearer"]], { bearer: (() => value) as () => string });
      const error = await rejectionOf(call({}).result());
      expect(error).toBeInstanceOf(InvalidArgumentError);
      expect(error).toMatchObject({ parameter: "token" });
      expect(server.take()).toEqual([]);
    },
  );

  test("is not asked for a call that is wrong anyway", async () => {
    let asked = 0;
    const call = clientWith([["bearer"]], { bearer: () => `t${++asked}` });
    const wrong = call({ path: "/{id}/", parameters: { id: { in: "path" } } });
    expect(await rejectionOf(wrong)).toBeInstanceOf(InvalidArgumentError);
    expect(asked).toBe(0);
  });
});

describe("of several alternatives", () => {
  const security = [["bearer"], ["key", "cookie"]];
  const nothing = { authorization: undefined, key: undefined, cookie: undefined };

  test.each<[string, Credentials, object]>([
    ["the first if it is there", { bearer: "t" }, { authorization: "Bearer t" }],
    [
      "the first if both are",
      { bearer: "t", key: "k", cookie: "c" },
      { authorization: "Bearer t" },
    ],
    ["the second if it is all there", { key: "k", cookie: "c" }, { key: "k", cookie: "sid=c" }],
  ])("uses %s", async (_, credentials, expected) => {
    const call = clientWith(security, credentials);
    expect(await sent(call)).toEqual({ target: "/things/", ...nothing, ...expected });
  });

  test("none of them complete is an error that names the option", async () => {
    const error = await rejectionOf(clientWith(security, { key: "k" })({}));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({
      parameter: "token",
      message: "token is required for this operation, but missing",
    });
    expect(server.take()).toEqual([]);
  });

  test("an operation may have its own", async () => {
    const call = clientWith([["bearer"]], { bearer: "t", key: "k" });
    expect(await sent(call, { security: [["key"]] })).toMatchObject({ ...nothing, key: "k" });
    expect(await sent(call, { security: [] })).toMatchObject(nothing);
    const error = await rejectionOf(call({ security: [["cookie", "query"]] }));
    expect(error).toMatchObject({ parameter: "session and queryKey" });
  });

  test.each([
    ["last", [["key"], []]],
    ["first", [[], ["key"]]],
  ])("the one that needs nothing, %s, leaves a key that is there in use", async (_, optional) => {
    expect(await sent(clientWith(optional, { key: "k" }))).toMatchObject({ key: "k" });
    expect(await sent(clientWith(optional, {}))).toMatchObject(nothing);
  });
});

describe("when the client is made", () => {
  test.each<[string, ClientConfig["security"], Credentials, string]>([
    ["a key that is always needed", [["key"]], {}, "apiKey"],
    ["a key that each alternative needs", [["bearer", "key"], ["key"]], {}, "apiKey"],
    ["an empty key that is not needed", [["bearer"], ["key"]], { key: "" }, "apiKey"],
    ["a login that is always needed", [["basic"]], {}, "login"],
    ["a login without password", [["basic"]], { basic: { username: "a" } as never }, "login"],
    ["text as a login", [["basic"]], { basic: "YTpi" }, "login"],
    ["a function as a login", [["basic"]], { basic: () => "YTpi" }, "login"],
    // RFC 7617: what follows the first colon is the password.
    [
      "a user name with a colon",
      [["basic"]],
      { basic: { username: "a:b", password: "" } },
      "login",
    ],
    ["a login as a key", [["key"]], { key: { username: "a", password: "b" } }, "apiKey"],
  ])("%s is refused", (_, security, credentials, parameter) => {
    const attempt = () => clientWith(security, credentials);
    expect(attempt).toThrow(InvalidArgumentError);
    expect(attempt).toThrow(expect.objectContaining({ parameter }));
  });

  test("a key that some alternative does without may be left out", () => {
    expect(() => clientWith([["bearer"], ["key"]], {})).not.toThrow();
  });
});

describe("error.url never has a credential:", () => {
  const credentials = {
    query: "S3CRET/1",
    cookie: "S3CRET",
    basic: { username: "u", password: "S3CRET" },
  };
  const security = [["query", "cookie", "basic"]];
  const operation = { parameters: { q: { in: "query" } } } as const;

  test.each<[string, Respond, number | undefined]>([
    ["of a status", json({}, 403), 403],
    ["of an unreadable answer", answer(200, {}, "<p>"), undefined],
    ["of a connection", (response) => response.destroy(), undefined],
  ])("%s", async (_, respond, status) => {
    server.respond = respond;
    const result = await clientWith(security, credentials)(operation, { q: "1" }).result();
    expect(server.take()[0]?.target).toBe("/things/?q=1&api%20key=S3CRET%2F1");
    expect(result).toMatchObject({ status, error: { url: `${server.url}/things/?q=1` } });
    expect(result.ok ? "" : result.error.message).not.toContain("S3CRET");
  });

  test("of a refused connection", async () => {
    const refused = await refusedUrl();
    const error = await rejectionOf(clientWith(security, credentials, refused)(operation));
    expect(error).toMatchObject({ url: `${refused}/things/` });
  });
});
