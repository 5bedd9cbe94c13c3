import type { Api, Operation } from "../../model/index.js";
import { templateOf } from "../../openapi/index.js";
import type { RuleId } from "../change-kinds.js";
import { isMovedBy, type PrefixChange } from "../compare/path-prefix.js";
import type { Finding } from "../finding.js";
import type { ChangedDeclarations } from "./changed-declarations.js";
import { type Claims, claimsOf, testLocations } from "./location-type-tests.js";
import type { OperationPair, TypeTest, WebhookPair } from "./type-test.js";
import { testWebhook } from "./webhook-type-tests.js";

/** The folders of the two clients in the program. */
export const folders = { before: "before", after: "after" } as const;

/**
 * `Unknown<O, N>` are the paths of members that no variant of N has any more: as an argument, an
 * object literal with such a member is an error. `Lost<O, N>` are those that all variants of O have
 * and some of N lack: reading one from a response is an error. If the member is optional, the types
 * are still assignable. `Into<T, P>` is the type in T at a path of names, through lists, and
 * `Only<T, P>` is the object around it with only that member: the compiler stops at the first
 * mismatch, so each finding has its own line. A path that does not exist gives `Known` of nothing:
 * other lines report that. For webhooks, `Hooks` prevents a client without webhooks from having all
 * of them, `Body` is the payload, by media type, and `Replies` is the reply, by status.
 */
export const prelude = `import type * as Before from "./${folders.before}/index.js";
import type * as After from "./${folders.after}/index.js";
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
type Item<T> = T extends readonly (infer A)[] ? Item<A> : T;
type Into<T, P> = P extends readonly [infer K, ...infer R] ? Into<At<Item<NonNullable<T>>, K>, R> : T;
type Present<T, P> = Exclude<Into<T, P>, undefined>;
type Only<T, P> = P extends readonly [...infer R, infer K] ? Member<Item<Exclude<Into<T, R>, Plain>>, K> : never;
type Member<T, K> = T extends unknown ? { [N in keyof T as N extends K ? N : never]: T[N] } : never;
type Hooks<T> = string extends keyof T ? {} : T;
type Body<H> = H extends { requestBody?: infer B } ? [NonNullable<B>] extends [never] ? {} : NonNullable<B> extends { content: infer C } ? C : {} : {};
type Payload<H, O> = Body<H>[Both<Body<H>, Body<O>>];
type Presence<H> = H extends { requestBody: { content: unknown } } ? { body: 1 } : { body?: 1 };
type Replies<H> = H extends { responses: infer R } ? [R] extends [never] ? {} : { [S in keyof R]: R[S] extends { content: infer C } ? C[keyof C] : undefined } : {};
type Both<A, B> = keyof A & keyof B;
type Gone<A, B> = \`\${Exclude<keyof A, keyof B> & (string | number)}\`;
type Known<T> = [T] extends [never] ? unknown : T;
declare function nothing<T extends never>(): T;`.split("\n");

/**
 * The operations of both versions, paired by method and path, otherwise by operationId, or by what
 * paths begin with instead of before.
 */
export function pairOperations(
  before: Api,
  after: Api,
  findings: readonly Finding[],
): OperationPair[] {
  const identity = ({ method, path }: Operation) =>
    `${method} ${templateOf(path).replace(/(?<=.)\/$/, "")}`;
  const prefixes = findings.filter(({ kind }) => prefixKinds.has(kind)).map(prefixChangeOf);
  const rest = new Map(after.operations.map((operation) => [identity(operation), operation]));
  const byPath = before.operations.map((operation) => {
    const found = rest.get(identity(operation));
    rest.delete(identity(operation));
    return { before: operation, after: found };
  });
  const byId = new Map([...rest.values()].map((operation) => [operation.id, operation]));
  const isMoved = (old: Operation) => (now: Operation) =>
    old.method === now.method && prefixes.some((change) => isMovedBy(change, old.path, now.path));
  return byPath.map((pair) => ({
    ...pair,
    after: pair.after ?? byId.get(pair.before.id) ?? [...rest.values()].find(isMoved(pair.before)),
  }));
}

const prefixKinds: ReadonlySet<RuleId> = new Set([
  "operation.pathPrefix.changed",
  "operation.serverPath.changed",
]);

/** As findings show it, nothing is a slash. */
function prefixChangeOf({ before, after }: Finding): PrefixChange {
  const [from = "", to = ""] = [before, after].map((prefix) => String(prefix).replace(/\/$/, ""));
  return [from, to];
}

/** The lines that follow the prelude. */
export function typeTestsOf(
  before: Api,
  after: Api,
  hooks: readonly WebhookPair[],
  findings: readonly Finding[],
  changes: ChangedDeclarations,
): TypeTest[] {
  const options = [`Before.${before.name}Options`, `After.${after.name}Options`];
  const client: TypeTest[] = [
    {
      of: "client",
      about: "options",
      line: `export const options = (x: ${options[0]}): ${options[1]} => x;`,
    },
    {
      of: "client",
      about: "options",
      listsMembers: true,
      line: `export const kept = nothing<Unknown<${options.join(", ")}>>();`,
    },
  ];
  // What both clients spell alike is there, and needs no compiler.
  const types = before.schemas.flatMap(({ key, type }, index): TypeTest[] => {
    const line = `export type S${index} = After.${type};`;
    return changes.has(type) ? [{ of: "types", about: "type", schema: key, line }] : [];
  });
  const claims = claimsOf(findings);
  const called = new Map(
    after.operations.flatMap((operation) => [
      [operation.names.function, operation],
      [memberOf(operation, after), operation],
    ]),
  );
  return [
    ...client,
    ...types,
    ...pairOperations(before, after, findings).flatMap((pair, index) => [
      ...testNames(pair, index, before, called),
      ...testPair(pair, index, changes),
      ...testOperationLocations(pair, index, claims),
    ]),
    ...hooks.flatMap((hook, index) => testWebhook(hook, `h${index}`, claims)),
  ];
}

/**
 * A caller's name may still compile and call another endpoint, which no compiler can see.
 *
 * @param called the operations of the newer client, by function and by member of the facade
 */
function testNames(
  pair: OperationPair,
  index: number,
  api: Api,
  called: ReadonlyMap<string, Operation>,
): TypeTest[] {
  const name = pair.before.names.function;
  const member = memberOf(pair.before, api);
  const lines = [
    [name, name, `export type F${index} = typeof After.${name};`],
    [member, `${api.name}${member}`, `export type M${index} = After.${api.name}${member};`],
  ] as const;
  return lines.map(([key, shown, line]): TypeTest => {
    const now = called.get(key);
    if (!now || now === pair.after) return { of: pair, about: "name", line };
    const known = `name: ${shown} now calls ${now.method} ${now.path}`;
    return { of: pair, about: "name", line: `// ${known.replaceAll(/\s+/g, " ")}`, known };
  });
}

/** Types that both clients spell alike are not compared. */
function testPair(pair: OperationPair, index: number, changes: ChangedDeclarations): TypeTest[] {
  // Another operation may have taken the name, so its types say nothing about this one.
  if (!pair.after) return [];
  const [from, to] = [pair.before.names, pair.after.names];
  const [old, now] = [`typeof Before.${from.function}`, `typeof After.${to.function}`];
  const isChanged = (kind: "function" | "params" | "data" | "result") =>
    changes.has(from[kind]) || changes.has(to[kind]);
  const isRespelled = (kind: "function" | "params" | "data" | "result") =>
    changes.isRespelled(from[kind]) || changes.isRespelled(to[kind]);
  const typeTests: TypeTest[] = [];
  if (isChanged("params") || isRespelled("function")) {
    typeTests.push(
      {
        of: pair,
        about: "arguments",
        line: `export const a${index} = (x: Parameters<${old}>[1]): Parameters<${now}>[1] => x;`,
      },
      {
        of: pair,
        about: "arguments",
        listsMembers: true,
        line: `export const k${index} = nothing<Unknown<NonNullable<Parameters<${old}>[1]>, NonNullable<Parameters<${now}>[1]>>>();`,
      },
    );
  }
  if (isChanged("data")) {
    typeTests.push(
      {
        of: pair,
        about: "answer",
        line: `export const d${index} = (x: After.${to.data}): Before.${from.data} => x;`,
      },
      {
        of: pair,
        about: "answer",
        listsMembers: true,
        line: `export const g${index} = nothing<Lost<Before.${from.data}, After.${to.data}>>();`,
      },
    );
  }
  if (isChanged("result")) {
    typeTests.push({
      of: pair,
      about: "error",
      line: `export const e${index} = (x: Extract<After.${to.result}, { ok: false }>): Extract<Before.${from.result}, { ok: false }> => x;`,
    });
  }
  // Otherwise a result differs by the data or the error in it alone.
  if (isRespelled("result")) {
    typeTests.push({
      of: pair,
      about: "result",
      line: `export const r${index} = (x: After.${to.result}): Before.${from.result} => x;`,
    });
  }
  if (isRespelled("function") || isRespelled("data") || isRespelled("result")) {
    typeTests.push({
      of: pair,
      about: "result",
      // A call, because the type parameter of a function with a choice of types only has its
      // default in a call. The functions are parameters: the compiler would follow a constant of
      // the file through all lines before.
      line: `export function c${index}(b: ${old}, a: ${now}, none: never) { let y = b(none, none); y = a(none, none); return y; }`,
    });
  }
  return typeTests;
}

/** The places in an operation's arguments and response that findings are about. */
function testOperationLocations(pair: OperationPair, index: number, claims: Claims): TypeTest[] {
  const { before, after } = pair;
  if (!after) return [];
  return testLocations(pair, after, `${index}`, claims, {
    arguments: [argumentsOf("Before", before), argumentsOf("After", after)],
    answer: [`After.${after.names.data}`, `Before.${before.names.data}`],
  });
}

function argumentsOf(client: "Before" | "After", { names }: Operation): string {
  return `Parameters<typeof ${client}.${names.function}>[1]`;
}

/** The operation's place in the facade, as an indexed type. */
function memberOf(operation: Operation, api: Api): string {
  const group = api.groups.find(({ operations }) => operations.includes(operation));
  return [...(group?.path ?? []), operation.names.method]
    .map((step) => `[${JSON.stringify(step)}]`)
    .join("");
}
