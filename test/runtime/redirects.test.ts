import { inspect } from "node:util";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { writeCookieCredential, writeQueryCredential } from "../../generator/runtime/auth.js";
import { writeRaw } from "../../generator/runtime/body.js";
import { UnexpectedRedirectError } from "../../generator/runtime/index.js";
import { isCookieValue } from "../../generator/runtime/serialize.js";
import { callerOf, outcomeOf, rejectionOf } from "./client.js";
import { answer, json, serve } from "./server.js";

const server = await serve();
const elsewhere = await serve(json({ host: "elsewhere" }));
afterAll(() => Promise.all([server.close(), elsewhere.close()]));
beforeEach(() => {
  server.take();
  elsewhere.take();
});

const secret = "S3CRET-of'the(redirects)";
const call = callerOf(
  // With retries, because none of these is one.
  { baseUrl: server.url, maxRetries: 2, retryDelayMs: 1 },
  {
    credentials: {
      key: { option: "apiKey", in: "header", name: "Authorization" },
      own: { option: "ownKey", in: "header", name: "X-Own-Key" },
      query: { option: "queryKey", in: "query", name: "key", write: writeQueryCredential },
      session: {
        option: "session",
        in: "cookie",
        name: "sid",
        write: writeCookieCredential,
        holds: isCookieValue,
      },
    },
    security: [["key", "own", "query", "session"]],
  },
  { key: secret, own: secret, query: secret, session: secret },
);

const statuses = [301, 302, 303, 307, 308];
const reads = ["GET", "HEAD", "OPTIONS"];
const writes = ["POST", "PUT", "PATCH", "DELETE"];
const pairs = (methods: string[]) =>
  methods.flatMap((method) => statuses.map((status) => [method, status] as const));

/** Sends `/things/` on to a place, and answers everywhere else. */
function sendOn(status: number, location: string): void {
  server.respond = (response, { target }) =>
    target.startsWith("/things/")
      ? response.writeHead(status, { location }).end("moved")
      : json("arrived")(response, {} as never);
}

async function expectRefusal(method: string, location: string) {
  const body = writes.includes(method) ? { body: {} } : {};
  const one = call({ method, ...body }, { body: { a: 1 } });
  const error = (await rejectionOf(one)) as UnexpectedRedirectError;
  expect(error).toBeInstanceOf(UnexpectedRedirectError);
  expect(error).toMatchObject({
    name: "UnexpectedRedirectError",
    operationId: "listThings",
    method,
    url: `${server.url}/things/`,
    location,
  });
  // Both places, so that the wrong slash or base URL is seen at once.
  expect(error.message).toBe(
    `${method} ${server.url}/things/ (listThings): redirected to ${location}; not followed`,
  );
  expect(await one.result()).toEqual({ ok: false, status: undefined, error, response: undefined });
  expect(await rejectionOf(one.response())).toBe(error);
  expect(inspect(error, { depth: 10, showHidden: true }) + error.stack).not.toContain("S3CRET");
  return error;
}

describe("to the same origin:", () => {
  test.each(pairs(reads))("a %s is followed, its credentials too: %d", async (method, status) => {
    sendOn(status, "/moved/?a=1");
    expect(await call({ method })).toBe(method === "HEAD" ? undefined : "arrived");
    const [, second, ...rest] = server.take();
    expect(rest).toEqual([]);
    expect(second).toMatchObject({ method, target: "/moved/?a=1" });
    expect(second?.headers).toMatchObject({ authorization: secret, "x-own-key": secret });
  });

  test.each(pairs(writes))("a %s is not followed: %d", async (method, status) => {
    sendOn(status, "/moved/");
    await expectRefusal(method, `${server.url}/moved/`);
    expect(server.take().map(({ target }) => target.split("?")[0])).toEqual(["/things/"]);
  });

  test.each([
    ["../moved", "/moved"],
    ["moved/", "/things/moved/"],
    ["?page=2", "/things/?page=2"],
  ])("a relative address is one from there: %s", async (location, target) => {
    let requests = 0;
    server.respond = (response) =>
      ++requests === 1
        ? response.writeHead(302, { location }).end()
        : json("arrived")(response, {} as never);
    expect(await call({})).toBe("arrived");
    expect(server.take()[1]?.target).toBe(target);
  });

  test("five times, but not six", async () => {
    const hop = (most: number) => {
      let hops = 0;
      server.respond = (response) =>
        hops++ < most
          ? response.writeHead(302, { location: `/hop/${hops}/` }).end()
          : json("arrived")(response, {} as never);
    };
    hop(5);
    expect(await call({})).toBe("arrived");
    expect(server.take()).toHaveLength(6);
    hop(6);
    expect(await outcomeOf(call({}))).toBe("UnexpectedRedirectError");
    expect(server.take()).toHaveLength(6);
  });

  test("a loop ends", async () => {
    server.respond = answer(301, { location: "/things/" });
    await expectRefusal("GET", `${server.url}/things/`);
    expect(server.take()).toHaveLength(6);
  });
});

describe("to another origin:", () => {
  test.each(pairs([...reads, ...writes]))("a %s is not followed: %d", async (method, status) => {
    sendOn(status, `${elsewhere.url}/things/`);
    await expectRefusal(method, `${elsewhere.url}/things/`);
    expect(server.take()).toHaveLength(1);
    expect(elsewhere.take()).toEqual([]);
  });

  test("not even in the second step", async () => {
    server.respond = (response, { target }) =>
      target.startsWith("/things/")
        ? response.writeHead(302, { location: "/moved/" }).end()
        : response.writeHead(302, { location: elsewhere.url }).end();
    await expectRefusal("GET", `${elsewhere.url}/`);
    expect(server.take()).toHaveLength(2);
    expect(elsewhere.take()).toEqual([]);
  });

  test.each([
    ["another scheme", "https://127.0.0.1/x"],
    ["no scheme", "//other.test/x"],
    ["another name of the same host", server.url.replace("127.0.0.1", "localhost")],
    ["no HTTP at all", "mailto:a@b.test"],
    ["a script", "javascript:alert(1)"],
    ["data", "data:application/json,1"],
  ])("%s", async (_, location) => {
    sendOn(302, location);
    await expectRefusal("GET", new URL(location, server.url).href);
    expect(server.take()).toHaveLength(1);
  });
});

describe("to nowhere:", () => {
  test.each(["http://[", "http://a b", "//"])("%j is not followed either", async (location) => {
    sendOn(302, location);
    const error = await rejectionOf(call({}));
    expect(error).toBeInstanceOf(UnexpectedRedirectError);
    expect((error as Error).message).toContain(location);
    expect(inspect(error, { depth: 10 })).not.toContain("S3CRET");
    expect(server.take()).toHaveLength(1);
  });

  test("a user name in the address", async () => {
    const location = server.url.replace("//", "//user:word@");
    sendOn(302, `${location}/moved/`);
    expect(await rejectionOf(call({}))).toBeInstanceOf(UnexpectedRedirectError);
    expect(server.take()).toHaveLength(1);
  });

  test.each([301, 302, 303, 304, 307, 308])("%d without a place is a status", async (status) => {
    server.respond = answer(status);
    for (const method of ["GET", "POST"]) {
      const result = await call({ method }).result();
      expect(result).toMatchObject({ ok: false, status, error: { name: "StatusError", status } });
    }
  });

  test.each([300, 304, 305, 306])("%d with a place is a status", async (status) => {
    server.respond = answer(status, { location: "/moved/" });
    expect(await call({}).result()).toMatchObject({ status, error: { name: "StatusError" } });
    expect(server.take()).toHaveLength(1);
  });

  test("201 with a place is a success", async () => {
    server.respond = (response) =>
      response
        .writeHead(201, { location: elsewhere.url, "content-type": "application/json" })
        .end("1");
    expect(await call({ method: "POST" })).toBe(1);
    expect(elsewhere.take()).toEqual([]);
  });
});

test("an address that echoes the key is shown without it", async () => {
  server.respond = (response, { target }) =>
    response
      .writeHead(302, { location: `${elsewhere.url}/login?next=${target}&raw=${secret}` })
      .end();
  const error = (await rejectionOf(call({}))) as UnexpectedRedirectError;
  expect(error).toBeInstanceOf(UnexpectedRedirectError);
  expect(error.location).toContain(`${elsewhere.url}/login?next=/things/`);
  expect(inspect(error, { depth: 10 }) + error.stack).not.toContain("S3CRET");
});

test("a redirect of a stream leads nowhere", async () => {
  const upload = { method: "PUT", body: { type: "text/csv", write: writeRaw } };
  for (const status of statuses) {
    server.respond = answer(status, { location: `${elsewhere.url}/moved/` });
    const body = new Blob(["a,b"]).stream();
    expect(await outcomeOf(call(upload, { body }))).toBe("ConnectionError");
  }
  expect(server.take()).toHaveLength(statuses.length);
  expect(elsewhere.take()).toEqual([]);
});

test("a redirect that is not followed lets go of its connection", async () => {
  server.respond = (response) => {
    response.writeHead(302, { location: elsewhere.url });
    response.write("without end");
  };
  for (let index = 0; index < 20; index++) {
    expect(await outcomeOf(call({}))).toBe("UnexpectedRedirectError");
  }
});
