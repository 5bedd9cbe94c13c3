import type { Contract, Operation, Parts } from "../contract/index.js";
import type { Api } from "../model/index.js";

/**
 * What the things of an API are called in TypeScript. The names hold whichever outputs are made;
 * what they name is there if the outputs `types`, `enums` and `client` are.
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
   * The names of an operation of the contract; undefined for what the client does not call:
   * webhooks, callbacks, and methods that fetch does not send.
   */
  operation(operation: Operation): NamesOfOperation | undefined;
  /**
   * The exported type of a component schema, in `types.ts`.
   *
   * @param schema its key under `components/schemas`, or the schema itself as a body, an answer or
   *   a property has it
   * @returns undefined if it is no component and nothing else
   */
  schema(schema: string | Parts): string | undefined;
  /**
   * The same of the list of its values, in `enums.ts`; undefined unless the component is an enum.
   */
  values(schema: string | Parts): string | undefined;
}

/** What an operation is called, and what belongs to it. */
export interface NamesOfOperation {
  /** The standalone function, `listBoms`; the descriptor in `operations.ts` is called so, too. */
  readonly function: string;
  /** Type of its arguments: `ListBomsParams`. */
  readonly params: string;
  /** Type of what a success holds: `ListBomsData`. */
  readonly data: string;
  /** Type of success or failure, told apart by `ok`: `ListBomsResult`. */
  readonly result: string;
  /** Type of one item of its pages, `ListBomsItem`; undefined unless it has pages. */
  readonly item: string | undefined;
  /**
   * Properties that lead from the facade to the object that it is a member of: `["boms", "lines"]`.
   */
  readonly group: readonly string[];
  /** The member: `client.boms.lines.list` for `list`. */
  readonly method: string;
  /** The module that exports function and types, from the output folder: `groups/boms-lines.ts`. */
  readonly module: string;
}

/** The names of a model, by what the contract has. */
export function namesOf(contract: Contract, { name, groups, schemas }: Api): Names {
  const operations = new Map(
    groups.flatMap(({ path: group, module, operations: members }) =>
      members.map(({ method, path, names }) => {
        const called = { ...names, group, module: `groups/${module}.ts` };
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
