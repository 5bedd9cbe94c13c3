import type {
  ObservedBody,
  ObservedOperation,
  ObservedParameter,
  ObservedResponse,
  Seen,
} from "./observation.js";
import { addShape, emptyShape } from "./shape.js";

/** Adds up what several recordings show of the operations of one API; changes neither. */
export function addOperations(
  all: readonly ObservedOperation[],
  more: readonly ObservedOperation[],
): ObservedOperation[] {
  return merged(all, more, keyOf, (one, other) => addOperation(one, other));
}

function keyOf({ method, path }: ObservedOperation): string {
  return `${method} ${path}`;
}

function addOperation(one: ObservedOperation, other: ObservedOperation): ObservedOperation {
  const [before, after] = [one.requestSeen.of, other.requestSeen.of];
  return {
    ...one,
    ...addSeen(one, other),
    query: merged(
      one.query.map((each) => ({ ...each, of: each.of + after })),
      other.query.map((each) => ({ ...each, of: each.of + before })),
      ({ name }) => name,
      // Both already count the calls of the other.
      (a, b): ObservedParameter => {
        return { name: a.name, shape: sum(a.shape, b.shape), ...addSeen(a, b), of: a.of };
      },
    ),
    request: addBodies(one.request, other.request),
    requestSeen: addSeen(one.requestSeen, other.requestSeen),
    responses: merged(
      one.responses.map((each) => ({ ...each, of: each.of + other.of })),
      other.responses.map((each) => ({ ...each, of: each.of + one.of })),
      ({ status }) => String(status),
      (a, b): ObservedResponse => {
        return {
          status: a.status,
          ...addSeen(a, b),
          of: a.of,
          bodies: addBodies(a.bodies, b.bodies),
        };
      },
    ).sort((a, b) => a.status - b.status),
    credentials: merged(
      one.credentials,
      other.credentials,
      ({ credential }) => JSON.stringify(credential),
      (a, b) => ({ ...a, seen: a.seen + b.seen }),
    ),
  };
}

function addBodies(one: readonly ObservedBody[], other: readonly ObservedBody[]): ObservedBody[] {
  return merged(
    one,
    other,
    ({ mediaType }) => mediaType,
    (a, b) => ({
      mediaType: a.mediaType,
      seen: a.seen + b.seen,
      shape: a.shape && b.shape ? sum(a.shape, b.shape) : (a.shape ?? b.shape),
    }),
  );
}

function sum(...shapes: readonly NonNullable<ObservedBody["shape"]>[]) {
  const total = emptyShape();
  for (const shape of shapes) addShape(total, shape);
  return total;
}

function addSeen(one: Seen, other: Seen): Seen {
  const days = [one.first, one.last, other.first, other.last].filter((day) => day !== undefined);
  days.sort();
  return {
    seen: one.seen + other.seen,
    of: one.of + other.of,
    first: days[0],
    last: days.at(-1),
  };
}

function merged<Item>(
  all: readonly Item[],
  more: readonly Item[],
  keyOf: (item: Item) => string,
  add: (one: Item, other: Item) => Item,
): Item[] {
  const byKey = new Map(all.map((item) => [keyOf(item), item]));
  for (const item of more) {
    const known = byKey.get(keyOf(item));
    byKey.set(keyOf(item), known === undefined ? item : add(known, item));
  }
  return [...byKey.values()];
}
