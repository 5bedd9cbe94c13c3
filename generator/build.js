// Compiles the tool to dist/, or to the folder that is given, with further flags for tsc behind it. The
// client's runtime goes along as source, because it is copied into what the tool generates, and as
// JavaScript with declarations for clients in that language.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transformSync } from "esbuild";
import { translateRuntime } from "./translate-runtime.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

const [given = here("dist"), ...flags] = process.argv.slice(2);
const out = resolve(given);

rmSync(out, { recursive: true, force: true });
const args = [tsc, "-p", here("tsconfig.build.json"), "--outDir", out, ...flags];
execFileSync(process.execPath, args, { stdio: "inherit" });
dropInnerDeclarations();
const bundled = await bundlePackages();
shrinkCode();
for (const path of [
  "runtime",
  "diff/report/report.schema.json",
  "uses/uses.schema.json",
  "impact/report/impact.schema.json",
  "capture/capture.schema.json",
  "observations/observations.schema.json",
  "status/status.schema.json",
  "verify/report/verify.schema.json",
]) {
  cpSync(here(path), join(out, path), { recursive: true });
}
await translateRuntime(out);

/**
 * More than a third of the code would be comments and indentation, which are in the repository for
 * those who read it. Names stay, because stack traces show them. Declarations keep their comments, and
 * so does the client's runtime, which people read in what is generated.
 */
function shrinkCode() {
  for (const path of filesIn(out, ".js")) {
    if (bundled.has(path)) continue;
    const { code } = transformSync(readFileSync(path, "utf8"), {
      legalComments: "none",
      minifyWhitespace: true,
      minifySyntax: true,
    });
    writeFileSync(path, code);
  }
}

/** Only what the entry points of the package lead to declares something for others. */
function dropInnerDeclarations() {
  const reached = new Set();
  const left = ["index.d.ts", "outputs/output-api.d.ts"].map((path) => join(out, path));
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const found = readFileSync(file, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g);
    for (const [, path] of found) left.push(join(dirname(file), `${path}.d.ts`));
  }
  for (const path of filesIn(out, ".d.ts")) if (!reached.has(path)) rmSync(path);
}

/**
 * Returns the files that are made of them.
 *
 * Packages of which users would get mostly what never runs (source maps, browser builds, tests) come
 * with the tool instead: what is used of them, in the modules that import them, and their licences
 * in dist/vendor/. They are devDependencies here.
 */
async function bundlePackages() {
  const { devDependencies } = JSON.parse(readFileSync(here("package.json"), "utf8"));
  const names = Object.keys(devDependencies);
  const isImported = new RegExp(`(?:from |import\\()"(?:${names.join("|")})"`);
  const { metafile } = await build({
    entryPoints: filesIn(out, ".js").filter((path) => isImported.test(readFileSync(path, "utf8"))),
    outdir: out,
    outbase: out,
    allowOverwrite: true,
    bundle: true,
    splitting: true,
    chunkNames: "vendor/[name]-[hash]",
    format: "esm",
    // ES modules alone: where a package has a build for Node too, that is CommonJS.
    platform: "neutral",
    mainFields: ["module", "main"],
    target: "esnext",
    metafile: true,
    logLevel: "warning",
    legalComments: "none",
    // Mostly code of others, which nobody reads here.
    minify: true,
    plugins: [
      {
        name: "our own modules and all other packages are loaded at run time",
        setup({ onResolve, resolve: resolveAs }) {
          onResolve({ filter: /^/ }, ({ path, importer, kind }) => {
            if (kind === "entry-point" || !importer.startsWith(out)) return undefined;
            if (!names.includes(path)) return { path, external: true };
            // As the source has it: around `out` there may be another version, or none.
            return resolveAs(path, { kind, resolveDir: here(".") });
          });
        },
      },
    ],
  });
  const homes = Object.keys(metafile.inputs)
    .map((path) => resolve(path).replaceAll("\\", "/"))
    .filter((path) => !path.startsWith(out.replaceAll("\\", "/")))
    .flatMap((path) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  const licences = [...new Set(homes)].sort().map((home) => {
    const { name, version, license } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
    const file = readdirSync(home).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence file to take along`);
    const notice = join(home, "NOTICE");
    const texts = [join(home, file), ...(existsSync(notice) ? [notice] : [])];
    const text = texts.map((path) => readFileSync(path, "utf8").trim()).join("\n\n");
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  const line = `\n${"-".repeat(80)}\n\n`;
  mkdirSync(join(out, "vendor"), { recursive: true });
  writeFileSync(join(out, "vendor/LICENSES.txt"), licences.join(line));
  return new Set(Object.keys(metafile.outputs).map((path) => resolve(path)));
}

function filesIn(folder, extension) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(extension))
    .map((path) => join(folder, path));
}
