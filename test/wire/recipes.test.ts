import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, request as forward, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { writeForm } from "../../generator/runtime/body.js";
import type { ClientOptions, Credential } from "../../generator/runtime/index.js";
import type { OperationDescriptor } from "../../generator/runtime/operation.js";
import { notRun } from "../consumers/on-demand.js";
import { callerOf, rejectionOf } from "../runtime/client.js";
import { answer, json, serve } from "../runtime/server.js";
import { makeFolder } from "../support/generator.js";
import { loadModules } from "../support/recipes.js";

type Fetch = NonNullable<ClientOptions["fetch"]>;
const recipes = await loadModules<{
  rotation: { keyIn(file: string, maxAgeMs?: number): Credential };
  dispatcher: { throughProxy(proxy: string): Fetch; trusting(ca: string): Fetch };
  cache: { cached(inner?: Fetch, maxEntries?: number): Fetch };
  recording: { recorded(folder: string, isRecording: boolean): Fetch };
}>("docs/recipes.md");

const server = await serve();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
  server.respond = json({});
});

const key = { option: "key", in: "header", name: "Authorization" } as const;
const withKey = { credentials: { key }, security: [["key"]] };
const upload: Partial<OperationDescriptor> = {
  method: "POST",
  body: { type: "multipart/form-data", write: writeForm },
};

test("rotation: a new key is read when the old one is rejected, and when it is old", async () => {
  const file = join(makeFolder(), "key");
  const accept = (wanted: string) => {
    server.respond = (response, arrived) =>
      json({}, arrived.headers.authorization === wanted ? 200 : 401)(response, arrived);
  };
  writeFileSync(file, "one\n");
  accept("one");
  const call = callerOf({ baseUrl: server.url }, withKey, { key: recipes.rotation.keyIn(file) });
  await call({});
  writeFileSync(file, "two\n");
  await call({});
  accept("two");
  await call({});
  const sent = server.take().map(({ headers }) => headers.authorization);
  expect(sent).toEqual(["one", "one", "one", "two"]);
  const eager = { key: recipes.rotation.keyIn(file, -1) };
  const other = callerOf({ baseUrl: server.url }, withKey, eager);
  await other({});
  writeFileSync(file, "three\n");
  accept("three");
  await other({});
  expect(server.take().map(({ headers }) => headers.authorization)).toEqual(["two", "three"]);
});

/** A proxy that forwards requests and opens tunnels, and what it was asked for. */
async function startProxy() {
  const asked: string[] = [];
  const proxy = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const { method, headers, url = "" } = incoming;
    incoming.pipe(
      forward(url, { method, headers }, (answered) => {
        response.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(response);
      }),
    );
  });
  proxy.on("connect", ({ url = "", headers }, socket, head) => {
    asked.push(`CONNECT ${url} ${headers["proxy-authorization"]}`);
    const { hostname, port } = new URL(`http://${url}`);
    const target = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    const end = () => {
      target.destroy();
      socket.destroy();
    };
    target.on("error", end);
    socket.on("error", end);
  });
  return { asked, proxy, port: await portOf(proxy) };
}

async function portOf(listening: Server): Promise<number> {
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return (listening.address() as AddressInfo).port;
}

describe("proxy", () => {
  test("everything goes through it, files too, and its password is in no error", async () => {
    const { asked, proxy, port } = await startProxy();
    const fetch = recipes.dispatcher.throughProxy(`http://user:pass-word@127.0.0.1:${port}`);
    const call = callerOf({ baseUrl: server.url, fetch });
    await call({});
    await call(upload, { body: { file: new Blob(["content"]), name: "a" } });
    const [, sent] = server.take();
    expect(`${sent?.body}`).toContain("content");
    const login = `Basic ${btoa("user:pass-word")}`;
    expect(new Set(asked)).toEqual(new Set([`CONNECT ${new URL(server.url).host} ${login}`]));
    proxy.close();
    proxy.closeAllConnections();
    const gone = recipes.dispatcher.throughProxy("http://user:pass-word@127.0.0.1:1");
    const error = await rejectionOf(callerOf({ baseUrl: server.url, fetch: gone })({}));
    expect(error).toMatchObject({ name: "ConnectionError" });
    expect(String(error)).not.toContain("pass-word");
  });
});

test("own CA: its servers are trusted, others are not", async (context) => {
  const folder = makeFolder();
  const openssl = (...args: string[]) =>
    execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const make = (name: string, ...args: string[]) =>
    openssl(
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-days",
      "2",
      "-subj",
      `/CN=${name}`,
      "-keyout",
      `${name}.key`,
      "-out",
      `${name}.pem`,
      ...args,
    );
  try {
    openssl("version");
  } catch {
    return notRun(context, "a certificate of one's own", "there is no openssl");
  }
  make("ca");
  make(
    "server",
    "-CA",
    "ca.pem",
    "-CAkey",
    "ca.key",
    "-addext",
    "subjectAltName=IP:127.0.0.1",
    "-addext",
    "basicConstraints=critical,CA:FALSE",
  );
  make("other");
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const secure = createTlsServer(
    { key: read("server.key"), cert: read("server.pem") },
    (_, response) => response.setHeader("content-type", "application/json").end('"safe"'),
  );
  const baseUrl = `https://127.0.0.1:${await portOf(secure)}`;
  const callTrusting = (ca: string) =>
    callerOf({ baseUrl, fetch: recipes.dispatcher.trusting(read(ca)) })({});
  expect(await callTrusting("ca.pem")).toBe("safe");
  expect(await rejectionOf(callTrusting("other.pem"))).toMatchObject({ name: "ConnectionError" });
  expect(await rejectionOf(callerOf({ baseUrl })({}))).toMatchObject({ name: "ConnectionError" });
  secure.close();
  secure.closeAllConnections();
});

describe("cache", () => {
  /** Answers with what is new, or says that nothing is. */
  const versioned = (version: string) => {
    server.respond = (response, { headers }) =>
      headers["if-none-match"] === `"${version}"`
        ? answer(304)(response, {} as never)
        : answer(
            200,
            { "content-type": "application/json", etag: `"${version}"` },
            JSON.stringify([version, headers.authorization]),
          )(response, {} as never);
  };
  const statusesOf = () => server.take().map(({ headers }) => headers["if-none-match"]);

  test("asks whether what it has is still current", async () => {
    const call = callerOf({ baseUrl: server.url, fetch: recipes.cache.cached() });
    versioned("a");
    for (let i = 0; i < 3; i++) expect(await call({})).toEqual(["a", null]);
    versioned("b");
    expect(await call({})).toEqual(["b", null]);
    expect(statusesOf()).toEqual([undefined, '"a"', '"a"', '"a"']);
  });

  test("gives nobody what another one got, and forgets the oldest", async () => {
    versioned("a");
    const fetch = recipes.cache.cached(undefined, 2);
    const callAs = (secret: string) =>
      callerOf({ baseUrl: server.url, fetch }, withKey, { key: secret })({});
    for (const who of ["one", "two", "one", "three", "one"]) {
      expect(await callAs(who)).toEqual(["a", who]);
    }
    expect(statusesOf()).toEqual([undefined, undefined, '"a"', undefined, undefined]);
  });

  test("keeps no write", async () => {
    versioned("a");
    const call = callerOf({ baseUrl: server.url, fetch: recipes.cache.cached() });
    await call({ method: "POST" });
    await call({ method: "POST" });
    expect(statusesOf()).toEqual([undefined, undefined]);
  });
});

describe("recording", () => {
  const secret = "secret-of-the-recording";
  const callWith = (folder: string, isRecording: boolean, baseUrl = server.url) => {
    const fetch = recipes.recording.recorded(folder, isRecording);
    return callerOf({ baseUrl, fetch }, withKey, { key: secret });
  };

  test("plays what was recorded, without a server and without a credential", async () => {
    const folder = join(makeFolder(), "recorded");
    server.respond = (response, { target, body }) =>
      json({ target, body: `${body}` }, target.includes("missing") ? 404 : 200)(
        response,
        {} as never,
      );
    const calls = async (isRecording: boolean) => {
      const call = callWith(folder, isRecording);
      return [
        await call({ query: ["q"] }, { q: "1" }),
        await call({ query: ["q"] }, { q: "2" }),
        await call({ method: "POST", body: {} }, { body: { a: 1 } }),
        await call({ path: "/missing/" })
          .result()
          .then(({ status }) => status),
      ];
    };
    const first = await calls(true);
    expect(server.take()).toHaveLength(4);
    expect(await calls(false)).toEqual(first);
    expect(server.take()).toEqual([]);
    const files = readdirSync(folder);
    expect(files).toHaveLength(4);
    for (const file of files)
      expect(readFileSync(join(folder, file), "utf8")).not.toContain(secret);
  });

  test("an empty answer is recorded too, and what is not there says so", async () => {
    const folder = makeFolder();
    server.respond = answer(204);
    expect(await callWith(folder, true)({})).toBeUndefined();
    expect(await callWith(folder, false)({})).toBeUndefined();
    const error = await rejectionOf(callWith(folder, false)({ path: "/new/" }));
    expect(error).toMatchObject({
      name: "ConnectionError",
      message: expect.stringContaining("is missing: record GET"),
    });
  });
});
