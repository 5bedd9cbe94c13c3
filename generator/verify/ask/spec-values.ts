import type { Contract, Parameter, Parts } from "../../contract/index.js";
import { SchemaCheck } from "../schema-check.js";

/** Schemas in schemas, of which a value is put together. */
const maxDepth = 4;

/** Values of parameters that the spec itself names, as long as they fit their own schema. */
export class SpecValues {
  readonly #contract: Contract;
  readonly #check: SchemaCheck;

  constructor(contract: Contract) {
    this.#contract = contract;
    this.#check = new SchemaCheck(contract, "sent");
  }

  /** What a service is said to know: enums and defaults. */
  known({ schema }: Parameter): unknown[] {
    return schema ? this.#knownIn(schema) : [];
  }

  /** Those, examples, and what can be put together of both. */
  all(parameter: Parameter): unknown[] {
    const { schema, content, node } = parameter;
    const [media] = content.values();
    const parts = schema ?? media?.schema;
    const own = [node, ...(media ? [media.node] : [])].flatMap((each) => [
      each.get("example").value,
      ...each
        .get("examples")
        .fields()
        .map(([, example]) => example.resolved().get("value").value),
    ]);
    const values = [...own.filter(isSendable), ...(parts ? this.#allIn(parts, 0) : [])];
    return parts
      ? values.filter((value) => this.#check.complaints(parts, value).length === 0)
      : values;
  }

  #knownIn(parts: Parts): unknown[] {
    const { values, plain } = this.#contract.schemas.read(parts);
    return (values ?? [plain["default"]]).filter(isSendable);
  }

  #allIn(parts: Parts, depth: number): unknown[] {
    const { plain } = this.#contract.schemas.read(parts);
    const { example, examples } = plain;
    const shown = [example, ...(Array.isArray(examples) ? (examples as unknown[]) : [])];
    const found = [...this.#knownIn(parts), ...shown.filter(isSendable)];
    return found.length > 0 || depth === maxDepth ? found : this.#composed(parts, depth);
  }

  /** A list of one item; an object of what it requires, or of one member. */
  #composed(parts: Parts, depth: number): unknown[] {
    const { types, properties, required, single } = this.#contract.schemas.read(parts);
    const items = single.get("items");
    if (types?.includes("array") && items)
      return this.#allIn(items, depth + 1).map((value) => [value]);
    const members = [...properties].flatMap(([name, each]): [string, unknown][] => {
      const [value] = this.#allIn(each, depth + 1);
      return value === undefined ? [] : [[name, value]];
    });
    const needed = members.filter(([name]) => required.has(name));
    if (needed.length < required.size || members.length === 0) return [];
    return [Object.fromEntries(needed.length > 0 ? needed : members.slice(0, 1))];
  }
}

/** A number with more digits has lost some of them, and null is none. */
function isSendable(value: unknown): boolean {
  if (typeof value === "number") return !Number.isInteger(value) || Number.isSafeInteger(value);
  const isNested = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  return isNested || ["string", "boolean"].includes(typeof value);
}
