import { isFields } from "../../openapi/index.js";
import type { EmbeddedDocument } from "../lead.js";
import { type Literal, plainValueOf } from "./read-literal.js";
import { quoteAt, type Script } from "./scripts.js";

/** A document that a script holds as a literal, or as text; undefined if it is computed. */
export function documentIn(
  script: Script,
  literal: Literal | undefined,
  because: string,
): EmbeddedDocument | undefined {
  if (!literal) return undefined;
  const quote = quoteAt(script, literal.at);
  const value = plainValueOf(literal);
  if (typeof value === "string") {
    return isDocumentText(value) ? { kind: "embedded", text: value, because, quote } : undefined;
  }
  if (!isDocument(value)) return undefined;
  const written = script.text.slice(literal.at, literal.end);
  // Where the literal is JSON, the places in it are those on the page.
  const text = isJson(written) ? written : JSON.stringify(value);
  return { kind: "embedded", text, because, quote };
}

export function isDocument(value: unknown): boolean {
  return (
    isFields(value) &&
    [value["openapi"], value["swagger"]].some((version) => /^[23]\.\d/.test(String(version))) &&
    (isFields(value["paths"]) || isFields(value["components"]))
  );
}

export function isDocumentText(text: string): boolean {
  return /^\s*(?:\{[\s\S]*"(?:openapi|swagger)"\s*:|(?:[\w-]+:[\s\S]*?\n)?["']?(?:openapi|swagger)["']?\s*:)/.test(
    text.slice(0, 100_000),
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
