import type { Lead } from "../../lead.js";
import { quoteText } from "../../notes.js";
import type { Page, PageElement } from "../../page.js";
import { documentIn, isDocumentText } from "../../script/embedded.js";
import { type Literal, readLiteral } from "../../script/read-literal.js";
import { callsOf, type Script, scriptIn, scriptsOf } from "../../script/scripts.js";
import { attributeLead, itemsOf, membersOf, shellReader, valueLead } from "../shell-reader.js";

/** Scalar's API reference: its script element, and `Scalar.createApiReference`. */
export const scalarReader = shellReader({ name: "Scalar", recognizes, leadsOf });

function recognizes({ origin, elements = [] }: Page): boolean {
  if (origin !== "text") return false;
  return elements.some(
    (element) =>
      isReference(element) ||
      (element.tag === "script" &&
        (/@scalar\/api-reference/.test(element.attributes["src"] ?? "") ||
          /\bcreateApiReference\s*\(/.test(element.text))),
  );
}

function isReference({ attributes }: PageElement): boolean {
  return attributes["id"] === "api-reference";
}

function leadsOf(page: Page): readonly Lead[] {
  const scripts = scriptsOf(page);
  return [
    ...(page.elements ?? []).filter(isReference).flatMap(leadsOfElement),
    ...scripts.flatMap((script) =>
      callsOf(script, "createApiReference").flatMap((given) =>
        configurationsIn(script, given.at(-1)),
      ),
    ),
  ];
}

function leadsOfElement(element: PageElement): Lead[] {
  const { attributes, text } = element;
  const script = scriptIn(element);
  if (text.trim() !== "") {
    const because = "Scalar shows it (the content of its script)";
    const start = text.search(/\S/);
    const json = documentIn(script, readLiteral(text, start), because);
    if (json) return [json];
    const quote = quoteText(
      " ".repeat(element.textColumn - 1) + text.slice(start).split("\n", 1)[0],
      element.textLine,
      element.textColumn,
    );
    if (isDocumentText(text)) return [{ kind: "embedded", text, because, quote }];
  }
  const url = attributeLead(element, "data-url", "Scalar");
  if (url.length > 0) return url;
  // The places in an attribute are those of its element.
  const configuration = attributes["data-configuration"] ?? "";
  const { line, column } = element;
  return configurationsIn({ text: configuration, line, column }, readLiteral(configuration, 0));
}

/** One configuration, or several; each with one document, or with several sources. */
function configurationsIn(script: Script, given: Literal | undefined): Lead[] {
  const several = itemsOf(script, given);
  if (several.length > 0) return several.flatMap((each) => configurationsIn(script, each));
  const members = membersOf(script, given);
  const holders = [members, membersOf(script, members.get("spec"))];
  const sources = itemsOf(script, members.get("sources"));
  if (sources.length > 0) return sources.flatMap((each) => configurationsIn(script, each));
  for (const holder of holders) {
    const leads = [
      ...valueLead(script, holder.get("content"), "Scalar shows it (`content`)"),
      ...valueLead(script, holder.get("url"), "Scalar loads it (`url`)"),
    ];
    const [first] = leads;
    if (first) return [first];
  }
  return [];
}
