import { readFileSync } from "node:fs";
import { generateInto } from "../support/generator.js";
import { programOf } from "./calls.js";
import type { Framework } from "./frameworks.js";

/** The client of a framework's document, with the program that makes the calls in `calls.ts`. */
export async function generateCalls({ spec, calls }: Framework): Promise<{
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
}> {
  const text = readFileSync(spec, "utf8");
  const { folder, files } = await generateInto(text, undefined, { name: "Odd" });
  return { folder, files: { ...files, "calls.ts": programOf(calls, "createOdd") } };
}
