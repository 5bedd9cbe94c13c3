import type { Api } from "../../model/index.js";
import { printTypes } from "../../typescript/index.js";
import type { Output } from "../output.js";
import { printPaths } from "./paths-module.js";
import { optionsSchema, type PathsOptions } from "./paths-options.js";

export type { PathsOptions } from "./paths-options.js";

/**
 * `paths`: in `paths.ts`, what openapi-typescript makes of an API, for libraries that take that,
 * such as openapi-fetch. The client itself has no use for it.
 */
export const pathsOutput: Output<PathsOptions, Api> = {
  name: "paths",
  about:
    "`paths.ts`: the types that openapi-typescript makes of an API, for libraries that accept them, such as openapi-fetch. The client itself does not use them.",
  options: optionsSchema,
  needs: ({ standalone }) => (standalone ? [] : ["types"]),
  packages: [],
  claims: (_, { makePathsEnum }) => (makePathsEnum ? ["ApiPaths"] : []),
  files: async (contract, api, options) => {
    const types = options.standalone ? printTypes(api) : undefined;
    return [{ path: "paths.ts", text: printPaths(contract, api, options, types) }];
  },
};
