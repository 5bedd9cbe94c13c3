import { fc } from "../../support/random.js";
import { answerType, type Field, type Kind, type Operation } from "./random-api.js";

/** A change that was made to an API. */
export interface Change {
  readonly how: string;
  readonly operation: string;
  /** The names that only this change is about. */
  readonly names: readonly string[];
  /** Whether it is about every call of the operation, also where that names nothing of what changed. */
  readonly ofCall: boolean;
}

/** Which place is changed, and which of the changes that are possible there is made. */
export const picks = fc.array(fc.record({ place: fc.nat(), how: fc.nat() }), {
  minLength: 3,
  maxLength: 6,
});

type Pick = { readonly place: number; readonly how: number };

interface Place {
  readonly operation: Operation;
  readonly side: "query" | "body" | "answer";
  readonly fields: Field[];
  readonly field: Field;
}

/** The API with the picked changes, no two of one field or of what it is in, and what they are. */
export function changedBy(
  base: readonly Operation[],
  made: readonly Pick[],
): { readonly api: Operation[]; readonly changes: Change[] } {
  const api = structuredClone(base) as Operation[];
  const changes: Change[] = [];
  const touched = new Set<Field>();
  for (const [index, { place, how }] of made.entries()) {
    // At most one operation goes.
    if (index === 0 && how % 2 === 0) {
      const [gone] = api.splice(place % api.length, 1);
      if (gone)
        changes.push({
          how: "gone",
          operation: gone.name,
          names: [answerType(gone)],
          ofCall: true,
        });
      continue;
    }
    const places = placesIn(api).filter(({ field }) => !touched.has(field));
    const at = places[place % places.length];
    if (!at) continue;
    const possible = changesOf(at, index);
    const change = possible[how % possible.length];
    if (!change) continue;
    const { name } = at.field;
    const others = change.make() ?? [];
    for (const each of [at.field, ...insideOf(at.field), ...around(at)]) touched.add(each);
    changes.push({
      how: `${at.side} ${change.how} ${name}`,
      operation: at.operation.name,
      names: [name, ...others],
      ofCall: change.ofCall ?? false,
    });
  }
  return { api, changes };
}

interface Possible {
  readonly how: string;
  readonly ofCall?: boolean;
  /** Gives the names that come or go with it. */
  readonly make: () => string[] | undefined;
}

function changesOf({ side, fields, field }: Place, index: number): Possible[] {
  const { kind } = field;
  const isSent = side !== "answer";
  const now = `now${index}`;
  const set = (to: Kind) => {
    field.kind = to;
    return undefined;
  };
  return [
    { how: "removed", make: () => void fields.splice(fields.indexOf(field), 1) },
    {
      how: "renamed",
      ofCall: isSent && field.required,
      make: () => {
        field.name = now;
        return [now];
      },
    },
    {
      how: field.required ? "optional" : "required",
      ofCall: isSent && !field.required,
      make: () => {
        field.required = !field.required;
        return undefined;
      },
    },
    ...(isSent
      ? [
          {
            how: "joined by a required one beside",
            ofCall: true,
            make: () => {
              fields.push({ name: now, required: true, kind: { is: "text" } });
              return [now];
            },
          },
        ]
      : []),
    ...(kind.is === "text" ? [{ how: "a number", make: () => set({ is: "count" }) }] : []),
    ...(kind.is === "count" || kind.is === "flag"
      ? [{ how: "a text", make: () => set({ is: "text" }) }]
      : []),
    ...(kind.is === "enum"
      ? [
          { how: "without a value", make: () => kind.values.splice(1, 1) },
          {
            how: "with another value",
            make: () => {
              kind.values.push(now);
              return [now];
            },
          },
        ]
      : []),
  ];
}

function placesIn(api: readonly Operation[]): Place[] {
  return api.flatMap((operation) =>
    (["query", "body", "answer"] as const).flatMap((side) => {
      const walk = (fields: Field[]): Place[] =>
        fields.flatMap((field) => [
          { operation, side, fields, field },
          ...("fields" in field.kind ? walk(field.kind.fields) : []),
        ]);
      return walk(operation[side] ?? []);
    }),
  );
}

function insideOf({ kind }: Field): Field[] {
  return "fields" in kind ? kind.fields.flatMap((each) => [each, ...insideOf(each)]) : [];
}

/** The fields that hold the one of a place. */
function around({ operation, side, field }: Place): Field[] {
  return (operation[side] ?? []).filter((each) => insideOf(each).includes(field));
}
