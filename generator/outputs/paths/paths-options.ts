/** What a config may say of `paths.ts`, in openapi-typescript's words. */
export interface PathsOptions {
  /** Whether the types of the components stand in the same file, which then imports nothing. Default: false. */
  readonly standalone?: boolean;
  /** Whether `paths` and its like are type aliases, and no interfaces. Default: false. */
  readonly exportType?: boolean;
  /** Whether paths are template types: `/things/${string}`. Default: false. */
  readonly pathParamsAsTypes?: boolean;
  /** Whether each component has an exported type of its own: `SchemaThing`. Default: false. */
  readonly rootTypes?: boolean;
  /** Whether those of schemas are called like the schema: `Thing`. Default: false. */
  readonly rootTypesNoSchemaPrefix?: boolean;
  /** Whether those of schemas keep the case of their key. Default: false. */
  readonly rootTypesKeepCasing?: boolean;
  /** Whether there is an enum `ApiPaths` of all paths. Default: false. */
  readonly makePathsEnum?: boolean;
}

const flag = (description: string) => ({ type: "boolean", default: false, description });

/** The same as a JSON Schema. */
export const optionsSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    standalone: flag(
      "Whether the types of the components stand in `paths.ts`, too, which then imports nothing.",
    ),
    exportType: flag("Whether `paths` and its like are type aliases, and no interfaces."),
    pathParamsAsTypes: flag("Whether paths are template types, in which a parameter is any text."),
    rootTypes: flag("Whether each component has an exported type of its own: `SchemaThing`."),
    rootTypesNoSchemaPrefix: flag(
      "With `rootTypes`: whether those of schemas are called like the schema: `Thing`.",
    ),
    rootTypesKeepCasing: flag(
      "With `rootTypes`: whether those of schemas keep the case of their key.",
    ),
    makePathsEnum: flag("Whether there is an enum `ApiPaths` of all paths."),
  },
} satisfies Readonly<Record<string, unknown>>;
