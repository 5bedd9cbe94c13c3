import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renamedThings } from "../../../generator/diff/index.js";
import { planFixes, type Renames, renamesBetween } from "../../../generator/impact/fix/index.js";
import { readApi, writeClient } from "../../../generator/impact/make-client.js";
import type { Spec } from "../../../generator/load/index.js";
import type { Api } from "../../../generator/model/index.js";
import { compileFiles } from "../../support/compiler.js";
import { type Files, load, makeFolder, readFiles, repository } from "../../support/generator.js";
import { settings as callerSettings } from "../../uses/support.js";

const outputs = { client: {}, types: {}, paths: {}, fetch: {}, enums: { inner: true } };

const { preserveSymlinks: _, ...ofCallers } = callerSettings;

export const settings = { ...ofCallers, noEmit: true, skipLibCheck: true };

/** A client in memory: its files by path. */
export interface MadeClient {
  readonly api: Api;
  readonly files: ReadonlyMap<string, string>;
}

export interface Versions {
  readonly before: MadeClient;
  readonly after: MadeClient;
  readonly renames: Renames;
}

/** Two clients without common names, as `generate --rename` makes the second. */
export async function versionsOf(base: string | Spec, revision: string | Spec): Promise<Versions> {
  const [old, now] = [await specOf(base), await specOf(revision)];
  const [before, after] = [await clientOf(old), await clientOf(now)];
  const renames = renamesBetween(before.api, after.api, renamedThings(old, now));
  return { before, after, renames };
}

async function clientOf(spec: Spec): Promise<MadeClient> {
  const api = readApi(spec, { name: "Shop", outputs });
  return { api, files: await writeClient(api, { outputs }) };
}

const specOf = async (spec: string | Spec) => (typeof spec === "string" ? load(spec) : spec);

export const specText = (name: string) =>
  readFileSync(join(repository, `test/impact/fix/${name}.yaml`), "utf8");

/** A project with the old client, `shop`, and these files below `src`. */
export function projectOf({ before }: Versions, sources: Files): string {
  return makeFolder({
    ...Object.fromEntries([...before.files].map(([path, text]) => [`shop/${path}`, text])),
    ...below("src", sources),
    "package.json": '{ "type": "module" }',
    "tsconfig.json": JSON.stringify({ compilerOptions: settings, include: ["src"] }),
  });
}

function below(folder: string, files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]),
  );
}

/** What the compiler says of files beside a client. */
export function compiled(client: MadeClient, sources: Files): string {
  const folder = makeFolder({
    ...Object.fromEntries([...client.files].map(([path, text]) => [`shop/${path}`, text])),
    ...below("src", sources),
    "package.json": '{ "type": "module" }',
  });
  return compileFiles(
    folder,
    settings,
    Object.keys(sources).map((path) => `src/${path}`),
    true,
  ).replaceAll(/^.*\/src\//gm, "");
}

export function planIn(folder: string, renames: Renames) {
  return planFixes({ project: folder, renames });
}

/** The sources of a project as a plan leaves them. */
export function sourcesAfter(folder: string, plan: ReturnType<typeof planIn>): Files {
  const sources = Object.entries(readFiles(join(folder, "src")));
  const changed = new Map(plan.files.map(({ path, after }) => [path, after]));
  return Object.fromEntries(
    sources.map(([path, text]) => [path, changed.get(join(folder, "src", path)) ?? text]),
  );
}
