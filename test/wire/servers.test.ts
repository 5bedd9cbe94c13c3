import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { loadWithFetch } from "../fetch/make-fetch-client.js";
import { answer, json, serve } from "../runtime/server.js";
import { specWith } from "../support/generator.js";

/** Operations with servers of their own, from the document to what arrives, in all three clients. */

const servers = { api: await serve(), mirror: await serve(), upload: await serve() };
const { api, mirror, upload } = servers;
afterAll(() => Promise.all(Object.values(servers).map((server) => server.close())));
beforeEach(() => {
  for (const server of Object.values(servers)) {
    server.respond = json({});
    server.take();
  }
});

const port = (url: string) => new URL(url).port;
const version = { version: { default: "v1", enum: ["v1", "v2"] } };
const spec = specWith(
  {
    "GET /a": { operationId: "getA" },
    "POST /files": { operationId: "uploadFile", servers: [{ url: `${upload.url}/up` }] },
    "GET /files": { operationId: "listFiles", servers: [{ url: `${api.url}/files` }] },
    "GET /token": { operationId: "getToken", security: [], servers: [{ url: upload.url }] },
  },
  {
    servers: [
      { url: "/relative" },
      {
        url: `http://127.0.0.1:${port(api.url)}/{version}`,
        variables: version,
      },
    ],
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
  },
);

interface Options {
  readonly baseUrl?: unknown;
  readonly serverVariables?: object;
  readonly credentialOrigins?: readonly string[];
  readonly headers?: object;
  readonly sign?: unknown;
}
type Made = Readonly<Record<string, (...args: unknown[]) => never>>;
const { index, fetch } = await loadWithFetch(spec);
const all = { key: "s3cret-key", maxRetries: 0 };
const operations = {
  getA: "GET /a",
  uploadFile: "POST /files",
  listFiles: "GET /files",
  getToken: "GET /token",
};
type Name = keyof typeof operations;
type Call = (name: Name, options: Options, ofCall?: object) => Promise<unknown>;

const clients: Readonly<Record<string, Call>> = {
  "the facade": (name, options, ofCall) => {
    const client = (index as Made)["createThings"]?.({ ...all, ...options }) as unknown as {
      default: Record<Name, (params: object, options?: object) => Promise<unknown>>;
    };
    return client.default[name]({}, ofCall);
  },
  "a function": async (name, options, ofCall) => {
    const client = (index as Made)["createThingsClient"]?.({ ...all, ...options });
    return (index as Made)[name]?.(client, {}, ofCall);
  },
  "openapi-fetch's client": async (name, options, ofCall) => {
    const client = (fetch as unknown as Made)["createThingsFetch"]?.({ ...all, ...options });
    const [method = "", path = ""] = operations[name].split(" ");
    const made = client as unknown as Record<
      string,
      (path: string, init?: object) => Promise<{ error?: unknown }>
    >;
    const { error } = (await made[method]?.(path, ofCall)) ?? {};
    if (error instanceof Error) throw error;
    return undefined;
  },
};

function arrived(): unknown[] {
  return Object.entries(servers).flatMap(([name, server]) =>
    server
      .take()
      .map(
        ({ method, target, headers }) =>
          `${name}: ${method} ${target}${headers["x-key"] === undefined ? "" : " with the key"}`,
      ),
  );
}

describe.each(Object.entries(clients))("with %s", (_, call) => {
  test.each<[string, Name, Options, object | undefined, string]>([
    ["the first server that can be used", "getA", {}, undefined, "api: GET /v1/a with the key"],
    [
      "a value of a variable",
      "getA",
      { serverVariables: { version: "v2" } },
      undefined,
      "api: GET /v2/a with the key",
    ],
    [
      "another path of the origin",
      "listFiles",
      {},
      undefined,
      "api: GET /files/files with the key",
    ],
    ["another origin", "uploadFile", {}, undefined, "upload: POST /up/files"],
    [
      "another origin that is listed",
      "uploadFile",
      { credentialOrigins: [upload.url] },
      undefined,
      "upload: POST /up/files with the key",
    ],
    ["another origin without need of a key", "getToken", {}, undefined, "upload: GET /token"],
    [
      "the client's base URL",
      "getA",
      { baseUrl: mirror.url },
      undefined,
      "mirror: GET /a with the key",
    ],
    [
      "the client's base URL, of all",
      "uploadFile",
      { baseUrl: mirror.url },
      undefined,
      "mirror: POST /files with the key",
    ],
    [
      "the call's base URL",
      "uploadFile",
      {},
      { baseUrl: `${mirror.url}/x/` },
      "mirror: POST /x/files with the key",
    ],
    [
      "what a function says",
      "uploadFile",
      {
        baseUrl: ({ operationId, servers: [first] }: { operationId: string; servers: string[] }) =>
          `${mirror.url}/${operationId}/${port(first ?? "")}`,
      },
      undefined,
      `mirror: POST /uploadFile/${port(upload.url)}/files with the key`,
    ],
    [
      "what a function passes on",
      "uploadFile",
      { baseUrl: ({ servers: [first] }: { servers: string[] }) => first },
      undefined,
      "upload: POST /up/files",
    ],
  ])("a call goes to %s", async (_, name, options, ofCall, expected) => {
    await call(name, options, ofCall);
    expect(arrived()).toEqual([expected]);
  });

  test.each([
    ["X-Key", "s3cret-key"],
    ["Authorization", "Bearer s3cret-key"],
    ["Cookie", "sid=s3cret-key"],
  ])("no %s that the caller wrote himself goes to another origin", async (name, text) => {
    const headers = { [name]: text };
    await call("uploadFile", { headers });
    await call("uploadFile", {}, { headers });
    await call("getToken", { headers });
    await call("uploadFile", { headers, credentialOrigins: [upload.url] });
    const key = name.toLowerCase();
    const sent = upload.take().map(({ headers }) => headers[key]);
    expect(sent).toEqual([undefined, undefined, undefined, text]);
  });

  test.each(["uploadFile", "getToken"] as const)(
    "no signature goes to another origin, by %s",
    async (name) => {
      const sign = () => ({ "x-signature": "s3cret-key" });
      await call(name, { sign });
      expect(upload.take()[0]?.headers["x-signature"]).toBeUndefined();
    },
  );

  test("a 401 says that there was no credential", async () => {
    upload.respond = answer(401);
    await expect(call("uploadFile", {})).rejects.toMatchObject({
      name: "AuthenticationError",
      message: expect.stringContaining(`no credential was sent, because ${upload.url} is not`),
    });
  });

  test("a variable outside its enum is refused before anything is sent", async () => {
    const attempt = async () => call("getA", { serverVariables: { version: "v3" } });
    await expect(attempt()).rejects.toMatchObject({
      name: "InvalidArgumentError",
      parameter: "serverVariables.version",
      message: "serverVariables.version must be one of v1, v2",
    });
    expect(arrived()).toEqual([]);
  });
});
