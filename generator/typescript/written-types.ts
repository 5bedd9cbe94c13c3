import type { Api } from "../model/index.js";
import { isFields } from "../openapi/index.js";
import { importTypes, type StatementStructures } from "./modules.js";
import { SchemaTypes, type View, writable, writableForm } from "./schema-types.js";

/** A type as source text. */
export interface WrittenType {
  readonly text: string;
  /** Every name in it that must be declared. */
  readonly names: ReadonlySet<string>;
}

interface Writer {
  readonly types: SchemaTypes;
  /** Cached by view and schema: operations share most of their parameters. */
  readonly known: Readonly<Record<View, WeakMap<object, WrittenType>>>;
}
const writers = new WeakMap<Api, Writer>();

/**
 * The type of a schema where it is used, instead of a path through the types of a whole API: a
 * compiler reads only that, and a person can see it. Named schemas are referred to by name.
 */
export function writeType(schema: unknown, view: View, api: Api): WrittenType {
  const { types, known } = writerOf(api);
  const earlier = isFields(schema) ? known[view].get(schema) : undefined;
  if (earlier) return earlier;
  const type = types.use(schema, view);
  if (isFields(schema)) known[view].set(schema, type);
  return type;
}

/** The types of an API's schemas; computed once. */
export function schemaTypesOf(api: Api): SchemaTypes {
  return writerOf(api).types;
}

/**
 * Declarations of the types module besides the schemas: their other forms, and bodies that
 * operations share.
 */
export const shared = {
  writable,
  writableForm,
  responses: "ResponseBodies",
  requestBodies: "RequestBodies",
  webhooks: "WebhookBodies",
} as const;

/** The imports from the types module for these names. */
export function importTypesOf(
  names: ReadonlySet<string>,
  api: Api,
  typesModule: string,
): StatementStructures[] {
  const declared = [...Object.values(shared), ...api.schemas.map(({ type }) => type)];
  const imported = declared.filter((name) => names.has(name)).sort();
  return imported.length > 0 ? [importTypes(typesModule, imported)] : [];
}

function writerOf(api: Api): Writer {
  const known = writers.get(api);
  if (known) return known;
  const types = new Map(api.schemas.map(({ key, type }) => [key, type]));
  const writer: Writer = {
    types: new SchemaTypes(api.contract, types, api.int64),
    known: { read: new WeakMap(), write: new WeakMap(), form: new WeakMap() },
  };
  writers.set(api, writer);
  return writer;
}
