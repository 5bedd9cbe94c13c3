import { fieldsOf, isSame, provenanceField } from "../../openapi/index.js";
import { type At, below, type EditableSpec, operationAt } from "./editable-spec.js";
import { BodyMerge } from "./merge-bodies.js";
import type { MergeLog } from "./merge-log.js";
import { ParameterMerge } from "./merge-parameters.js";
import { OperationMerge, type OperationSource, uncertaintyOf } from "./operation-merge.js";

/** Updates one operation of the spec with the statements of its page. */
export function mergeOperation(
  spec: EditableSpec,
  at: At,
  label: string,
  log: MergeLog,
  from: OperationSource,
): void {
  const scope = new OperationMerge(spec, at, label, log, from);
  mergeTitle(scope);
  // If the operation could not be moved, the page does not confirm its old path.
  const [, path, ...method] = at.pointer;
  const stated = operationAt({ file: at.file, pointer: [] }, from.endpoint.method.value);
  if (isSame(method, stated.pointer)) {
    scope.confirm("method", uncertaintyOf(from.endpoint.method));
  }
  if (path === from.path) scope.confirm("path", uncertaintyOf(from.endpoint.path));
  mergePage(scope);
  new ParameterMerge(scope).run();
  const bodies = new BodyMerge(scope);
  bodies.request();
  bodies.responses();
  mergeDeprecated(scope);
}

function mergeTitle(scope: OperationMerge): void {
  const { title } = scope.from.endpoint;
  const uncertainty = uncertaintyOf(title);
  scope.confirm("title", uncertainty, uncertainty ? {} : { quote: title.value });
  const at = below(scope.at, provenanceField, "title", "quote");
  const quote = scope.spec.value(at);
  const isSpelledAlike = String(quote).normalize("NFC") === title.value.normalize("NFC");
  if (quote === undefined || isSpelledAlike) return;
  // A title is a name, not a fact about the API: a renamed page keeps its operation.
  scope.change("title", at, quote, title.value);
  scope.spec.set(at, title.value);
}

function mergePage(scope: OperationMerge): void {
  const { spec, from } = scope;
  const { source, endpoint } = from;
  if (!source || !/^\d+$/.test(endpoint.pageId ?? "")) return;
  const at = below(scope.at, provenanceField, "page");
  const before = fieldsOf(spec.value(at));
  const id = `api-${endpoint.pageId}`;
  if (before["level"] === "documented" && before["id"] === id) return;
  spec.set(at, { level: "documented", id, sources: [source.id] });
  scope.change("page", at, before["id"], id, true);
}

function mergeDeprecated(scope: OperationMerge): void {
  // A page that does not say so does not deny it: some tools write `deprecated: false` everywhere.
  scope.schemas.decide(
    below(scope.at, "deprecated"),
    scope.facts.deprecated,
    scope.base("deprecated")?.value,
    { what: `${scope.label}: deprecated`, isOpen: false },
  );
}
