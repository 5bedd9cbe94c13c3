import { readJson } from "../example/lenient-json.js";
import type { Block, Fence, Heading, TextLine } from "../markdown/blocks.js";
import { titleOf } from "../markdown/blocks.js";
import { quoteOf } from "../notes.js";
import type { Page } from "../page.js";
import { type Call, factsOfCall, readCall } from "./call-line.js";
import { type Row, readTable } from "./field-table.js";
import type {
  ListedAnswer,
  ListedField,
  ListedOperation,
  ParameterPlace,
  SentField,
} from "./listed-operation.js";
import { nestRows } from "./nest-rows.js";

type Section =
  | { readonly kind: ParameterPlace | "body" | "parameters" }
  | { readonly kind: "answer"; readonly status: string | undefined };

interface Open {
  readonly call: Call;
  readonly line: number;
  readonly title: Heading | undefined;
  readonly parameters: SentField[];
  readonly body: ListedField[];
  readonly answers: ListedAnswer[];
}

/**
 * The operations of a page that shows each as a line with its method and path, and its fields in
 * tables under headings such as `Query parameters` and `Response`.
 */
export function operationsIn(
  page: Page,
  lines: readonly string[],
  blocks: readonly Block[],
): readonly ListedOperation[] {
  const found: Open[] = [];
  const first = titleOf(blocks);
  let open: Open | undefined;
  let section: Section | undefined;
  let above: Heading | undefined;
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at];
    if (!block) continue;
    if (block.kind === "fence") {
      if (open && section?.kind === "answer") addExample(lines, open, section.status, block);
      continue;
    }
    const call = readCall(lines[block.line - 1] ?? "");
    if (call) {
      const title = block.kind === "heading" ? first : above;
      open = { call, line: block.line, title, parameters: [], body: [], answers: [] };
      found.push(open);
      section = undefined;
      continue;
    }
    const titled = block.kind === "heading" ? block.text : labelIn(block.text);
    if (titled !== undefined) {
      const next = sectionOf(titled);
      // A heading as high as the operation's own begins something else.
      const isOutside =
        block.kind === "heading" && !next && block.level <= (open?.title?.level ?? 0);
      if (isOutside) open = undefined;
      if (block.kind === "heading" && !next) above = block;
      section = next;
      if (open && next?.kind === "answer" && next.status !== undefined) {
        const quote = quoteOf(lines, block.line);
        open.answers.push({ status: next.status, fields: [], example: undefined, quote });
      }
      continue;
    }
    if (!open || block.kind !== "text" || !isRow(block)) continue;
    const table: TextLine[] = [];
    for (let next = blocks[at]; next?.kind === "text" && isRow(next); next = blocks[++at]) {
      if (next.line !== (table.at(-1)?.line ?? next.line - 1) + 1) break;
      table.push(next);
    }
    at--;
    const rows = section && readTable(lines, table);
    if (rows && section) addRows(open, section, rows);
  }
  const calls = new Map<Heading | undefined, number>();
  for (const { title = first } of found) calls.set(title, (calls.get(title) ?? 0) + 1);
  return found.map((each) => {
    const heading = each.title ?? first;
    // A heading above several calls is the title of none.
    return operationOf(page, lines, each, calls.get(heading) === 1 ? heading : undefined);
  });
}

function isRow({ text }: TextLine): boolean {
  return text.trimStart().startsWith("|");
}

/** A line of bold text, or the title of a tab, which serves as a heading. */
function labelIn(line: string): string | undefined {
  const text = line.trim();
  return (
    /^\*\*([^*]{1,60}?):?\*\*:?$/.exec(text)?.[1] ?? /^\{% tab title="([^"]{1,80})"/.exec(text)?.[1]
  );
}

const status = /^(?:response\s{0,9})?:?\s{0,9}(?:🟢|🟠|🔴)?\s{0,9}([1-5](?:\d\d|XX))\b/i;

/** What a heading says about the fields below it. */
function sectionOf(title: string): Section | undefined {
  const text = title.replace(/:$/, "").trim();
  const code = status.exec(text)?.[1];
  if (code !== undefined) return { kind: "answer", status: code.toUpperCase() };
  if (/^(?:path|url|route|uri)(?: (?:parameters?|params|variables?))?$/i.test(text))
    return { kind: "path" };
  if (/^query(?:[ -]string)?(?: (?:parameters?|params))?$/i.test(text)) return { kind: "query" };
  if (/^(?:request )?headers?(?: parameters?)?$/i.test(text)) return { kind: "header" };
  if (/^(?:request )?cookies?(?: parameters?)?$/i.test(text)) return { kind: "cookie" };
  if (/^(?:(?:request|json) )?body(?: (?:parameters?|params|fields?|schema))?$/i.test(text))
    return { kind: "body" };
  if (/^(?:request )?param(?:eter)?s?$/i.test(text)) return { kind: "parameters" };
  return /^(?:success(?:ful)? )?(?:responses?|returns)(?: (?:body|fields?|schema|parameters?))?$/i.test(
    text,
  )
    ? { kind: "answer", status: undefined }
    : undefined;
}

function addRows(open: Open, section: Section, rows: readonly Row[]): void {
  if (section.kind === "answer") {
    const { status } = section;
    const last = open.answers.at(-1);
    const fields = nestRows(rows);
    const [first] = fields;
    if (!first) return;
    const isOpen = last?.status === status && last?.fields.length === 0;
    if (isOpen) open.answers.pop();
    const { quote, example } = isOpen ? last : { quote: first.quote, example: undefined };
    open.answers.push({ status, fields, example, quote });
  } else if (section.kind === "body") open.body.push(...nestRows(rows));
  else {
    for (const row of rows) addParameter(open, section.kind, row);
  }
}

/** The first example of an answer; prose in a fence is none. */
function addExample(
  lines: readonly string[],
  open: Open,
  status: string | undefined,
  { text, line }: Fence,
): void {
  const example = readJson(text)?.json;
  if (!example || example.kind === "scalar" || example.kind === "unreadable") return;
  const last = open.answers.at(-1);
  if (!last || last.status !== status) {
    open.answers.push({ status, fields: [], example, quote: quoteOf(lines, line) });
  } else if (!last.example) open.answers.splice(-1, 1, { ...last, example });
}

const readsOnly = new Set(["GET", "HEAD", "DELETE"]);

function addParameter(open: Open, kind: ParameterPlace | "parameters", row: Row): void {
  const field: ListedField = { ...row, members: [] };
  const place = placeIn(row.place);
  if (place === "body") open.body.push(field);
  else if (place) open.parameters.push({ in: place, field, because: undefined });
  else if (kind !== "parameters") open.parameters.push({ in: kind, field, because: undefined });
  else if (open.call.path.includes(`{${row.name}}`)) {
    open.parameters.push({ in: "path", field, because: undefined });
  } else if (readsOnly.has(open.call.method)) {
    const because = `the page does not say where it is sent; ${open.call.method} has no body`;
    open.parameters.push({ in: "query", field, because });
  } else open.body.push(field);
}

function placeIn(text: string | undefined): ParameterPlace | "body" | undefined {
  const [, found] = /^(path|query|header|cookie|body)s?\b/.exec(text ?? "") ?? [];
  return found as ParameterPlace | "body" | undefined;
}

function operationOf(
  page: Page,
  lines: readonly string[],
  { call, line, parameters, body, answers }: Open,
  heading: Heading | undefined,
): ListedOperation {
  const quote = quoteOf(lines, line, call.column);
  return {
    ...factsOfCall(call, quote),
    title: {
      value: heading?.text ?? `${call.method} ${call.path}`,
      confidence: "stated",
      because: undefined,
      quote: heading ? quoteOf(lines, heading.line) : quote,
    },
    folder: page.folder,
    parameters,
    body,
    answers,
    scheme: undefined,
  };
}

/** Whether a page says more of an operation than that it exists. */
export function hasFields({ parameters, body, answers }: ListedOperation): boolean {
  return parameters.length + body.length + answers.length > 0;
}
