import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { full, onlyInFull } from "../consumers/on-demand.js";
import { compile } from "../support/compiler.js";
import { type Files, generateInto, repository } from "../support/generator.js";

/** Every micro spec's client, all in one program. */
const outputs: Record<string, Files> = {};
beforeAll(async () => {
  const folder = join(repository, "test/micro");
  for (const feature of readdirSync(folder)) {
    const spec = readFileSync(join(folder, feature, "openapi.yaml"), "utf8");
    outputs[feature] = (await generateInto(spec)).files;
  }
});

const { ES2017, ES2022, ESNext } = ts.ScriptTarget;
const dom = "lib.dom.d.ts";
/** Settings as a project without a word on any of them has; each case changes some. */
const plain: ts.CompilerOptions = {
  target: ES2022,
  lib: ["lib.es2022.d.ts", dom],
  types: [],
  exactOptionalPropertyTypes: false,
  noUncheckedIndexedAccess: false,
  noPropertyAccessFromIndexSignature: false,
  noImplicitOverride: false,
  verbatimModuleSyntax: false,
  isolatedModules: false,
  isolatedDeclarations: false,
  erasableSyntaxOnly: false,
};

describe("every client compiles with", () => {
  const { ESNext: esnext } = ts.ModuleKind;
  const { Bundler } = ts.ModuleResolutionKind;
  const cases: Readonly<Record<string, ts.CompilerOptions>> = {
    "nothing beyond strict": {},
    "target ES2017, library ES2018": { target: ES2017, lib: ["lib.es2018.d.ts", dom] },
    "what create-next-app writes": {
      target: ES2017,
      lib: [dom, "lib.dom.iterable.d.ts", "lib.esnext.d.ts"],
      module: esnext,
      moduleResolution: Bundler,
      isolatedModules: true,
      allowJs: true,
    },
    "a target and a library of next year": { target: ESNext, lib: ["lib.esnext.d.ts", dom] },
    "nothing strict": { strict: false },
    "nothing strict, target ES2017": {
      strict: false,
      target: ES2017,
      lib: ["lib.es2018.d.ts", dom],
    },
    "strict without strictNullChecks": { strictNullChecks: false },
    "strict without noImplicitAny": { noImplicitAny: false },
    "fields as assignments": { useDefineForClassFields: false },
    "Node's globals, not the DOM's": { lib: ["lib.es2022.d.ts"], types: ["node"] },
    "a worker's globals": { lib: ["lib.es2022.d.ts"], types: ["@cloudflare/workers-types"] },
    "all that is strict": {
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      noImplicitOverride: true,
      verbatimModuleSyntax: true,
      isolatedModules: true,
      isolatedDeclarations: true,
      erasableSyntaxOnly: true,
    },
  };
  /** Each of these has the compiler refuse more, and so do all together, above. */
  const single = [
    "exactOptionalPropertyTypes",
    "noUncheckedIndexedAccess",
    "noPropertyAccessFromIndexSignature",
    "verbatimModuleSyntax",
    "isolatedModules",
  ];
  test.skipIf(!full).each(single)(`%s${onlyInFull}`, (name) => {
    expect(compile(outputs, { ...plain, [name]: true })).toEqual([]);
  });
  test.each(Object.entries(cases))("%s", (_, options) => {
    expect(compile(outputs, { ...plain, ...options })).toEqual([]);
  });
});

test("no client has syntax that React Native's preset for Babel does not take", () => {
  const found = Object.entries(outputs).flatMap(([feature, files]) =>
    Object.entries(files).flatMap(([path, text]) =>
      /^export \* as\b|^ +declare (?:readonly )?\w+[:!?]/m.test(text) ? [`${feature}/${path}`] : [],
    ),
  );
  expect(found).toEqual([]);
});

test.each([
  ["strict", {}],
  ["nothing strict", { strict: false }],
  ["strict without strictNullChecks", { strictNullChecks: false }],
] as const)("comparing the status tells the class of the error: %s", (_, options) => {
  const use = `import { type Client, listThings } from "./index.js";
export async function use(client: Client): Promise<void> {
  const result = await listThings(client).result();
  if (result.ok === true) result.data satisfies string[];
  else if (result.status === 404) result.error.body satisfies { id: string };
  else if (result.status === 500) result.error.body satisfies string;
  else result.error.message satisfies string;
  // @ts-expect-error: another status has another body
  if (result.ok === false && result.status === 500) result.error.body satisfies { id: string };
}`;
  const client = { ...outputs["error-bodies-by-status"], "use.ts": use };
  expect(compile({ client }, { ...plain, ...options })).toEqual([]);
});
