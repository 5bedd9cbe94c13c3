import type { Api } from "../../model/index.js";
import { declareTypes } from "../../typescript/index.js";
import type { BuiltInOutput } from "../built-in-output.js";
import { declarePaths } from "./paths-module.js";
import { optionsSchema, type PathsOptions } from "./paths-options.js";

export type { PathsOptions } from "./paths-options.js";

/**
 * `paths`: in `paths.ts`, the types that openapi-typescript generates for an API, for libraries
 * that use these, such as openapi-fetch. The client itself does not use it.
 */
export const pathsOutput: BuiltInOutput<PathsOptions> = {
  name: "paths",
  about:
    "`paths.ts`: the types that openapi-typescript makes of an API, for libraries that accept them, such as openapi-fetch. The client itself does not use them.",
  options: optionsSchema,
  needs: ({ standalone }) => (standalone ? [] : ["types"]),
  packages: [],
  claims: (_, { makePathsEnum }) => (makePathsEnum ? ["ApiPaths"] : []),
  files: async (contract, api, options) => {
    // Libraries that take `paths` read by JSON.parse, which gives numbers, whatever the client does.
    const ofNumbers: Api = api.int64 === "number" ? api : { ...api, int64: "number" };
    const isApart = options.standalone || ofNumbers !== api;
    const types = isApart ? declareTypes(ofNumbers) : undefined;
    return [{ path: "paths.ts", statements: declarePaths(contract, ofNumbers, options, types) }];
  },
};
