import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";

/** Bundles a program of a consumer, minified, as applications do. */
export async function bundle(consumer: string, code: string, more: BuildOptions = {}) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: consumer },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    logLevel: "error",
    ...more,
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** A program of `program/`, bundled into a file beside it. */
export async function bundleProgram(consumer: string, name: string, more: BuildOptions) {
  const outfile = join(consumer, `${name}.bundle.js`);
  await build({
    entryPoints: [join(consumer, `${name}.mjs`)],
    bundle: true,
    minify: true,
    logLevel: "error",
    ...more,
    outfile,
  });
  return outfile;
}
