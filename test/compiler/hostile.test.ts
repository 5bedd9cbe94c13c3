import { readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { type Diagnostic, DiagnosticError } from "../../generator/diagnostics/index.js";
import { compile, usesOfAny } from "../support/compiler.js";
import {
  allOutputs,
  codesOf,
  type Files,
  generateInto,
  makeFolder,
  type Output,
  specOf,
  writeFiles,
} from "../support/generator.js";
import { transpileAll } from "../support/transpile.js";
import { specFull } from "./hostile-spec.js";

const attack = "globalThis.pwned = 1";
const texts: Readonly<Record<string, string>> = {
  "the end of a comment": `*/ ${attack}; /*`,
  "the end of a comment on a line of its own": `\n*/\n${attack};\n/*`,
  "a single quote": `'; ${attack}; '`,
  "a double quote": `"; ${attack}; "`,
  "a back-tick": `\`; ${attack}; \``,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it must not become one
  "a template": "${globalThis.pwned=1}",
  "a backslash before a quote": `\\"; ${attack}; //`,
  "a line separator": `a\u2028${attack};\u2029b`,
  "a line feed": `a\n${attack};\nb`,
  "a carriage return": `a\r${attack};\rb`,
  "an import tag": '@import { Secret } from "./secret.js"',
  "the end of a script": "</script>",
  __proto__text: "__proto__",
  constructor: "constructor",
  toString: "toString",
  valueOf: "valueOf",
  hasOwnProperty: "hasOwnProperty",
  "the name that makes a promise": "then",
  "an emoji": "🦊🏴‍☠️",
  "half of a surrogate pair": "a\ud800b",
  "control characters": "a\u0000b\u001b[31mc\u0007\u009b",
  "text that runs backwards": "a\u202e}{\u2066b",
  "a path upwards": "../../x",
  "an absolute path": "/etc/passwd",
  "a reserved word": "delete",
  "a global": "Record",
  "a number": "12",
  "a reference": "#/components/schemas/Nope",
  "a replacement": "$& $1 $`",
  "10,000 characters": "long".repeat(2500),
  nothing: "",
};

const outputs = new Map<string, Output>();
const refusals = new Map<string, readonly Diagnostic[]>();

beforeAll(async () => {
  for (const [name, text] of Object.entries(texts)) {
    try {
      const spec = { "openapi.json": JSON.stringify(specFull(text)) };
      outputs.set(name, await generateInto(spec, undefined, undefined, allOutputs));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw new Error(`for ${name}`, { cause: error });
      refusals.set(name, error.diagnostics);
    }
  }
});

test("every text is generated; only an empty name is refused", () => {
  expect([...outputs.keys(), ...refusals.keys()].sort()).toEqual(Object.keys(texts).sort());
  const codes = [...refusals].map(([name, diagnostics]) => [
    name,
    [...new Set(codesOf(diagnostics))],
  ]);
  expect(codes).toEqual([["nothing", ["wrong-shape"]]]);
});

/** Compiles only if names and values are in the types as the spec has them. */
function programFor(text: string): string {
  const literal = (suffix = "") => JSON.stringify(text + suffix);
  const schema = `components["schemas"][${literal()}]`;
  return `
    import type { components } from "./paths.js";
    type Same<A, B> = [A, B] extends [B, A] ? true : false;
    export const all: readonly true[] = [
      true satisfies Same<NonNullable<${schema}[${literal("2")}]>, ${literal()} | ${literal("3")}>,
      true satisfies Same<NonNullable<${schema}[${literal("4")}]>, ${literal()}>,
      true satisfies Same<NonNullable<NonNullable<${schema}[${literal("5")}]>[${literal("4")}]>, ${literal()}>,
      true satisfies Same<components["schemas"][${literal(" b")}], ${literal()}>,
      true satisfies Same<components["parameters"][${literal()}], ${literal()} | "other">,
    ];`;
}

test("all outputs compile, and contain every name and value", () => {
  const byFolder = [...outputs].map(([name, { files }]) => [
    name.replaceAll(/\W/g, "-"),
    { ...files, "program.ts": programFor(texts[name] ?? "") },
  ]);
  expect(compile(Object.fromEntries(byFolder))).toEqual([]);
});

test("importing an output runs nothing of the spec", async () => {
  let runtime: { readonly folder: string; readonly text: string } | undefined;
  for (const [name, { files }] of outputs) {
    const code = Object.entries(transpileAll(files));
    const [own, shared] = [false, true].map((isRuntime) =>
      Object.fromEntries(code.filter(([path]) => path.startsWith("runtime/") === isRuntime)),
    ) as [Files, Files];
    const text = JSON.stringify(shared);
    const folder = makeFolder({ "package.json": '{ "type": "module" }', ...own });
    // Modules that all have in common are loaded once.
    if (runtime?.text === text) symlinkSync(runtime.folder, join(folder, "runtime"));
    else writeFiles(folder, shared);
    runtime ??= { folder: join(folder, "runtime"), text };
    const module: Record<string, unknown> = await import(
      /* @vite-ignore */ pathToFileURL(join(folder, "index.js")).href
    );
    const created = Object.keys(module).filter((key) => /^create.+Client$/.test(key));
    expect(created, name).toHaveLength(1);
    await import(/* @vite-ignore */ pathToFileURL(join(folder, "fetch.js")).href);
    expect(Object.hasOwn(globalThis, "pwned"), name).toBe(false);
  }
});

test("every file is written inside the output folder, below names that say nothing of the folder", () => {
  for (const [name, { folder, files }] of outputs) {
    // The folder that holds the output folder holds nothing else.
    expect(readdirSync(join(folder, "..")), name).toEqual(["out"]);
    for (const path of Object.keys(files)) {
      expect(path, name).toMatch(
        /^(\.gitattributes|\.tether\.json|names\.lock\.json|((groups|runtime|runtime\/(fetch|msw|observe|validate)|(runtime\/)?schemas|schemas\/(groups|validators|validators\/groups))\/)?[\w-]{1,200}\.ts)$/,
      );
    }
  }
});

describe("no file of an output", () => {
  const all = () =>
    [...outputs].flatMap(([name, { files }]) =>
      Object.entries(files).map(([path, text]) => ({ where: `${name}: ${path}`, path, text })),
    );

  test("holds control characters, or those that change the direction of writing", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
    const found = all().filter(({ text }) => hidden.test(text));
    expect(found.map(({ where }) => where)).toEqual([]);
  });

  test("uses `any`", () => {
    expect(all().flatMap(({ where, text }) => usesOfAny(where, text))).toEqual([]);
  });
});

/** Each schema is made of the next, the last is a base with a discriminator. */
const links: Readonly<Record<string, (next: object, index: number) => object>> = {
  extensions: (next, index) => ({ allOf: [next, { properties: { [`p${index}`]: {} } }] }),
  alternatives: (next) => ({ anyOf: [next, { type: "string" }] }),
  lists: (next) => ({ type: "array", items: next }),
};

test.each(Object.keys(links))("3,000 %s behind each other are generated", async (kind) => {
  const length = 3000;
  const keys = Array.from({ length }, (_, index) => `N${index}`);
  const ref = (key: string) => ({ $ref: `#/components/schemas/${key}` });
  const schemas: Record<string, object> = Object.fromEntries(
    keys.map((key, index) => [
      key,
      links[kind]?.(ref(keys[(index + 1) % length] ?? ""), index) ?? {},
    ]),
  );
  // Lists may go round in a circle.
  if (kind !== "lists") {
    const discriminator = { propertyName: "kind", mapping: { a: "N1" } };
    schemas["Base"] = { type: "object", discriminator, oneOf: keys.map(ref) };
    schemas[`N${length - 1}`] = { allOf: [ref("Base")] };
  }
  const { files } = await generateInto(specOf({ components: { schemas } }));
  const types = files["types.ts"] ?? "";
  expect(keys.filter((key) => !types.includes(`export type ${key} = `))).toEqual([]);
  // No link repeats what is behind it.
  expect(types.length).toBeLessThan(length * 1000);
});
