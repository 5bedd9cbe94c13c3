import { fieldsOf, provenanceField } from "../../openapi/index.js";
import type { Endpoint } from "../fact.js";
import { below, type EditableSpec, type SpecOperation } from "./editable-spec.js";
import { isSamePath } from "./path-names.js";

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
  readonly #known: readonly Known[];

  constructor(spec: EditableSpec) {
    this.#known = spec.operations().map((operation) => {
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
  }

  /** @param before method and path at the last capture of the page */
  find(endpoint: Endpoint, path: string, before?: string): SpecOperation | undefined {
    const signature = `${endpoint.method.value} ${path}`;
    const title = normalizeTitle(endpoint.title.value);
    const hasTitle = ({ titles }: Known) => titles.includes(title);
    const isAt = ({ operation }: Known) =>
      isSamePath(`${operation.method} ${operation.path}`, signature);
    const isOfPage = ({ pageId }: Known) =>
      endpoint.pageId !== undefined && pageId === `api-${endpoint.pageId}`;
    const was = ({ operation }: Known) =>
      isSamePath(before, `${operation.method} ${operation.path}`);
    const criteria: ((known: Known) => boolean)[] = [
      (known) => isOfPage(known) && (known.isPageStated || hasTitle(known) || isAt(known)),
      was,
      (known) => isAt(known) && (known.isPathStated || hasTitle(known)),
      hasTitle,
      (known) => isAt(known) && known.titles.length === 0,
    ];
    for (const isIt of criteria) {
      const found = this.#known.filter(isIt);
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
