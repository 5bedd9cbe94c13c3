import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { rejectionOf } from "../runtime/client.js";
import { json, serve } from "../runtime/server.js";
import { generateInto, type Output, specOf, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

const server = await serve();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
  server.respond = json({});
});

type Call = (params?: object, options?: object) => Promise<unknown>;
type Facade = Readonly<Record<string, Readonly<Record<string, Call>>>>;

async function facadeOf(output: Output, options: object = {}): Promise<Facade["group"]> {
  const { createR } = (await loadOutput(output)) as { createR: (options: object) => Facade };
  const [group] = Object.values(createR({ baseUrl: server.url, ...options }));
  return group ?? {};
}

/** What drf-spectacular writes of its `obtain_auth_token`. */
const login = specOf({
  info: { title: "R", version: "1" },
  paths: {
    "/token": {
      post: {
        operationId: "login",
        security: [{ cookieAuth: [] }, { tokenAuth: [] }],
        responses: { 200: { description: "ok", content: { "application/json": { schema: {} } } } },
      },
    },
  },
  components: {
    securitySchemes: {
      cookieAuth: { type: "apiKey", in: "cookie", name: "sessionid" },
      tokenAuth: { type: "apiKey", in: "header", name: "Authorization" },
    },
  },
});

describe("a login that says that it needs what it gives", () => {
  test.each<[string, object, object]>([
    ["for a call", { auth: "ambient" }, {}],
    ["with a header", { headers: { authorization: "Token a" } }, { authorization: "Token a" }],
    ["with a cookie", { headers: { cookie: "sessionid=a" } }, { cookie: "sessionid=a" }],
  ])("works %s", async (_, options, sent) => {
    const { login: call } = (await facadeOf(await generateInto(login))) ?? {};
    expect(await call?.({}, options)).toEqual({});
    expect(server.take()).toMatchObject([{ method: "POST", target: "/token", headers: sent }]);
  });

  test("works for a client", async () => {
    const group = await facadeOf(await generateInto(login), { auth: "ambient" });
    expect(await group?.["login"]?.()).toEqual({});
  });

  test("is refused otherwise, naming the option", async () => {
    const group = await facadeOf(await generateInto(login));
    expect(await rejectionOf(group?.["login"]?.() as Promise<unknown>)).toMatchObject({
      name: "InvalidArgumentError",
      parameter: "cookieAuth",
    });
  });
});

describe("clientCredentials", () => {
  const oauth = (flows: object, operationId = "listThings") =>
    specWith(
      { "GET /things": { operationId, security: [{ oauth: [] }] } },
      {
        info: { title: "R", version: "1" },
        components: { securitySchemes: { oauth: { type: "oauth2", flows } } },
      },
    );
  const flow = { clientCredentials: { tokenUrl: "https://login.test/`token`", scopes: {} } };

  test("is there where the spec has the flow, and gets what is sent", async () => {
    const output = await generateInto(oauth(flow));
    const { clientCredentials } = (await loadOutput(output)) as {
      clientCredentials: (options: object) => unknown;
    };
    server.respond = json({ access_token: "abc" });
    const token = { tokenUrl: `${server.url}/token`, clientId: "a", clientSecret: "b" };
    const group = await facadeOf(output, { oauth: clientCredentials(token) });
    await group?.["listThings"]?.();
    expect(server.take().map(({ target, headers }) => [target, headers.authorization])).toEqual([
      ["/token", `Basic ${btoa("a:b")}`],
      ["/things", "Bearer abc"],
    ]);
    expect(output.files["client.ts"]).toContain(
      "`clientCredentials()` gives one that fetches tokens from `https://login.test/'token'`.",
    );
  });

  test("is not there where it has another", async () => {
    const output = await generateInto(oauth({ password: { tokenUrl: "/t", scopes: {} } }));
    expect(await loadOutput(output)).not.toHaveProperty("clientCredentials");
    expect(output.files).not.toHaveProperty(["runtime/client-credentials.ts"]);
  });

  test("keeps its name beside an operation that is called so", async () => {
    const output = await generateInto(oauth(flow, "clientCredentials"));
    const group = await facadeOf(output, { oauth: "abc" });
    expect(Object.keys(group ?? {})).toEqual(["clientCredentials"]);
    const exported = await loadOutput(output);
    expect(Object.keys(exported)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^clientCredentials_\w{6}$/)]),
    );
    expect(String(exported["clientCredentials"])).toContain("tokenUrl");
  });
});
