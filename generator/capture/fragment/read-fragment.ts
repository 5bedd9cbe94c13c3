import { DiagnosticError } from "../../diagnostics/index.js";
import { parseSource, type Source } from "../../load/index.js";
import { type Fields, isFields, type Pointer } from "../../openapi/index.js";
import type { Quote, Reading } from "../fact.js";
import { quoteOf } from "../notes.js";
import type { Page } from "../page.js";
import { classifyPage } from "../readers/not-endpoint.js";
import { findFragment } from "./find-fragment.js";
import type { FragmentDialect } from "./fragment-dialect.js";
import { operationsOf, readOperation } from "./read-operation.js";

/**
 * Reads a page of Markdown: a title, and a fenced OpenAPI fragment with its operations.
 *
 * @param dialect what the product writes into the fragment beside OpenAPI
 */
export function readFragmentPage(page: Page, dialect: FragmentDialect = {}): Reading {
  const lines = page.text.split("\n");
  const fragment = findFragment(lines);
  if (!fragment) return classifyPage(lines);
  const quote = (line: number, column = 1): Quote => quoteOf(lines, line + fragment.offset, column);
  if (!fragment.isClosed) {
    const because = "the page ends inside its OpenAPI fragment";
    return { kind: "truncated", because, quote: quoteOf(lines, lines.length) };
  }
  let source: Source;
  try {
    source = parseSource(page.location, page.location, fragment.text);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const [first] = error.diagnostics;
    const because = `its OpenAPI fragment cannot be parsed: ${first?.message}`;
    return { kind: "unreadable", because, quote: quote(first?.place?.line ?? 1) };
  }
  const document = source.value;
  const at = (pointer: Pointer): Quote => {
    const place = source.place(pointer);
    return quote(place.line, place.column);
  };
  if (!isFields(document)) {
    return { kind: "unreadable", because: "its OpenAPI fragment is not an object", quote: at([]) };
  }
  const operations = operationsOf(document);
  if (operations.length === 0) return withoutOperations(document, at);
  const title = fragment.title && {
    value: fragment.title.text,
    quote: quoteOf(lines, fragment.title.line),
  };
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
