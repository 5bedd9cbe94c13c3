import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeFiles } from "../support/generator.js";
import {
  type Command,
  findPython,
  type PythonServer,
  runPython,
  startPython,
} from "../support/python.js";
import { transpileAll } from "../support/transpile.js";
import { type Arrival, type Call, type Runnable, written } from "./calls.js";
import { generateCalls } from "./client-of.js";
import type { Framework } from "./frameworks.js";
import { findTrixie } from "./trixie.js";

/** Where an app can be run, or why not. */
export type Place = { readonly python: Command; readonly folder: string } | string;

/**
 * The system's Python, if it has these modules in the version that the document is of.
 *
 * @param version an expression of Python
 */
export function inSystem({ app, name }: Framework, modules: string, version: string): Place {
  const python = findPython(modules);
  if (!python) return `its Python has no ${modules}`;
  const found = runPython(python, "-c", `import ${modules}; print(${version})`).trim();
  if (!name.endsWith(`-${found}`)) return `the system has version ${found}`;
  return { python, folder: app };
}

/** A Debian 13 in the cache. */
export function inTrixie({ app }: Framework): Place {
  const trixie = findTrixie();
  if (typeof trixie === "string") return trixie;
  return { python: trixie.python, folder: trixie.place(app) };
}

/** Makes the calls of a framework's client to the framework itself. */
export function checkCalls(framework: Framework, place: Place, least: number): void {
  const { calls, name, spec, options } = framework;
  const isAbsent = typeof place === "string";
  if (isAbsent) console.log(`not run with ${name}: ${place}`);
  const { python, folder } = isAbsent ? { python: ["python3"] as const, folder: "" } : place;
  const script = [`${folder}/serve.py`, ...options];

  test(`${name}: there are at least ${least} calls`, () => {
    expect(calls.length).toBeGreaterThanOrEqual(least);
  });

  describe.skipIf(isAbsent)(name, () => {
    let server: PythonServer | undefined;
    let runnables: readonly Runnable[] = [];
    beforeAll(async () => {
      const starting = startPython(python, ...script);
      const { folder, files } = await generateCalls(framework);
      writeFiles(folder, { ...transpileAll(files), "package.json": '{ "type": "module" }' });
      const url = pathToFileURL(join(folder, "calls.js")).href;
      const loaded = (await import(/* @vite-ignore */ url)) as { load(url: string): Runnable[] };
      server = await starting;
      runnables = loaded.load(server.url);
    });
    afterAll(() => server?.stop());

    async function arrived(): Promise<readonly string[]> {
      const response = await fetch(`${server?.url}/-/arrivals`);
      return ((await response.json()) as Arrival[]).map(written);
    }

    test("the committed document is what the framework emits", () => {
      const emitted: unknown = JSON.parse(runPython(python, ...script, "spec"));
      if (process.env["UPDATE_GOLDEN"]) {
        writeFileSync(spec, `${JSON.stringify(emitted, undefined, 2)}\n`);
      }
      expect(emitted).toEqual(JSON.parse(readFileSync(spec, "utf8")));
    });

    test.each(calls.map((call, index) => [call.call, call, index] as const))(
      "%s",
      async (_, call: Call, index) => {
        const runnable = runnables[index];
        if (!runnable) throw new Error("the program lacks this call");
        await arrived();
        const outcome = await outcomeOf(runnable.run());
        expect(await arrived()).toEqual(call.sent === undefined ? [] : [call.sent].flat());
        if ("fails" in call) {
          if (!("error" in outcome)) throw new Error("expected an error");
          expect(outcome.error).toMatchObject(call.fails);
        } else {
          if ("error" in outcome) throw outcome.error;
          expect(outcome.value).toEqual(await plain(runnable.came?.()));
        }
      },
    );
  });
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

async function outcomeOf(promise: Promise<unknown>): Promise<Outcome> {
  try {
    return { value: await plain(await promise) };
  } catch (error) {
    return { error };
  }
}

/** A file as its bytes, because files cannot be compared themselves; anything else as it is. */
async function plain(value: unknown): Promise<unknown> {
  if (!(value instanceof Blob)) return value;
  const bytes = Buffer.from(await value.arrayBuffer()).toString("latin1");
  return { file: bytes, type: value.type };
}
