import type { Contract, Operation, Parts } from "../../contract/index.js";
import { type JsonSchema, JsonSchemas } from "../../json-schema/index.js";
import type { Api } from "../../model/index.js";
import { schemasIn } from "../../openapi/index.js";

/** What a recorder has to know of an API, as data; `runtime/observe/masked-exchange.ts` has its type. */
export interface RecordedTables {
  /** Path templates, by the id of the operation. */
  readonly paths: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

export function recordedTablesOf(contract: Contract, api: Api): RecordedTables {
  return {
    paths: Object.fromEntries(api.operations.map(({ id, path }) => [id, path])),
    words: wordsOf(contract),
  };
}

/** The texts that schemas list as values: they say nothing of anybody, and a recording keeps them. */
function wordsOf(contract: Contract): string[] {
  // Both directions have the same values.
  const names = new Map([...contract.components.keys()].map((key) => [key, key]));
  const schemas = new JsonSchemas(contract, names, "received", "number");
  const found = new Set<string>();
  const seen = new Set<string>();
  const add = (parts: Parts | undefined): void => {
    if (!parts) return;
    const identity = contract.schemas.identity(parts);
    if (seen.has(identity)) return;
    seen.add(identity);
    collect(schemas.useParts(parts).schema, found);
  };
  for (const [key] of contract.components) {
    collect(schemas.define(key).schema, found);
  }
  for (const operation of contract.operations) for (const parts of schemasOf(operation)) add(parts);
  return [...found].sort();
}

function schemasOf({ parameters, body, responses }: Operation): (Parts | undefined)[] {
  const contents = [body, ...responses.values()].flatMap((each) => [
    ...(each?.content.values() ?? []),
  ]);
  const headers = [...responses.values()].flatMap((each) => [...each.headers.values()]);
  return [...parameters.values(), ...contents, ...headers].map(({ schema }) => schema);
}

function collect(schema: JsonSchema, found: Set<string>): void {
  if (typeof schema === "boolean") return;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "const" || keyword === "enum") {
      for (const each of [value].flat()) if (typeof each === "string") found.add(each);
    }
    for (const each of schemasIn(keyword, value)) collect(each as JsonSchema, found);
  }
}
