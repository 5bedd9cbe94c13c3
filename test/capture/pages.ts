import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Contradiction, Endpoint, Reading } from "../../generator/capture/fact.js";
import type { Page } from "../../generator/capture/page.js";
import { readPage } from "../../generator/capture/readers/index.js";

/** A page of `test/capture/pages/`, which were all made up for these tests. */
export function pageFile(name: string): string {
  return readFileSync(fileURLToPath(new URL(`pages/${name}`, import.meta.url)), "utf8");
}

export function read(text: string, origin: Page["origin"], location = "page"): Reading {
  return readPage({ location, origin, text, fetchedAt: undefined, folder: [], title: undefined });
}

export interface ReadEndpoint extends Endpoint {
  readonly contradictions: readonly Contradiction[];
}

/** The one operation of a page; fails if it has none. */
export function readEndpoint(
  text: string,
  origin: Page["origin"] = "text",
  location?: string,
): ReadEndpoint {
  const reading = read(text, origin, location);
  if (reading.kind !== "endpoint") throw new Error(`read as ${reading.kind}: ${reading.because}`);
  const [endpoint] = reading.endpoints as [Endpoint];
  return { ...endpoint, contradictions: reading.contradictions };
}

/** The node of an operation at a pointer. */
export function at({ operation }: Endpoint, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (node, token) => (node as Record<string, unknown> | undefined)?.[token],
      operation,
    );
}

/** Marks as short lines. */
export function marksOf({ marks }: Endpoint): string[] {
  return marks.map(({ pointer, confidence }) => `${confidence} ${pointer}`);
}
