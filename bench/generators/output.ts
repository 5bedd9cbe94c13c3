import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { root } from "../../test/consumers/package.js";
import { run } from "./measure.js";

export interface Quality {
  readonly bytes: number;
  readonly files: number;
  /** What TypeScript says of the output under `strict`. */
  readonly typeErrors: number;
  /** How often the output says `any`. */
  readonly anys: number;
  /** Operations of the spec that occur nowhere in the output. */
  readonly missing: number;
}

export async function judge(output: string, home: string, spec: string): Promise<Quality> {
  const files = readdirSync(output, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(output, path));
  const texts = files.map((path) => readFileSync(path, "utf8"));
  return {
    bytes: files.reduce((sum, path) => sum + statSync(path).size, 0),
    files: files.length,
    typeErrors: await countTypeErrors(output, home),
    anys: texts.reduce((sum, text) => sum + countAny(text), 0),
    missing: countMissing(texts, spec),
  };
}

/** The output's imports are found where its generator was installed. */
async function countTypeErrors(output: string, home: string): Promise<number> {
  const modules = join(output, "node_modules");
  symlinkSync(join(home, "node_modules"), modules);
  writeFileSync(join(output, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(output, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        target: "ES2022",
        lib: ["ES2023", "DOM", "DOM.Iterable"],
        module: "ESNext",
        moduleResolution: "bundler",
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        types: [],
      },
      include: ["**/*.ts"],
      exclude: ["node_modules"],
    }),
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const text = await run(["--max-old-space-size=8192", tsc, "-p", output], output, {}, [0, 1, 2]);
  return text.match(/error TS\d+/g)?.length ?? 0;
}

function countAny(text: string): number {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  let count = 0;
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token === ts.SyntaxKind.AnyKeyword) count++;
  }
  return count;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** An operation is there if its id, in any spelling, or its path stands in the output. */
function countMissing(texts: readonly string[], spec: string): number {
  const document = readOperations(spec);
  const whole = texts.join("\n");
  const words = new Set((whole.match(/[\w$-]+/g) ?? []).map(plain));
  return document.filter(({ id, path }) => {
    if (id !== undefined && words.has(plain(id))) return false;
    return !whole.includes(path);
  }).length;
}

function readOperations(spec: string): { id: string | undefined; path: string }[] {
  const { paths } = parse(readFileSync(spec, "utf8"), { maxAliasCount: -1 }) as {
    paths: Record<string, Record<string, { operationId?: string }>>;
  };
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ id: operation.operationId, path }] : [];
    }),
  );
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
