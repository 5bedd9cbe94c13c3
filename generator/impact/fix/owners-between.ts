import type { ChangedEnum, OperationName, PlaceInOperation } from "../../diff/index.js";
import type { Api, Operation } from "../../model/index.js";
import type { OperationPair } from "./names-between.js";
import type { EnumField, EnumOwner, FieldOwner, SidesOfOperations, TypeOwner } from "./rename.js";

/** Finds operations of the old client by what either version calls them. */
export class Known {
  readonly removed: ReadonlySet<string>;
  readonly #byName = new Map<string, Operation>();

  constructor(base: Api, pairs: readonly OperationPair[]) {
    for (const operation of base.operations) this.#byName.set(keyOf(operation), operation);
    for (const { before, after } of pairs) this.#byName.set(keyOf(after), before);
    const paired = new Set(pairs.map(({ before }) => before));
    this.removed = new Set(
      base.operations.filter((each) => !paired.has(each)).map(({ names }) => names.function),
    );
  }

  /** The operation of the old client. */
  find(name: Pick<OperationName, "method" | "path">): Operation | undefined {
    return this.#byName.get(keyOf(name));
  }
}

const keyOf = ({ method, path }: Pick<OperationName, "method" | "path">) => `${method} ${path}`;

/** The operations of places, by what they are called in the old client. */
export function sidesOf(places: readonly PlaceInOperation[], known: Known): SidesOfOperations {
  const of = (isSent: boolean) =>
    new Set(
      places
        .filter(({ side }) => (side === "arguments") === isSent)
        .map(({ operation }) => known.find(operation)?.names.function ?? operation.path),
    );
  return { requests: of(true), answers: of(false) };
}

/** The object around a property of a component: by the component's type, and the names in it. */
export function ownerAt(at: readonly string[], base: Api): TypeOwner | undefined {
  const found = pathAt(at, base);
  return found && found.names.length > 0
    ? { ...found, names: found.names.slice(0, -1) }
    : undefined;
}

/** A place in a component: by the component's type, and the names in it. */
function pathAt(at: readonly string[], base: Api): TypeOwner | undefined {
  const [components, section, key, ...rest] = at;
  if (components !== "components" || section !== "schemas") return undefined;
  const type = base.schemas.find((schema) => schema.key === key)?.type;
  const names: string[] = [];
  for (let index = 0; index < rest.length; index++) {
    const token = rest[index];
    if (token === "properties") names.push(rest[++index] ?? "");
    else if (token === "additionalProperties") names.push("*");
    else if (token === "allOf" || token === "oneOf" || token === "anyOf") index++;
    else if (token !== "items") return undefined;
  }
  if (type === undefined || key === undefined) return undefined;
  return { of: "type", type, key, names };
}

/** The object at a place of an operation. */
export function ownerIn(place: PlaceInOperation, known: Known): FieldOwner[] {
  const { side, status, names } = place;
  const found = known.find(place.operation);
  if (!found || names === undefined) return [];
  const operation = found.names.function;
  if (side !== "arguments")
    return status === undefined ? [] : [{ of: side, operation, status, names }];
  const [first] = names;
  const parameters = found.parameters.filter(({ name }) => name === first);
  const argument = parameters.length === 1 ? parameters[0]?.argument : first;
  if (argument === undefined || parameters.length > 1) return [];
  return [{ of: side, operation, argument, names }];
}

/** The type that an enum is, or the property or parameter that it is written in. */
export function enumOwnerOf(
  { at, places }: ChangedEnum,
  base: Api,
  known: Known,
): EnumOwner | undefined {
  const inType = pathAt(at, base);
  const operations = sidesOf(places, known);
  if (inType) {
    const { type, names } = inType;
    const name = names.at(-1);
    if (name === undefined) return { is: "type", type };
    const owner = { ...inType, names: names.slice(0, -1) };
    return { is: "field", places: [{ owner, names: [name] }], operations };
  }
  const found = places.flatMap((place) => fieldsIn(place, known));
  return found.length === 0 ? undefined : { is: "field", places: found, operations };
}

function fieldsIn(place: PlaceInOperation, known: Known): EnumField["places"] {
  const { side, names = [] } = place;
  const name = names.at(-1);
  if (name === undefined) return [];
  if (side !== "arguments" || names.length > 1)
    return ownerIn({ ...place, names: names.slice(0, -1) }, known).map((owner) => ({
      owner,
      names: [name],
    }));
  const operation = known.find(place.operation);
  const parameters = operation?.parameters.filter((each) => each.name === name) ?? [];
  const [only, ...others] = parameters;
  if (!operation || !only || others.length > 0) return [];
  const owner = {
    ...{
      of: side,
      operation: operation.names.function,
      argument: only.argument,
    },
    names: [],
  };
  return [{ owner, names: [only.argument, name] }];
}
