import { readFrontMatter } from "../../markdown/front-matter.js";
import type { Page, PageElement } from "../../page.js";

/** A product that is recognized, and not read. */
export interface Product {
  readonly name: string;
  /** Whether only this product makes such a page. */
  hasSign(page: Page): boolean;
  /**
   * `always`: each of its pages shows an API; `calls`: those that have a call on a line of its own,
   * because it makes pages of prose, too.
   */
  readonly shows: "always" | "calls";
  /** What to capture in its place. */
  readonly next: string;
}

const docusaurusDocument =
  "capture the OpenAPI document that the pages were made of (`specPath` in docusaurus.config.js, or the export on the first page of the API)";

/** In order of precedence: Widdershins writes pages for Slate. */
export const products: readonly Product[] = [
  {
    name: "Postman's documenter",
    hasSign: ({ elements = [] }) => hasMeta(elements, "publishedid", /./),
    shows: "always",
    next: "import the collection into Postman, save an answer of each request as an example, export the collection as 2.1, and capture that file",
  },
  {
    name: "Widdershins",
    hasSign: ({ origin, text, elements = [] }) =>
      elements.some((each) => each.tag === "#comment" && widdershins.test(each.text)) ||
      (origin === "markdown" &&
        (text.split("\n").some((line) => widdershins.test(line)) ||
          /\bwiddershins\b/.test(String(frontOf(text)["generator"])))),
    shows: "always",
    next: "capture the OpenAPI document that it was converted from",
  },
  {
    name: "Slate",
    hasSign: ({ origin, text, elements = [] }) =>
      (hasId(elements, "nav-button") && hasId(elements, "toc")) ||
      (origin === "markdown" &&
        ["language_tabs", "toc_footers"].every((key) => key in frontOf(text))),
    shows: "calls",
    next: "its authors write the pages by hand: record calls in a HAR file and capture that, or ask the vendor for an OpenAPI document",
  },
  {
    name: "Docusaurus",
    hasSign: ({ elements = [] }) => hasMeta(elements, "generator", /^Docusaurus\b/),
    shows: "calls",
    next: docusaurusDocument,
  },
  {
    // The source of a page, which has the call in a component.
    name: "Docusaurus",
    hasSign: ({ origin, text }) => origin === "markdown" && endpointComponent.test(text),
    shows: "always",
    next: docusaurusDocument,
  },
];

const widdershins = /^\s*(?:<!--\s*)?Generator: Widdershins\b/;

const endpointComponent =
  /^import MethodEndpoint from ["']@theme\/ApiExplorer\/MethodEndpoint["']/m;

function hasMeta(elements: readonly PageElement[], name: string, content: RegExp): boolean {
  return elements.some(
    ({ tag, attributes }) =>
      tag === "meta" &&
      attributes["name"]?.toLowerCase() === name &&
      content.test(attributes["content"] ?? ""),
  );
}

function hasId(elements: readonly PageElement[], id: string): boolean {
  return elements.some(({ attributes }) => attributes["id"] === id);
}

function frontOf(text: string): Readonly<Record<string, unknown>> {
  return readFrontMatter(text.split("\n")).fields;
}
