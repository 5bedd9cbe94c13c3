import type { CallOptions, Client } from "./client.js";

/** Functions of operations by the name of their method, and groups of them. */
export interface Facade {
  readonly [name: string]: Facade | OperationFunction;
}

type OperationFunction = (client: Client, params: never, options?: CallOptions) => unknown;

/**
 * The functions as methods that have their client. The type is what the generated interface
 * promises: `never` fits it, and comparing each method with its function once more would be a quarter
 * of what a compiler checks in a whole client.
 */
export function bind(client: Client, facade: Facade): never {
  const members = Object.entries(facade).map(([name, member]) => {
    if (typeof member !== "function") return [name, bind(client, member)];
    const method = (params: never, options?: CallOptions) => member(client, params, options);
    return [name, method];
  });
  return Object.fromEntries(members) as never;
}
