import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Diagnostic, DiagnosticError } from "../../generator/diagnostics/index.js";
import { readRuntimeFiles } from "../../generator/disk/tool.js";
import { loadSpec } from "../../generator/load/index.js";
import { buildApi } from "../../generator/model/index.js";
import { defaultChoice, makeFiles } from "../../generator/outputs/index.js";
import { serve, type TestServer } from "../runtime/server.js";
import { compile, usesOfAny } from "../support/compiler.js";
import { type Files, makeFolder, writeFiles } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";
import { fc, seed, times, toRepeat } from "../support/random.js";
import {
  answerText,
  argumentsOf,
  callsOf,
  compare,
  type Descriptor,
  differences,
  type MadeCall,
  readAnswer,
  toSource,
} from "./calls.js";
import { nearly } from "./mutate.js";
import { type MadeOperation, type MadeSpec, specs } from "./operations.js";

// Random specs, valid and nearly so.
const validSpecs = times(25);
const nearlyValidSpecs = times(80);
vi.setConfig({ testTimeout: times(300_000) });
/** Specs in one program of the compiler; more at once hold too much memory. */
const batch = 30;

let server: TestServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

/** By document, which is written into a file, because it is too long for a message. */
const failures = new Map<unknown, string[]>();
const fail = (document: unknown, problem: string) => {
  const known = failures.get(document) ?? [];
  failures.set(document, [...known, problem.slice(0, 1000)]);
};
/** The first problem of each of a few documents, and where that is. */
const told = () => {
  const shown = [...failures].slice(0, 10).map(([document, [problem]], index) => {
    const file = join(tmpdir(), `generative-${seed}-${index}.json`);
    writeFileSync(file, JSON.stringify(document, null, 2));
    return `${file}: ${problem}`;
  });
  failures.clear();
  return shown.length > 0 ? [...shown, `To repeat: ${toRepeat}`] : [];
};

test("valid specs give clients that compile and whose calls arrive", async () => {
  const made = fc.sample(specs, { seed, numRuns: validSpecs });
  for (let start = 0; start < made.length; start += batch) {
    const part = made.slice(start, start + batch);
    const programs: Record<string, Files> = {};
    for (const [index, spec] of part.entries()) {
      const files = await generated(spec.document);
      if (!files) continue;
      const program = await exercise(spec, files, start + index);
      programs[`spec${index}`] = { ...files, "program.ts": program };
    }
    judge(
      programs,
      part.map(({ document }) => document),
    );
  }
  expect(told()).toEqual([]);
});

test("a seed gives the same documents, whatever was generated before", () => {
  // Of a small document, so that its few places are often changed twice.
  const made = () => fc.sample(nearly({ a: 1 }), { seed, numRuns: 2000 });
  expect(made()).toEqual(made());
});

test("nearly valid specs give clients that compile, or a diagnostic", async () => {
  const made = fc.sample(
    specs.chain(({ document }) => nearly(document)),
    { seed, numRuns: nearlyValidSpecs },
  );
  let refused = 0;
  const programs: Record<string, Files> = {};
  for (const [index, document] of made.entries()) {
    const files = await generated(document, () => {
      refused++;
    });
    if (files) programs[`spec${index}`] = files;
  }
  for (let start = 0; start < made.length; start += batch) {
    const part = Object.entries(programs).slice(start, start + batch);
    judge(Object.fromEntries(part), made);
  }
  expect(told()).toEqual([]);
  // Both happen, or the test does not try what it says.
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThan(made.length);
});

/** The client's files; undefined after a diagnostic, which a valid spec must not give. */
async function generated(
  document: Readonly<Record<string, unknown>>,
  onRefusal: (error: DiagnosticError) => void = (error) => fail(document, error.message),
): Promise<Files | undefined> {
  const folder = makeFolder({ "openapi.json": JSON.stringify(document) });
  try {
    const problems: Diagnostic[] = [];
    const spec = await loadSpec(join(folder, "openapi.json"), {
      collect: (found) => problems.push(...found),
    });
    const built = buildApi(spec, { name: "Made", problems });
    const files = await makeFiles(built, await readRuntimeFiles(), "spec-tether", {
      outputs: { ...defaultChoice, paths: {} },
    });
    const texts = Object.fromEntries(files.map(({ path, text }) => [path, text]));
    const anys = Object.entries(texts).flatMap(([path, text]) => usesOfAny(path, text));
    if (anys.length > 0) fail(document, `any at ${anys.join(", ")}`);
    return texts;
  } catch (error) {
    if (error instanceof DiagnosticError) onRefusal(error);
    else fail(document, `no diagnostic but ${error instanceof Error ? error.stack : error}`);
    return undefined;
  }
}

function judge(programs: Record<string, Files>, documents: readonly unknown[]): void {
  if (Object.keys(programs).length === 0) return;
  for (const problem of compile(programs)) {
    const index = Number(/^spec(\d+)\//.exec(problem)?.[1]);
    fail(documents[index], problem);
  }
}

/** Makes calls of each operation; returns them as a program for the compiler. */
async function exercise(
  { document, operations }: MadeSpec,
  files: Files,
  index: number,
): Promise<string> {
  const folder = makeFolder();
  writeFiles(folder, files);
  const module = await loadOutput({ folder, files });
  const descriptors = (await loadOutput({ folder, files }, "operations")) as Readonly<
    Record<string, Descriptor>
  >;
  const make = module["createMadeClient"] as (options: object) => unknown;
  const client = make({ baseUrl: server.url, maxRetries: 0 });
  const lines: string[] = [];
  for (const [position, operation] of operations.entries()) {
    const found = Object.entries(descriptors).find(
      ([, { method, path }]) =>
        method === operation.method.toUpperCase() && path === operation.path,
    );
    if (!found) {
      fail(document, `${operation.method} ${operation.path} is not in the client`);
      continue;
    }
    const [name, descriptor] = found;
    const numRuns = 3;
    for (const call of fc.sample(callsOf(operation), {
      seed: seed + index * 31 + position,
      numRuns,
    })) {
      const given = argumentsOf(operation, call, descriptor);
      lines.push(`void api.${name}(client, ${toSource(given)});`);
      const invoke = () => (module[name] as Invoke)(client, given);
      for (const problem of await tryCall(operation, call, invoke)) {
        fail(
          document,
          `${operation.method} ${operation.path} with ${JSON.stringify(given)}: ${problem}`,
        );
      }
    }
  }
  return `import * as api from "./index.js";\ndeclare const client: api.Client;\n${lines.join("\n")}\n`;
}

type Invoke = (client: unknown, args: object) => Promise<unknown>;

async function tryCall(
  operation: MadeOperation,
  call: MadeCall,
  invoke: () => Promise<unknown>,
): Promise<string[]> {
  server.respond = (response) => {
    response.statusCode = operation.status;
    if (call.answer) response.setHeader("content-type", call.answer.of.mediaType);
    response.end(call.answer && answerText(call.answer));
  };
  try {
    const data = await readAnswer(await invoke());
    const [arrived, ...more] = server.take();
    if (!arrived) return ["nothing arrived"];
    return [
      ...compare("requests", 0, more.length),
      ...(await differences(operation, call, arrived)),
      ...compare("data", call.answer?.value, data),
    ];
  } catch (error) {
    const [arrived] = server.take();
    return [`${error}${arrived ? ` (arrived: ${arrived.method} ${arrived.target})` : ""}`];
  }
}
