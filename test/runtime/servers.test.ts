import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { ClientConfig } from "../../generator/runtime/client.js";
import {
  AuthenticationError,
  type BaseUrlOption,
  type ClientOptions,
  InvalidArgumentError,
  type LocatedOperation,
} from "../../generator/runtime/index.js";
import type { OperationDescriptor } from "../../generator/runtime/operation.js";
import { prepareAtOwn, type ServerTemplate } from "../../generator/runtime/servers.js";
import { callerOf, rejectionOf } from "./client.js";
import { answer, json, serve } from "./server.js";

const [document, own, test1, test2] = await Promise.all([serve(), serve(), serve(), serve()]);
const servers = { document, own, test1, test2 };
afterAll(() => Promise.all(Object.values(servers).map((server) => server.close())));
beforeEach(() => {
  for (const server of Object.values(servers)) {
    server.respond = json({});
    server.take();
  }
});

const config = {
  servers: [`${document.url}/v1`],
  credentials: { key: { option: "key", in: "header", name: "X-Key" } },
  security: [["key"]],
} satisfies Partial<ClientConfig>;

/** An operation that has servers of its own. */
const at = (...list: ServerTemplate[]): Partial<OperationDescriptor> => ({
  id: "upload",
  servers: { list, prepare: prepareAtOwn },
});
const other = { url: `${own.url}/up/`, other: true } as const;
const trusted = { url: `${own.url}/up` };

type Options = ClientOptions & {
  readonly serverVariables?: Readonly<Record<string, unknown>>;
  readonly credentialOrigins?: readonly string[];
};

const call = (options: Options, operation: Partial<OperationDescriptor>, baseUrl?: string) =>
  callerOf(options, config, { key: "s3cret-key" })(
    operation,
    {},
    baseUrl === undefined ? {} : { baseUrl },
  );

/** What arrived since it was last asked: at which server, and whether with the credential. */
function arrived(): unknown[] {
  return Object.entries(servers).flatMap(([name, server]) =>
    server.take().map(({ target, headers }) => [name, target, headers["x-key"] ?? "no key"]),
  );
}

describe("a call goes to", () => {
  const plain = {};
  const toTest2 = () => test2.url;
  test.each<
    [
      string,
      Options,
      Partial<OperationDescriptor>,
      string | undefined,
      [keyof typeof servers, string],
    ]
  >([
    ["the document's server", {}, plain, undefined, ["document", "/v1/things/"]],
    ["the operation's own server", {}, at(trusted), undefined, ["own", "/up/things/"]],
    ["the client's text", { baseUrl: test1.url }, plain, undefined, ["test1", "/things/"]],
    [
      "the client's text, whatever server the operation has",
      { baseUrl: `${test1.url}/a/` },
      at(other),
      undefined,
      ["test1", "/a/things/"],
    ],
    [
      "what the client's function gives",
      { baseUrl: toTest2 },
      plain,
      undefined,
      ["test2", "/things/"],
    ],
    [
      "what the client's function gives for an operation with a server",
      { baseUrl: toTest2 },
      at(other),
      undefined,
      ["test2", "/things/"],
    ],
    ["the call's, before all", {}, plain, test1.url, ["test1", "/things/"]],
    [
      "the call's, before the client's",
      { baseUrl: test2.url },
      plain,
      test1.url,
      ["test1", "/things/"],
    ],
    [
      "the call's, before a function",
      { baseUrl: toTest2 },
      plain,
      test1.url,
      ["test1", "/things/"],
    ],
    [
      "the call's, before the operation's own",
      {},
      at(other),
      `${test1.url}/b/`,
      ["test1", "/b/things/"],
    ],
  ])("%s", async (_, options, operation, baseUrl, where) => {
    await call(options, operation, baseUrl);
    expect(arrived()).toEqual([[...where, "s3cret-key"]]);
  });
});

test("the function is told the operation, and its servers", async () => {
  const told: LocatedOperation[] = [];
  const baseUrl: BaseUrlOption = (operation) => {
    told.push(operation);
    return test1.url;
  };
  await call({ baseUrl }, {});
  await call(
    { baseUrl },
    at(trusted, { url: "https://{a}.example", variables: { a: { default: "b" } } }),
  );
  expect(told).toEqual([
    { operationId: "listThings", servers: [`${document.url}/v1`] },
    { operationId: "upload", servers: [`${own.url}/up`, "https://b.example"] },
  ]);
});

test.each<[string, Options]>([
  ["a signature", { sign: ({ url }) => ({ authorization: `HMAC of ${url}` }) }],
  ["a header that the caller wrote", { headers: { authorization: "Token of-the-caller" } }],
])("%s goes to other origins only if they are listed, as credentials do", async (_, options) => {
  const sent = async (more: Options, operation: Partial<OperationDescriptor>) => {
    await call({ ...options, ...more }, operation);
    return Object.values(servers).flatMap((server) =>
      server.take().map(({ headers }) => headers.authorization !== undefined),
    );
  };
  expect(await sent({}, {})).toEqual([true]);
  expect(await sent({}, at(trusted))).toEqual([true]);
  expect(await sent({}, at(other))).toEqual([false]);
  expect(await sent({ credentialOrigins: [own.url] }, at(other))).toEqual([true]);
});

describe("a credential goes to another origin that the operation names", () => {
  const pass: BaseUrlOption = ({ servers: [first = ""] }) => first;
  test.each<[string, Options, string]>([
    ["not by itself", {}, "no key"],
    ["not because a function passes it on", { baseUrl: pass }, "no key"],
    ["not because another one is listed", { credentialOrigins: [test1.url] }, "no key"],
    ["if it is listed", { credentialOrigins: [test1.url, `${own.url}/`] }, "s3cret-key"],
    [
      "if it is listed, and a function passes it on",
      { baseUrl: pass, credentialOrigins: [own.url] },
      "s3cret-key",
    ],
    ["if it is given as a text", { baseUrl: `${own.url}/up` }, "s3cret-key"],
  ])("%s", async (_, options, key) => {
    await call(options, at(other));
    expect(arrived()).toEqual([["own", "/up/things/", key]]);
  });

  test("if the call gives it", async () => {
    await call({}, at(other), own.url);
    expect(arrived()).toEqual([["own", "/things/", "s3cret-key"]]);
  });

  test("no more than to one that the document has, in a list of both", async () => {
    const both = at({ url: document.url }, other);
    await call({}, both);
    await call({ baseUrl: ({ servers }) => servers[1] ?? "" }, both);
    expect(arrived()).toEqual([
      ["document", "/things/", "s3cret-key"],
      ["own", "/up/things/", "no key"],
    ]);
  });

  test("whose 401 says why there was none", async () => {
    own.respond = answer(401, {}, "who are you?");
    const error = await rejectionOf(call({}, at(other)));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect((error as Error).message).toBe(
      `GET ${own.url}/up/things/ (upload): status 401: who are you?; no credential was sent, because ${own.url} is not an origin of the API's servers, and \`credentialOrigins\` does not list it`,
    );
    // No other failure, and no other 401.
    own.respond = answer(404);
    expect((await rejectionOf(call({}, at(other)))) as Error).not.toMatchObject({
      message: expect.stringContaining("credential"),
    });
    own.respond = answer(401);
    const allowed = call({ credentialOrigins: [own.url] }, at(other));
    expect((await rejectionOf(allowed)) as Error).not.toMatchObject({
      message: expect.stringContaining("credential"),
    });
  });
});

describe("a variable of a server", () => {
  const { port } = new URL(own.url);
  const template: ServerTemplate = {
    url: `http://{host}:${port}/{version}/x`,
    variables: {
      host: { default: "127.0.0.1" },
      version: { default: "v1", values: ["v1", "v2"] },
    },
  };

  test("has its default, or the client's value", async () => {
    await call({}, at(template));
    await call({ serverVariables: { version: "v2", host: undefined } }, at(template));
    expect(arrived()).toEqual([
      ["own", "/v1/x/things/", "s3cret-key"],
      ["own", "/v2/x/things/", "s3cret-key"],
    ]);
  });

  test("chooses among servers of which not all take its value", async () => {
    const old = {
      ...template,
      variables: { ...template.variables, version: { default: "v0", values: ["v0"] } },
    };
    await call({ serverVariables: { version: "v2" } }, at(old, template));
    expect(arrived()).toEqual([["own", "/v2/x/things/", "s3cret-key"]]);
  });

  const free: ServerTemplate = {
    url: `http://{host}.example/{path}/x`,
    variables: { host: { default: "a" }, path: { default: "b" } },
  };
  test.each<[string, ServerTemplate, Record<string, unknown>, string, RegExp]>([
    ["outside its enum", template, { version: "v3" }, "version", /must be one of v1, v2/],
    ["of another type", template, { version: 2 }, "version", /must be one of v1, v2/],
    ["that names another host", free, { host: "evil.test/" }, "host", /a part of a host name/],
    ["with a backslash", free, { host: "evil.test\\" }, "host", /a part of a host name/],
    ["with a user name", free, { host: "a@evil.test" }, "host", /a part of a host name/],
    ["with a query", free, { host: "evil.test?" }, "host", /a part of a host name/],
    ["with a coded slash", free, { host: "evil.test%2f" }, "host", /a part of a host name/],
    ["with a line break", free, { host: "evil.test\n" }, "host", /a part of a host name/],
    ["that is empty", free, { host: "" }, "host", /a part of a host name/],
    ["that leaves its path", free, { path: "../y" }, "path", /a part of a path/],
    ["that is a dot segment", free, { path: ".." }, "path", /a part of a path/],
    ["that is a coded dot segment", free, { path: "%2e%2e" }, "path", /a part of a path/],
    ["that ends its path", free, { path: "a#" }, "path", /a part of a path/],
  ])("is refused with a value %s", async (_, server, serverVariables, name, problem) => {
    const error = await rejectionOf(call({ serverVariables }, at(server)));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ parameter: `serverVariables.${name}` });
    expect((error as Error).message).toMatch(problem);
    expect(arrived()).toEqual([]);
  });
});

describe("is refused, and nothing is sent:", () => {
  test.each<[string, Options, Partial<OperationDescriptor>, string | undefined, string]>([
    ["a relative URL of the call", {}, {}, "/v1", "baseUrl"],
    ["a relative URL of the call, before an own server", {}, at(trusted), "/v1", "baseUrl"],
    ["what a function gives that is no URL", { baseUrl: () => "api" }, {}, undefined, "baseUrl"],
    [
      "what a function gives of an own server that is none",
      { baseUrl: () => "ftp://a.test" },
      at(trusted),
      undefined,
      "baseUrl",
    ],
    ["nothing", { baseUrl: (() => undefined) as never }, {}, undefined, "baseUrl"],
    ["a password", {}, {}, "https://u:p4ssw0rd@a.test", "baseUrl"],
    [
      "an origin with a path",
      { credentialOrigins: [`${own.url}/up`] },
      at(other),
      undefined,
      "credentialOrigins",
    ],
    [
      "an origin without scheme",
      { credentialOrigins: ["own.test"] },
      at(other),
      undefined,
      "credentialOrigins",
    ],
  ])("%s", async (_, options, operation, baseUrl, parameter) => {
    const error = await rejectionOf(call(options, operation, baseUrl));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ parameter });
    expect((error as Error).message).not.toContain("p4ssw0rd");
    expect(arrived()).toEqual([]);
  });
});

test("without a server a client needs a base URL, and says so", () => {
  const none = { ...config, servers: [] };
  expect(() => callerOf({}, none, { key: "k" })).toThrow("baseUrl must be an absolute");
});
