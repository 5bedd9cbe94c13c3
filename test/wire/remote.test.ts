import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate/generate.js";
import { type LoadOptions, loadSpec } from "../../generator/load/index.js";
import { isPrivate } from "../../generator/load/is-private.js";
import { diagnosticsOf, format, makeFolder, readFiles, specOf } from "../support/generator.js";

const secret = "s3cret-value";

interface Seen {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** Starts a server; `seen` is what it was asked for. */
async function serve(listener: RequestListener) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? "", headers: request.headers });
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { seen, port, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}`, server };
}

/** A spec whose schema A is this reference. */
const referring = (ref: string): string =>
  specOf({ components: { schemas: { A: { type: "object", properties: { a: { $ref: ref } } } } } });

let api: Awaited<ReturnType<typeof serve>>;
let other: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  other = await serve((request, response) => {
    if (request.url === "/spec.json") response.end(specOf({}));
    else response.end('{ "B": { "type": "string", "description": "theirs" } }');
  });
  api = await serve((request, response) => {
    const path = (request.url ?? "").replace(/\?.*/, "");
    const redirects: Record<string, string> = {
      "/a/b/moved": "/v1/spec.json",
      "/elsewhere": `${other.url}/spec.json`,
      "/to-file": "file:///etc/passwd",
      "/loop": "/loop",
      "/nowhere": "http://",
    };
    const documents: Record<string, string> = {
      "/v1/spec.json": referring("../shared/b.yaml#/B"),
      "/shared/b.yaml": "B: { type: string, description: ours }\n",
      "/other.json": referring(`${other.url}/b.json#/B`),
      "/by-name.json": referring(`http://localhost:${other.port}/b.json#/B`),
      "/file.json": referring("file:///etc/passwd"),
      "/up.json": referring("../../../etc/passwd"),
      "/broken.yaml": "openapi: [",
    };
    if (path in redirects) response.writeHead(302, { location: redirects[path] }).end();
    else if (path in documents) response.end(documents[path]);
    else if (path === "/large") response.writeHead(200, { "content-length": 5_000_000 }).write("{");
    else if (path === "/endless") {
      const more = () => {
        while (!response.destroyed && response.write(" ".repeat(65_536)));
      };
      response.on("drain", more);
      more();
    } else if (path === "/silent") response.writeHead(200).write("openapi:");
    else if (path === "/packed") response.writeHead(200, { "content-encoding": "gzip" }).end("x");
    else if (path === "/cut") response.destroy();
    else response.writeHead(path === "/broken" ? 500 : 404).end(secret);
  });
});
afterAll(() => {
  for (const { server } of [api, other]) server.closeAllConnections();
  for (const { server } of [api, other]) server.close();
});

const headers = { "x-key": secret };

async function descriptionOf(url: string, options: LoadOptions = {}): Promise<unknown> {
  const spec = await loadSpec(url, { headers, ...options });
  return (spec.resolve("#/components/schemas/B") as { description: string }).description;
}

describe("a remote spec", () => {
  test("is read with its headers, and so is what it refers to at its own origin", async () => {
    api.seen.length = 0;
    expect(await descriptionOf(`${api.url}/v1/spec.json`)).toBe("ours");
    expect(api.seen.map(({ url, headers }) => [url, headers["x-key"]])).toEqual([
      ["/v1/spec.json", secret],
      ["/shared/b.yaml", secret],
    ]);
  });

  test("has places with its URL, without the query", async () => {
    const spec = await loadSpec(`${api.url}/v1/spec.json?key=${secret}`);
    expect(spec.files).toEqual([`${api.url}/v1/spec.json?…`, `${api.url}/shared/b.yaml`]);
    expect(spec.place(["components", "schemas", "B"])).toMatchObject({
      file: `${api.url}/shared/b.yaml`,
      line: 1,
      column: 1,
    });
  });

  test("may be redirected on its host; what is relative starts where that led to", async () => {
    expect(await descriptionOf(`${api.url}/a/b/moved`)).toBe("ours");
  });
});

describe("another host", () => {
  test("is asked if it and its private address are allowed, without our headers", async () => {
    other.seen.length = 0;
    const options = { allowHosts: [other.host], allowPrivate: true };
    expect(await descriptionOf(`${api.url}/other.json`, options)).toBe("theirs");
    expect(other.seen).toHaveLength(1);
    expect(JSON.stringify(other.seen)).not.toContain(secret);
  });

  test("is asked by a local spec too", async () => {
    const folder = makeFolder({ "openapi.yaml": referring(`${other.url}/b.json#/B`) });
    const options = { allowHosts: [other.host], allowPrivate: true };
    expect(await descriptionOf(join(folder, "openapi.yaml"), options)).toBe("theirs");
  });

  test("is asked after a redirect if it is allowed, without our headers", async () => {
    other.seen.length = 0;
    const options = { headers, allowHosts: [other.host], allowPrivate: true };
    await loadSpec(`${api.url}/elsewhere`, options);
    expect(other.seen.map(({ url }) => url)).toEqual(["/spec.json"]);
    expect(JSON.stringify(other.seen)).not.toContain(secret);
  });
});

describe("refused", () => {
  const cases: { name: string; path: string; options?: () => LoadOptions; want: RegExp }[] = [
    {
      name: "a host that is not allowed",
      path: "/other.json",
      want: /:1:\d+: error\[ref-remote\]: .* is not in `refs\.allowHosts`/,
    },
    {
      name: "a private address of an allowed host",
      path: "/other.json",
      options: () => ({ allowHosts: [other.host] }),
      want: /:1:\d+: error\[remote-unreadable\]: .*its address is private/,
    },
    {
      name: "a name that leads to a private address",
      path: "/by-name.json",
      options: () => ({ allowHosts: [`localhost:${other.port}`] }),
      want: /error\[remote-unreadable\]: .*its address is private/,
    },
    {
      name: "a redirect to another host",
      path: "/elsewhere",
      want: /error\[remote-unreadable\]: .*a redirect leads to 127\.0\.0\.1:\d+, which is not in/,
    },
    {
      name: "a redirect to a private address of an allowed host",
      path: "/elsewhere",
      options: () => ({ allowHosts: [other.host] }),
      want: /its address is private/,
    },
    { name: "a redirect to a file", path: "/to-file", want: /a redirect leads to file/ },
    { name: "a redirect in a circle", path: "/loop", want: /more than 5 redirects/ },
    { name: "a redirect to nothing", path: "/nowhere", want: /a redirect has a malformed URL/ },
    {
      name: "a file, from a server",
      path: "/file.json",
      want: /error\[ref-unresolved\]: .*may only refer to http and https URLs/,
    },
    {
      name: "a path upwards: it is asked for there",
      path: "/up.json",
      want: /127.*\/etc\/passwd: the server returned status 404/,
    },
    { name: "no such document", path: "/nope", want: /the server returned status 404/ },
    { name: "a broken server", path: "/broken", want: /the server returned status 500/ },
    { name: "a connection that is cut", path: "/cut", want: /the connection was reset/ },
    {
      name: "an answer that does not end",
      path: "/silent",
      want: /no response within 0\.3 seconds/,
    },
    { name: "a size above the limit", path: "/large", want: /error\[file-too-large\].*1 MB/ },
    { name: "a stream above the limit", path: "/endless", want: /error\[file-too-large\].*1 MB/ },
    { name: "packed bytes", path: "/packed", want: /the server compressed the document/ },
    {
      name: "broken YAML",
      path: "/broken.yaml",
      want: /broken\.yaml\?…:1:11: error\[yaml-syntax\]/,
    },
  ];
  test.each(cases)("$name", async ({ path, options, want }) => {
    const url = `${api.url}${path}?key=${secret}`;
    const limits = { seconds: 0.3, fileMegabytes: 1, headers };
    const problems = await diagnosticsOf(loadSpec(url, { ...limits, ...options?.() }));
    expect(format(problems)).toMatch(want);
    expect(format(problems)).not.toContain(secret);
  });

  test("a host that does not exist, and a port that nobody listens on", async () => {
    const gone = await serve(() => {});
    gone.server.close();
    for (const url of [`${gone.url}/a`, "http://nope.invalid/a"]) {
      const [problem] = await diagnosticsOf(loadSpec(url, { seconds: 5 }));
      expect(problem?.message).toMatch(/refused|no such host|cannot be resolved/);
    }
  });

  test("a malformed URL", async () => {
    const [problem] = await diagnosticsOf(loadSpec(`http://${secret}:x:y/`));
    expect(problem).toMatchObject({ code: "remote-unreadable" });
    expect(problem?.message).not.toContain(secret);
  });

  const addresses = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.100.100.200",
    "[::1]",
    "[::]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "0177.0.0.1",
    "127.0.0.1.",
    "0",
    "224.0.0.1",
    "255.255.255.255",
    "[::127.0.0.1]",
    "[::10.1.2.3]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b:1::7f00:1]",
    "[2001:0:7f00:1::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[4000::1]",
    "localhost",
  ];
  test.each(addresses)("the private address %s", async (address) => {
    const { host } = new URL(`http://${address}:1/`);
    const folder = makeFolder({ "openapi.yaml": referring(`http://${address}:1/b.json`) });
    const problems = await diagnosticsOf(
      loadSpec(join(folder, "openapi.yaml"), { allowHosts: [host] }),
    );
    expect(format(problems)).toContain("its address is private");
  });
});

test.each(["8.8.8.8", "2606:4700::1111", "2a00:1450:4001::1"])("%s is public", (address) => {
  expect(isPrivate(address)).toBe(false);
});

test("headers come from the environment; neither they nor the URL are written down", async () => {
  process.env["TETHER_TEST_KEY"] = secret;
  const folder = makeFolder({
    "tether.config.yaml": `spec: ${api.url}/v1/spec.json?key=${secret}\nheaders: { X-Key: "v \${TETHER_TEST_KEY}" }\noutput: client\n`,
  });
  api.seen.length = 0;
  const steps: string[] = [];
  const config = join(folder, "tether.config.yaml");
  await generate({ config, onProgress: (step) => steps.push(step) });
  expect(api.seen[0]?.headers["x-key"]).toBe(`v ${secret}`);
  const { "tether.config.yaml": _, ...written } = readFiles(folder);
  expect(JSON.stringify([written, steps])).not.toContain(secret);
  expect(JSON.parse(written["client/.tether.json"] ?? "")).not.toHaveProperty("origin");

  delete process.env["TETHER_TEST_KEY"];
  const problems = await diagnosticsOf(generate({ config }));
  expect(format(problems)).toMatch(
    /tether\.config\.yaml:2:12: .* the environment variable TETHER_TEST_KEY is not set/,
  );
});
