import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { makeFolder } from "./generator.js";
import { repository } from "./repository.js";
import { transpileAll } from "./transpile.js";

/** The blocks of a page that are modules, by their names: those that begin with `ts file=name.ts`. */
export function modulesOf(page: string): Record<string, string> {
  const text = readFileSync(join(repository, page), "utf8");
  const blocks = text.matchAll(/^```ts file=([\w.-]+)\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, name = "", code = ""]) => [name, code]));
}

/** Loads the modules of a page, by their names without the ending. They may import no client. */
export async function loadModules<Modules>(page: string): Promise<Modules> {
  const folder = makeFolder({
    ...transpileAll(modulesOf(page)),
    "package.json": '{ "type": "module" }',
  });
  const names = Object.keys(modulesOf(page)).map((name) => name.replace(/\.ts$/, ""));
  const load = async (name: string) => [
    name,
    await import(/* @vite-ignore */ pathToFileURL(join(folder, `${name}.js`)).href),
  ];
  return Object.fromEntries(await Promise.all(names.map(load))) as Modules;
}
