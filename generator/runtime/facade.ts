import type { CallOptions, Client } from "./client.js";

type OperationFunction = (client: Client, params: never, options?: CallOptions) => unknown;

/**
 * Functions of operations, by the name of their method and in groups, as methods that have their
 * client. A compiler compares neither with what the generated interface promises (`never` fits it)
 * nor with what is wanted here: for a whole client either takes it long.
 */
export function bind(client: Client, facade: object): never {
  const entries = Object.entries(facade as Readonly<Record<string, object | OperationFunction>>);
  const members = entries.map(([name, member]) => {
    if (typeof member !== "function") return [name, bind(client, member)];
    const method = (params: never, options?: CallOptions) => member(client, params, options);
    return [name, method];
  });
  return Object.fromEntries(members) as never;
}
