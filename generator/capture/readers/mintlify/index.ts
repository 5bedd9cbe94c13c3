import { type Fields, textOf, valueAt } from "../../../openapi/index.js";
import type { Fact, Quote, Reading } from "../../fact.js";
import { joinReadings, maxFragments, pageStartsIn, readFragment } from "../../fragment/index.js";
import type { Lead } from "../../lead.js";
import { readAllListed } from "../../listed/listed-operation.js";
import { type Block, blocksOf, type Fence, fencesIn, titleOf } from "../../markdown/blocks.js";
import { type FrontMatter, readFrontMatter } from "../../markdown/front-matter.js";
import { quoteOf } from "../../notes.js";
import type { Page } from "../../page.js";
import { classifyPage } from "../not-endpoint.js";
import type { PageReader } from "../page-reader.js";
import { type Component, readComponents } from "./components.js";
import { listFields } from "./listed-fields.js";
import { locateOperation } from "./locate-operation.js";
import {
  type Named,
  type NamedByPage,
  namedByFence,
  namedByFrontMatter,
} from "./named-operation.js";

/**
 * Reads the `.md` versions of Mintlify's pages: an OpenAPI document of one operation in a fence of
 * four backticks, or fields as components of MDX.
 */
export const mintlifyReader: PageReader = {
  name: "Mintlify",
  recognizes,
  read,
  startsIn: ({ text }) => pageStartsIn(text.split("\n")),
  leadsOf,
};

interface Parts {
  readonly lines: readonly string[];
  readonly front: FrontMatter;
  readonly blocks: readonly Block[];
  readonly fences: readonly Fence[];
  readonly named: NamedByPage | undefined;
}

function partsOf({ text }: Page): Parts {
  const lines = text.split("\n");
  const front = readFrontMatter(lines);
  const blocks = blocksOf(lines, front.next);
  return { lines, front, blocks, fences: fencesIn(blocks), named: namedByFrontMatter(front) };
}

function recognizes(page: Page): boolean {
  if (page.origin !== "markdown") return false;
  const { lines, fences, named } = partsOf(page);
  return (
    named !== undefined ||
    fences.some((fence) => namedByFence(fence) !== undefined) ||
    fieldsAmong(readComponents(lines, fences))
  );
}

function fieldsAmong(components: readonly Component[]): boolean {
  return components.some(({ name, children }) => name.endsWith("Field") || fieldsAmong(children));
}

function read(page: Page): Reading {
  const parts = partsOf(page);
  const documents = parts.fences.flatMap((fence) => {
    const named = namedByFence(fence);
    return named ? [{ fence, named }] : [];
  });
  const readings = documents
    .slice(0, maxFragments)
    .map(({ fence, named }) => readDocument(page, parts, fence, named));
  return joinReadings(readings) ?? readFields(page, parts);
}

function readDocument(page: Page, { lines, blocks }: Parts, fence: Fence, named: Named): Reading {
  if (named.part.kind === "channel") {
    const because = "its AsyncAPI fence describes messages, not an operation of HTTP";
    return { kind: "socket", because, quote: quoteOf(lines, fence.line) };
  }
  const heading = titleOf(blocks);
  const title = heading && { value: heading.text, quote: quoteOf(lines, heading.line) };
  return readFragment(page, lines, fence, { title, formOf });
}

/** The product had a form of its own for an operation before it wrote OpenAPI documents. */
function formOf(document: Fields): string | undefined {
  const isOwn = ["path", "method"].every((field) => textOf(valueAt(document, ["paths", field])));
  return isOwn ? "its fence has a form that the product wrote before 2026, not OpenAPI" : undefined;
}

function readFields(page: Page, { lines, front, blocks, fences, named }: Parts): Reading {
  const components = readComponents(lines, fences);
  const open = openAmong(components);
  if (open) {
    const because = `the page ends inside a component <${open.name}>`;
    return { kind: "truncated", because, quote: quoteOf(lines, open.line, open.column) };
  }
  const fields = listFields(lines, components);
  const { parameters, body, answers } = fields;
  const hasFields = parameters.length + body.length + answers.length > 0;
  // What the page says beside the document that it names is a part of that, or an example.
  const isElsewhere = named?.field === "openapi" && named.file !== undefined;
  if (isElsewhere || (!hasFields && named?.field !== "api")) return withoutFields(lines, named);
  const placeholders = parameters.flatMap(({ in: place, field }) =>
    place === "path" ? [field.name] : [],
  );
  const located = locateOperation({ lines, named, blocks, components, placeholders });
  if (!located) {
    const [first] = parameters;
    // Pages about functions list their arguments as members of a body.
    if (!first) return classifyPage(lines);
    const because = "it lists parameters, but no method with a path";
    const next = "capture the OpenAPI document that it is made of, or the source of the page";
    return { kind: "unreadable", because, next, quote: first.field.quote };
  }
  const name = page.title ?? `${located.method.value} ${located.path.value}`;
  const title = titleFact(lines, blocks, front) ?? stated(name, located.method.quote);
  const { folder } = page;
  return readAllListed([
    { ...located, ...fields, title, folder, scheme: schemeOf(front) ?? located.scheme },
  ]);
}

function openAmong(components: readonly Component[]): Component | undefined {
  for (const component of components) {
    const open = component.isClosed ? openAmong(component.children) : component;
    if (open) return open;
  }
  return undefined;
}

function withoutFields(lines: readonly string[], named: NamedByPage | undefined): Reading {
  if (!named) return classifyPage(lines);
  const { file, part, quote } = named;
  const because = "it names an operation that a document elsewhere describes";
  if (file !== undefined) return { kind: "shell", because, quote };
  const next = "capture that OpenAPI document, too: a file beside the pages, or one on the site";
  const refersTo =
    part.kind === "operation" ? { method: part.method, path: part.target } : undefined;
  return { kind: "unreadable", because, next, quote, ...(refersTo && { refersTo }) };
}

function titleFact(
  lines: readonly string[],
  blocks: readonly Block[],
  front: FrontMatter,
): Fact<string> | undefined {
  const heading = titleOf(blocks);
  if (heading) return stated(heading.text, quoteOf(lines, heading.line));
  const title = textOf(front.fields["title"]);
  return title === undefined ? undefined : stated(title, front.quote(["title"]));
}

function stated<Value>(value: Value, quote: Quote): Fact<Value> {
  return { value, confidence: "stated", because: undefined, quote };
}

function schemeOf(front: FrontMatter): Fact<Fields> | undefined {
  const method = textOf(front.fields["authMethod"])?.toLowerCase();
  return method === "bearer" || method === "basic"
    ? stated({ type: "http", scheme: method }, front.quote(["authMethod"]))
    : undefined;
}

function leadsOf(page: Page): readonly Lead[] {
  if (!recognizes(page)) return [];
  const { named, fences } = partsOf(page);
  const isWhole = fences.some((fence) => namedByFence(fence) !== undefined);
  if (isWhole || named?.file === undefined || named.field !== "openapi") return [];
  const { file, quote } = named;
  // A path is one from the root of the sources, which the product serves at the root of the site.
  const href = /^https?:\/\//.test(file) ? file : `/${file.replace(/^\.?\//, "")}`;
  const because = "the front matter names it";
  return [{ kind: "document", href, isSure: false, because, quote }];
}
