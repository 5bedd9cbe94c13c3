import type { Operation } from "../../contract/index.js";
import { type At, below, templateOf, top } from "../../openapi/index.js";

/**
 * Where an operation that only one side has belongs on the other side: at its path; if the path is
 * not there either, at the next one that is, or else at the one before it. In a diff of lines, that
 * is beside the lines of the operation.
 *
 * @param own the operations of the side that has it, in the order of the document
 * @param others those of the side that lacks it
 * @param near where callbacks belong, whose order means nothing
 */
export function placeFinder(
  own: readonly Operation[],
  others: readonly Operation[],
  near: At,
): (operation: Operation) => At {
  let places: ReadonlyMap<string, At> | undefined;
  return (operation) => {
    const container = containerOf(operation);
    if (container === undefined) return near;
    // All at once, because every operation may be gone.
    places ??= new Map([...placesIn(own, others, "paths"), ...placesIn(own, others, "webhooks")]);
    return places.get(keyOf(operation)) ?? below(top, container);
  };
}

function placesIn(
  own: readonly Operation[],
  others: readonly Operation[],
  container: "paths" | "webhooks",
): Map<string, At> {
  const isHere = (operation: Operation) => containerOf(operation) === container;
  const paths = others.filter(isHere).map(({ name }) => name.path);
  const atOf = (path: string) => below(top, container, path);
  const there = new Map([
    ...paths.map((path) => [templateOf(path), atOf(path)] as const),
    ...paths.map((path) => [path, atOf(path)] as const),
  ]);
  const places = new Map<string, At>();
  const addAll = (operations: readonly Operation[]) => {
    let last: At | undefined;
    for (const operation of operations) {
      const { path } = operation.name;
      last = there.get(path) ?? there.get(templateOf(path)) ?? last;
      const key = keyOf(operation);
      if (last !== undefined && !places.has(key)) places.set(key, last);
    }
  };
  const here = own.filter(isHere);
  addAll(here.toReversed());
  addAll(here);
  return places;
}

function containerOf({ kind }: Operation): "paths" | "webhooks" | undefined {
  return kind === "callback" ? undefined : kind === "path" ? "paths" : "webhooks";
}

function keyOf({ kind, name }: Operation): string {
  return `${kind} ${name.method} ${name.path}`;
}
