import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  scanDiscriminators,
  transformSchema,
} from "openapi-typescript";
import type { Built } from "../../generator/model/index.js";
import { makeFiles } from "../../generator/outputs/index.js";
import type { Files } from "../support/generator.js";

/**
 * The types that openapi-typescript makes of a linked document by its own reading. Two settings are not
 * its defaults: what they are about is a choice of taste, and would hide all else.
 *
 * - `defaultNonNullable: false`: by default a property with a `default` is required.
 * - `emptyObjectsUnknown: true`: by default `type: object` alone is the empty object.
 */
function typesByOracle(document: unknown): string {
  const schema = withoutIds(structuredClone(document)) as OpenAPI3;
  const context = {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    defaultNonNullable: false,
    discriminators: scanDiscriminators(schema, { silent: true }),
    emptyObjectsUnknown: true,
    enum: false,
    injectFooter: [],
    resolve: (ref: string) => resolveRef(schema, ref, { silent: true }),
    silent: true,
  } as unknown as GlobalContext;
  return astToString(transformSchema(schema, context));
}

/** It cannot tell two operations of one id apart, and changes ids that are no identifiers. */
function withoutIds(document: unknown): unknown {
  const { paths = {}, webhooks = {} } = document as Record<string, Record<string, object>>;
  for (const item of [...Object.values(paths), ...Object.values(webhooks)]) {
    for (const operation of Object.values(item)) {
      if (typeof operation === "object") Reflect.deleteProperty(operation, "operationId");
    }
  }
  return document;
}

/**
 * Declares `Same<A, B>`, which is true if each is assignable to the other, and would be if all properties
 * were required: that an optional one is missing is no matter to the compiler.
 */
export const sameness = `type Filled<T> = T extends object ? { [K in keyof T]-?: Filled<T[K]> } : T;
type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? true : "ours is less") : "ours is another";
export type Same<A, B> = Mutual<A, B> extends true ? Mutual<Filled<A>, Filled<B>> : Mutual<A, B>;
`;

/** What is compared in a document: `components/schemas/Pet`, `paths//pets`. */
export type Part = string;

/** A program that fails to compile in a line for each part that is not the same in ours and theirs. */
export interface Comparison {
  readonly parts: readonly Part[];
  readonly files: Files;
}

export async function comparisonOf({ api, contract }: Built): Promise<Comparison> {
  const outputs = { types: {}, paths: {} };
  const made = await makeFiles({ api }, [], "test", { outputs });
  const textOf = (path: string) => made.find((file) => file.path === path)?.text ?? "";
  const parts = [
    ...api.schemas.map(({ key }) => `components/schemas/${key}`),
    ...[...contract.responses.keys()].map((key) => `components/responses/${key}`),
    ...[...contract.bodies.keys()].map((key) => `components/requestBodies/${key}`),
    ...[...contract.parameters.keys()].map((key) => `components/parameters/${key}`),
    ...[...contract.headers.keys()].map((key) => `components/headers/${key}`),
    ...new Set(api.operations.map(({ path }) => `paths/${path}`)),
  ];
  const lines = parts.map((part, index) => {
    const [root, ...keys] = part.startsWith("paths/")
      ? ["Paths", part.slice("paths/".length)]
      : ["Components", ...part.split("/").slice(1)];
    const at = `${root}${keys.map((key) => `[${JSON.stringify(key)}]`).join("")}`;
    return `export const same${index}: Same<Our${at}, Their${at}> = true;\n`;
  });
  const files = {
    "types.ts": textOf("types.ts"),
    "paths.ts": textOf("paths.ts"),
    "theirs.ts": typesByOracle(contract.document.value),
    "compare.ts": head + lines.join(""),
  };
  return { parts, files };
}

const head = `import type { components as OurComponents, paths as OurPaths } from "./paths.js";
import type { components as TheirComponents, paths as TheirPaths } from "./theirs.js";
${sameness}export type All = [OurComponents, OurPaths, TheirComponents, TheirPaths];
`;

/** The part that a complaint of the compiler is about; undefined if it is about none. */
export function partOf(complaint: string, parts: readonly Part[]): Part | undefined {
  const line = Number(/\/compare\.ts:(\d+):/.exec(complaint)?.[1]);
  return parts[line - head.split("\n").length];
}
