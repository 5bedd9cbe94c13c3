import { fieldsOf, provenanceField, templateOf } from "../../openapi/index.js";
import type { Endpoint } from "../fact.js";
import { below, type EditableSpec, type SpecOperation } from "./editable-spec.js";

/** What of an operation of the spec tells which page is its own. */
interface Known {
  readonly operation: SpecOperation;
  readonly pageId: string | undefined;
  readonly isPageStated: boolean;
  readonly isPathStated: boolean;
  readonly titles: readonly string[];
}

/**
 * Finds the operation of the spec that each page describes: by the id of the page, else by method
 * and path, else by the title. A path that was only concluded counts if no title says otherwise.
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
        // Without provenance whatever stands there is somebody's statement.
        isPathStated: (fieldsOf(provenance["path"])["level"] ?? "documented") === "documented",
        titles: [title, summary].flatMap((text) =>
          typeof text === "string" ? [normalizeTitle(text)] : [],
        ),
      };
    });
  }

  /** @param before method and path under which the page was captured last */
  find(endpoint: Endpoint, path: string, before?: string): SpecOperation | undefined {
    const signature = `${endpoint.method.value} ${path}`;
    const title = normalizeTitle(endpoint.title.value);
    const hasTitle = ({ titles }: Known) => titles.includes(title);
    const isAt = ({ operation }: Known) =>
      sameShape(`${operation.method} ${operation.path}`, signature);
    const isOfPage = ({ pageId }: Known) =>
      endpoint.endpointId !== undefined && pageId === `api-${endpoint.endpointId}`;
    const was = ({ operation }: Known) => before === `${operation.method} ${operation.path}`;
    const criteria: ((known: Known) => boolean)[] = [
      (known) => isOfPage(known) && (known.isPageStated || hasTitle(known) || isAt(known)),
      was,
      (known) => isAt(known) && (known.isPathStated || hasTitle(known)),
      hasTitle,
      (known) => isAt(known) && known.titles.length === 0,
    ];
    for (const isIt of criteria) {
      const found = this.#known.filter(isIt);
      // Two operations of one title cannot be told apart by it.
      if (found.length === 1) return found[0]?.operation;
    }
    return undefined;
  }
}

/** A title as it is compared: without case, blanks and the full stop at its end. */
export function normalizeTitle(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .replace(/(?<![.\s])[.\s]+$/, "")
    .trim();
}

/** Paths that differ only in the names of their parameters are the same. */
function sameShape(a: string, b: string): boolean {
  return templateOf(a) === templateOf(b);
}
