import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DiagnosticError } from "../../../generator/diagnostics/index.js";
import { onAccess } from "../../../generator/disk/index.js";
import { type AskOptions, askService, readValues } from "../../../generator/verify/index.js";
import { answer, json, serve, type TestServer } from "../../runtime/server.js";
import { load, makeFolder } from "../../support/generator.js";
import { cert, key } from "./certificate.js";
import { askOptions, FakeClock, secret, shop, shopSpec, shopWith } from "./shop.js";

/** `tether verify --base-url`: what it sends, and what it makes of the answers. */

let server: TestServer;
beforeAll(async () => {
  server = await serve();
});
beforeEach(() => {
  server.respond = shop;
  server.take();
});
afterAll(() => server.close());

const spec = await load(JSON.stringify(shopSpec));

async function ask(more: Partial<AskOptions> = {}, asked = spec) {
  const { report, exchanges } = await askService(asked, askOptions(server.url, more));
  const skipped = new Map(
    report.skipped.map(({ operation, why }) => [`${operation.method} ${operation.path}`, why]),
  );
  const findings = report.findings.map(
    ({ level, rule, message }) => `${level} ${rule}: ${message}`,
  );
  return { report, exchanges, skipped, findings };
}

/** The message of a run that cannot be. */
async function whyNot(more: Partial<AskOptions> = {}): Promise<string> {
  try {
    await ask(more);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    expect(error.diagnostics).toHaveLength(1);
    const text = JSON.stringify(error.diagnostics);
    expect(text).not.toContain(secret);
    return error.diagnostics[0]?.message ?? "";
  }
  throw new Error("it ran");
}

test("a service that keeps to its spec: values come from lists, nothing writes, nothing is found", async () => {
  const { findings, skipped, report } = await ask();
  expect(findings).toEqual([]);
  const arrived = server.take();
  expect(arrived.filter(({ method }) => !["GET", "HEAD", "OPTIONS"].includes(method))).toEqual([]);
  expect(arrived.map(({ method, target }) => `${method} ${target}`).slice(1)).toEqual([
    "GET /v1/boms/",
    "GET /v1/boms/7/",
    "GET /v1/boms/8/",
    "GET /v1/boms/7/lines/",
    "GET /v1/boms/8/lines/",
    "GET /v1/exports/7/",
    "GET /v1/exports/8/",
    "GET /v1/boms/7/lines/u7/",
    "GET /v1/boms/8/lines/u8/",
    "OPTIONS /v1/boms/",
    "OPTIONS /v1/boms/7/",
  ]);
  expect(report.coverage).toEqual({ seen: 5, of: 10 });
  expect(Object.fromEntries(skipped)).toEqual({
    "POST /boms/": "POST may change something",
    "DELETE /boms/{bom_id}/": "DELETE may change something",
    "GET /orgs/{org_id}/":
      "no value is known for its path parameter org_id; give one with --values",
    "GET /boms/{bom_id}/cancel/": '"cancel" sounds like an action; name it with --include',
    "GET /old/": "it is deprecated; name it with --include",
  });
});

test("values of a file, and operations that are named or excluded", async () => {
  const file = join(
    makeFolder({ "values.yaml": "org_id: 3\ngetBom: { bom_id: [8] }\n" }),
    "values.yaml",
  );
  const { findings } = await ask({
    values: await readValues(file),
    include: ["listOld", "/boms/*/cancel/"],
    exclude: ["GET /exports/*"],
  });
  expect(findings).toEqual([]);
  const targets = server.take().map(({ target }) => target);
  expect(targets).toContain("/v1/orgs/3/");
  expect(targets).toContain("/v1/old/");
  expect(targets).toContain("/v1/boms/7/cancel/");
  expect(targets).not.toContain("/v1/boms/7/");
  expect(targets.some((target) => target.includes("exports"))).toBe(false);
});

test("the credential is sent, and is in nothing that is shown, kept or traced", async () => {
  const traced: unknown[] = [];
  const end = onAccess((access) => traced.push(access));
  // A service that sends everything back that it gets.
  server.respond = shopWith(({ target, headers }) =>
    target === "/v1/boms/8/"
      ? json({ id: 8, name: headers.authorization, [`${headers.authorization}`]: { [secret]: 1 } })
      : undefined,
  );
  const { report, exchanges } = await ask();
  end();
  expect(server.take().every(({ headers }) => headers.authorization === `Api-Key ${secret}`)).toBe(
    true,
  );
  expect(JSON.stringify([report, traced])).not.toContain(secret);
  expect(JSON.stringify(exchanges.map(({ request }) => request))).not.toContain(secret);
  expect(report.findings.map(({ message }) => message)).toEqual([
    "GET /boms/{bom_id}/: answer 200, * is not in the schema",
  ]);
});

test("no value of an answer is in the report", async () => {
  server.respond = shopWith(({ target }) =>
    target === "/v1/boms/7/"
      ? json({ id: "canary-value", name: 3, extra: "canary-value" })
      : undefined,
  );
  const { report } = await ask();
  expect(report.findings.length).toBe(3);
  expect(JSON.stringify(report)).not.toContain("canary-value");
});

test("budget and rate are kept", async () => {
  const clock = new FakeClock();
  const { report } = await ask({ maxRequests: 4, rate: 5, clock });
  expect(server.take()).toHaveLength(4);
  expect(report).toMatchObject({ requests: 4, ended: "the budget of 4 requests is used" });
  expect(clock.time).toBeCloseTo(3 * 200, 0);
  expect(report.skipped.find(({ operation }) => operation.path === "/boms/{id}/lines/")?.why).toBe(
    "the budget of 4 requests is used",
  );
});

test("Retry-After is honoured, and the request is sent again", async () => {
  let count = 0;
  server.respond = shopWith(({ target }) => {
    const isFirst = target === "/v1/boms/" && count++ === 0;
    return isFirst ? answer(429, { "retry-after": "7" }, "") : undefined;
  });
  const clock = new FakeClock();
  const { findings, report } = await ask({ clock });
  expect(clock.pauses).toContain(7000);
  expect(findings).toEqual([]);
  expect(report.coverage.seen).toBe(5);
});

test.each([
  ["a storm of 429", answer(429, {}, ""), 5, /^the service answered 429 3 times in a row$/],
  [
    "a pause of an hour",
    answer(429, { "retry-after": "3600" }, ""),
    3,
    /asks for a pause of 3600 s/,
  ],
])("%s ends the run", async (_, storm, most, why) => {
  server.respond = shopWith(({ target }) => (target.includes("/boms/7/") ? storm : undefined));
  const { report } = await ask();
  expect(report.ended).toMatch(why);
  expect(server.take().length).toBeLessThanOrEqual(most);
});

test("a redirect is an answer, and nothing follows it with the credential", async () => {
  const other = await serve();
  server.respond = shopWith(({ target }) =>
    target === "/v1/boms/8/" ? answer(302, { location: `${other.url}/v1/boms/8/` }, "") : undefined,
  );
  const { findings } = await ask();
  expect(other.take()).toEqual([]);
  await other.close();
  expect(findings).toEqual([
    "finding status-undeclared: GET /boms/{bom_id}/: answer 302 is not declared",
  ]);
});

test("unknown path, forbidden path and forbidden method are told apart", async () => {
  const paths = {
    ...shopSpec.paths,
    "/gone/": { get: { responses: { 404: { description: "None" } } } },
    "/closed/": { get: { responses: { 200: { description: "OK" } } } },
    "/sent/": { get: { responses: { 200: { description: "OK" } } } },
    "/boms/": { ...shopSpec.paths["/boms/"], put: { responses: { 200: { description: "OK" } } } },
  };
  server.respond = shopWith(({ target }) => {
    if (target === "/v1/closed/") return json({ detail: "No." }, 403);
    if (target === "/v1/sent/") return json({ detail: "Not allowed." }, 405);
    return undefined;
  });
  const { report, findings } = await ask({}, await load(JSON.stringify({ ...shopSpec, paths })));
  const outcomes = Object.fromEntries(
    report.asked.map(({ operation, outcome }) => [operation.path, outcome]),
  );
  expect(outcomes).toMatchObject({
    "/gone/": "nothing-there",
    "/closed/": "refused",
    "/sent/": "method-refused",
    "/boms/": "answered",
  });
  expect(findings).toEqual([
    "finding path-not-served: GET /gone/: path is not there: the service answers 404, as to a path that it does not have",
    "finding method-not-served: GET /sent/: method GET is not allowed",
    "finding method-not-served: PUT /boms/: method PUT is not allowed",
    "note status-usual: GET /closed/: answer 403 is not declared",
  ]);
});

test("a gateway that refuses every unknown path shows no path by refusing it", async () => {
  const paths = {
    ...shopSpec.paths,
    "/gone/": { get: { responses: { 200: { description: "OK" } } } },
  };
  server.respond = shopWith(({ target }) =>
    /gone|spec-tether/.test(target)
      ? json({ message: "Missing Authentication Token" }, 403)
      : undefined,
  );
  const { report } = await ask({}, await load(JSON.stringify({ ...shopSpec, paths })));
  expect(report.asked).toContainEqual({
    operation: { method: "GET", path: "/gone/" },
    outcome: "nothing-there",
  });
});

test.each<[string, Parameters<typeof shopWith>[0]]>([
  ["a page", () => answer(200, { "content-type": "text/html" }, "<div id=app></div>")],
  ["200 and JSON", ({ target }) => json({ ok: false, message: `no route ${target}`, status: 404 })],
  ["a login", ({ target }) => answer(302, { location: `/login?next=${target}` }, "")],
])("what a service answers with %s has nothing there", async (_, unknown) => {
  const paths = {
    ...shopSpec.paths,
    "/gone/": { get: { responses: { 200: { description: "OK" } } } },
  };
  server.respond = shopWith((arrived, response) =>
    /gone|spec-tether/.test(arrived.target) ? unknown(arrived, response) : undefined,
  );
  const { findings } = await ask({}, await load(JSON.stringify({ ...shopSpec, paths })));
  expect(findings).toEqual([
    expect.stringMatching(/^finding path-not-served: GET \/gone\/: path is not there/),
  ]);
});

test("a site above the API does not make every path of the API be there", async () => {
  const own = { get: { responses: { "4XX": { description: "No", content: {} } } } };
  const paths = Object.fromEntries(
    Object.entries({ ...shopSpec.paths, "/gone/": own }).map(([path, item]) => [
      `/v1${path}`,
      item,
    ]),
  );
  server.respond = (response, arrived) => {
    if (!arrived.target.startsWith("/v1/"))
      return answer(404, { "content-type": "text/html" }, "<h1>Our shop</h1>")(response, arrived);
    if (/gone|spec-tether/.test(arrived.target))
      return json({ detail: "None" }, 404)(response, arrived);
    return shop(response, arrived);
  };
  const { report } = await ask(
    { baseUrl: server.url },
    await load(JSON.stringify({ ...shopSpec, paths })),
  );
  expect(report.asked).toContainEqual({
    operation: { method: "GET", path: "/v1/gone/" },
    outcome: "nothing-there",
  });
  expect(report.coverage.seen).toBe(5);
});

test.each([401, 403])("a service that answers %i before it looks for the path", async (status) => {
  server.respond = (response, arrived) =>
    arrived.headers.authorization === `Api-Key ${secret}`
      ? shop(response, arrived)
      : json({ message: "no" }, status)(response, arrived);
  const old = { env: { SHOP_KEY: "old" } };
  expect(await whyNot(old)).toMatch(`it answers ${status} to every request: the credential is not`);
  expect((await ask()).findings).toEqual([]);
});

test("what is forbidden first does not end a run that may read the rest", async () => {
  const closed = ["/a/", "/b/", "/c/", "/d/", "/e/", "/f/"];
  const forbidden = { get: { responses: { 403: { description: "No" } } } };
  const paths = {
    ...Object.fromEntries(closed.map((path) => [path, forbidden])),
    ...shopSpec.paths,
  };
  server.respond = shopWith(({ target }) =>
    closed.some((path) => target === `/v1${path}`) ? json({ detail: "No." }, 403) : undefined,
  );
  const { report } = await ask({}, await load(JSON.stringify({ ...shopSpec, paths })));
  expect(report.ended).toBeUndefined();
  expect(report.asked.filter(({ outcome }) => outcome === "answered")).toHaveLength(5);
});

test("what a server answers to OPTIONS counts only in JSON", async () => {
  server.respond = shopWith(({ method }) =>
    method === "OPTIONS" ? answer(200, { allow: "GET, HEAD" }, "GET, HEAD") : undefined,
  );
  expect((await ask()).findings).toEqual([]);
});

test.each<[string, Parameters<typeof shopWith>[0] | undefined, Partial<AskOptions>, RegExp]>([
  [
    "a key that is refused",
    undefined,
    { env: { SHOP_KEY: `${secret}-old` } },
    /it answers 401 to every request: the credential is not valid/,
  ],
  [
    "a variable that is not set",
    undefined,
    { env: {} },
    /variable for the security scheme apiKey is not set/,
  ],
  ["a key in place of its variable", undefined, { auth: { apiKey: secret } }, /is not set/],
  [
    "a key that no header can carry",
    undefined,
    { env: { SHOP_KEY: `${secret}\n\u2028x` } },
    /contains a character that a header cannot carry/,
  ],
  [
    "a scheme that is not in the spec",
    undefined,
    { auth: { [secret]: "SHOP_KEY" } },
    /the spec has no security scheme of the name/,
  ],
  [
    "no credential",
    undefined,
    { auth: {} },
    /no operation of the spec can be asked: 6 operations: it needs a credential for apiKey/,
  ],
  [
    "another API",
    () => json({ message: "no route" }, 404),
    {},
    /it answers 404 to every path of the spec, as to one that it does not have/,
  ],
  ["a server that fails", () => answer(500, {}, ""), {}, /it answers 500 to every/],
])("%s is one message, and nothing is judged", async (_, own, options, want) => {
  if (own) server.respond = shopWith(own);
  expect(await whyNot(options)).toMatch(want);
  expect(server.take().length).toBeLessThan(8);
});

test("a host that is not there is one message", async () => {
  const gone = await serve();
  await gone.close();
  expect(await whyNot({ baseUrl: `${gone.url}/v1` })).toMatch(/the connection was refused/);
});

test("a certificate that nobody has signed is one message", async () => {
  const secure = createHttpsServer({ key, cert }, (_, response) => response.end("{}"));
  await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve));
  const { port } = secure.address() as AddressInfo;
  expect(await whyNot({ baseUrl: `https://127.0.0.1:${port}/v1` })).toMatch(
    /self-signed certificate/,
  );
  secure.close();
  secure.closeAllConnections();
});
