import { type Fields, fieldsOf, type Pointer, valueAt } from "../../openapi/index.js";
import type { Facts } from "./page-facts.js";

/** The components of all pages, by name: pages with a component of one name speak of one thing. */
export class SharedComponents {
  readonly #byName = new Map<string, Set<Fields>>();

  /** @param facts of the pages of this capture, and of earlier ones that it does not replace */
  constructor(facts: Iterable<Facts>) {
    const seen = new Set<Fields>();
    for (const { components } of facts) {
      if (seen.has(components)) continue;
      seen.add(components);
      for (const [name, schema] of Object.entries(fieldsOf(components["schemas"]))) {
        const known = this.#byName.get(name) ?? new Set();
        this.#byName.set(name, known.add(fieldsOf(schema)));
      }
    }
  }

  /**
   * Whether any page states a part of a component. A page shows of a shared schema what it has for
   * its own operation, so what another page shows of it is not missing there.
   *
   * @param pointer starts with `#` if it is one into the components
   */
  has([start, , section, name = "", ...rest]: Pointer): boolean {
    if (start !== "#" || section !== "schemas") return false;
    const all = this.#byName.get(name) ?? [];
    return [...all].some((schema) => valueAt(schema, rest) !== undefined);
  }
}
