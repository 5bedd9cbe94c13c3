import type { Contract, Direction, Parts } from "../contract/index.js";
import type { At } from "../openapi/index.js";
import { type JsonSchema, JsonSchemas } from "./schemas.js";

/** Schemas of a contract that are complete by themselves: what they refer to is in their `$defs`. */
export class CompleteSchemas {
  /** The definition of each component, by the name that references have. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  readonly #contract: Contract;
  readonly #schemas: JsonSchemas;
  readonly #written = new Map<string, JsonSchema>();

  constructor(contract: Contract, direction: Direction) {
    this.#contract = contract;
    // Keys of components may have any character, and references are pointers.
    const names = new Map([...contract.components.keys()].map((key, index) => [key, `c${index}`]));
    this.#schemas = new JsonSchemas(contract, names, direction, "number", true);
    this.definitions = Object.fromEntries(
      [...names].map(([key, name]) => [name, this.#schemas.define(key).schema]),
    );
  }

  /** The schema of a body, a response or a parameter; equal parts give the same object. */
  of(parts: Parts): JsonSchema {
    const identity = this.#contract.schemas.identity(parts);
    const written = this.#written.get(identity) ?? this.#schemas.useParts(parts).schema;
    this.#written.set(identity, written);
    return written;
  }

  /** The same with its definitions. */
  withDefinitions(schema: JsonSchema): JsonSchema {
    return typeof schema === "boolean" ? schema : { ...schema, $defs: this.definitions };
  }

  /** Where the document has what a schema says; undefined for one that only joins others. */
  placeOf(schema: object): At | undefined {
    return this.#schemas.placeOf(schema);
  }
}
