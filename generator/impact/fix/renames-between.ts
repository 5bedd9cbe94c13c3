import type { ChangedEnvelope, RenamedProperty, RenamedThings } from "../../diff/index.js";
import type { Api } from "../../model/index.js";
import { valuesBetween } from "./enum-values.js";
import { namesBetween, type OperationPair, pairThings } from "./names-between.js";
import { enumOwnerOf, Known, ownerAt, ownerIn, sidesOf } from "./owners-between.js";
import type { LeftOut, Rename, Renames } from "./rename.js";

/**
 * What is called otherwise in a new client: by what both clients call the same things, and by what
 * the comparison of both versions takes for the same.
 *
 * @param things undefined if both clients are of one version of the spec
 */
export function renamesBetween(base: Api, revision: Api, things?: RenamedThings): Renames {
  const paired = pairThings(base, revision, things);
  const leftOut: LeftOut[] = [];
  const known = new Known(base, paired.operations);
  const values = (things?.enums ?? []).map((each) => {
    const of = enumOwnerOf(each, base, known);
    return of ? valuesBetween(of, each.before, each.after) : { certain: [], uncertain: [] };
  });
  const certain: Rename[] = [
    ...namesBetween(base, revision, paired),
    ...paired.operations.flatMap((pair) => argumentsIn(pair, things, known, leftOut)),
    ...paired.operations.flatMap(pathIn),
    ...mergedByNode(things?.properties ?? []).flatMap((each) =>
      fieldIn(each, base, known, leftOut),
    ),
    ...(things?.envelopes ?? []).flatMap((each) => envelopesIn(each, known, leftOut)),
    ...values.flatMap((each) => each.certain),
  ];
  const types = base.operations.map(({ names, responses }) => {
    const statuses = responses.map(({ key }) => key);
    return [names.function, { ...names, statuses }] as const;
  });
  return {
    ...{ client: base.name, types: new Map(types), certain, leftOut, removed: known.removed },
    uncertainValues: values.flatMap((each) => each.uncertain),
  };
}

function argumentsIn(
  { before, after }: OperationPair,
  things: RenamedThings | undefined,
  known: Known,
  leftOut: LeftOut[],
): Rename[] {
  const operation = before.names.function;
  const renamed = (things?.parameters ?? []).filter(({ operations }) =>
    operations.some((each) => known.find(each) === before),
  );
  return before.parameters.flatMap((old): Rename[] => {
    const own = renamed.find((each) => isSent(old, each.before));
    const now = after.parameters.find((each) => isSent(each, own?.after ?? old));
    if (!now) return [];
    if (own?.isOther) {
      leftOut.push({
        what: `the argument "${old.argument}" of ${operation}`,
        why: `it is sent in the ${now.in} now, and holds something else or has to be given`,
      });
      return [];
    }
    const sent = {
      from: { in: old.in, name: old.name },
      to: { in: now.in, name: now.name },
    };
    if (old.argument === now.argument && isSent(old, now)) return [];
    const { evidence } = own ?? {};
    return [{ is: "argument", operation, from: old.argument, to: now.argument, sent, evidence }];
  });
}

interface Sent {
  readonly in: string;
  readonly name: string;
}

/** Names of headers are the same in any case, but not where they are arguments. */
function isSent(one: Sent, other: Sent): boolean {
  return one.in === other.in && one.name === other.name;
}

function pathIn({ before, after }: OperationPair): Rename[] {
  if (before.path === after.path || before.method !== after.method) return [];
  return [{ is: "path", method: before.method, from: before.path, to: after.path }];
}

function fieldIn(property: RenamedProperty, base: Api, known: Known, leftOut: LeftOut[]): Rename[] {
  const { before, after, at, places, evidence } = property;
  const owner = ownerAt(at, base);
  const owners = owner ? [owner] : places.flatMap((place) => ownerIn(place, known));
  if (owners.length === 0) {
    leftOut.push({
      what: `the property "${before}", which is "${after}" now`,
      why: "the client has no name for the object that it is a property of",
    });
    return [];
  }
  const operations = sidesOf(places, known);
  return [{ is: "field", owners, operations, from: before, to: after, evidence }];
}

/** A property of a schema that several extend was renamed in each of them. */
function mergedByNode(properties: readonly RenamedProperty[]): RenamedProperty[] {
  const merged = new Map<string, RenamedProperty>();
  for (const each of properties) {
    const key = JSON.stringify([each.at, each.before, each.after]);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, places: [...known.places, ...each.places] } : each);
  }
  return [...merged.values()];
}

function envelopesIn(
  { name, isAdded, places }: ChangedEnvelope,
  known: Known,
  leftOut: LeftOut[],
): Rename[] {
  const seen = new Set<string>();
  return places.flatMap((place): Rename[] => {
    const operation = known.find(place.operation)?.names.function;
    if (operation === undefined || place.names === undefined || place.side === "error") return [];
    const side = place.side === "arguments" ? "request" : "answer";
    const key = `${operation} ${side} ${place.names.join(".")}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const isWhole = side === "answer" ? place.names.length === 0 : place.names.join(".") === "body";
    if (isWhole) return [{ is: "envelope", operation, side, name, isAdded }];
    leftOut.push({
      what: `the object "${name}" around ${place.names.join(".")} of ${operation}`,
      why: "it is not around the whole body",
    });
    return [];
  });
}
