import type { Api, Operation } from "../model/index.js";

/** What one line of the check file asks of one operation, or of the client as a whole. */
export interface Probe {
  readonly of: Trial;
  readonly about: "name" | "arguments" | "answer" | "result" | "options" | "type";
  readonly line: string;
}

/** What is tried: an operation, the client as a whole, or the names of the exported types. */
export type Trial = Pair | "client" | "types";

/** An operation in both versions; `after` is undefined if it is gone. */
export interface Pair {
  readonly before: Operation;
  readonly after: Operation | undefined;
}

/** Where the two clients stand in the program. */
export const folders = { before: "before", after: "after" } as const;

/**
 * `Unknown<O, N>` are the paths of members that no variant of N has any more: an object literal with
 * such a member is refused as an argument. `Lost<O, N>` are those that all variants of O have and
 * not all of N: reading one of an answer is refused. If the member is optional, the types could be
 * assigned all the same.
 */
export const prelude = `import type * as Before from "./${folders.before}/index.js";
import type * as After from "./${folders.after}/index.js";
declare const before: typeof Before;
declare const after: typeof After;
type Keys<T> = T extends unknown ? keyof T : never;
type At<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;
type Plain = string | number | bigint | boolean | symbol | null | undefined | Date | Blob | ((...args: never) => unknown);
type Step = [never, 0, 1, 2, 3, 4];
type Unknown<O, N, D extends number = 5> = [D] extends [never] ? never : O extends Plain ? never
  : O extends readonly (infer A)[] ? Unknown<A, Exclude<N, Plain> extends infer M ? M extends readonly (infer B)[] ? B : never : never, Step[D]>
  : [Exclude<N, Plain>] extends [never] ? never
  : unknown extends N ? never
  : string extends keyof O ? never : string extends Keys<Exclude<N, Plain>> ? never
  : { [K in keyof O & string]-?: K extends Keys<Exclude<N, Plain>> ? (Unknown<O[K], At<Exclude<N, Plain>, K>, Step[D]> extends infer P extends string ? \`\${K}.\${P}\` : never) : K }[keyof O & string];
type Lost<O, N, D extends number = 5> = [D] extends [never] ? never : unknown extends N ? never : LostIn<Exclude<O, Plain>, Exclude<N, Plain>, D>;
type LostIn<O, N, D extends number> = [O] extends [never] ? never : [N] extends [never] ? never
  : [O] extends [readonly (infer A)[]] ? ([N] extends [readonly (infer B)[]] ? Lost<A, B, Step[D]> : never)
  : string extends keyof O ? never : string extends keyof N ? never
  : { [K in keyof O & string]-?: K extends keyof N ? (Lost<O[K], N[K], Step[D]> extends infer P extends string ? \`\${K}.\${P}\` : never) : K }[keyof O & string];
declare function nothing<T extends never>(): T;`.split("\n");

/** The operations of both versions by what they are: method and path, else the operationId. */
export function pairOperations(before: Api, after: Api): Pair[] {
  const identity = ({ method, path }: Operation) =>
    `${method} ${path.replaceAll(/\{[^}]*\}/g, "{}").replace(/(?<=.)\/$/, "")}`;
  const rest = new Map(after.operations.map((operation) => [identity(operation), operation]));
  const byPath = before.operations.map((operation) => {
    const found = rest.get(identity(operation));
    rest.delete(identity(operation));
    return { before: operation, after: found };
  });
  const byId = new Map([...rest.values()].map((operation) => [operation.id, operation]));
  return byPath.map((pair) => ({ ...pair, after: pair.after ?? byId.get(pair.before.id) }));
}

/** The lines that follow the prelude. */
export function probesOf(before: Api, after: Api): Probe[] {
  const client: Probe = {
    of: "client",
    about: "options",
    line: `export const options = (x: Before.${before.name}Options): After.${after.name}Options => x;`,
  };
  const types = before.schemas.map(({ type }, index): Probe => {
    return { of: "types", about: "type", line: `export type S${index} = After.${type};` };
  });
  return [
    client,
    ...types,
    ...pairOperations(before, after).flatMap((pair, index) => probePair(pair, index, before)),
  ];
}

function probePair(pair: Pair, index: number, api: Api): Probe[] {
  const name = pair.before.names.function;
  const member = memberOf(pair.before, api);
  const names: Probe[] = [
    { of: pair, about: "name", line: `export type F${index} = typeof After.${name};` },
    { of: pair, about: "name", line: `export type M${index} = After.${api.name}${member};` },
  ];
  // The name may have gone to another operation, whose types say nothing of this one.
  if (!pair.after) return names;
  const old = `typeof Before.${name}`;
  const now = `typeof After.${pair.after.names.function}`;
  const { data, result } = pair.before.names;
  const { data: newData, result: newResult } = pair.after.names;
  return [
    ...names,
    {
      of: pair,
      about: "arguments",
      line: `export const a${index} = (x: Parameters<${old}>[1]): Parameters<${now}>[1] => x;`,
    },
    {
      of: pair,
      about: "arguments",
      line: `export const k${index} = nothing<Unknown<NonNullable<Parameters<${old}>[1]>, NonNullable<Parameters<${now}>[1]>>>();`,
    },
    {
      of: pair,
      about: "answer",
      line: `export const d${index} = (x: After.${newData}): Before.${data} => x;`,
    },
    {
      of: pair,
      about: "answer",
      line: `export const g${index} = nothing<Lost<Before.${data}, After.${newData}>>();`,
    },
    {
      of: pair,
      about: "result",
      line: `export const r${index} = (x: After.${newResult}): Before.${result} => x;`,
    },
    {
      of: pair,
      about: "result",
      // Called, because of a function that lets callers choose a type only a call takes the default.
      line: `export function c${index}(none: never) { let y = before.${name}(none, none); y = after.${pair.after.names.function}(none, none); return y; }`,
    },
  ];
}

/** The operation's place in the facade, as an indexed type. */
function memberOf(operation: Operation, api: Api): string {
  const group = api.groups.find(({ operations }) => operations.includes(operation));
  return [...(group?.path ?? []), operation.names.method]
    .map((step) => `[${JSON.stringify(step)}]`)
    .join("");
}
