import type { Api } from "../model/index.js";
import { isFields } from "../openapi/index.js";
import { importTypes, type StatementStructures } from "./modules.js";
import { openApiInputOf } from "./openapi-input.js";
import { schemaInputOf, type View, writable, writableForm } from "./schema-input.js";
import { collectNames, printNode } from "./type-nodes.js";
import { TypePrinter } from "./type-printer.js";

/** A type as source text. */
export interface WrittenType {
  readonly text: string;
  /** Every name in it that something has to declare. */
  readonly names: ReadonlySet<string>;
}

interface Writer {
  readonly printer: TypePrinter;
  /** What is written already, by view and schema: operations share most of their parameters. */
  readonly known: Readonly<Record<View, WeakMap<object, WrittenType>>>;
}
const writers = new WeakMap<Api, Writer>();

/**
 * A schema of the spec where it is used, in place of a way through the types of a whole API to it: a
 * compiler reads no more than there is, and a reader sees it. Named schemas go by their name.
 */
export function writeType(schema: unknown, view: View, api: Api): WrittenType {
  const { printer, known } = writerOf(api);
  const earlier = isFields(schema) ? known[view].get(schema) : undefined;
  if (earlier) return earlier;
  const node = printer.schema(schemaInputOf(api).written(schema, view));
  const names = new Set<string>();
  collectNames(node, names);
  const type = { text: printNode(node, "", "  "), names };
  if (isFields(schema)) known[view].set(schema, type);
  return type;
}

/** What a module imports from the types module for these names. */
export function importTypesOf(
  names: ReadonlySet<string>,
  api: Api,
  typesModule: string,
): StatementStructures[] {
  const declared = ["components", writable, writableForm, ...api.schemas.map(({ type }) => type)];
  const imported = declared.filter((name) => names.has(name)).sort();
  return imported.length > 0 ? [importTypes(typesModule, imported)] : [];
}

/** What a module declares itself for these names. */
export function helpersOf(names: ReadonlySet<string>, api: Api): string[] {
  return [...writerOf(api).printer.helpers].filter((helper) =>
    names.has(/^type (\w+)/.exec(helper)?.[1] ?? ""),
  );
}

function writerOf(api: Api): Writer {
  const known = writers.get(api);
  if (known) return known;
  const input = openApiInputOf(api);
  const writer: Writer = {
    printer: new TypePrinter((ref) => input.resolve(ref)),
    known: { read: new WeakMap(), write: new WeakMap(), form: new WeakMap() },
  };
  writers.set(api, writer);
  return writer;
}
