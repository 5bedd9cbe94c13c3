import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.js";

/** Ways to resolve a package, and the files that are compiled with each. */
const modules = [
  { module: "node16", resolution: "node16", files: ["use.mts", "use.cts"] },
  { module: "nodenext", resolution: "nodenext", files: ["use.mts", "use.cts"] },
  { module: "esnext", resolution: "bundler", files: ["use.ts"] },
];

const globals = [
  { of: "Node", lib: ["es2022"], types: ["node"] },
  { of: "the DOM", lib: ["es2022", "dom"], types: [] },
];

/** Every way to compile a consumer. */
export const projects = modules.flatMap((way) =>
  globals.map(({ of, lib, types }) => ({
    name: `${way.module}, ${way.resolution}, globals of ${of}`,
    file: `tsconfig.${way.resolution}.${types.join()}.json`,
    config: {
      compilerOptions: {
        noEmit: true,
        target: "es2022",
        module: way.module,
        moduleResolution: way.resolution,
        lib,
        types,
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: false,
      },
      files: way.files,
    },
  })),
);

/** A few of them in which both module formats and both kinds of globals occur. */
export const quickProjects = projects.filter(({ name }) =>
  ["nodenext, nodenext, globals of Node", "esnext, bundler, globals of the DOM"].includes(name),
);

export function writeProjects(consumer: string): void {
  const source = fileURLToPath(new URL("typed-calls.ts", import.meta.url));
  for (const file of ["use.ts", "use.mts", "use.cts"]) copyFileSync(source, join(consumer, file));
  for (const { file, config } of projects) {
    writeFileSync(join(consumer, file), JSON.stringify(config));
  }
}

/** What the compiler has to say; nothing, if the package is right. */
export async function compile(tsc: string, consumer: string, file: string): Promise<string> {
  const { code, stdout, stderr } = await run(
    process.execPath,
    [tsc, "--pretty", "false", "--project", file],
    consumer,
  );
  return code === 0 ? stdout : `${code}: ${stdout}${stderr}`;
}
