import { diagnose } from "../diagnostics/index.js";
import {
  isSendable,
  isToken,
  methodOfField,
  methodOfName,
  type Version,
  versionOf,
} from "../openapi/index.js";
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

/** The operations under `paths`, in the order of the spec. */
export function operationNodes(document: Reader): OperationNode[] {
  const version = versionOf(document.value) ?? "3.1";
  return document
    .at("paths")
    .fields()
    .filter(([path, pathItem]) => startsWithSlash(path, pathItem))
    .flatMap(([path, pathItem]) =>
      methodNodes(pathItem, version).flatMap(([method, node]) => {
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
  if (!isSendable(method)) return "fetch does not send this method";
  return isToken(method) ? undefined : "this is no method of HTTP";
}

function methodNodes(pathItem: Reader, version: Version): [method: string, node: Reader][] {
  const nodes: [string, Reader][] = [];
  const tooNew: Reader[] = [];
  for (const [field, node] of pathItem.fields()) {
    const method = methodOfField(field);
    if (method?.versions.includes(version)) nodes.push([method.name, node]);
    else if (method) tooNew.push(node);
  }
  const others = pathItem.at("additionalOperations");
  // A method that has a field of its own must not stand here, where it would be a second one.
  if (version === "3.2") nodes.push(...others.fields().filter(([name]) => !methodOfName(name)));
  else if (others.exists) tooNew.push(others);
  for (const field of tooNew) {
    const what = `\`${field.pointer.at(-1)}\` of ${pathItem.pointer.at(-1)}`;
    field.report(diagnose("left-out", { what, why: "only OpenAPI 3.2 has it" }, field.place));
  }
  return nodes;
}
