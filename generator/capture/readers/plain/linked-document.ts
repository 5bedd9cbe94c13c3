import type { Lead } from "../../lead.js";
import { quoteText } from "../../notes.js";
import type { Link, Page, PageElement } from "../../page.js";
import { documentIn } from "../../script/embedded.js";
import { type Literal, readLiteral } from "../../script/read-literal.js";
import { type Script, scriptIn } from "../../script/scripts.js";
import { quoteOfElement } from "../shell-reader.js";

/** What a page says by the conventions of the web: a link to a document, or one in its state. */
export function linkedDocuments({ elements = [], links = [] }: Page): Lead[] {
  return [
    ...elements.flatMap(serviceDescription),
    ...elements.filter(isState).flatMap((element) => {
      const script = scriptIn(element);
      return documentsIn(script, readLiteral(script.text, 0));
    }),
    ...links.filter(({ href }) => namesDocument(href)).map(linkTo),
  ];
}

/** RFC 8631. */
function serviceDescription(element: PageElement): Lead[] {
  const { rel = "", href = "" } = element.attributes;
  if (element.tag !== "link" || href === "" || !/(?:^|\s)service-desc(?:\s|$)/i.test(rel))
    return [];
  const because = 'the page names its description (`rel="service-desc"`)';
  return [{ kind: "document", href, isSure: true, because, quote: quoteOfElement(element, href) }];
}

/** The file may also be named by a query, as in `docs?url=openapi.json`. */
function namesDocument(href: string): boolean {
  return href
    .split(/[?#]/)
    .some((part) => /openapi|swagger/i.test(part) && /\.(?:json|ya?ml)$/i.test(part));
}

function linkTo({ href, line = 1, column = 1 }: Link): Lead {
  const quote = quoteText(" ".repeat(column - 1) + href, line, column);
  return { kind: "document", href, isSure: false, because: "the page links to it", quote };
}

function isState({ tag, attributes, text }: PageElement): boolean {
  const isData = /^application\/(?:[\w.-]+\+)?json$/i.test(attributes["type"]?.trim() ?? "");
  return tag === "script" && isData && /(?:openapi|swagger)\\*"/.test(text);
}

/** The outermost documents in the state that a framework leaves in a page for its scripts. */
function documentsIn(script: Script, state: Literal): Lead[] {
  const found: Lead[] = [];
  const pending = [state];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const mayBe =
      next.kind === "scalar" ||
      (next.kind === "object" && (next.members.has("openapi") || next.members.has("swagger")));
    const document = mayBe && documentIn(script, next, "it is in the state of the page");
    if (document) found.push(document);
    else if (next.kind === "object") pending.push(...[...next.members.values()].toReversed());
    else if (next.kind === "list") pending.push(...next.items.toReversed());
  }
  return found;
}
