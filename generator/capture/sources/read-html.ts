import { type DefaultTreeAdapterTypes, parse } from "parse5";
import type { Link, PageElement } from "../page.js";
import { htmlElements } from "./html-elements.js";

type Node = DefaultTreeAdapterTypes.ChildNode;

export interface HtmlPage {
  /** The text as a browser shows it, block for block on lines of their own. */
  readonly text: string;
  readonly links: readonly Link[];
  readonly elements: readonly PageElement[];
}

/** A link in a navigation has a title and a method. */
const maxLinkLines = 3;

/** Elements that stand within a line; every other one starts and ends a line. */
const inline = new Set(
  (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby s samp " +
    "small span strike strong sub sup time tt u var"
  ).split(" "),
);
/** Elements of which a reader sees nothing. */
const unseen = new Set(
  "audio canvas head iframe noscript object script select style svg template textarea video".split(
    " ",
  ),
);

/**
 * Reads what a page of HTML shows. Pages are walked without recursion: one can be nested a hundred
 * thousand levels deep.
 */
export function readHtml(html: string): HtmlPage {
  const lines: string[] = [];
  const links: Link[] = [];
  const elements: PageElement[] = [];
  // The line that is not ended yet, in pieces: put together for each link, a line of many links would
  // take the square of its length.
  let pieces: string[] = [];
  let length = 0;
  const add = (text: string) => {
    pieces.push(text);
    length += text.length;
  };
  const takeLine = () => {
    const line = pieces.join("");
    pieces = [];
    length = 0;
    return line;
  };
  const endLine = () => {
    const text = takeLine().trim();
    if (text !== "") lines.push(text);
  };
  type Step =
    | { node: Node; preformatted: boolean }
    | {
        link: string;
        at: Pick<Link, "line" | "column">;
        from: number;
        before: { pieces: number; length: number };
      }
    | "end of block";
  /** What a link shows; of a link over a whole page that is no name. */
  const textSince = (from: number, before: { pieces: number; length: number }) => {
    // A link within a line begins where what stands before it ends.
    if (lines.length === from) return pieces.slice(before.pieces).join("");
    if (lines.length - from > maxLinkLines) return "";
    return [...lines.slice(from), pieces.join("")].join(" ").slice(before.length);
  };
  const steps: Step[] = [];
  const push = (nodes: readonly Node[], preformatted: boolean) => {
    for (const node of nodes.toReversed()) steps.push({ node, preformatted });
  };
  push(parse(html, { sourceCodeLocationInfo: true }).childNodes, false);

  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (step === "end of block") {
      endLine();
      continue;
    }
    if ("link" in step) {
      links.push({
        href: step.link,
        text: textSince(step.from, step.before).trim(),
        ...step.at,
      });
      continue;
    }
    const { node, preformatted } = step;
    const element = elementOf(node);
    if (element) elements.push(element);
    if (node.nodeName === "#text") {
      const { value } = node as DefaultTreeAdapterTypes.TextNode;
      if (preformatted) {
        const [first = "", ...more] = value.split("\n");
        add(first);
        for (const next of more) {
          // Indentation within code is kept, since it is part of what the page shows.
          const line = takeLine();
          if (line.trim() !== "") lines.push(line.trimEnd());
          add(next);
        }
      } else {
        add(value.replaceAll(/[\t\n\f\r ]+/g, " "));
      }
      continue;
    }
    if ("tagName" in node && node.tagName === "head") {
      elements.push(...node.childNodes.flatMap((child) => elementOf(child) ?? []));
      continue;
    }
    if (!("tagName" in node) || unseen.has(node.tagName) || isHidden(node)) continue;
    const { tagName, childNodes } = node;
    const href = tagName === "a" && node.attrs.find(({ name }) => name === "href")?.value;
    if (href) {
      const { startLine = 1, startCol = 1 } = node.sourceCodeLocation ?? {};
      const at = { line: startLine, column: startCol };
      const before = { pieces: pieces.length, length };
      steps.push({ link: href, at, from: lines.length, before });
    }
    if (!inline.has(tagName)) {
      endLine();
      steps.push("end of block");
    }
    push(childNodes, preformatted || tagName === "pre");
  }
  endLine();
  return { text: lines.join("\n"), links, elements };
}

function isHidden({ attrs }: DefaultTreeAdapterTypes.Element): boolean {
  return attrs.some(({ name }) => name === "hidden");
}

const head = new Set(["script", "link", "meta", "base", "template"]);

/** Undefined for an element of which a browser shows all that it has. */
function elementOf(node: Node): PageElement | undefined {
  const { startLine = 1, startCol = 1 } = node.sourceCodeLocation ?? {};
  const at = { line: startLine, column: startCol };
  if (node.nodeName === "#comment") {
    const { data } = node as DefaultTreeAdapterTypes.CommentNode;
    const opening = "<!--".length;
    const text = { text: data, textLine: startLine, textColumn: startCol + opening };
    return { tag: "#comment", attributes: {}, ...at, ...text };
  }
  if (!("tagName" in node)) return undefined;
  const { tagName: tag, attrs, childNodes } = node;
  const speaks = head.has(tag) || isOwn(tag);
  if (!speaks && !attrs.some(({ name }) => name === "id")) return undefined;
  const [first] =
    "content" in node ? (node as DefaultTreeAdapterTypes.Template).content.childNodes : childNodes;
  const text =
    speaks && first?.nodeName === "#text" ? (first as DefaultTreeAdapterTypes.TextNode) : undefined;
  return {
    tag,
    attributes: Object.fromEntries(attrs.map(({ name, value }) => [name, value])),
    text: text?.value ?? "",
    ...at,
    textLine: text?.sourceCodeLocation?.startLine ?? startLine,
    textColumn: text?.sourceCodeLocation?.startCol ?? startCol,
  };
}

/** Whether a tag is none of HTML: web components, and what a script puts its output into. */
function isOwn(tag: string): boolean {
  return !htmlElements.has(tag);
}
