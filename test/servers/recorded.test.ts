import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mergeRecordings, writeCaptured } from "../../generator/capture/index.js";
import { loadSpec } from "../../generator/load/index.js";
import {
  type Fields,
  fieldsOf,
  listOf,
  provenanceField,
  templateOf,
} from "../../generator/openapi/index.js";
import { makeFolder, writeFiles } from "../support/generator.js";
import { type PythonServer, startPython } from "../support/python.js";
import { transpileAll } from "../support/transpile.js";
import type { Runnable } from "./calls.js";
import { inSystem } from "./check-calls.js";
import { generateCalls } from "./client-of.js";
import { drf314, type Framework, fastapi092 } from "./frameworks.js";
import { type RecordingProxy, startRecording } from "./record.js";

const fastapiVersion = '".".join(fastapi.__version__.split(".")[:2])';
const drfVersion = '".".join(rest_framework.__version__.split(".")[:2])';
const places = [
  { of: fastapi092, place: inSystem(fastapi092, "fastapi, uvicorn, multipart", fastapiVersion) },
  { of: drf314, place: inSystem(drf314, "rest_framework, uritemplate", drfVersion) },
];

for (const { of, place } of places) {
  const isAbsent = typeof place === "string";
  if (isAbsent) console.log(`no recording of ${of.name}: ${place}`);
  describe.skipIf(isAbsent)(`a recording of the calls to ${of.name}`, () => {
    let server: PythonServer | undefined;
    let proxy: RecordingProxy | undefined;
    const folder = makeFolder();
    const target = join(folder, "observed.yaml");
    const recording = join(folder, "calls.ndjson");
    beforeAll(async () => {
      if (isAbsent) return;
      server = await startPython(place.python, `${place.folder}/serve.py`, ...of.options);
      proxy = await startRecording(server.url);
      const { load } = await loadCalls(of);
      // What is always there shows only in several answers.
      for (let round = 0; round < 5; round++) {
        for (const call of load(proxy.url)) await call.run().catch(() => undefined);
      }
      writeFiles(folder, { "calls.ndjson": `${proxy.lines.join("\n")}\n` });
      writeCaptured(mergeRecordings({ recordings: [recording], target, isNew: true }));
    });
    afterAll(async () => {
      await proxy?.stop();
      await server?.stop();
    });

    test("has the paths as the server has them", async () => {
      const { paths } = JSON.parse(readFileSync(of.spec, "utf8")) as { paths: object };
      const seen = seenPaths(proxy?.lines ?? [], Object.keys(paths));
      const ours = fieldsOf((await loadSpec(target)).document["paths"]);
      const found = new Set(Object.keys(ours).map(templateOf));
      const missing = [...seen].filter((path) => !found.has(templateOf(path)));
      expect(seen.size).toBeGreaterThanOrEqual(10);
      expect((seen.size - missing.length) / seen.size).toBeGreaterThanOrEqual(0.95);
    });

    test("requires of a caller nothing but the parameters in its path", async () => {
      const { document } = await loadSpec(target);
      for (const operation of operationsIn(document)) {
        const body = fieldsOf(operation["requestBody"]);
        expect(body["required"]).toBeUndefined();
        expect(JSON.stringify(body)).not.toContain('"required"');
        const parameters = listOf(operation["parameters"]).map(fieldsOf);
        for (const { in: location, required } of parameters) {
          expect(required === true).toBe(location === "path");
        }
      }
    });

    test("requires of an answer only what was in each of at least five", async () => {
      const { document } = await loadSpec(target);
      const paths = Object.keys(fieldsOf(document["paths"]));
      const answersOf = answersByOperation(proxy?.lines ?? [], paths);
      let count = 0;
      for (const { summary, responses } of operationsIn(document)) {
        for (const [status, response] of Object.entries(fieldsOf(responses))) {
          const { content, [provenanceField]: statement } = fieldsOf(response);
          const { schema } = fieldsOf(fieldsOf(content)["application/json"]);
          const required = listOf(fieldsOf(schema)["required"]);
          if (required.length === 0) continue;
          count += required.length;
          expect(fieldsOf(statement)["seen"]).toBeGreaterThanOrEqual(5);
          const answers = answersOf.get(`${summary} ${status}`) ?? [];
          expect(answers.length).toBeGreaterThanOrEqual(5);
          for (const answer of answers)
            expect(Object.keys(answer)).toEqual(expect.arrayContaining([...required]));
        }
      }
      expect(count).toBeGreaterThan(5);
    });
  });
}

async function loadCalls(of: Framework): Promise<{ load(url: string): Runnable[] }> {
  const { folder, files } = await generateCalls(of);
  writeFiles(folder, { ...transpileAll(files), "package.json": '{ "type": "module" }' });
  return import(/* @vite-ignore */ pathToFileURL(join(folder, "calls.js")).href);
}

function operationsIn({ paths }: Fields): Fields[] {
  return Object.values(fieldsOf(paths)).flatMap((item) =>
    Object.values(fieldsOf(item)).map(fieldsOf),
  );
}

/** The JSON objects of the recording by what answered them: `GET /parts/{id}/ 200`. */
function answersByOperation(
  lines: readonly string[],
  paths: readonly string[],
): Map<string, object[]> {
  const answers = new Map<string, object[]>();
  for (const line of lines) {
    const { request, response } = JSON.parse(line) as Line;
    const template = bestOf(paths, decodeURIComponent(new URL(request.url).pathname));
    const key = `${request.method} ${template} ${response.status}`;
    const text = Buffer.from(response.body?.base64 ?? "", "base64").toString();
    const isJson = response.headers.some(([, value]) => value.startsWith("application/json"));
    if (isJson && text.startsWith("{"))
      answers.set(key, [...(answers.get(key) ?? []), JSON.parse(text)]);
  }
  return answers;
}

/** The most concrete template that fits a path. */
function bestOf(templates: readonly string[], path: string): string | undefined {
  return templates
    .filter((template) => expressionOf(template).test(path))
    .sort((a, b) => a.split("{").length - b.split("{").length)[0];
}

interface Line {
  readonly request: { readonly method: string; readonly url: string };
  readonly response: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
    readonly body?: { readonly base64: string };
  };
}

/** The server's templates of the paths that answered with success. */
function seenPaths(lines: readonly string[], templates: readonly string[]): Set<string> {
  const seen = new Set<string>();
  for (const line of lines) {
    const { request, response } = JSON.parse(line) as Line;
    if (response.status < 200 || response.status > 299) continue;
    const { pathname } = new URL(request.url);
    const template = bestOf(templates, decodeURIComponent(pathname));
    if (template !== undefined) seen.add(template);
  }
  return seen;
}

function expressionOf(template: string): RegExp {
  const parts = template
    .split(/\{[^{}]*\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]+")}$`);
}
