import type { Lead } from "../../lead.js";
import { quoteText } from "../../notes.js";
import type { Page, PageElement } from "../../page.js";
import { documentIn, isDocumentText } from "../../script/embedded.js";
import { readLiteral } from "../../script/read-literal.js";
import { scriptsOf } from "../../script/scripts.js";
import { attributeLead, shellReader, valueLead } from "../shell-reader.js";

/** Stoplight Elements. A hosted project has no document on its pages, and is named. */
export const stoplightReader = shellReader({
  name: "Stoplight",
  recognizes,
  leadsOf,
  next: "export the API from the project (Export, Bundled References) and capture that file",
});

const isElement = ({ tag }: PageElement) => tag === "elements-api";
const isProject = ({ tag }: PageElement) =>
  tag === "elements-stoplight-project" || tag === "stoplight-project";

function recognizes({ origin, location, elements = [] }: Page): boolean {
  if (origin !== "text") return false;
  const isHosted = URL.canParse(location) && /\.stoplight\.io$/.test(new URL(location).hostname);
  return (
    isHosted ||
    elements.some(
      (element) =>
        isElement(element) ||
        isProject(element) ||
        /@stoplight\/elements/.test(element.attributes["src"] ?? ""),
    )
  );
}

function leadsOf(page: Page): readonly Lead[] {
  const shown = (page.elements ?? []).filter(isElement);
  return [
    ...shown.flatMap((element) =>
      attributeLead(element, "apidescriptionurl", "Stoplight Elements"),
    ),
    ...shown.flatMap(documentOf),
    ...scriptsOf(page).flatMap((script) =>
      ["apiDescriptionUrl", "apiDescriptionDocument"].flatMap((name) => {
        const set = new RegExp(`\\.\\s*${name}\\s*=(?!=)\\s*`, "g");
        return [...script.text.matchAll(set)].flatMap((found) => {
          const literal = readLiteral(script.text, found.index + found[0].length);
          return valueLead(script, literal, `Stoplight Elements shows it (\`${name}\`)`);
        });
      }),
    ),
  ];
}

function documentOf({ attributes, line, column }: PageElement): Lead[] {
  const text = attributes["apidescriptiondocument"] ?? "";
  const because = "Stoplight Elements shows it (`apiDescriptionDocument`)";
  const json =
    text === "" ? undefined : documentIn({ text, line, column }, readLiteral(text, 0), because);
  if (json) return [json];
  const quote = quoteText("apiDescriptionDocument", line, 1);
  return isDocumentText(text) ? [{ kind: "embedded", text, because, quote }] : [];
}
