import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  scanDiscriminators,
  transformSchema,
} from "openapi-typescript";
import ts from "typescript";
import { escapeControls, toComment } from "./text.js";

/**
 * The only place that knows openapi-typescript. Its transformation is called by itself: the
 * document is read, linked and checked already, and what comes before it in openapi-typescript
 * (Redocly's parser, linter and bundler) takes as long again and fails on names such as `valueOf`.
 *
 * @param visibility whether properties that are only read or only written are to be marked
 * @returns the declarations of `paths`, `webhooks`, `components`, `$defs` and `operations`
 */
export function printOpenApiTypes(
  document: Readonly<Record<string, unknown>>,
  visibility: boolean,
): string {
  const schema = prepare(document) as OpenAPI3;
  const options = {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    // `default` says what a server does without a value; it does not make a request send one.
    defaultNonNullable: false,
    // `type: object` without properties is any object, not the empty one.
    emptyObjectsUnknown: true,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    makePathsEnum: false,
    pathParamsAsTypes: false,
    propertiesRequiredByDefault: false,
    readWriteMarkers: visibility,
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
  };
  const context = {
    ...options,
    discriminators: scanDiscriminators(schema, options),
    injectFooter: [],
    resolve: (ref: string) => resolveRef(schema, ref, { silent: true }),
  } as unknown as GlobalContext;
  const nodes: readonly ts.Node[] = transformSchema(schema, context);
  const printed = astToString(nodes.filter((node) => !isVisibilityHelper(node)));
  return `${visibility ? visibilityHelpers : ""}${escapeControls(withoutForeignTags(printed))}`;
}

/**
 * A copy, because openapi-typescript adds to the schemas of discriminators. Titles and summaries
 * become the first words of a comment, where they must be text and must not start a tag.
 */
function prepare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(prepare);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, child]) => {
      const isHeading =
        (field === "title" || field === "summary") &&
        (typeof child === "string" || typeof child === "number");
      return [field, isHeading ? toComment(String(child)) : prepare(child)];
    }),
  );
}

/** As openapi-typescript has them, but without `any`. */
const visibilityHelpers = `export type $Read<T> = { readonly $read: T };
export type $Write<T> = { readonly $write: T };
/** What a response holds: all but what is only written. */
export type Readable<T> = T extends $Write<unknown> ? never : T extends $Read<infer U> ? Readable<U> : T extends (infer E)[] ? Readable<E>[] : T extends object ? { [K in keyof T as NonNullable<T[K]> extends $Write<unknown> ? never : K]: Readable<T[K]> } : T;
/** What a request takes: all but what is only read. */
export type Writable<T> = T extends $Read<unknown> ? never : T extends $Write<infer U> ? Writable<U> : T extends (infer E)[] ? Writable<E>[] : T extends object ? { [K in keyof T as NonNullable<T[K]> extends $Read<unknown> ? never : K]: Writable<T[K]> } & { [K in keyof T as NonNullable<T[K]> extends $Read<unknown> ? K : never]?: never } : T;
`;

function isVisibilityHelper(node: ts.Node): boolean {
  return (
    ts.isTypeAliasDeclaration(node) &&
    ["$Read", "$Write", "Readable", "Writable"].includes(node.name.text)
  );
}

/** Further lines of a text are indented below its tag; an `@` there would start one of its own. */
function withoutForeignTags(printed: string): string {
  return printed.replaceAll(/^(\s*\*\s{2,})@/gm, "$1\\@");
}
