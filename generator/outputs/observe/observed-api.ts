import type { Contract, Response } from "../../contract/index.js";
import type { JsonSchema } from "../../json-schema/index.js";
import type { Api } from "../../model/index.js";
import { CheckedSchemas } from "../schemas/checked-schemas.js";

/** What an observer has to know of an API, as data; `runtime/observe/observed-api.ts` has its type. */
export interface ObservedTables {
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  readonly operations: Readonly<Record<string, object>>;
  /** Those that the schemas have. */
  readonly keywords: ReadonlySet<string>;
}

/** The answers of all operations that the client calls, with the schemas as they are on the wire. */
export function tablesOf(contract: Contract, api: Api): ObservedTables {
  const received = new CheckedSchemas(contract);
  const ids = new Map(api.operations.map(({ id, method, path }) => [`${method} ${path}`, id]));
  const called = contract.operations.flatMap((operation) => {
    const { kind, name } = operation;
    const id = kind === "path" ? ids.get(`${name.method} ${name.path}`) : undefined;
    return id === undefined ? [] : [{ id, operation }];
  });
  const operations = Object.fromEntries(
    called.map(({ id, operation }) => {
      const answers = [...operation.responses.values()].flatMap((response) =>
        response.status === undefined ? [] : [[response.status, answerOf(response, received)]],
      );
      const { method, path } = operation.name;
      return [id, { method, path, answers: Object.fromEntries(answers) }];
    }),
  );
  const definitions = received.definitions();
  return { operations, definitions, keywords: received.keywords() };
}

function answerOf({ content, mayHaveBody }: Response, schemas: CheckedSchemas): object {
  if (!mayHaveBody) return { isBodiless: true };
  if (content.size === 0) return {};
  const entries = [...content].map(([type, { form, schema }]) => {
    if (form !== "json") return [type, null];
    return [type, schema ? schemas.use(schema) : true];
  });
  return { content: Object.fromEntries(entries) };
}
