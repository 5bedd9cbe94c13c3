import type { Spec, WrittenNode } from "../load/index.js";
import {
  canonical,
  type Fields,
  fieldsOf,
  tokensOf,
  type Version,
  valueAt,
} from "../openapi/index.js";
import type { Deviation } from "./deviation.js";
import type { VerifyFinding } from "./fold-deviations.js";
import { type Edit, mendsOf } from "./mend-deviation.js";
import { inSwagger } from "./swagger-mends.js";

/** An action of an OpenAPI Overlay 1.0. */
export interface OverlayAction {
  /**
   * The document that it changes, as messages show it; undefined for the entry of the spec. It needs
   * an overlay of its own, which `extends` that document.
   */
  readonly document?: string;
  /** A JSONPath in that document. */
  readonly target: string;
  readonly description?: string;
  readonly update?: Fields;
  readonly remove?: true;
}

/** Actions that take a deviation away, in the documents and in the version that the spec has. */
export function actionsOf(
  deviation: Deviation,
  operation: VerifyFinding["operation"],
  spec: Spec,
  openapi: Version,
): OverlayAction[] {
  const entry = spec.source([]);
  const isSwagger = Object.hasOwn(fieldsOf(entry.value), "swagger");
  return mendsOf(deviation, openapi, spec.document)
    .flatMap((mend): Located[] => {
      const node = spec.source(tokensOf(mend.at));
      return isSwagger ? inSwagger(mend, node, spec, operation) : [{ node, edit: mend }];
    })
    .flatMap(({ node, edit }) => {
      const target = targetOf(node);
      if (target === undefined) return [];
      const { file } = node;
      return [{ ...(file !== entry.file && { document: file }), ...actionOf(edit, target) }];
    });
}

/** An edit of a node as it is written. */
export interface Located {
  readonly node: WrittenNode;
  readonly edit: Edit;
}

function actionOf({ update, remove, item }: Edit, target: string): OverlayAction {
  if (update) return { target, update };
  const at = `${target}[${quoted(remove ?? "")}]`;
  return { target: item === undefined ? at : `${at}[?@ == ${quoted(item)}]`, remove: true };
}

/** The JSONPath of a node; undefined if only the linked document has it. */
function targetOf({ value, pointer }: WrittenNode): string | undefined {
  if (valueAt(value, pointer) === undefined) return undefined;
  const steps = pointer.map((token, index) =>
    Array.isArray(valueAt(value, pointer.slice(0, index))) ? `[${token}]` : `[${quoted(token)}]`,
  );
  return `$${steps.join("")}`;
}

/** A string of JSONPath (RFC 9535), which escapes as JSON does, but for the quote. */
function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

export function distinctActions(actions: readonly OverlayAction[]): OverlayAction[] {
  return [...new Map(actions.map((action) => [canonical(action), action])).values()];
}
