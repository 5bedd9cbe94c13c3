import type { Api, Operation } from "../../model/index.js";
import { entriesOf, isFields } from "../../openapi/index.js";
import {
  declare,
  importTypesOf,
  knownOf,
  markOf,
  methods,
  openApiInputOf,
  printModule,
  TypePrinter,
  withMark,
} from "../../typescript/index.js";
import type { NoOptions, Output } from "../output.js";

/**
 * `paths`: in `paths.ts`, `paths` and `operations` as openapi-typescript writes them, for libraries that
 * take those, such as openapi-fetch. The client itself has no use for them.
 */
export const pathsOutput: Output<NoOptions, Api> = {
  name: "paths",
  options: {},
  needs: ["types"],
  packages: [],
  claims: () => [],
  files: (_, api) => [{ path: "paths.ts", text: printPaths(api) }],
};

export function printPaths(api: Api): string {
  const input = openApiInputOf(api);
  const names = new Set<string>();
  const { operations } = api;
  const comments = new Map(operations.map((each) => [each.names.function, knownOf(each)]));
  const printer = new TypePrinter((ref) => input.resolve(ref), names, comments);
  const paths = pathItems(api).map(({ path, item, mark }) =>
    printer.member("pathItems", path, input.path(item), undefined, mark),
  );
  const declarations = [
    operations.some(({ isGuess }) => isGuess) ? `/** ${ungated} */\n` : "",
    declare("paths", paths),
    declare("$defs", []),
    ...[...printer.helpers].map((helper) => `${helper}\n`),
    declare("operations", printer.operations),
  ].join("");
  return printModule(importTypesOf(names, api, "./types.js")) + declarations;
}

/** The gate is in the runtime. */
const ungated =
  "Nothing keeps a library that takes these types from sending what is marked as inferred.";

interface PathItem {
  readonly path: string;
  readonly item: unknown;
  /** How the path is known, if no source documents it. */
  readonly mark: string | undefined;
}

/**
 * Path items as openapi-typescript can print them. Every operation has an operationId, and it is the
 * name of its function, because ids that are no identifiers would be rewritten. Methods that
 * openapi-typescript does not know stand under a path of their own, `/things#QUERY`.
 */
function pathItems({ document, operations, statements }: Api): PathItem[] {
  const ofPath = new Map<string, Operation[]>();
  for (const operation of operations) {
    ofPath.set(operation.path, [...(ofPath.get(operation.path) ?? []), operation]);
  }
  return entriesOf(document["paths"]).flatMap(([path, pathItem]) => {
    const fields = entriesOf(pathItem).filter(([field]) => !methods.includes(field));
    const item: Record<string, unknown> = Object.fromEntries(fields);
    const mark = markOf(statements.get(pathItem));
    const others: PathItem[] = [];
    for (const operation of ofPath.get(path) ?? []) {
      const { method, names, pointer } = operation;
      const node = pointer
        .slice(2)
        .reduce<unknown>((value, step) => (isFields(value) ? value[step] : undefined), pathItem);
      const fields = { ...(node as object), operationId: names.function };
      const named = withMark(fields, knownOf(operation));
      if (methods.includes(method.toLowerCase())) item[method.toLowerCase()] = named;
      else {
        const itemOfMethod = { parameters: item["parameters"], post: named };
        others.push({ path: `${path}#${method}`, item: itemOfMethod, mark });
      }
    }
    return [{ path, item, mark }, ...others];
  });
}
