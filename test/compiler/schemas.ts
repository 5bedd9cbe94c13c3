import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { readRuntimeFiles } from "../../generator/disk/tool.js";
import type { Spec } from "../../generator/load/index.js";
import { buildApi, type ModelOptions } from "../../generator/model/index.js";
import { makeFiles } from "../../generator/outputs/index.js";
import type { JsonSchema } from "../../generator/runtime/schemas/schema.js";
import { type Files, load, makeFolder } from "../support/generator.js";
import { transpileAll } from "../support/transpile.js";

/** The modules that the output `schemas` makes, as files and loaded. */
export interface MadeSchemas {
  readonly files: Files;
  readonly folder: string;
  /** Module and name of each, sorted. */
  readonly names: readonly string[];
  /** What components are called, by their key. */
  readonly types: ReadonlyMap<string, string>;
  /** A schema that a module exports; fails if it exports none of that name. */
  schema(module: string, name: string): JsonSchema;
  /** All of them, with where they are exported. */
  all(): readonly (readonly [where: string, schema: JsonSchema])[];
}

export async function makeSchemas(
  spec: string | Spec,
  options: ModelOptions = {},
): Promise<MadeSchemas> {
  const built = buildApi(typeof spec === "string" ? await load(spec) : spec, options);
  const made = await makeFiles(built, await readRuntimeFiles(), "test", {
    outputs: { schemas: {} },
  });
  const files = Object.fromEntries(made.map(({ path, text }) => [path, text]));
  const used = Object.entries(files).filter(([path]) => /^(schemas|runtime)\//.test(path));
  const code = transpileAll(Object.fromEntries(used));
  const folder = makeFolder({ ...code, "package.json": '{ "type": "module" }' });
  const modules = new Map<string, Readonly<Record<string, JsonSchema>>>();
  for (const path of Object.keys(files)) {
    if (!path.startsWith("schemas/") || path === "schemas/definitions.ts") continue;
    const { href } = pathToFileURL(join(folder, path.replace(/ts$/, "js")));
    modules.set(path.replace(/^schemas\/|\.ts$/g, ""), await import(/* @vite-ignore */ href));
  }
  return {
    files,
    folder,
    names: [...modules]
      .flatMap(([module, exported]) => Object.keys(exported).map((name) => `${module} ${name}`))
      .sort(),
    types: new Map(built.api.schemas.map(({ key, type }) => [key, type])),
    schema(module, name) {
      const schema = modules.get(module)?.[name];
      if (schema === undefined) throw new Error(`schemas/${module}.ts exports no ${name}`);
      return schema;
    },
    all: () =>
      [...modules].flatMap(([module, exported]) =>
        Object.entries(exported).map(([name, schema]) => [`${module} ${name}`, schema] as const),
      ),
  };
}

// Without `ownProperties`, each object would have a `constructor`. Formats are annotations.
const options = { strict: false, ownProperties: true, validateFormats: false } as const;

/** It alone knows the metaschema, whose compilation takes longer than that of a schema. */
const metaschema = new Ajv2020(options);

/** Compiles a schema that nothing else is known of, held to the metaschema of 2020-12. */
export function compileSchema(schema: JsonSchema): ValidateFunction {
  metaschema.validateSchema(schema, true);
  return new Ajv2020({ ...options, meta: false, validateSchema: false }).compile(schema);
}
