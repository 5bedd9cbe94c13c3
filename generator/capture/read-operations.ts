import { type Diagnostic, diagnose } from "../diagnostics/index.js";
import { templateOf } from "../openapi/index.js";
import { type Endpoint, type NotAnEndpoint, type NotRead, rightlyNone } from "./fact.js";
import { joinPages } from "./join/index.js";
import type { Captured } from "./merge/index.js";
import type { Page } from "./page.js";
import { readPage } from "./readers/index.js";

interface Renamed {
  readonly name: string;
  readonly page: string;
  readonly renamed: string;
}

/** What the pages of all sources show. */
export interface ReadOperations {
  /** In the order of the sources and their pages, each operation of a source once. */
  readonly captured: readonly Captured[];
  /** Pages that rightly describe no operation, by kind. */
  readonly others: Readonly<Partial<Record<NotAnEndpoint, number>>>;
  /** Pages that should describe an operation, and from which it cannot be read. */
  readonly unusable: readonly Page[];
  /** Components that joined pages have under one name with different content. */
  readonly renamed: readonly Renamed[];
  readonly warnings: readonly Diagnostic[];
}

/** Reads the pages of each source, and joins those that describe one operation. */
export function readOperations(
  sources: readonly { readonly pages: readonly Page[] }[],
): ReadOperations {
  const captured: Captured[] = [];
  const others: Partial<Record<NotAnEndpoint, number>> = {};
  const warnings: Diagnostic[] = [];
  const left: { readonly page: Page; readonly part: NotRead }[] = [];
  const renamed: Renamed[] = [];
  for (const { pages } of sources) {
    const found: Captured[] = [];
    for (const page of pages) {
      const reading = readPage(page);
      if (reading.kind !== "endpoint" && rightlyNone.has(reading.kind)) {
        others[reading.kind] = (others[reading.kind] ?? 0) + 1;
        continue;
      }
      const {
        endpoints = [],
        contradictions = [],
        unread = [],
      } = reading.kind === "endpoint" ? reading : { unread: [reading] };
      found.push(...endpoints.map((endpoint) => ({ page, endpoint, contradictions })));
      left.push(...unread.map((part) => ({ page, part })));
    }
    const joined = joinPages(found);
    captured.push(...joined.captured);
    renamed.push(...joined.renamed);
  }
  const described = new Set(captured.map(({ endpoint }) => signatureOf(endpoint)));
  const isDescribed = ({ refersTo }: NotRead) =>
    refersTo !== undefined && described.has(templateOf(`${refersTo.method} ${refersTo.path}`));
  const unread = left.filter(({ part }) => !isDescribed(part));
  const shells = left.length - unread.length;
  if (shells > 0) others.shell = (others.shell ?? 0) + shells;
  const unusable = [...new Set(unread.map(({ page }) => page))];
  warnings.push(...unread.map(({ page, part }) => describeUnread(page, part)));
  return { captured, others, unusable, renamed, warnings };
}

/** The names of path parameters do not tell operations apart. */
function signatureOf({ method, path }: Endpoint): string {
  return templateOf(`${method.value} ${path.value}`);
}

/** What a person has to look at: a page, or a part of one, that could not be read whole. */
function describeUnread(page: Page, { kind, because, next, quote }: NotRead): Diagnostic {
  const why = next === undefined ? because : `${because}; ${next}`;
  const args = { page: page.location, kind: kind.replaceAll("-", " "), because: why };
  const place = quote && { file: page.location, line: quote.line, column: quote.column };
  return diagnose("page-unusable", args, place);
}
