import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { generate } from "../../generator/generate/generate.js";
import { findUses, type Use, type UsesOptions } from "../../generator/uses/index.js";
import { type Files, makeFolder, repository, writeFiles } from "../support/generator.js";
import { written } from "./read-cases.js";

let made: Promise<string> | undefined;

/**
 * The client of `api/openapi.yaml`, generated once for all tests of a file: its folder goes with the
 * file, and one process runs several.
 */
export async function shopClient(): Promise<string> {
  if (made === undefined || !existsSync(await made)) made = makeShopClient();
  return made;
}

async function makeShopClient(): Promise<string> {
  const folder = join(makeFolder(), "shop");
  await generate({
    config: join(repository, "test/uses/api/tether.config.yaml"),
    output: folder,
  });
  return folder;
}

export const settings = {
  target: "es2022",
  module: "nodenext",
  strict: true,
  types: [],
  lib: ["es2023", "dom", "dom.iterable"],
  jsx: "preserve",
  allowJs: true,
  checkJs: true,
  preserveSymlinks: true,
};

/** The settings of a Next.js app. */
export const nextSettings = JSON.stringify({
  compilerOptions: {
    target: "es2022",
    module: "esnext",
    moduleResolution: "bundler",
    strict: true,
    types: [],
    lib: ["es2023", "dom", "dom.iterable"],
    jsx: "preserve",
    preserveSymlinks: true,
  },
  include: ["app"],
});

export const projectFiles: Files = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json": JSON.stringify({ compilerOptions: settings, include: ["src"] }),
};

/** How a caller may have the client, and how it imports the client's modules then. */
export interface Way {
  /** Writes the client into the caller's folder. */
  readonly give: (folder: string) => Promise<void>;
  /** What to import for a module of the client, such as `types`; `up` leads to the caller's folder. */
  readonly specifier: (module: string, up: string) => string;
}

/** These files, which import from `../shop/`, in a folder of a project, and the client in one of the ways. */
export async function writeCaller(
  folder: string,
  { give, specifier }: Way,
  files: Files,
): Promise<void> {
  const moved = Object.entries(files).map(([path, text]) => [
    path,
    text.replaceAll(
      /"((?:\.\.\/)+)shop\/(\w+)\.js"/g,
      (_, up, module) => `"${specifier(module, up)}"`,
    ),
  ]);
  writeFiles(folder, Object.fromEntries(moved));
  await give(folder);
}

/** A project with these files beside a link to the client, `shop`. */
export async function projectOf(files: Files): Promise<string> {
  const folder = makeFolder({ ...projectFiles, ...files });
  symlinkSync(await shopClient(), join(folder, "shop"));
  return folder;
}

export function usesIn(folder: string, options: Partial<UsesOptions> = {}) {
  return findUses({ project: join(folder, "tsconfig.json"), ...options });
}

/** The uses of each file, as a person writes them down. */
export function listed(uses: readonly Use[], folder: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const use of uses) {
    const text = readFileSync(join(folder, use.file), "utf8");
    found[use.file] = [...(found[use.file] ?? []), written(use, text)];
  }
  return found;
}
