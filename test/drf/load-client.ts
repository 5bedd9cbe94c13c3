import { generateInto } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

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
  const { createThings } = await loadOutput(await generateInto(text));
  return createThings as Make;
}
