import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSpec } from "../../generator/load/index.js";
import { verifyRecordings } from "../../generator/verify/index.js";
import { generateInto, makeFolder, writeFiles } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";
import { type PythonServer, startPython } from "../support/python.js";
import { isOfAnswer, type Planted, plantedFile, plantedIn } from "../verify/planted/planted.js";
import { inSystem, type Place } from "./check-calls.js";
import { drf314, type Framework, fastapi092 } from "./frameworks.js";

const fastapiVersion = '".".join(fastapi.__version__.split(".")[:2])';
const drfVersion = '".".join(rest_framework.__version__.split(".")[:2])';
check("fastapi", fastapi092, inSystem(fastapi092, "fastapi, uvicorn, multipart", fastapiVersion));
check("drf", drf314, inSystem(drf314, "rest_framework, uritemplate", drfVersion));

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
  const expectedBy = (door: "replay" | "passive") =>
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

    test("are not seen where they are not", async () => {
      const right = planted.filter(isOfAnswer);
      expect(right.length).toBeGreaterThan(10);
      expect(await replay(of, urlOf("clean"), right)).toEqual([]);
      expect(await observe(client, urlOf("clean"), right)).toEqual([]);
    });
  });
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
