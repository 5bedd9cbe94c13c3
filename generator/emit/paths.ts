import type { Api, Operation } from "../model/index.js";
import { isObject, methods, openApiInputOf } from "./openapi-input.js";
import { entriesOf } from "./openapi-types.js";
import { declare, TypePrinter } from "./type-printer.js";
import { printModule } from "./typescript.js";
import { importTypesOf } from "./written-types.js";

/**
 * `paths.ts`: `paths` and `operations` as openapi-typescript writes them, for libraries that take
 * those, such as openapi-fetch. The client itself has no use for them.
 */
export function emitPaths(api: Api): string {
  const input = openApiInputOf(api);
  const names = new Set<string>();
  const printer = new TypePrinter((ref) => input.resolve(ref), names);
  const paths = pathItems(api).map(([path, item]) =>
    printer.member("pathItems", path, input.path(item)),
  );
  const declarations = [
    declare("paths", paths),
    declare("$defs", []),
    ...[...printer.helpers].map((helper) => `${helper}\n`),
    declare("operations", printer.operations),
  ].join("");
  return printModule(importTypesOf(names, api, "./types.js")) + declarations;
}

/**
 * Path items as openapi-typescript can print them. Every operation has an operationId, and it is the
 * name of its function, because ids that are no identifiers would be rewritten. Methods that
 * openapi-typescript does not know stand under a path of their own, `/things#QUERY`.
 */
function pathItems({ document, operations }: Api): [path: string, item: unknown][] {
  const ofPath = new Map<string, Operation[]>();
  for (const operation of operations) {
    ofPath.set(operation.path, [...(ofPath.get(operation.path) ?? []), operation]);
  }
  return entriesOf(document["paths"]).flatMap(([path, pathItem]) => {
    const fields = entriesOf(pathItem).filter(([field]) => !methods.includes(field));
    const item: Record<string, unknown> = Object.fromEntries(fields);
    const others: [string, unknown][] = [];
    for (const { method, names, pointer } of ofPath.get(path) ?? []) {
      const node = pointer
        .slice(2)
        .reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), pathItem);
      const named = { ...(node as object), operationId: names.function };
      if (methods.includes(method.toLowerCase())) item[method.toLowerCase()] = named;
      else others.push([`${path}#${method}`, { parameters: item["parameters"], post: named }]);
    }
    return [[path, item] as [string, unknown], ...others];
  });
}
