import type { Quote } from "../fact.js";
import type { Lead } from "../lead.js";
import { quoteText } from "../notes.js";
import type { Page, PageElement } from "../page.js";
import { documentIn } from "../script/embedded.js";
import { type Literal, plainValueOf } from "../script/read-literal.js";
import { quoteAt, resolved, type Script } from "../script/scripts.js";
import type { PageReader } from "./page-reader.js";

/** A product whose pages only show what is in a document. */
export interface Shell {
  readonly name: string;
  recognizes(page: Page): boolean;
  /** Empty if only a running script knows where the document is. */
  leadsOf(page: Page): readonly Lead[];
  /** What the user can do then; default: to give the address of the document. */
  readonly next?: string;
}

export function shellReader({ name, recognizes, leadsOf, next = giveDocument }: Shell): PageReader {
  return {
    name,
    recognizes,
    leadsOf,
    read(page) {
      const [first] = leadsOf(page);
      if (first) {
        return {
          kind: "shell",
          because: `${name} shows what is in a document`,
          quote: first.quote,
        };
      }
      const because = `${name} shows a document, but only its running scripts know which one`;
      return { kind: "unreadable", because, next, quote: undefined };
    },
  };
}

const giveDocument =
  "capture the address of the OpenAPI document, which the browser's network panel shows";

/** The document that an attribute of an element names. */
export function attributeLead(element: PageElement, attribute: string, name: string): Lead[] {
  const href = element.attributes[attribute]?.trim();
  if (!href) return [];
  const because = `${name} loads it (\`${attribute}\`)`;
  return [{ kind: "document", href, isSure: true, because, quote: quoteOfElement(element, href) }];
}

export function quoteOfElement({ line, column }: PageElement, text: string): Quote {
  return quoteText(" ".repeat(column - 1) + text, line, column);
}

/** The document that a value in a script is, or names by its address. */
export function valueLead(script: Script, given: Literal | undefined, because: string): Lead[] {
  if (!given) return [];
  const literal = resolved(script, given);
  const embedded = documentIn(script, literal, because);
  if (embedded) return [embedded];
  const href = literal.kind === "scalar" ? plainValueOf(literal) : undefined;
  if (typeof href !== "string" || href.trim() === "") return [];
  const quote = quoteAt(script, given.at);
  return [{ kind: "document", href: href.trim(), isSure: true, because, quote }];
}

/** The members of an object; of a variable, of the object that it was set to. */
export function membersOf(
  script: Script,
  given: Literal | undefined,
): ReadonlyMap<string, Literal> {
  const literal = given && resolved(script, given);
  return literal?.kind === "object" ? literal.members : new Map();
}

export function itemsOf(script: Script, given: Literal | undefined): readonly Literal[] {
  const literal = given && resolved(script, given);
  return literal?.kind === "list" ? literal.items : [];
}
