import { DiagnosticError } from "../../diagnostics/index.js";
import { parseSource, type Source } from "../../load/index.js";
import { type Fields, isFields, type Pointer } from "../../openapi/index.js";
import type { Quote, Reading } from "../fact.js";
import { blocksOf, type Fence, fencesIn, marginOf, titleOf } from "../markdown/blocks.js";
import { quoteOf } from "../notes.js";
import type { Page } from "../page.js";
import { classifyPage } from "../readers/not-endpoint.js";
import type { FragmentDialect } from "./fragment-dialect.js";
import { operationsOf, readOperation } from "./read-operation.js";

/** How a fragment is read. */
export interface FragmentOptions {
  /** Of the page's operations; default: the summary of each. */
  readonly title?: { readonly value: string; readonly quote: Quote } | undefined;
  /** What the product writes into the fragment beside OpenAPI; default: nothing. */
  readonly dialect?: FragmentDialect;
  /** Why the document is of a form that cannot be read; undefined if it is OpenAPI. */
  readonly formOf?: (document: Fields) => string | undefined;
}

/**
 * Reads a page of Markdown: a title, and its first fence that holds OpenAPI.
 *
 * @param dialect what the product writes into the fragment beside OpenAPI
 */
export function readFragmentPage(page: Page, dialect: FragmentDialect = {}): Reading {
  const lines = page.text.split("\n");
  const blocks = blocksOf(lines);
  const fence = fencesIn(blocks).find(holdsOpenApi);
  if (!fence) return classifyPage(lines);
  const heading = titleOf(blocks);
  const isAbove = heading !== undefined && heading.line < fence.line;
  const title = isAbove ? { value: heading.text, quote: quoteOf(lines, heading.line) } : undefined;
  return readFragment(page, lines, fence, { title, dialect });
}

/** No page has more fragments; each costs time, even if it is broken. */
export const maxFragments = 500;

/** Whether a fence holds an OpenAPI document, or the start of one. */
export function holdsOpenApi({ info, text }: Fence): boolean {
  return (
    /^(?:ya?ml|json)?(?:\s|$)/i.test(info) &&
    /^[ \t]*(?:\{[ \t]*)?["']?openapi["']?[ \t]*:/m.test(text)
  );
}

/** Reads the operations of the OpenAPI document that a fence of the page holds. */
export function readFragment(
  page: Page,
  lines: readonly string[],
  fence: Fence,
  { title, dialect = {}, formOf }: FragmentOptions,
): Reading {
  const quote = (row: number, column = 1): Quote => {
    const line = fence.line + row;
    return quoteOf(lines, line, column + marginOf(lines[line - 1] ?? "", fence.indent));
  };
  if (!fence.isClosed) {
    const because = "the page ends inside its OpenAPI fragment";
    return { kind: "truncated", because, quote: quoteOf(lines, lines.length) };
  }
  let source: Source;
  try {
    source = parseSource(page.location, page.location, fence.text);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const [first] = error.diagnostics;
    const because = `its OpenAPI fragment cannot be parsed: ${first?.message}`;
    const { line = 1, column = 1 } = first?.place ?? {};
    return { kind: "unreadable", because, quote: quote(line, column) };
  }
  const document = source.value;
  const at = (pointer: Pointer): Quote => {
    const place = source.place(pointer);
    return quote(place.line, place.column);
  };
  if (!isFields(document)) {
    return { kind: "unreadable", because: "its OpenAPI fragment is not an object", quote: at([]) };
  }
  const form = formOf?.(document);
  if (form !== undefined) return { kind: "unreadable", because: form, quote: at([]) };
  const operations = operationsOf(document);
  if (operations.length === 0) return withoutOperations(document, at);
  const read = operations.map((written) =>
    readOperation({ page, document, dialect, title, quote: at }, written),
  );
  return {
    kind: "endpoint",
    endpoints: read.map(({ endpoint }) => endpoint),
    contradictions: read.flatMap(({ contradictions }) => contradictions),
  };
}

function withoutOperations(document: Fields, at: (pointer: Pointer) => Quote): Reading {
  const has = (value: unknown) => isFields(value) && Object.keys(value).length > 0;
  if (has(document["webhooks"])) {
    const because = "its OpenAPI fragment describes a webhook, a call that the vendor makes";
    return { kind: "webhook", because, quote: at(["webhooks"]) };
  }
  const components = document["components"];
  if (isFields(components) && has(components["schemas"])) {
    const because = "its OpenAPI fragment has schemas but no operation";
    return { kind: "schema", because, quote: at(["components", "schemas"]) };
  }
  return { kind: "prose", because: "its OpenAPI fragment is empty", quote: at(["paths"]) };
}
