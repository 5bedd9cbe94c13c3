import { expect, test } from "vitest";
import { parse } from "yaml";
import { load } from "../support/generator.js";

/** How the documents of these tests begin. */
export const head = "swagger: '2.0'\ninfo: { title: T, version: '1' }\n";

/** Two documents without what all have. */
export async function read(given: string) {
  const { document, warnings } = await load({ "swagger.yaml": `${head}${given}` });
  const { openapi, info, ...rest } = document;
  return { openapi, info, rest, warnings: warnings.map(({ message }) => message) };
}

export interface Case {
  readonly name: string;
  readonly given: string;
  readonly want: string;
  /** Messages of warnings; default: none. */
  readonly warns?: readonly string[];
}

export function tableOf(cases: readonly Case[]): void {
  test.each(cases)("$name", async ({ given, want, warns = [] }) => {
    const { rest, warnings } = await read(given);
    expect(rest).toEqual(parse(want));
    expect(warnings).toEqual(warns);
  });
}

/** A document with one operation; `GET` unless told otherwise. */
export const operation = (text: string, method = "get", rest = "") =>
  `${rest}paths: { /a: { ${method}: { ${text} } } }\n`;
