import type { Contract } from "../../contract/index.js";
import type { Api } from "../../model/index.js";
import type { PathsPrinter } from "./openapi-typescript.js";
import type { PathsOptions } from "./paths-options.js";

/**
 * A type for each component with openapi-typescript's name for it; left out if the name is taken or
 * is not an identifier. Types of schemas always have a prefix here: without one, they are already
 * exported.
 */
export function rootTypesOf(
  { responses, parameters, bodies, headers }: Contract,
  { schemas }: Api,
  printer: PathsPrinter,
  { rootTypesKeepCasing = false, rootTypesNoSchemaPrefix = false }: PathsOptions,
): string[] {
  const components = {
    schemas: rootTypesNoSchemaPrefix ? [] : schemas.map(({ key }) => key),
    responses: [...responses.keys()],
    parameters: [...parameters.keys()],
    requestBodies: [...bodies.keys()],
    headers: [...headers.keys()],
  };
  const sections = Object.entries(components).map(([section, keys]) => [
    section,
    // openapi-typescript puts them between quotes without escaping.
    keys.filter((key) => /^[\w.-]+$/.test(key)),
  ]);
  const taken = new Set(schemas.map(({ type }) => type));
  return printer
    .rootTypes(Object.fromEntries(sections), rootTypesKeepCasing)
    .filter(({ name }) => /^[A-Za-z]\w*$/.test(name) && !taken.has(name))
    .map(({ text }) => text);
}
