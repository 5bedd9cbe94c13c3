import type { Api, Operation, SecurityScheme } from "../../model/index.js";
import { toLiteral, toPropertyKey, toStringLiteral } from "../../typescript/index.js";
import { needsBaseUrl } from "./servers.js";
import { type Signature, signatureOf } from "./signature.js";

/** A program that makes one call, for whoever has just generated the client. */
export interface FirstCall {
  readonly text: string;
  /** The call in words: `GET /boms`; undefined if there is none to make. */
  readonly operation: string | undefined;
  /** The environment variables that it reads. */
  readonly variables: readonly string[];
}

/** What is around the program. */
export interface Surroundings {
  /** The specifier that it imports the client by. */
  readonly module: string;
  /** Whether its compiler knows `process`. */
  readonly knowsNode: boolean;
}

/**
 * A first call that compiles: a read that needs no arguments, if there is one that is documented.
 * What writes, or needs more than simple values, is a function that nothing calls yet. An API
 * without operations shows its webhooks; undefined if it has neither.
 */
export function firstCallOf(api: Api, around: Surroundings): FirstCall | undefined {
  const [best] = [...api.operations].sort((a, b) => compare(rank(a, api), rank(b, api)));
  if (!best) return receiver(api, around);
  const { options, variables } = optionsFor(best, api);
  const signature = signatureOf(best, api);
  const call = `client${memberOf(best, api)}`;
  const args = isRead(best) ? literalArguments(best, signature) : undefined;
  const { params, data } = best.names;
  const [types, program] =
    args !== undefined
      ? [[], `async function main() {\n  console.log(await ${call}(${args}));\n}\nmain();\n`]
      : signature.needsParams
        ? [[params, data], functionOf(`params: ${params}`, data, `${call}(params)`)]
        : [[data], functionOf("", data, `${call}()`)];
  const names = [`create${api.name}`, ...types.map((name) => `type ${name}`)].join(", ");
  const process =
    variables.length > 0 && !around.knowsNode
      ? "// Not needed once @types/node is installed and included.\ndeclare const process: { env: Record<string, string | undefined> };\n\n"
      : "";
  const text = `import { ${names} } from ${toStringLiteral(around.module)};\n\n${process}const client = create${api.name}(${options});\n\n${program}`;
  return { text, operation: `${best.method} ${best.path}`, variables };
}

const functionOf = (parameter: string, data: string, call: string) =>
  `export async function firstCall(${parameter}): Promise<${data}> {\n  return ${call};\n}\n`;

function receiver({ webhooks }: Api, { module }: Surroundings): FirstCall | undefined {
  if (!webhooks) return undefined;
  const { handler } = webhooks.names;
  const text = `import { ${handler} } from ${toStringLiteral(module)};

export const handle: (request: Request) => Promise<Response> = ${handler}({
  onEvent: (event) => console.log(event),
});
`;
  return { text, operation: undefined, variables: [] };
}

const isRead = ({ method }: Operation): boolean => method === "GET";

/** What is wanted most comes first; false before true. */
function rank(operation: Operation, api: Api): readonly boolean[] {
  const signature = signatureOf(operation, api);
  const args = literalArguments(operation, signature);
  const isJson = operation.responses.some(
    ({ success, content }) => success && content?.form === "json",
  );
  return [
    !isRead(operation),
    args === undefined,
    operation.isInferred,
    operation.deprecated,
    args !== "",
    !isJson,
  ];
}

function compare(a: readonly boolean[], b: readonly boolean[]): number {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at < 0 ? 0 : Number(a[at]) - Number(b[at]);
}

/** Arguments that compile; empty if none are needed, undefined if simple values are not enough. */
function literalArguments(operation: Operation, signature: Signature): string | undefined {
  if (!signature.needsParams) return "";
  if (signature.bodies.length > 0 && operation.body?.required) return undefined;
  const members: string[] = [];
  for (const { name, type, optional, parameter } of signature.members) {
    if (optional) continue;
    const value = parameter?.isDateTime ? "new Date()" : sampleOf(type);
    if (value === undefined) return undefined;
    members.push(`${toPropertyKey(name)}: ${value}`);
  }
  return `{ ${members.join(", ")} }`;
}

/** A value of a simple type, or of a union that begins with one. */
function sampleOf(type: string): string | undefined {
  const [, first = ""] = /^("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|\w+)(?: \| .*)?$/s.exec(type) ?? [];
  if (/^["\d-]/.test(first)) return first;
  const simple: Readonly<Record<string, string>> = {
    string: '"…"',
    number: "1",
    bigint: "BigInt(1)",
    boolean: "true",
  };
  return Object.hasOwn(simple, first) ? simple[first] : undefined;
}

/** Where the facade has an operation: `.boms.list`. */
function memberOf(operation: Operation, { groups }: Api): string {
  const group = groups.find(({ operations }) => operations.includes(operation));
  return [...(group?.path ?? []), operation.names.method].map(access).join("");
}

function access(name: string): string {
  const key = toPropertyKey(name);
  if (key === name) return `.${name}`;
  return key.startsWith("[") ? key : `[${key}]`;
}

/** The options that the client needs for an operation; whatever is secret is read when it runs. */
function optionsFor(operation: Operation, api: Api) {
  const variables: string[] = [];
  const read = (...words: readonly string[]) => {
    const variable = variableOf(api.name, ...words);
    variables.push(variable);
    return `process.env[${toLiteral(variable)}]!`;
  };
  const credential = ({ option, kind }: SecurityScheme) =>
    kind === "basic"
      ? `{ username: ${read(option, "username")}, password: ${read(option, "password")} }`
      : read(option);
  const members = [
    ...credentialsFor(operation, api).map(
      (scheme) => `${toPropertyKey(scheme.option)}: ${credential(scheme)}`,
    ),
    ...(needsBaseUrl(api) ? [`baseUrl: ${read("base", "url")}`] : []),
    ...(operation.isInferred ? [`inferred: [${toStringLiteral(operation.id)}]`] : []),
  ];
  const line = `{ ${members.join(", ")} }`;
  const options =
    members.length === 0
      ? "{}"
      : `const client = create${api.name}(${line});`.length <= 100
        ? line
        : `{\n${members.map((member) => `  ${member},\n`).join("")}}`;
  return { options, variables: [...new Set(variables)] };
}

/** Those that the types require, and those of the first way to call the operation. */
function credentialsFor({ security }: Operation, api: Api): readonly SecurityScheme[] {
  const ways = security ?? api.security.default;
  const way = ways.find((each) => each.length === 0) ?? ways[0] ?? [];
  return api.security.schemes.filter(({ required, key }) => required || way.includes(key));
}

/** `SHOP_API_KEY`; letters that a shell does not take in a name are left out. */
function variableOf(...words: readonly string[]): string {
  const parts = words
    .flatMap((word) => word.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2").match(/[A-Za-z\d]+/g) ?? [])
    .map((word) => word.toUpperCase());
  // `SHOP_API` and `API_KEY`
  const name = parts.join("_").replaceAll("API_API_", "API_");
  return /^[A-Z]/.test(name) ? name : ["API", name].filter((part) => part !== "").join("_");
}
