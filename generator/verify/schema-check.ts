import { type Contract, type Direction, exactType, type Parts } from "../contract/index.js";
import { CompleteSchemas, type JsonSchema } from "../json-schema/index.js";
import type { At } from "../openapi/index.js";
import { createMemberCheck, isShownName, withPatterns } from "../runtime/observe/index.js";
import * as validate from "../runtime/validate/index.js";
import type { Complaint, SpecNode } from "./deviation.js";
import { matchesInTime } from "./guarded-pattern.js";

const { enumKeyword, constKeyword, ifKeyword, ref, toStandardSchema: _, ...others } = validate;

const keywords = withPatterns(
  { ...others, ...{ enum: enumKeyword, const: constKeyword, if: ifKeyword, $ref: ref } },
  matchesInTime,
);

/** What depends on the very value, and not on its kind and length. */
const ofValues = [
  ...["pattern", "propertyNames", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  ...["multipleOf", "uniqueItems"],
];

const ofMasked = Object.fromEntries(
  Object.entries(keywords).filter(([name]) => !ofValues.includes(name)),
);

type Check = (value: unknown) => readonly validate.Issue[];

/** Checks values with the schemas of a contract, for one direction. */
export class SchemaCheck {
  readonly schemas: CompleteSchemas;
  readonly #checks = new WeakMap<object, Check>();
  readonly #keywords: validate.Keywords;
  /** What has a place, by the copy that is checked in its stead. */
  readonly #roots = new WeakMap<object, object>();

  /** @param isMasked whether the values only stand for others */
  constructor(contract: Contract, direction: Direction, isMasked = false) {
    this.#keywords = isMasked ? ofMasked : keywords;
    this.schemas = new CompleteSchemas(contract, direction);
  }

  /** What is wrong with a value; members that no schema lists are wrong, too. */
  complaints(parts: Parts, value: unknown): Complaint[] {
    return this.issues(this.schemas.of(parts), value).map((issue) => {
      const { keyword, path, message } = issue;
      return { keyword, path, message, at: this.#nodeOf(issue, value) };
    });
  }

  /** The same for a schema that `schemas` has written, or a part of one. */
  issues(schema: JsonSchema, value: unknown): readonly validate.Issue[] {
    const known = typeof schema === "object" ? this.#checks.get(schema) : undefined;
    if (known) return known(value);
    const root = this.schemas.withDefinitions(schema);
    const check = createMemberCheck(root, this.#keywords);
    if (typeof root === "object" && typeof schema === "object") {
      this.#roots.set(root, schema);
      this.#checks.set(schema, check);
    }
    return check(value);
  }

  #nodeOf({ schemas, keyword, path }: validate.Issue, root: unknown): SpecNode | undefined {
    const node = schemas
      .map((schema) => this.#placeOf(schema))
      .find((place) => place !== undefined);
    if (!node) return undefined;
    const last = path.at(-1);
    const isShown = typeof last === "string" && isShownName(last);
    const type = exactType(valueIn(root, path));
    return { node, detail: { keyword, type, ...(isShown && { member: last }) } };
  }

  /** The place of a schema; of a bare reference, that of its component. */
  #placeOf(schema: object): At | undefined {
    const own = this.schemas.placeOf(this.#roots.get(schema) ?? schema);
    const ref = "$ref" in schema ? String(schema.$ref) : "";
    const component = this.schemas.definitions[ref.replace("#/$defs/", "")];
    return own ?? (typeof component === "object" ? this.schemas.placeOf(component) : undefined);
  }
}

/** The value at a path from the whole value down. */
function valueIn(root: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Readonly<Record<string, unknown>> | null)?.[step],
    root,
  );
}
