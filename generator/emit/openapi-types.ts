import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  scanDiscriminators,
  transformSchema,
} from "openapi-typescript";

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
  const schema = document as unknown as OpenAPI3;
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
  return astToString(transformSchema(schema, context));
}
