import type { Reading } from "../../fact.js";
import { joinReadings, maxFragments, pageStartsIn, readFragment } from "../../fragment/index.js";
import type { Lead } from "../../lead.js";
import { readAllListed } from "../../listed/listed-operation.js";
import { hasFields, operationsIn } from "../../listed/markdown-operations.js";
import { type Block, blocksOf, type Fence, fencesIn, type Heading } from "../../markdown/blocks.js";
import { readFrontMatter } from "../../markdown/front-matter.js";
import { quoteOf } from "../../notes.js";
import type { Page } from "../../page.js";
import { classifyPage } from "../not-endpoint.js";
import type { PageReader } from "../page-reader.js";
import { swaggerBlocks } from "./swagger-blocks.js";
import { isElsewhere, type Tag, tagsOf } from "./tags.js";

/**
 * Reads GitBook's pages in Markdown: the `.md` version has a document in one line of JSON for each
 * operation, the source has tags, and pages written by hand have tables below a coloured method.
 */
export const gitbookReader: PageReader = {
  name: "GitBook",
  recognizes,
  read,
  startsIn: ({ text }) => pageStartsIn(text.split("\n")),
  leadsOf,
};

/** Tags that no other product has. */
const ownTags = /^(?:swagger|openapi(?:-operation|-schemas?)?|hint|content-ref|stepper)$/;

/** The colour of a method in what the editor makes of a block. */
const colouredMethod = /<mark style="color:\w+;?">\s*`[A-Z]+`\s*<\/mark>/;

interface Parts {
  readonly lines: readonly string[];
  readonly blocks: readonly Block[];
  readonly tags: readonly Tag[];
}

function partsOf({ text }: Page): Parts {
  const lines = text.split("\n");
  const blocks = blocksOf(lines, readFrontMatter(lines).next);
  return { lines, blocks, tags: tagsOf(lines, fencesIn(blocks)) };
}

function recognizes(page: Page): boolean {
  if (page.origin !== "markdown") return false;
  const { blocks, tags } = partsOf(page);
  return (
    documentsIn(blocks).length > 0 ||
    tags.some(({ name }) => ownTags.test(name)) ||
    blocks.some((block) => block.kind === "text" && colouredMethod.test(block.text))
  );
}

/** The fences with a document, each with its heading: only a quoted description is between. */
function documentsIn(blocks: readonly Block[]): { fence: Fence; heading: Heading }[] {
  let above: Block | undefined;
  return blocks.flatMap((block) => {
    const heading = above;
    if (block.kind !== "text" || !block.text.startsWith(">")) above = block;
    const isDocument =
      block.kind === "fence" &&
      /^json$/i.test(block.info) &&
      /^\{"openapi":"[^"]*",[^\n]*\n*$/.test(block.text);
    return isDocument && heading?.kind === "heading" && heading.level > 1
      ? [{ fence: block, heading }]
      : [];
  });
}

function read(page: Page): Reading {
  const { lines, blocks, tags } = partsOf(page);
  const found = documentsIn(blocks).slice(0, maxFragments);
  const documents = found.map(({ fence, heading }) => {
    const title = { value: heading.text, quote: quoteOf(lines, heading.line) };
    return readFragment(page, lines, fence, { title });
  });
  const listed = [
    ...swaggerBlocks(page, lines, tags, fencesIn(blocks)),
    ...operationsIn(page, lines, blocks).filter(hasFields),
  ];
  const readings = listed.length > 0 ? [...documents, readAllListed(listed)] : documents;
  return joinReadings(readings) ?? withoutOperations(lines, tags);
}

function withoutOperations(lines: readonly string[], tags: readonly Tag[]): Reading {
  const elsewhere = tags.find(isElsewhere);
  if (!elsewhere) return classifyPage(lines);
  const because = "it shows an operation that a document elsewhere describes";
  return { kind: "shell", because, quote: quoteOf(lines, elsewhere.line, elsewhere.column) };
}

function leadsOf(page: Page): readonly Lead[] {
  const { lines, tags } = partsOf(page);
  return tags.flatMap((tag): Lead[] => {
    if (!isElsewhere(tag)) return [];
    // The older tags name the document themselves; the newer one has a link on the next line.
    const link = /^\s*\[[^[\]]*\]\(<?([^()<>\s]+)>?\)/.exec(lines[tag.line] ?? "")?.[1];
    const href = tag.attributes.get("src") ?? link;
    if (href === undefined || href === "") return [];
    const because = `the tag "${tag.name}" names it`;
    const quote = quoteOf(lines, tag.line, tag.column);
    return [{ kind: "document", href, isSure: false, because, quote }];
  });
}
