import { afterAll, beforeEach, describe, expect, test } from "vitest";
import {
  type CredentialScheme,
  type Credentials,
  isInCookie,
  writeCookieCredential,
} from "../../generator/runtime/auth.js";
import type { Hooks, StatusError } from "../../generator/runtime/index.js";
import type { OperationDescriptor } from "../../generator/runtime/operation.js";
import { isCookieValue, writeParameter } from "../../generator/runtime/serialize.js";
import { callerOf, rejectionOf } from "./client.js";
import { json, serve } from "./server.js";

// Credentials that the caller wrote into a header himself are secrets like others, whether or not
// the operation needs them.

const server = await serve();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
  server.respond = json({});
});

const schemes: Readonly<Record<string, CredentialScheme>> = {
  key: { option: "key", in: "header", name: "X-Api-Key" },
  bearer: { option: "bearer", in: "header", name: "Authorization", prefix: "Bearer " },
  session: {
    option: "session",
    in: "cookie",
    name: "sid",
    write: writeCookieCredential,
    holds: isCookieValue,
    isIn: isInCookie,
  },
};
const secret = "s3cret-0123456789-abcdef";
const config = { credentials: schemes, security: [["key"], ["bearer"], ["session"]] };
const written = {
  "x-api-key": { "x-api-key": secret },
  authorization: { authorization: `Bearer ${secret}` },
  cookie: { cookie: `theme=dark; sid=${secret}` },
};

describe.each(Object.entries(written))("a credential in the header %s", (name, headers) => {
  test.each<[string, Partial<OperationDescriptor>, Credentials]>([
    ["that the operation needs", {}, {}],
    ["of an operation that needs none", { security: [] }, {}],
    ["beside an option of the client", {}, { key: "another-key" }],
  ])("%s, is sent, and seen by no hook and in no error", async (_, operation, credentials) => {
    const seen: unknown[] = [];
    const see = (event: { readonly headers?: Headers }) =>
      void seen.push([...(event.headers ?? [])]);
    const hooks: Hooks = { request: see, response: see };
    server.respond = (response, arrived) => {
      response.setHeader("x-echo", `${arrived.headers[name]}`);
      json({ sent: arrived.headers }, 400)(response, arrived);
    };
    const call = callerOf({ baseUrl: server.url, hooks, headers }, config, credentials);
    const error = (await rejectionOf(call(operation))) as StatusError;
    const [sent] = server.take();
    // Of two for one header it is the option that counts.
    const expected = name === "x-api-key" && "key" in credentials ? "another-key" : secret;
    expect(`${sent?.headers[name]}`).toContain(expected);
    expect(seen).toHaveLength(2);
    expect(JSON.stringify([seen, error.message, error.body, [...error.headers]])).not.toContain(
      secret,
    );
  });
});

test("the header authorization holds a credential even if the spec has no scheme", async () => {
  const headers = { authorization: `Bearer ${secret}` };
  const seen: string[] = [];
  const hooks: Hooks = { request: ({ headers }) => void seen.push(...headers.keys()) };
  server.respond = (response, arrived) => json(arrived.headers, 400)(response, arrived);
  const call = callerOf({ baseUrl: server.url, headers, hooks });
  const { body } = (await rejectionOf(call({}))) as StatusError;
  expect(body).toMatchObject({ authorization: expect.not.stringContaining(secret) });
  expect(server.take()[0]?.headers).toMatchObject(headers);
  expect(seen).not.toContain("authorization");
});

test("a hook leaves cookies that are arguments beside a cookie that is a credential", async () => {
  const call = callerOf({ baseUrl: server.url, hooks: { request: () => {} } }, config, {
    session: secret,
  });
  await call({ parameters: { theme: { in: "cookie", write: writeParameter } } }, { theme: "dark" });
  expect(server.take()[0]?.headers.cookie).toBe(`theme=dark; sid=${secret}`);
});
