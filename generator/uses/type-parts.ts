import { ts } from "./compiler.js";

/**
 * The object types in a type: members of a union, elements of a list, what a promise or an iterable
 * gives.
 */
export function partsOf(type: ts.Type, checker: ts.TypeChecker, depth = 0): ts.Type[] {
  if (depth > 6) return [];
  if (type.isUnion()) return type.types.flatMap((each) => partsOf(each, checker, depth + 1));
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return [];
  if (isContainer(type)) {
    return checker
      .getTypeArguments(type as ts.TypeReference)
      .flatMap((each) => partsOf(each, checker, depth + 1));
  }
  return [type];
}

const containers = new Set([
  "Array",
  "ReadonlyArray",
  "Promise",
  "PromiseLike",
  "ApiCall",
  "PagedCall",
  "AsyncIterable",
  "AsyncIterator",
  "AsyncGenerator",
  "Iterable",
  "IterableIterator",
  "Generator",
  "Map",
  "ReadonlyMap",
  "Set",
  "ReadonlySet",
  "Success",
]);

export function isContainer(type: ts.Type): boolean {
  const isReference = ((type as ts.ObjectType).objectFlags ?? 0) & ts.ObjectFlags.Reference;
  if (!isReference) return false;
  const { target } = type as ts.TypeReference;
  const isTuple = (target.objectFlags & ts.ObjectFlags.Tuple) !== 0;
  return isTuple || containers.has(type.symbol?.name ?? "");
}

/** Whether nothing is known of a type: what is of it can't be followed. */
export function isOpaque(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
}

/** Whether a type takes any object and says nothing of it: `object`, `{}`, `Record<string, unknown>`. */
export function takesAnything(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (isOpaque(type) || type.flags & ts.TypeFlags.NonPrimitive) return true;
  if (!(type.flags & ts.TypeFlags.Object)) return false;
  if (checker.getIndexInfosOfType(type).length > 0 && !isContainer(type)) return true;
  return (
    type.getProperties().length === 0 &&
    type.getCallSignatures().length === 0 &&
    type.getConstructSignatures().length === 0
  );
}
