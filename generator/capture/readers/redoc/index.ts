import type { Lead } from "../../lead.js";
import type { Page } from "../../page.js";
import { callsOf, scriptsOf, variable } from "../../script/scripts.js";
import { attributeLead, membersOf, shellReader, valueLead } from "../shell-reader.js";

/** Redoc: its element, `Redoc.init`, and the pages that `redocly build-docs` makes. */
export const redocReader = shellReader({ name: "Redoc", recognizes, leadsOf });

const call = /\bRedoc\s*\.\s*(?:init|hydrate)\s*\(|\b__redoc_state\b/;

function recognizes({ origin, elements = [] }: Page): boolean {
  if (origin !== "text") return false;
  return elements.some(
    ({ tag, attributes, text }) =>
      tag === "redoc" ||
      (tag === "script" &&
        (/(?:^|\/)redoc(?:\.standalone)?(?:\.min)?\.js(?:[?#]|$)/.test(attributes["src"] ?? "") ||
          call.test(text))),
  );
}

function leadsOf(page: Page): readonly Lead[] {
  const shown = (page.elements ?? []).filter(({ tag }) => tag === "redoc");
  const scripts = scriptsOf(page);
  return [
    ...shown.flatMap((element) => attributeLead(element, "spec-url", "Redoc")),
    ...scripts.flatMap((script) => {
      const given = callsOf(script, "Redoc.init").map(([first]) => first);
      const spec = membersOf(script, variable(script, "__redoc_state")).get("spec");
      const state = membersOf(script, spec).get("data");
      return [
        ...given.flatMap((first) => valueLead(script, first, "Redoc shows it (`Redoc.init`)")),
        ...valueLead(script, state, "Redoc shows it (`__redoc_state`)"),
      ];
    }),
  ];
}
