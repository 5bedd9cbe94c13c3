import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { generateInto } from "../generator/support.js";

/** What a call of a generated client is here, where its types are not known. */
export interface Call extends Promise<unknown> {
  result(): Promise<{
    readonly ok: boolean;
    readonly status: number | undefined;
    readonly data?: unknown;
    readonly error?: Error & Record<string, unknown>;
    readonly response?: Response;
  }>;
  response(): Promise<Response>;
}

type Group = Readonly<Record<string, (params?: object, options?: object) => Call>>;
export type Facade = Readonly<Record<"things" | "parts" | "bodies" | "answers", Group>>;
export type Make = (options: object) => Facade;

/** Generates the client of a description, and loads it as JavaScript, as its package would be. */
export async function loadClient(text: string): Promise<Make> {
  const { folder, files } = await generateInto(text);
  for (const [path, source] of Object.entries(files)) {
    if (!path.endsWith(".ts")) continue;
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(folder, path.replace(/ts$/, "js")), outputText);
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const module = await import(/* @vite-ignore */ pathToFileURL(join(folder, "index.js")).href);
  return (module as { createThings: Make }).createThings;
}
