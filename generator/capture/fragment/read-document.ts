import { entriesOf, fieldsOf, type Pointer } from "../../openapi/index.js";
import type { Contradiction, Endpoint, Quote } from "../fact.js";
import { type Notes, newNotes, silentOnBody } from "../notes.js";
import type { Page } from "../page.js";
import type { Context } from "./conversion-context.js";
import { convertComponents, nameComponents } from "./convert-components.js";
import { operationsOf, readParts } from "./read-operation.js";

/**
 * The operations of a whole document. They share one object of components, which is converted once,
 * so that a document of a thousand operations takes no longer than its size.
 *
 * @param document OpenAPI 3 in which every `$ref` leads to `#/components/…`
 */
export function readDocument(
  page: Page,
  document: Readonly<Record<string, unknown>>,
  quote: (pointer: Pointer) => Quote,
): { readonly endpoints: Endpoint[]; readonly contradictions: Contradiction[] } {
  const components = fieldsOf(document["components"]);
  const names = nameComponents(components);
  const contextWith = (notes: Notes): Context => ({
    notes,
    dialect: {},
    quote,
    componentName: (section, name) => names.get(section)?.get(name),
    origins: new Map(),
  });
  const contradictions: Contradiction[] = [];
  const read = operationsOf(document).map((written) => {
    const context = contextWith(newNotes());
    const parts = readParts(
      { page, document, dialect: {}, title: undefined, quote },
      written,
      context,
    );
    contradictions.push(...context.notes.contradictions);
    return { parts, marks: context.notes.marks };
  });
  const shared = contextWith(newNotes());
  const converted = convertComponents(
    components,
    names,
    read.map(({ parts }) => parts.operation),
    shared,
  );
  const schemes = read.flatMap(({ parts }) => entriesOf(parts.schemes["securitySchemes"]));
  const used =
    schemes.length === 0
      ? converted
      : {
          ...converted,
          securitySchemes: {
            ...fieldsOf(converted["securitySchemes"]),
            ...Object.fromEntries(schemes),
          },
        };
  const endpoints = read.map(({ parts: { schemes: _, ...parts }, marks }): Endpoint => {
    // In a whole document, what is absent has its default.
    const own = marks.filter(({ pointer }) => pointer !== silentOnBody);
    return { ...parts, components: used, marks: [...own, ...shared.notes.marks] };
  });
  return { endpoints, contradictions };
}
