import { fieldsOf, isSame } from "../../openapi/index.js";
import { BodyMerge } from "./bodies.js";
import type { Ledger } from "./ledger.js";
import { ParameterMerge } from "./parameters.js";
import { doubtOf, OperationScope, type OperationSource } from "./scope.js";
import { type At, below, type EditableSpec, operationAt } from "./spec.js";

/** Brings one operation of the spec up to what its page states. */
export function mergeOperation(
  spec: EditableSpec,
  at: At,
  label: string,
  ledger: Ledger,
  from: OperationSource,
): void {
  const scope = new OperationScope(spec, at, label, ledger, from);
  mergeTitle(scope);
  // Where the operation could not follow its page, the page does not confirm what is left there.
  const [, path, ...method] = at.pointer;
  const stated = operationAt({ file: at.file, pointer: [] }, from.endpoint.method.value);
  if (isSame(method, stated.pointer)) {
    scope.confirm("method", doubtOf(from.endpoint.method));
  }
  if (path === from.path) scope.confirm("path", doubtOf(from.endpoint.path));
  mergePage(scope);
  new ParameterMerge(scope).run();
  const bodies = new BodyMerge(scope);
  bodies.request();
  bodies.responses();
  mergeDeprecated(scope);
}

function mergeTitle(scope: OperationScope): void {
  const { title } = scope.from.endpoint;
  const doubt = doubtOf(title);
  scope.confirm("title", doubt, doubt ? {} : { quote: title.value });
  const at = below(scope.at, "x-provenance", "title", "quote");
  const quote = scope.spec.value(at);
  if (quote === undefined || quote === title.value) return;
  // A title is a name, not a fact about the API: a page that was renamed keeps its operation.
  scope.change("title", at, quote, title.value);
  scope.spec.set(at, title.value);
}

function mergePage(scope: OperationScope): void {
  const { spec, from } = scope;
  const { source, endpoint } = from;
  if (!source || !/^\d+$/.test(endpoint.endpointId ?? "")) return;
  const at = below(scope.at, "x-provenance", "page");
  const before = fieldsOf(spec.value(at));
  const id = `api-${endpoint.endpointId}`;
  if (before["level"] === "documented" && before["id"] === id) return;
  spec.set(at, { level: "documented", id, sources: [source.id] });
  scope.change("page", at, before["id"], id, true);
}

function mergeDeprecated(scope: OperationScope): void {
  const at = below(scope.at, "deprecated");
  if (!scope.facts.deprecated || scope.spec.value(at) === true) return;
  scope.change("deprecated", at, undefined, true);
  scope.spec.set(at, true);
}
