import { fieldsOf, provenanceField, templateOf } from "../../openapi/index.js";
import type { Endpoint } from "../fact.js";
import { below, type EditableSpec, type SpecOperation } from "./editable-spec.js";

/** The fields of an operation in the spec that identify its page. */
interface Known {
  readonly operation: SpecOperation;
  readonly pageId: string | undefined;
  readonly isPageStated: boolean;
  readonly isPathStated: boolean;
  readonly titles: readonly string[];
}

/**
 * Finds the operation of the spec that each page describes: by the id of the page, otherwise by
 * method and path, otherwise by title. An inferred path counts if no title contradicts it.
 */
export class OperationMatcher {
  readonly #ofPage: ReadonlyMap<string, readonly Known[]>;
  readonly #shaped: ReadonlyMap<string, readonly Known[]>;
  readonly #titled: ReadonlyMap<string, readonly Known[]>;

  constructor(spec: EditableSpec) {
    const all = spec.operations().map((operation): Known => {
      const provenance = fieldsOf(spec.value(below(operation.at, provenanceField)));
      const page = fieldsOf(provenance["page"]);
      const title = fieldsOf(provenance["title"])["quote"];
      const summary = spec.text(below(operation.at, "summary"));
      return {
        operation,
        pageId: typeof page["id"] === "string" ? page["id"] : undefined,
        isPageStated: page["level"] === "documented",
        // Without provenance, every path counts as stated.
        isPathStated: (fieldsOf(provenance["path"])["level"] ?? "documented") === "documented",
        titles: [title, summary].flatMap((text) =>
          typeof text === "string" ? [normalizeTitle(text)] : [],
        ),
      };
    });
    this.#ofPage = grouped(all, ({ pageId }) => (pageId === undefined ? [] : [pageId]));
    this.#shaped = grouped(all, ({ operation }) => [templateOf(signatureOf(operation))]);
    this.#titled = grouped(all, ({ titles }) => titles);
  }

  /**
   * @param before method and path at the last capture of the page
   * @param isPathCertain whether the page can have no other path, so that it only shares its title
   *   with an operation whose path is stated
   */
  find(
    endpoint: Endpoint,
    path: string,
    {
      before,
      isPathCertain = false,
    }: { before?: string | undefined; isPathCertain?: boolean } = {},
  ): SpecOperation | undefined {
    const title = normalizeTitle(endpoint.title.value);
    // Paths that differ only in the names of their parameters are the same.
    const shape = templateOf(`${endpoint.method.value} ${path}`);
    const ofPage = this.#ofPage.get(`api-${endpoint.pageId}`) ?? [];
    const shaped = this.#shaped.get(shape) ?? [];
    const hasTitle = ({ titles }: Known) => titles.includes(title);
    const isThere = (known: Known) => shaped.includes(known);
    const titled = this.#titled.get(title) ?? [];
    const criteria: (readonly Known[])[] = [
      ofPage.filter((known) => known.isPageStated || hasTitle(known) || isThere(known)),
      (before !== undefined && this.#shaped.get(templateOf(before))) || [],
      shaped.filter((known) => known.isPathStated || hasTitle(known)),
      titled.filter((known) => !(isPathCertain && known.isPathStated)),
      shaped.filter(({ titles }) => titles.length === 0),
    ];
    for (const found of criteria) {
      // If two operations share the title, it identifies neither.
      if (found.length === 1) return found[0]?.operation;
    }
    return undefined;
  }
}

/** A title for comparison: without case, spaces and a final full stop, in one spelling. */
export function normalizeTitle(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .replace(/(?<![.\s])[.\s]+$/, "")
    .trim();
}

function signatureOf({ method, path }: SpecOperation): string {
  return `${method} ${path}`;
}

/** By each of an item's keys, the items that have it. */
export function grouped<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const known = found.get(key);
      if (known) known.push(item);
      else found.set(key, [item]);
    }
  }
  return found;
}
