import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSpec } from "../../generator/load/index.js";
import { askService, noValues, verifyRecordings } from "../../generator/verify/index.js";
import { generateInto, makeFolder, writeFiles } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";
import { type PythonServer, startPython } from "../support/python.js";
import { isOfAnswer, type Planted, plantedFile, plantedIn } from "../verify/planted/planted.js";
import { FakeClock } from "../wire/verify/shop.js";
import { inSystem, type Place } from "./check-calls.js";
import { drf314, type Framework, fastapi092 } from "./frameworks.js";

const fastapiVersion = '".".join(fastapi.__version__.split(".")[:2])';
const drfVersion = '".".join(rest_framework.__version__.split(".")[:2])';
check("fastapi", fastapi092, inSystem(fastapi092, "fastapi, uvicorn, multipart", fastapiVersion));
const inSystemDrf = inSystem(drf314, "rest_framework, uritemplate", drfVersion);
check("drf", drf314, inSystemDrf);

/** A finding of either door, in the words of the lists. */
interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly fingerprint: string;
}

function check(app: "fastapi" | "drf", of: Framework, place: Place): void {
  const isAbsent = typeof place === "string";
  if (isAbsent) console.log(`nothing planted in ${of.name}: ${place}`);
  const planted = plantedIn(app);
  const expectedBy = (door: "replay" | "passive" | "active") =>
    planted.filter(({ doors }) => doors.includes(door)).map(({ expected }) => expected);

  describe.skipIf(isAbsent)(`deviations planted in ${of.name}`, () => {
    let servers: readonly PythonServer[] = [];
    let client: ObservingClient;
    beforeAll(async () => {
      if (isAbsent) return;
      const start = (...more: readonly string[]) =>
        startPython(place.python, `${place.folder}/serve.py`, ...of.options, ...more);
      const starting = Promise.all([start("planted", plantedFile(app)), start()]);
      client = await observingClient(of);
      servers = await starting;
    });
    afterAll(async () => {
      await Promise.all(servers.map((server) => server.stop()));
    });
    const urlOf = (server: "planted" | "clean") =>
      servers[server === "planted" ? 0 : 1]?.url ?? "no server";

    test("are 20, and each of another kind or at another place", () => {
      expect(new Set(planted.map(({ expected }) => expected)).size).toBe(20);
      expect(expectedBy("replay")).toHaveLength(20);
    });

    test("are found in a recording, and nothing else is", async () => {
      const found = await replay(of, urlOf("planted"), planted);
      expect(found.map(shown).sort()).toEqual(expectedBy("replay").sort());
    });

    test("are found by an observer where an answer shows them, by the same names", async () => {
      const found = await observe(client, urlOf("planted"), planted);
      expect(found.map(shown).sort()).toEqual(expectedBy("passive").sort());
      const replayed = await replay(of, urlOf("planted"), planted);
      const prints = new Map(replayed.map(({ message, fingerprint }) => [message, fingerprint]));
      for (const { message, fingerprint } of found) expect(fingerprint).toBe(prints.get(message));
    });

    test("are found by asking where GET, HEAD or OPTIONS show them, and nothing else is", async () => {
      const found = (await ask(of, urlOf("planted"))).map(shown);
      const clean = (await ask(of, urlOf("clean"))).map(shown);
      const expected = expectedBy("active").map((each) => heardByAsking[each] ?? each);
      expect(found.filter((each) => !clean.includes(each)).sort()).toEqual(expected.sort());
      const odd = clean.map((each) => /: GET (\S+):/.exec(each)?.[1] ?? each);
      expect([...new Set(odd)].sort()).toEqual(deviatingFromTheStart[app]);
    });

    test("are not seen where they are not", async () => {
      const right = planted.filter(isOfAnswer);
      expect(right.length).toBeGreaterThan(10);
      expect(await replay(of, urlOf("clean"), right)).toEqual([]);
      expect(await observe(client, urlOf("clean"), right)).toEqual([]);
    });
  });
}

test.skipIf(typeof inSystemDrf === "string")(
  "Django REST framework's refusals are told apart",
  async () => {
    if (typeof inSystemDrf === "string") return;
    const document = JSON.parse(readFileSync(drf314.spec, "utf8"));
    const empty = { responses: { 200: { description: "OK" } } };
    document.paths = {
      "/makers/": { ...document.paths["/makers/"], delete: empty },
      "/makers/{id}/": document.paths["/makers/{id}/"],
      "/protected/": document.paths["/protected/"],
      "/protected/nowhere/": { get: empty },
      "/events/": { get: document.paths["/events/"].get, post: empty },
    };
    document.components.schemas.Maker.properties.name.maxLength = 20;
    const folder = makeFolder({ "openapi.json": JSON.stringify(document) });
    const { python, folder: app } = inSystemDrf;
    const server = await startPython(python, `${app}/serve.py`, ...drf314.options);
    const found = await ask({ ...drf314, spec: join(folder, "openapi.json") }, server.url);
    await server.stop();
    expect(found.map(shown)).toEqual([
      "method-not-served: DELETE /makers/: method DELETE is not allowed",
      "path-not-served: GET /protected/nowhere/: path is not there: the service answers 404, as to a path that it does not have",
      "method-not-served: POST /events/: method POST is not allowed",
      "metadata-limit: POST /makers/: request body, name has the maxLength 40 at the service, and the schema has 20",
      "metadata-limit: PUT /makers/{id}/: request body, name has the maxLength 40 at the service, and the schema has 20",
      "status-usual: GET /protected/: answer 401 is not declared",
    ]);
  },
);

/** FastAPI answers the same where it has no path, so for who asks, this is no answer of the path. */
const heardByAsking: Readonly<Record<string, string>> = {
  "status-undeclared: GET /answers/null: answer 404 is not declared":
    "path-not-served: GET /answers/null: path is not there: the service answers 404, as to a path that it does not have",
};

/**
 * What the frameworks' own documents say wrongly: files, streams and errors that they do not know of,
 * what may be null, and, of Django REST framework, views that are no lists and serializers that change.
 */
const deviatingFromTheStart = {
  fastapi: [
    "/answers/file",
    "/answers/http-exception",
    "/answers/makers",
    "/answers/maybe",
    "/answers/slash",
    "/answers/stream",
    "/answers/text/empty",
  ],
  drf: [
    ...["/download/", "/function/", "/optional/", "/parts/odd/", "/protected/"],
    ...["/protected/basic/", "/protected/either/", "/report/", "/throttled/"],
  ],
} as const;

/** What `verify --base-url` finds. */
async function ask({ spec }: Framework, baseUrl: string): Promise<readonly Finding[]> {
  const { report } = await askService(await loadSpec(spec), {
    ...{ baseUrl, auth: {}, env: {}, values: noValues, exclude: [], include: ["**"] },
    ...{ maxRequests: 500, rate: 100, clock: new FakeClock() },
  });
  return report.findings;
}

function shown({ rule, message }: Finding): string {
  return `${rule}: ${message}`;
}

type Module = Readonly<Record<string, unknown>>;
/** The function of each operation: `listBoms` for `GET /boms/`. */
type Names = ReadonlyMap<string, string>;

/** A client, what its `observe.ts` exports, and its functions. */
interface ObservingClient {
  readonly index: Module;
  readonly observe: Module;
  readonly names: Names;
}

async function observingClient({ spec }: Framework): Promise<ObservingClient> {
  const text = readFileSync(spec, "utf8");
  const made = await generateInto(text, undefined, { name: "Odd" }, { observe: true });
  const index = await loadOutput(made);
  const descriptors = Object.entries(await loadOutput(made, "operations")) as [
    string,
    { method: string; path: string },
  ][];
  const names = new Map(
    descriptors.map(([name, { method, path }]) => [`${method} ${path}`, name] as const),
  );
  return { index, observe: await loadOutput(made, "observe"), names };
}

/** What an observer of everything finds while the client makes the calls. */
async function observe(
  { index, observe: { createObserver }, names }: ObservingClient,
  baseUrl: string,
  planted: readonly Planted[],
): Promise<Finding[]> {
  const found: Finding[] = [];
  const observer = (createObserver as (options: object) => Observer)({
    sample: 1,
    onFinding: (findings: readonly Finding[]) => found.push(...findings),
  });
  const client = (index["createOddClient"] as (options: object) => unknown)({
    baseUrl,
    observe: observer,
    maxRetries: 0,
  });
  for (const { expected, params } of planted) {
    const [, operation = ""] = /^[a-z-]+: (\S+ [^:]+):/.exec(expected) ?? [];
    if (params === undefined) continue;
    const call = index[names.get(operation) ?? ""] as (...args: unknown[]) => Promise<unknown>;
    // Many of these answers are none that a client can hand over.
    await call(client, params).catch(() => undefined);
  }
  await observer.flush();
  expect(observer.counts).toMatchObject({ skipped: 0, errors: 0 });
  return found;
}

interface Observer {
  flush(): Promise<void>;
  readonly counts: object;
}

/** What `verify` finds in a recording of the requests. */
async function replay(
  { spec }: Framework,
  server: string,
  planted: readonly Planted[],
): Promise<readonly Finding[]> {
  const lines: string[] = [];
  for (const { request } of planted) lines.push(JSON.stringify(await record(server, request)));
  const folder = makeFolder();
  writeFiles(folder, { "a.ndjson": `${lines.join("\n")}\n` });
  const options = { recordings: [join(folder, "a.ndjson")], baseUrls: [server] };
  return verifyRecordings(await loadSpec(spec), options).findings;
}

async function record(server: string, { sent, body }: Planted["request"]): Promise<object> {
  const [method = "", target = ""] = sent.split(" ");
  const url = new URL(target, server).href;
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = { accept: "*/*", ...(text && { "content-type": "application/json" }) };
  const init = { method, headers, redirect: "manual" as const, ...(text && { body: text }) };
  const response = await fetch(url, init);
  const answered = Buffer.from(await response.arrayBuffer()).toString("base64");
  return {
    schemaVersion: 1,
    startedAt: "2026-11-30T10:00:00Z",
    request: {
      method,
      url,
      headers: Object.entries(headers),
      ...(text && { body: { text } }),
    },
    response: {
      status: response.status,
      headers: [...response.headers],
      ...(answered && { body: { base64: answered } }),
    },
  };
}
