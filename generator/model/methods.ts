import { diagnose } from "../diagnostics/index.js";
import { isToken } from "./http.js";
import type { Reader } from "./reader.js";

/** Where an operation stands. */
export interface OperationNode {
  /** Method and path; what the operation is, whatever it is called. */
  readonly identity: string;
  readonly method: string;
  readonly path: string;
  readonly pathItem: Reader;
  readonly node: Reader;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Fetch refuses to send these. */
const unsendable = /^(connect|trace|track)$/i;

/** The operations under `paths`, in the order of the spec. */
export function operationNodes(document: Reader): OperationNode[] {
  const has32Methods = /^3\.2(\.|$)/.test(document.at("openapi").text() ?? "");
  return document
    .at("paths")
    .fields()
    .filter(([path, pathItem]) => !path.startsWith("x-") && startsWithSlash(path, pathItem))
    .flatMap(([path, pathItem]) =>
      methodNodes(pathItem, has32Methods).flatMap(([method, node]) => {
        const identity = `${method} ${path}`;
        const why = whyNot(method);
        if (why === undefined) return { identity, method, path, pathItem, node };
        node.report(diagnose("left-out", { what: identity, why }, node.place));
        return [];
      }),
    );
}

/** Behind a base URL anything else would name another host. */
function startsWithSlash(path: string, pathItem: Reader): boolean {
  if (path.startsWith("/")) return true;
  const args = { what: "a path", expected: "text that starts with a slash", found: `"${path}"` };
  pathItem.report(diagnose("wrong-shape", args, pathItem.place));
  return false;
}

function whyNot(method: string): string | undefined {
  if (unsendable.test(method)) return "fetch does not send this method";
  return isToken(method) ? undefined : "this is no method of HTTP";
}

function methodNodes(pathItem: Reader, has32Methods: boolean): [method: string, node: Reader][] {
  const nodes = pathItem
    .fields()
    .filter(([method]) => methods.includes(method))
    .map(([method, node]): [string, Reader] => [method.toUpperCase(), node]);
  const query = pathItem.at("query");
  const others = pathItem.at("additionalOperations");
  if (has32Methods) {
    // A method that has a field of its own must not stand here, where it would be a second one.
    const added = others.fields().filter(([method]) => !isFixed(method));
    return [...nodes, ...(query.exists ? [["QUERY", query] as [string, Reader]] : []), ...added];
  }
  for (const field of [query, others]) {
    if (!field.exists) continue;
    const what = `\`${field.pointer.at(-1)}\` of ${pathItem.pointer.at(-1)}`;
    field.report(diagnose("left-out", { what, why: "only OpenAPI 3.2 has it" }, field.place));
  }
  return nodes;
}

function isFixed(method: string): boolean {
  return method === "QUERY" || methods.includes(method.toLowerCase());
}
