import { type Diagnostic, diagnose } from "../diagnostics/index.js";
import type { NotAnEndpoint } from "./fact.js";
import { joinPages } from "./join/index.js";
import type { Captured } from "./merge/index.js";
import type { Page } from "./page.js";
import { readPage } from "./readers/index.js";

/** Kinds of pages that lack nothing. */
const rightlyNone: ReadonlySet<NotAnEndpoint> = new Set([
  "prose",
  "shell",
  "webhook",
  "schema",
  "socket",
]);

/** What the pages of all sources show. */
export interface ReadOperations {
  /** In the order of the sources and their pages, each operation of a source once. */
  readonly captured: readonly Captured[];
  /** Pages that rightly describe no operation, by kind. */
  readonly others: Readonly<Partial<Record<NotAnEndpoint, number>>>;
  /** Pages that should describe an operation, and from which it cannot be read. */
  readonly unusable: readonly Page[];
  readonly warnings: readonly Diagnostic[];
}

/** Reads the pages of each source, and joins those that describe one operation. */
export function readOperations(
  sources: readonly { readonly pages: readonly Page[] }[],
): ReadOperations {
  const captured: Captured[] = [];
  const others: Partial<Record<NotAnEndpoint, number>> = {};
  const warnings: Diagnostic[] = [];
  const unusable: Page[] = [];
  for (const { pages } of sources) {
    const found: Captured[] = [];
    for (const page of pages) {
      const reading = readPage(page);
      if (reading.kind === "endpoint") {
        const { endpoints, contradictions } = reading;
        found.push(...endpoints.map((endpoint) => ({ page, endpoint, contradictions })));
      } else if (rightlyNone.has(reading.kind)) {
        others[reading.kind] = (others[reading.kind] ?? 0) + 1;
      } else {
        unusable.push(page);
        const { kind, because, next, quote } = reading;
        const why = next === undefined ? because : `${because}; ${next}`;
        const args = { page: page.location, kind: kind.replaceAll("-", " "), because: why };
        const place = quote && { file: page.location, line: quote.line, column: quote.column };
        warnings.push(diagnose("page-unusable", args, place));
      }
    }
    const joined = joinPages(found);
    captured.push(...joined.captured);
    warnings.push(...joined.renamed.map((args) => diagnose("component-renamed", args)));
  }
  return { captured, others, unusable, warnings };
}
