import { type Contract, matchesPattern, type Parts } from "../../contract/index.js";
import { type JsonSchema, JsonSchemas } from "../../json-schema/index.js";
import { holdsSchemas } from "../../openapi/index.js";
import { checkedKeywords, keywordsIn } from "./validators.js";

/** Schemas as they are received, with only what is checked. */
export class CheckedSchemas {
  readonly #schemas: JsonSchemas;
  readonly #names: ReadonlyMap<string, string>;
  readonly #used = new Set<string>();
  readonly #written: JsonSchema[] = [];

  constructor(contract: Contract) {
    this.#names = new Map(
      [...contract.components.keys()].map((key, index) => [key, `c${index}`] as const),
    );
    this.#schemas = new JsonSchemas(contract, this.#names, "received", "number", true);
  }

  use(parts: Parts): JsonSchema {
    const { schema, uses } = this.#schemas.useParts(parts);
    for (const key of uses) this.#used.add(key);
    const checked = checkedPart(schema);
    this.#written.push(checked);
    return checked;
  }

  /** The components that the schemas used so far refer to, and those that these refer to. */
  definitions(): Readonly<Record<string, JsonSchema>> {
    const found: [string, JsonSchema][] = [];
    // A set goes on to what is added while it is gone through.
    for (const key of this.#used) {
      const { schema, uses } = this.#schemas.define(key);
      for (const each of uses) this.#used.add(each);
      found.push([this.#names.get(key) ?? key, checkedPart(schema)]);
    }
    return Object.fromEntries(found);
  }

  /** The keywords of all of these. */
  keywords(): ReadonlySet<string> {
    const all = [...Object.values(this.definitions()), ...this.#written];
    return new Set(all.flatMap(keywordsIn));
  }
}

const beside = ["minContains", "maxContains", "then", "else"];

/** A schema without what nobody checks: prose, examples, and patterns that could take long. */
function checkedPart(schema: JsonSchema): JsonSchema {
  if (typeof schema === "boolean") return schema;
  const isKept = ([keyword, value]: [string, unknown]): boolean => {
    if (keyword === "pattern") return isQuick(value);
    return checkedKeywords.includes(keyword) || beside.includes(keyword);
  };
  const names = Object.keys((schema["patternProperties"] ?? {}) as object);
  // What only such a pattern allows would otherwise be unknown.
  const isOpen = !names.every(isQuick);
  const entries = Object.entries(schema)
    .filter(isKept)
    .filter(([keyword]) => !isOpen || !furtherMembers.includes(keyword))
    .map(([keyword, value]) => [keyword, checkedValue(keyword, value)]);
  return { ...Object.fromEntries(entries), ...(isOpen && { additionalProperties: true }) };
}

const furtherMembers = ["patternProperties", "additionalProperties", "unevaluatedProperties"];
const maps = ["properties", "patternProperties", "dependentSchemas"];

function checkedValue(keyword: string, value: unknown): unknown {
  if (!holdsSchemas(keyword)) return value;
  if (Array.isArray(value)) return value.map((each) => checkedPart(each as JsonSchema));
  if (!maps.includes(keyword)) return checkedPart(value as JsonSchema);
  const members = Object.entries(value as Readonly<Record<string, JsonSchema>>);
  return Object.fromEntries(members.map(([name, each]) => [name, checkedPart(each)]));
}

function isQuick(pattern: unknown): boolean {
  return matchesPattern(pattern, "") !== undefined;
}
