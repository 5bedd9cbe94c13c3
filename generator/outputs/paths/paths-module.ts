import type { Contract, Written } from "../../contract/index.js";
import type { Api } from "../../model/index.js";
import {
  docs,
  importTypesOf,
  knownOf,
  markOf,
  objectType,
  printModule,
  printStatement,
  type Statement,
  StructureKind,
  toLiteral,
  toPropertyKey,
  withLongTypes,
} from "../../typescript/index.js";
import { type KeyedItem, OpenApiBuilder } from "./openapi-builder.js";
import { PathsPrinter, type Section } from "./openapi-typescript.js";
import type { PathsOptions } from "./paths-options.js";
import { rootTypesOf } from "./root-types.js";
import { templateOf } from "./template-literal-key.js";

/** The module; with the statements of the types module, everything is in one file. */
export function declarePaths(
  contract: Contract,
  api: Api,
  options: PathsOptions = {},
  types?: readonly Statement[],
): readonly Statement[] {
  const objects = new OpenApiBuilder(contract, api);
  const printer = new PathsPrinter(objects);
  const named: { readonly path: string; readonly name: string }[] = [];
  const hasGuess = api.operations.some(({ isInferred }) => isInferred);
  const paths: Member[] = [];
  const webhooks: Member[] = [];
  // Each item is built, printed and dropped before the next one.
  for (const item of objects.paths()) {
    const template = options.pathParamsAsTypes ? templateOf(item, contract) : undefined;
    paths.push(itemMember(template ?? toPropertyKey(item.key), item, printer));
    named.push(...item.ids.map((name) => ({ path: item.key, name })));
  }
  for (const item of objects.webhooks()) {
    webhooks.push(itemMember(toPropertyKey(item.key), item, printer));
  }
  const declared = {
    paths,
    webhooks,
    components: componentMembers(contract, api, objects, printer),
    $defs: [],
    operations: operationMembers(printer, api),
  };
  const statements: Statement[] = Object.entries(declared).map(([name, members]) =>
    declare(name, members, name === "paths" && hasGuess ? ungated : undefined, options),
  );
  if (options.makePathsEnum) {
    const values = toLiteral(Object.fromEntries(named.map(({ name, path }) => [name, path])));
    statements.push({ kind: "enum", name: "ApiPaths", text: printer.pathsEnum(named), values });
  }
  if (types === undefined) {
    const imports = importTypesOf(printer.names, api, "./types.js");
    return setApart(imports, statements);
  }
  if (options.rootTypes) statements.push(...rootTypesOf(contract, api, printer, options));
  return setApart(types, statements);
}

/** Both, with one blank line between them. */
function setApart(
  before: readonly Statement[],
  [first = "", ...rest]: readonly Statement[],
): readonly Statement[] {
  const text = typeof first === "string" ? first : printStatement(first);
  const isApart = before.length === 0 || printModule(before.slice(-1)).endsWith("}\n");
  return [...before, isApart ? text : `\n${text}`, ...rest];
}

/** Only the runtime refuses inferred operations, so the types must warn. */
const ungated =
  "Nothing stops a library that uses these types from sending what is marked as inferred.";

interface Member {
  /** As it is printed. */
  readonly name: string;
  readonly type: string;
  readonly docs?: ReturnType<typeof docs>;
}

function declare(
  name: string,
  members: readonly Member[],
  about: string | undefined,
  { exportType }: PathsOptions,
): Statement {
  const own = { isExported: true, name, docs: docs([about]) };
  const isEmpty = members.length === 0;
  if (!isEmpty && !exportType) {
    return withLongTypes({ kind: StructureKind.Interface, ...own, properties: [...members] });
  }
  const type = isEmpty ? "Record<string, never>" : objectType(members);
  return withLongTypes({ kind: StructureKind.TypeAlias, ...own, type });
}

function itemMember(name: string, item: KeyedItem, printer: PathsPrinter): Member {
  return { name, type: printer.item(item.item), docs: docs([item.mark]) };
}

function operationMembers(printer: PathsPrinter, { operations }: Api): Member[] {
  const known = new Map(operations.map((each) => [each.names.function, knownOf(each)]));
  return [...printer.operations].map(([id, type]) => ({
    name: toPropertyKey(id),
    type,
    docs: docs([known.get(id)]),
  }));
}

/**
 * Every component that is a type or contains one: schemas by their names, everything else written
 * out.
 */
function componentMembers(
  contract: Contract,
  { schemas }: Api,
  objects: OpenApiBuilder,
  printer: PathsPrinter,
): Member[] {
  for (const { type } of schemas) printer.names.add(type);
  const { responses, parameters, bodies, headers } = contract;
  const printed = <Value extends Written>(
    section: Section,
    components: ReadonlyMap<string, Value>,
    toObject: (component: Value) => object,
  ): Member[] =>
    [...components].map(([key, component]) => ({
      name: toPropertyKey(key),
      type: printer.component(section, toObject(component)),
      docs: docs(
        [
          component.node.get("description").prose(),
          markOf(contract.statementOf(component.written)),
        ],
        component.node.get("deprecated").value === true ? [["deprecated", ""]] : [],
      ),
    }));
  const sections: Readonly<Record<string, Member[]>> = {
    schemas: schemas.map(({ key, type, description, statement }) => ({
      name: toPropertyKey(key),
      type,
      docs: docs([description, markOf(statement)]),
    })),
    responses: printed("responses", responses, (each) => objects.response(each)),
    parameters: printed("parameters", parameters, (each) => objects.parameter(each)),
    requestBodies: printed("requestBodies", bodies, (each) => objects.body(each)),
    headers: printed("headers", headers, (each) => objects.header(each)),
    // Path items are inlined where they are used.
    pathItems: [],
  };
  const isAny = Object.values(sections).some(({ length }) => length > 0);
  if (!isAny) return [];
  return Object.entries(sections).map(([name, members]) => ({
    name,
    type: members.length > 0 ? objectType(members) : "never",
  }));
}
