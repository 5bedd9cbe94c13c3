import type { Contract, Operation } from "../../contract/index.js";
import { fieldsOf } from "../../openapi/index.js";
import type { Deviation } from "../deviation.js";
import { metadataDeviations } from "./check-metadata.js";
import { allowedMethods, jsonIn } from "./nothing-there.js";
import { isSafe, type MethodsAnswer } from "./run.js";

interface Found {
  readonly deviation: Deviation;
  readonly operation: { readonly method: string; readonly path: string };
}

/**
 * In what a path's answer to OPTIONS deviates from its operations: in the methods that it allows, and
 * in what Django REST framework says of the bodies that they take.
 */
export function methodDeviations(
  { exchange, operations }: MethodsAnswer,
  contract: Contract,
): Found[] {
  const [first] = operations;
  const allowed = allowedMethods(exchange);
  if (!first || !allowed) return [];
  const { path } = first.name;
  const found: Found[] = [];
  const declared = new Set(operations.map(({ name }) => name.method));
  const actions = fieldsOf(fieldsOf(jsonIn(exchange))["actions"]);
  for (const operation of operations) {
    const { method } = operation.name;
    if (isSafe(method)) continue;
    if (!allowed.has(method)) {
      found.push({ deviation: methodRefused(method, operation.at), operation: { method, path } });
    }
    for (const deviation of metadataDeviations(actions[method], operation, contract))
      found.push({ deviation, operation: { method, path } });
  }
  for (const method of allowed) {
    if (declared.has(method) || isSafe(method)) continue;
    const what = "is allowed, and is not declared";
    const at = { node: first.pathItem.at };
    const deviation: Deviation = { rule: "method-unlisted", where: `method ${method}`, what, at };
    found.push({ deviation, operation: { method, path } });
  }
  return found;
}

export function methodRefused(method: string, node: Operation["at"]): Deviation {
  const what = "is not allowed";
  return { rule: "method-not-served", where: `method ${method}`, what, at: { node } };
}
