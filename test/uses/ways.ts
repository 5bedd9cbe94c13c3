import { mkdirSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import ts from "typescript";
import { generate } from "../../generator/generate/generate.js";
import {
  type Files,
  makeFolder,
  readFiles,
  removeAtEnd,
  repository,
  writeFiles,
} from "../support/generator.js";
import { shopClient, type Way } from "./support.js";

/** In which ways a caller may have the client, and where in its folder it is then. */
export const ways = {
  "in a folder": {
    client: "shop",
    give: async (folder) => symlinkSync(await shopClient(), join(folder, "shop")),
    specifier: (module, up) => `${up}shop/${module}.js`,
  },
  "in a folder, as JavaScript": {
    client: "shop",
    give: async (folder) => writeFiles(join(folder, "shop"), await javascriptClient()),
    specifier: (module, up) => `${up}shop/${module}.js`,
  },
  "behind a package": {
    client: "node_modules/@acme/shop",
    give: async (folder) => givePackage(folder, await compiledPackage()),
    specifier: (module) => (module === "index" ? "@acme/shop" : `@acme/shop/${module}`),
  },
  "behind a package with its declarations in one file": {
    client: "node_modules/@acme/shop",
    give: async (folder) => givePackage(folder, bundledPackage(await compiledPackage())),
    specifier: () => "@acme/shop",
  },
} satisfies Record<string, Way & { readonly client: string }>;

function givePackage(folder: string, files: Files): void {
  mkdirSync(join(folder, "node_modules/@acme"), { recursive: true });
  writeFiles(join(folder, "node_modules/@acme/shop"), files);
}

/** As `client.language: js` writes it, with a runtime that is translated, as the built tool has it. */
async function javascriptClient(): Promise<Files> {
  const folder = join(makeFolder(), "shop");
  const config = join(repository, "test/uses/api/tether.config.yaml");
  await generate({ config, output: folder, language: "js" });
  const files = Object.entries(readFiles(folder)).flatMap(([path, text]) => {
    if (/\.d\.ts$/.test(path) || !path.endsWith(".ts")) return [[path, text] as const];
    const [header = ""] = text.split("\n");
    return [
      [path.replace(/\.ts$/, ".d.ts"), `${header}\n${declarationsOf(path, text)}`] as const,
      [path.replace(/\.ts$/, ".js"), `${header}\nexport {};\n`] as const,
    ];
  });
  return Object.fromEntries(files);
}

/** As the root package of this repository is built: the same declarations for both kinds of modules. */
async function compiledPackage(): Promise<Files> {
  const sources = Object.entries(readFiles(await shopClient())).filter(([path]) =>
    path.endsWith(".ts"),
  );
  const declared = sources.map(
    ([path, text]) => [path.replace(/\.ts$/, ".d.ts"), declarationsOf(path, text)] as const,
  );
  const exported = (module: string) => ({
    import: { types: `./dist/esm/${module}.d.ts`, default: `./dist/esm/${module}.js` },
    require: { types: `./dist/cjs/${module}.d.ts`, default: `./dist/cjs/${module}.js` },
  });
  const others = sources.map(([path]) => path.slice(0, -3)).filter((each) => !each.includes("/"));
  const exports = Object.fromEntries(
    others.map((each) => [each === "index" ? "." : `./${each}`, exported(each)]),
  );
  return {
    "package.json": JSON.stringify({
      ...{ name: "@acme/shop", version: "1.2.3", type: "module" },
      exports,
    }),
    "dist/cjs/package.json": '{ "type": "commonjs" }',
    ...Object.fromEntries(declared.map(([path, text]) => [`dist/esm/${path}`, text])),
    ...Object.fromEntries(declared.map(([path, text]) => [`dist/cjs/${path}`, text])),
  };
}

/** The runtime is the same in all of them. */
const declarations = new Map<string, string>();

function declarationsOf(path: string, text: string): string {
  const known = declarations.get(text) ?? declare(path, text);
  declarations.set(text, known);
  return known;
}

function declare(path: string, text: string): string {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(text, {
    fileName: path,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext },
  });
  if (diagnostics.length > 0) throw new Error(`${path}: ${JSON.stringify(diagnostics[0])}`);
  return outputText;
}

/** All of it through one entry point, rolled up by API Extractor. */
function bundledPackage(files: Files): Files {
  const all = ["index", "fetch", "paths"].map((each) => `export * from "./${each}.js";\n`).join("");
  // Not below node_modules: what is there is another package to API Extractor.
  const folder = mkdtempSync(join(tmpdir(), "uses-bundle-"));
  removeAtEnd(folder);
  writeFiles(folder, { ...files, "dist/esm/all.d.ts": all });
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  const entry = join(folder, "dist/esm/all.d.ts");
  const bundle = join(folder, "bundle/index.d.ts");
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, "package.json"),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: entry,
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            ...{ target: "es2022", lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"] },
            ...{ module: "nodenext", strict: true, skipLibCheck: true, types: [] },
          },
          files: [entry],
        },
      },
      apiReport: { enabled: false },
      docModel: { enabled: false },
      tsdocMetadata: { enabled: false },
      dtsRollup: { enabled: true, untrimmedFilePath: bundle },
      messages: {
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
  const { errorCount } = Extractor.invoke(config, {
    messageCallback: (message) => {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  if (errorCount > 0) throw new Error("API Extractor cannot roll the declarations up");
  const text = readFileSync(bundle, "utf8");
  return {
    "package.json": JSON.stringify({
      ...{ name: "@acme/shop", version: "1.2.3", type: "module" },
      exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
    }),
    "dist/index.d.ts": text,
  };
}
