import type { Endpoint, Reading } from "../../fact.js";
import { holdsOpenApi, joinReadings, maxFragments, readFragment } from "../../fragment/index.js";
import { type Call, factsOfCall, readCall } from "../../listed/call-line.js";
import { readAllListed } from "../../listed/listed-operation.js";
import { hasFields, operationsIn } from "../../listed/markdown-operations.js";
import { blocksOf, type Heading, titleOf } from "../../markdown/blocks.js";
import { readFrontMatter } from "../../markdown/front-matter.js";
import { quoteOf } from "../../notes.js";
import type { Page } from "../../page.js";
import { classifyPage } from "../not-endpoint.js";

/**
 * Reads a page of Markdown of any product: OpenAPI documents in fences, if the page shows them as
 * its own and not as an example, or else lines with a method and a path, and tables of fields.
 */
export function readMarkdown(page: Page, lines: readonly string[]): Reading {
  const blocks = blocksOf(lines, readFrontMatter(lines).next);
  const fences = blocks
    .flatMap((block, at) =>
      block.kind === "fence" && holdsOpenApi(block)
        ? [{ fence: block, before: blocks[at - 1] }]
        : [],
    )
    .slice(0, maxFragments);
  const calls = blocks.flatMap(({ kind, line }) => {
    const call = kind === "fence" ? undefined : readCall(lines[line - 1] ?? "");
    return call ? [{ ...call, line }] : [];
  });
  const title = titleOf(blocks);
  const titled = title && { value: title.text, quote: quoteOf(lines, title.line) };
  const readings = fences.flatMap(({ fence, before }) => {
    const heading = before?.kind === "heading" ? before : undefined;
    const reading = readFragment(page, lines, fence, { title: titled });
    // Directly below the title, or at the very top, it is all that the page is about.
    const isAlone = before === undefined || heading?.level === 1;
    const isOwn = isAlone || namesOpenApi(heading) || isNamed(reading, calls, heading);
    return isOwn ? [withServers(reading, lines, calls)] : [];
  });
  const read = joinReadings(readings);
  if (read) return read;
  const listed = operationsIn(page, lines, blocks).filter(hasFields);
  if (listed.length > 0) return readAllListed(listed);
  const [example] = fences;
  if (!example) return classifyPage(lines);
  const because = "it shows an OpenAPI document as an example, under no heading that says OpenAPI";
  return { kind: "prose", because, quote: quoteOf(lines, example.fence.line) };
}

function namesOpenApi(heading: Heading | undefined): boolean {
  return /^(?:openapi|swagger)(?: (?:specification|definition|spec|document|schema))?$/i.test(
    heading?.text ?? "",
  );
}

/** Whether the page itself names an operation of a document, by its call or its title. */
function isNamed(reading: Reading, calls: readonly Call[], heading: Heading | undefined): boolean {
  if (reading.kind !== "endpoint") return false;
  return reading.endpoints.some(
    (endpoint) =>
      calls.some((call) => isCallOf(call, endpoint)) ||
      (heading !== undefined && heading.text === endpoint.operation["summary"]),
  );
}

/** Whether a line shows the call of an operation, whose server may have a part of the path. */
function isCallOf({ method, path }: Call, endpoint: Endpoint): boolean {
  return method === endpoint.method.value && path.endsWith(endpoint.path.value);
}

/** The reading with the servers that only lines outside of the documents show. */
function withServers(
  reading: Reading,
  lines: readonly string[],
  calls: readonly (Call & { readonly line: number })[],
): Reading {
  if (reading.kind !== "endpoint") return reading;
  const endpoints = reading.endpoints.map((endpoint): Endpoint => {
    if (endpoint.server) return endpoint;
    const call = calls.find((each) => isCallOf(each, endpoint));
    if (call?.server === undefined) return endpoint;
    const prefix = call.path.slice(0, call.path.length - endpoint.path.value.length);
    const quote = quoteOf(lines, call.line, call.column);
    return {
      ...endpoint,
      server: factsOfCall({ ...call, server: call.server + prefix }, quote).server,
    };
  });
  return { ...reading, endpoints };
}
