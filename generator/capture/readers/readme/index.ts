import type { Reading } from "../../fact.js";
import { joinReadings, maxFragments, pageStartsIn, readFragment } from "../../fragment/index.js";
import { type Block, blocksOf, type Fence, type Heading, titleOf } from "../../markdown/blocks.js";
import { readFrontMatter } from "../../markdown/front-matter.js";
import { quoteOf } from "../../notes.js";
import type { Page } from "../../page.js";
import { classifyPage } from "../not-endpoint.js";
import type { PageReader } from "../page-reader.js";

/**
 * Reads the `.md` versions of ReadMe's pages: below the heading `OpenAPI definition` is a fence
 * with a whole document in JSON, reduced to the operation of the page.
 */
export const readmeReader: PageReader = {
  name: "ReadMe",
  recognizes: (page) => page.origin === "markdown" && definitionsIn(page.text).fences.length > 0,
  read,
  startsIn: ({ text }) => pageStartsIn(text.split("\n")),
};

function read(page: Page): Reading {
  const lines = page.text.split("\n");
  const { fences, title } = definitionsIn(page.text);
  const titled = title && { value: title.text, quote: quoteOf(lines, title.line) };
  const readings = fences
    .slice(0, maxFragments)
    .map((fence) => readFragment(page, lines, fence, { title: titled }));
  return joinReadings(readings) ?? classifyPage(lines);
}

function definitionsIn(text: string): {
  readonly fences: readonly Fence[];
  /** The heading of the first level above the first definition. */
  readonly title: Heading | undefined;
} {
  const lines = text.split("\n");
  const blocks = blocksOf(lines, readFrontMatter(lines).next);
  const fences = blocks.flatMap((block, at) =>
    block.kind === "fence" && /^json$/i.test(block.info) && isDefinition(blocks[at - 1])
      ? [block]
      : [],
  );
  const title = titleOf(blocks.filter((block) => !isDefinition(block)));
  const [first] = fences;
  return { fences, title: title && first && title.line < first.line ? title : undefined };
}

function isDefinition(block: Block | undefined): boolean {
  return block?.kind === "heading" && block.level === 1 && block.text === "OpenAPI definition";
}
