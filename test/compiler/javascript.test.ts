import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { compile, compileFiles } from "../support/compiler.js";
import {
  allOutputs,
  type Files,
  generateInto,
  makeFolder,
  repository,
  specOf,
  writeFiles,
} from "../support/generator.js";
import { programs } from "./micro-programs.js";
import { typePrograms } from "./type-programs/index.js";

/*
 * Clients with `client.language: js`: what they are made of is what a compiler makes of the same
 * client as TypeScript, and who calls them sees the same types.
 */

const micro = join(repository, "test/micro");
const features = readdirSync(micro).sort();
const specOfFeature = (feature: string) =>
  readFileSync(join(micro, feature, "openapi.yaml"), "utf8");
const outputs = { ...allOutputs, paths: { makePathsEnum: true } };
/** 64-bit integers that are bigints have modules of their own. */
const settings = (feature: string, language: "ts" | "js") =>
  ({ language, int64: feature === "provenance-places" ? "bigint" : "number" }) as const;

const clients = new Map<string, { readonly script: Files; readonly source: Files }>();
beforeAll(async () => {
  for (const feature of features) {
    const spec = specOfFeature(feature);
    const make = async (language: "ts" | "js") =>
      (await generateInto(spec, undefined, settings(feature, language), outputs)).files;
    clients.set(feature, { script: await make("js"), source: await make("ts") });
  }
});

/** What the compiler makes of modules, looking at one after the other. */
function emit(sources: ReadonlyMap<string, string>): Map<string, string> {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    declaration: true,
    isolatedDeclarations: true,
    strict: true,
    noCheck: true,
    noLib: true,
    noResolve: true,
    types: [],
  };
  const made = new Map<string, string>();
  const host = ts.createCompilerHost(options);
  Object.assign(host, {
    fileExists: (path: string) => sources.has(path),
    readFile: (path: string) => sources.get(path),
    getSourceFile: (path: string, target: ts.CreateSourceFileOptions) => {
      const text = sources.get(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, target, true);
    },
    writeFile: (path: string, text: string) => void made.set(path, text),
  } satisfies Partial<ts.CompilerHost>);
  ts.createProgram({ rootNames: [...sources.keys()], options, host }).emit();
  return made;
}

/** The code and its comments, however they are laid out. */
function normalized(path: string, text: string): string {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const printed = ts.createPrinter().printFile(file);
  // The compiler keeps a list that it has emptied.
  return printed.replaceAll(/^(?:\/\/ |export \{\} from ).*\n/gm, "").replaceAll(/[\s;,*]+/g, " ");
}

const isTypeScript = (path: string) => path.endsWith(".ts");

test("each file is what the compiler makes of the TypeScript", () => {
  const sources = new Map<string, string>();
  const scripts = new Map<string, string>();
  for (const [feature, { script, source }] of clients) {
    // The compiler has made that of the runtime.
    const add = (files: Files, isWanted: RegExp, to: Map<string, string>) => {
      for (const [path, text] of Object.entries(files)) {
        if (isWanted.test(path) && !path.startsWith("runtime/"))
          to.set(`/${feature}/${path}`, text);
      }
    };
    add(source, /\.ts$/, sources);
    add(script, /\.(?:js|d\.ts)$/, scripts);
  }
  const made = emit(sources);
  expect([...scripts.keys()].sort()).toEqual([...made.keys()].sort());
  expect(made.size).toBe(2 * sources.size);
  // An enum of the compiler's is an object here.
  const compared = [...made].filter(([path]) => !/\/paths\.js$/.test(path));
  const differing = compared.flatMap(([path, text]) => {
    const [is, want] = [scripts.get(path) ?? "", text].map((each) => normalized(path, each));
    return is === want ? [] : [{ path, is, want }];
  });
  expect(differing).toEqual([]);
});

test("the syntax is that of ES2022", async () => {
  const [first] = clients.values();
  const scripts = Object.entries(first?.script ?? {}).filter(([path]) => path.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(30);
  for (const [path, text] of scripts) {
    const [as2022, asIs] = await Promise.all(
      ["es2022", "esnext"].map(async (target) => (await transform(text, { target })).code),
    );
    expect(as2022, path).toBe(asIs);
  }
});

const declarationsOf = (files: Files) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => isTypeScript(path)));

/** What a caller may write, and below `@ts-expect-error` what not: the same as of TypeScript. */
describe("declarations compile, with the programs of the micro specs, under", () => {
  const { Bundler } = ts.ModuleResolutionKind;
  const cases: Readonly<Record<string, ts.CompilerOptions>> = {
    nodenext: {},
    bundler: { module: ts.ModuleKind.ESNext, moduleResolution: Bundler },
  };
  const withPrograms = (feature: string, files: Files): Files => ({
    ...declarationsOf(files),
    "program.ts": programs[feature] ?? "export {};",
  });

  test.each(Object.entries(cases))("%s", (_, options) => {
    const all = [...clients].map(([feature, { script }]): [string, Files] => [
      feature,
      withPrograms(feature, script),
    ]);
    expect(compile(Object.fromEntries(all), { ...options, skipLibCheck: false })).toEqual([]);
  });

  test("bundler, with imports that have no extension", async () => {
    const feature = "media-types";
    const client = { language: "js", importExtension: "none" } as const;
    const { files } = await generateInto(specOfFeature(feature), undefined, client, outputs);
    const { "index.js": index, "client.d.ts": types } = files;
    expect([index, types].join("\n").match(/from "\.[^"]*\.js"/g)).toBeNull();
    expect(compile({ [feature]: withPrograms(feature, files) }, cases["bundler"])).toEqual([]);
  });
});

test("the types of schemas are those of the programs about schemas", async () => {
  const given: Record<string, Files> = {};
  for (const [index, { openapi = "3.1.0", schemas, program }] of Object.values(
    typePrograms,
  ).entries()) {
    const spec = specOf({ openapi, components: { schemas } });
    const { files } = await generateInto(spec, undefined, { language: "js" }, { client: false });
    const names = Object.keys(schemas).join(", ");
    given[`shape-${index}`] = {
      "types.d.ts": files["types.d.ts"] ?? "",
      "program.ts": `import type { ${names} } from "./types.js";\n${program}\nexport {};`,
    };
  }
  expect(compile(given, { noUnusedLocals: false })).toEqual([]);
});

describe("a project of JavaScript whose types are checked", () => {
  const options = {
    ...{ allowJs: true, checkJs: true, noEmit: true, strict: true, skipLibCheck: false },
    ...{ target: "es2022", module: "nodenext", types: ["node"] },
  };
  const program = `
    import { createRequestBodyRequired, createThing } from "./client/index.js";

    /** @typedef {import("./client/index.js").CreateThingParams} Params */

    const api = createRequestBodyRequired({});
    /** @type {Params} */
    const params = { body: { name: "a" } };
    void api.things.createThing(params);

    /** @param {import("./client/index.js").Client} client */
    export async function main(client) {
      const result = await createThing(client, params).result();
      if (!result.ok) return result.error.message.length;
      // @ts-expect-error a required member of the body is missing
      void createThing(client, { body: { size: 1 } });
      // @ts-expect-error the body is required
      void api.things.createThing({});
      // @ts-expect-error there is no such operation
      void api.things.remove();
      // @ts-expect-error there is no such option
      createRequestBodyRequired({ baseURL: "https://a.example" });
      return 0;
    }
  `;
  const project = () => {
    const script = clients.get("request-body-required")?.script ?? {};
    const folder = makeFolder({ "package.json": '{ "type": "module" }', "program.js": program });
    writeFiles(join(folder, "client"), script);
    return { folder, script };
  };

  test("is told what a caller may write", () => {
    // Of the declarations, the next one tells.
    const own = { ...options, skipLibCheck: true };
    expect(compileFiles(project().folder, own, ["program.js"])).toBe("");
  });

  test("is not told about the client's code, even where all of it is listed", () => {
    const { folder, script } = project();
    const paths = Object.keys(script).filter((path) => path.endsWith(".js"));
    const all = ["program.js", ...paths.map((path) => `client/${path}`)];
    expect(compileFiles(folder, options, all)).toBe("");
  });
});
