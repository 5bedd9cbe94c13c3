import type { Lead } from "../../lead.js";
import type { Page, PageElement } from "../../page.js";
import { callsOf, scriptsOf } from "../../script/scripts.js";
import { attributeLead, shellReader, valueLead } from "../shell-reader.js";

/** RapiDoc: its element, or a document that a script loads into it. */
export const rapidocReader = shellReader({ name: "RapiDoc", recognizes, leadsOf });

const isElement = ({ tag }: PageElement) => tag === "rapi-doc" || tag === "rapi-doc-mini";

function recognizes({ origin, elements = [] }: Page): boolean {
  return origin === "text" && elements.some(isElement);
}

function leadsOf(page: Page): readonly Lead[] {
  return [
    ...(page.elements ?? [])
      .filter(isElement)
      .flatMap((element) => attributeLead(element, "spec-url", "RapiDoc")),
    ...scriptsOf(page).flatMap((script) =>
      callsOf(script, "loadSpec").flatMap(([first]) =>
        valueLead(script, first, "RapiDoc shows it (`loadSpec`)"),
      ),
    ),
  ];
}
