import type { RenamedThings } from "../../diff/index.js";
import type { Api, InnerEnum, NamedSchema, Operation } from "../../model/index.js";
import { renamedNames } from "./enum-values.js";
import type { Rename } from "./rename.js";

export interface OperationPair {
  readonly before: Operation;
  readonly after: Operation;
}

/** What of both clients is the same thing. */
export interface PairedThings {
  readonly operations: readonly OperationPair[];
  readonly schemas: readonly { readonly before: NamedSchema; readonly after: NamedSchema }[];
  readonly enums: readonly { readonly before: InnerEnum; readonly after: InnerEnum }[];
}

/** Pairs the things of two clients: by what the versions say of them, or as things of one version. */
export function pairThings(
  base: Api,
  revision: Api,
  things: RenamedThings | undefined,
): PairedThings {
  const now = new Map(revision.operations.map((each) => [keyOf(each), each]));
  const successors = new Map(things?.operations.map(([old, other]) => [keyOf(old), keyOf(other)]));
  const schemas = new Map(revision.schemas.map((each) => [each.key, each]));
  const enums = new Map(revision.innerEnums.map((each) => [each.identity, each]));
  return {
    operations: base.operations.flatMap((before) => {
      const key = keyOf(before);
      const after = now.get(things ? (successors.get(key) ?? "") : key);
      return after ? [{ before, after }] : [];
    }),
    schemas: base.schemas.flatMap((before) => {
      const after = schemas.get(things?.schemas.get(before.key) ?? before.key);
      return after ? [{ before, after }] : [];
    }),
    enums: base.innerEnums.flatMap((before) => {
      const after = enums.get(things ? laterIdentity(before, things) : before.identity);
      return after ? [{ before, after }] : [];
    }),
  };
}

/** The identity of an inner enum in the newer version: with the key or the operation that it is in. */
function laterIdentity({ identity }: InnerEnum, things: RenamedThings): string {
  // Only the owner may have a space or another "#" in it.
  const [, section = "", key = "", place = ""] = /^(\w+) (.*)(#[^#]*)$/s.exec(identity) ?? [];
  const operation = things.operations.find(([old]) => keyOf(old) === key)?.[1];
  const later =
    section === "schemas"
      ? things.schemas.get(key)
      : section === "operations" && operation
        ? keyOf(operation)
        : undefined;
  return `${section} ${later ?? key}${place}`;
}

const keyOf = ({ method, path }: { readonly method: string; readonly path: string }) =>
  `${method} ${path}`;

/** What the things of both clients are called. */
export function namesBetween(
  base: Api,
  revision: Api,
  { operations, schemas, enums }: PairedThings,
): Rename[] {
  const exported = [
    ...operations.flatMap(typesOfOperation),
    ...schemas.map(({ before, after }) => [before.type, after.type] as const),
    ...[...schemas, ...enums].flatMap(({ before: { values: old }, after: { values: now } }) => [
      [old?.name, now?.name] as const,
      [old?.named?.name, now?.named?.name] as const,
    ]),
    ...groupTypes(base, revision, operations),
    ...ofClient(base.name, revision.name),
    ...ofWebhooks(base, revision),
  ];
  const options = new Map(revision.security.schemes.map(({ key, option }) => [key, option]));
  return [
    ...exported.flatMap(([from, to]): Rename[] =>
      from === undefined || to === undefined || from === to ? [] : [{ is: "export", from, to }],
    ),
    ...operations.flatMap(({ before, after }): Rename[] => {
      const [from, to] = [before.names.function, after.names.function];
      return from === to ? [] : [{ is: "operation", from, to }];
    }),
    ...facadeIn(base, revision, operations),
    ...schemas.flatMap(({ before, after }): Rename[] =>
      before.key === after.key ? [] : [{ is: "schemaKey", from: before.key, to: after.key }],
    ),
    ...[...schemas, ...enums].flatMap(({ before, after }) =>
      before.values && after.values ? renamedNames(before.values, after.values) : [],
    ),
    ...base.security.schemes.flatMap(({ key, option }): Rename[] => {
      const to = options.get(key);
      return to === undefined || to === option ? [] : [{ is: "option", from: option, to }];
    }),
  ];
}

type Names = readonly (readonly [before: string | undefined, after: string | undefined])[];

function typesOfOperation({ before, after }: OperationPair): Names {
  const [old, now] = [before.names, after.names];
  return [
    [old.params, now.params],
    [old.data, now.data],
    [old.result, now.result],
    [old.item, now.item],
  ];
}

/** Interfaces of groups: of those whose operations are all in one group now. */
function groupTypes(base: Api, revision: Api, pairs: readonly OperationPair[]): Names {
  const groupOf = new Map(
    revision.groups.flatMap((group) => group.operations.map((each) => [each, group] as const)),
  );
  const successors = new Map(pairs.map(({ before, after }) => [before, groupOf.get(after)]));
  return base.groups.flatMap(({ type, operations }) => {
    const now = new Set(operations.flatMap((each) => successors.get(each) ?? []));
    const [only, ...others] = now;
    return only && others.length === 0 ? [[type, only.type] as const] : [];
  });
}

/** What is made of the client's own name. */
function ofClient(before: string, after: string): Names {
  const made = (name: string) => [
    name,
    `${name}Options`,
    `create${name}`,
    `create${name}Client`,
    `create${name}Fetch`,
    `${name}FetchOptions`,
  ];
  const now = made(after);
  return made(before).map((name, index) => [name, now[index]] as const);
}

function ofWebhooks(base: Api, revision: Api): Names {
  const [old, now] = [base.webhooks, revision.webhooks];
  if (!old || !now) return [];
  const types = new Map(now.events.map(({ key, type }) => [key, type]));
  return [
    [old.names.event, now.names.event],
    [old.names.unknown, now.names.unknown],
    [old.names.parse, now.names.parse],
    [old.names.handler, now.names.handler],
    ...old.events.map(({ key, type }) => [type, types.get(key)] as const),
  ];
}

/** All of them, since a group is only renamed if none of its operations keeps its name. */
function facadeIn(base: Api, revision: Api, pairs: readonly OperationPair[]): Rename[] {
  const [old, now] = [base, revision].map(pathsIn);
  return pairs.flatMap(({ before, after }): Rename[] => {
    const [from, to] = [old?.get(before), now?.get(after)];
    if (!from || !to) return [];
    return [{ is: "facade", operation: before.names.function, from, to }];
  });
}

function pathsIn({ groups }: Api): Map<Operation, readonly string[]> {
  return new Map(
    groups.flatMap(({ path, operations }) =>
      operations.map((each) => [each, [...path, each.names.method]] as const),
    ),
  );
}
