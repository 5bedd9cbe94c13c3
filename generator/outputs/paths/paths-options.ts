/** The options of `paths.ts`, with openapi-typescript's names. */
export interface PathsOptions {
  /**
   * Whether the types of the components are in the same file, which then imports nothing. Default:
   * false.
   */
  readonly standalone?: boolean;
  /** Whether `paths` and similar types are type aliases instead of interfaces. Default: false. */
  readonly exportType?: boolean;
  /** Whether paths are template types: `/things/${string}`. Default: false. */
  readonly pathParamsAsTypes?: boolean;
  /** Whether each component has its own exported type: `SchemaThing`. Default: false. */
  readonly rootTypes?: boolean;
  /** Whether the types of schemas have the schema's name: `Thing`. Default: false. */
  readonly rootTypesNoSchemaPrefix?: boolean;
  /** Whether the types of schemas keep the case of their key. Default: false. */
  readonly rootTypesKeepCasing?: boolean;
  /** Whether to export an enum `ApiPaths` of all paths. Default: false. */
  readonly makePathsEnum?: boolean;
}

const flag = (description: string) => ({ type: "boolean", default: false, description });

/** The same as a JSON Schema. */
export const optionsSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    standalone: flag(
      "Whether `paths.ts` also has the types of the components, so that it imports nothing.",
    ),
    exportType: flag("Whether `paths` and similar types are type aliases instead of interfaces."),
    pathParamsAsTypes: flag(
      "Whether paths are template literal types, in which a parameter is any string.",
    ),
    rootTypes: flag("Whether each component has its own exported type: `SchemaThing`."),
    rootTypesNoSchemaPrefix: flag(
      "With `rootTypes`: whether the type of a schema has the name of the schema: `Thing`.",
    ),
    rootTypesKeepCasing: flag(
      "With `rootTypes`: whether the type of a schema keeps the case of the schema's key.",
    ),
    makePathsEnum: flag("Whether to export an enum `ApiPaths` of all paths."),
  },
} satisfies Readonly<Record<string, unknown>>;
