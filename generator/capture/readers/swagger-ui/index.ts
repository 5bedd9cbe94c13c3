import type { Lead } from "../../lead.js";
import type { Page, PageElement } from "../../page.js";
import { type Literal, readLiteral } from "../../script/read-literal.js";
import { callsOf, type Script, scriptsOf, variable } from "../../script/scripts.js";
import { itemsOf, membersOf, quoteOfElement, shellReader, valueLead } from "../shell-reader.js";

/** Swagger UI, as its distribution, servers and frameworks set it up. */
export const swaggerUiReader = shellReader({ name: "Swagger UI", recognizes, leadsOf });

const calls = ["SwaggerUIBundle", "SwaggerUi", "SwaggerUI"];
const ownScript = /(?:^|\/)swagger-(?:ui|initializer)[\w.-]*\.js(?:[?#]|$)/i;
/** Scripts that call Swagger UI, by the names that its distribution and servers give them. */
const caller = /(?:^|\/)(?:swagger-initializer|swagger-ui-init|index)(?:\.min)?\.js(?:[?#]|$)/i;

function recognizes({ origin, elements, text, location }: Page): boolean {
  if (origin !== "text") return false;
  if (!elements)
    return (
      /\bSwaggerU[Ii](?:Bundle)?\s*\(/.test(text) || isConfig(text) || ownScript.test(location)
    );
  return elements.some(
    ({ tag, attributes, text }) =>
      tag === "script" &&
      (ownScript.test(attributes["src"] ?? "") || /\bSwaggerU[Ii](?:Bundle)?\s*\(/.test(text)),
  );
}

/** What is at `configUrl`. */
function isConfig(text: string): boolean {
  return /^\s*\{/.test(text) && /"(?:configUrl|validatorUrl|oauth2RedirectUrl)"\s*:/.test(text);
}

function leadsOf(page: Page): readonly Lead[] {
  if (!page.elements && isConfig(page.text)) {
    const script = { text: page.text, line: 1, column: 1 };
    return leadsIn(script, readLiteral(page.text, 0));
  }
  const leads = scriptsOf(page).flatMap((script) => [
    ...calls.flatMap((name) => callsOf(script, name)).flatMap(([first]) => leadsIn(script, first)),
    ...ofExpress(script),
  ]);
  return leads.length > 0 ? leads : (page.elements ?? []).flatMap(stepIn);
}

/** A document given as it is counts before addresses, and a list of them before one. */
function leadsIn(script: Script, options: Literal | undefined): Lead[] {
  const members = membersOf(script, options);
  const spec = valueLead(script, members.get("spec"), "Swagger UI shows it (`spec`)");
  if (spec.length > 0) return spec;
  const config = valueLead(script, members.get("configUrl"), "Swagger UI loads it (`configUrl`)");
  const steps = config.flatMap((lead): Lead[] =>
    lead.kind === "embedded" ? [] : [{ ...lead, kind: "step" }],
  );
  const listed = itemsOf(script, members.get("urls")).flatMap((item) =>
    valueLead(script, membersOf(script, item).get("url"), "Swagger UI lists it (`urls`)"),
  );
  if (listed.length > 0) return [...steps, ...listed];
  if (steps.length > 0) return steps;
  return valueLead(script, members.get("url"), "Swagger UI loads it (`url`)");
}

/** The options that swagger-ui-express writes into a variable before it calls Swagger UI. */
function ofExpress(script: Script): Lead[] {
  const members = membersOf(script, variable(script, "options"));
  const because = "Swagger UI shows it (`swaggerDoc`)";
  const document = valueLead(script, members.get("swaggerDoc"), because);
  const listed = itemsOf(script, members.get("swaggerUrls")).flatMap((item) =>
    valueLead(script, membersOf(script, item).get("url"), "Swagger UI lists it (`swaggerUrls`)"),
  );
  if (document.length + listed.length > 0) return [...document, ...listed];
  return valueLead(script, members.get("swaggerUrl"), "Swagger UI loads it (`swaggerUrl`)");
}

function stepIn(element: PageElement): Lead[] {
  const href = element.attributes["src"] ?? "";
  if (element.tag !== "script" || !caller.test(href)) return [];
  const quote = quoteOfElement(element, href);
  return [{ kind: "step", href, isSure: true, because: "the script starts Swagger UI", quote }];
}
