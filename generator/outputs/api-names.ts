import type { Language } from "../config-fields.js";
import type { Contract, Operation, Parts } from "../contract/index.js";
import type { Api } from "../model/index.js";

/**
 * The TypeScript names of the parts of an API. They do not depend on the chosen outputs; what they
 * name exists if the outputs `types`, `enums` and `client` are generated.
 *
 * @example
 * for (const operation of contract.operations) {
 *   const called = names.operation(operation);
 *   // listBoms of groups/boms.ts
 *   if (called) console.log(`${called.function} of ${called.module}`);
 * }
 */
export interface Names {
  /** The client's name in PascalCase: `Cofactr` gives `createCofactr`. */
  readonly name: string;
  /**
   * The names of an operation of the contract; undefined if the client does not call it: webhooks,
   * callbacks, and methods that fetch does not send.
   */
  operation(operation: Operation): NamesOfOperation | undefined;
  /**
   * The exported type of a component schema, in `types.ts`.
   *
   * @param schema its key under `components/schemas`, or the schema of a body, a response or a
   *   property
   * @returns undefined if it is not exactly one component
   */
  schema(schema: string | Parts): string | undefined;
  /** The list of its values, in `enums.ts`; undefined unless the component is an enum. */
  values(schema: string | Parts): string | undefined;
}

/** The names of an operation and its types. */
export interface NamesOfOperation {
  /** The standalone function, `listBoms`, and the descriptor in `operations.ts`. */
  readonly function: string;
  /** Type of its arguments: `ListBomsParams`. */
  readonly params: string;
  /** Type of the data of a success: `ListBomsData`. */
  readonly data: string;
  /** Type of success or failure, distinguished by `ok`: `ListBomsResult`. */
  readonly result: string;
  /** Type of one item of its pages, `ListBomsItem`; undefined if it is not paginated. */
  readonly item: string | undefined;
  /** Properties from the facade to the object that has the operation: `["boms", "lines"]`. */
  readonly group: readonly string[];
  /** The member: `client.boms.lines.list` for `list`. */
  readonly method: string;
  /**
   * The module that exports function and types, relative to the output folder:
   * `groups/boms-lines.ts`, or `groups/boms-lines.js` if the client's language is JavaScript.
   */
  readonly module: string;
}

/** The names in a model, by the parts of the contract. */
export function namesOf(
  contract: Contract,
  { name, groups, schemas }: Api,
  language: Language,
): Names {
  const operations = new Map(
    groups.flatMap(({ path: group, module, operations: members }) =>
      members.map(({ method, path, names }) => {
        const called = { ...names, group, module: `groups/${module}.${language}` };
        return [`${method} ${path}`, called] as const;
      }),
    ),
  );
  const byKey = new Map(schemas.map((schema) => [schema.key, schema]));
  const find = (schema: string | Parts) => {
    const key = typeof schema === "string" ? schema : contract.schemas.read(schema).component;
    return key === undefined ? undefined : byKey.get(key);
  };
  return {
    name,
    operation: ({ kind, name: { method, path } }) =>
      kind === "path" ? operations.get(`${method} ${path}`) : undefined,
    schema: (schema) => find(schema)?.type,
    values: (schema) => find(schema)?.values?.name,
  };
}
