import type { JsonSchema } from "../schemas/schema.js";
import {
  type Applied,
  createCheck,
  type Issue,
  type Keywords,
  type Step,
  undecided,
} from "../validate/check.js";

/**
 * As `createCheck`, and complains of members that no schema has a word for, where one lists members:
 * JSON Schema allows them, and a caller wants to hear of them. A schema has a word for a member also if
 * it only requires it or has a condition about it, and several schemas may speak of one object.
 */
export function createMemberCheck(
  root: JsonSchema,
  keywords: Keywords,
): (value: unknown) => readonly Issue[] {
  let whole: Applied | undefined;
  const check = createCheck(root, withConditions(keywords), (applied) => {
    whole = applied;
    if (!isObject(applied.value)) return;
    applied.around?.evaluated.add(applied);
    if (!Array.isArray(applied.value)) complain(applied, Object.keys(applied.value));
  });
  return (value) => {
    const issues = check(value);
    return whole && issues.some(isUnknown) ? withoutKnown(issues, whole, value) : issues;
  };
}

function isUnknown({ keyword }: Issue): boolean {
  return keyword === "unknown";
}

/** What a schema by itself has no word for; another one of the same object may have. */
function complain(applied: Applied, names: readonly string[]): void {
  const { evaluated, value } = applied;
  const open = names.filter((name) => !evaluated.has(name));
  if (open.length === 0 || evaluated.has(undecided)) return;
  const found = wordsByObject(applied, (other) => other.value === value).get(value);
  if (!found?.isListed) return;
  for (const name of open) {
    if (!found.names.has(name)) applied.fail("unknown", "is not in the schema", name);
  }
}

/** Leaves out what another schema of the same object has a word for, and what is told twice. */
function withoutKnown(issues: readonly Issue[], whole: Applied, root: unknown): readonly Issue[] {
  const words = wordsByObject(whole);
  const told = new Set<string>();
  return issues.filter((issue) => {
    if (!isUnknown(issue)) return true;
    const { path } = issue;
    const place = JSON.stringify(path);
    const known = words.get(partOf(root, path.slice(0, -1)));
    if (told.has(place) || known?.names.has(path.at(-1))) return false;
    told.add(place);
    return true;
  });
}

/** What schemas have a word for of an object. */
interface Words {
  readonly names: Set<unknown>;
  /** Whether one lists members. */
  isListed: boolean;
}

/** @param isWanted which schemas to look at, of those inside; default: all */
function wordsByObject(
  whole: Applied,
  isWanted: (applied: Applied) => boolean = () => true,
): Map<unknown, Words> {
  const found = new Map<unknown, Words>();
  const open = [whole];
  for (let applied = open.pop(); applied; applied = open.pop()) {
    const { value, evaluated, schema } = applied;
    const words = found.get(value) ?? { names: new Set(), isListed: false };
    found.set(value, words);
    words.isListed ||= "properties" in schema;
    for (const name of namesIn(schema)) words.names.add(name);
    for (const each of evaluated) {
      if (!isObject(each)) words.names.add(each);
      else if (isWanted(each as Applied)) open.push(each as Applied);
    }
  }
  return found;
}

const namesBySchema = new WeakMap<object, readonly unknown[]>();

/** The names of members in the keywords of a schema. */
function namesIn(schema: Applied["schema"]): readonly unknown[] {
  const known = namesBySchema.get(schema) ?? readNames(schema);
  namesBySchema.set(schema, known);
  return known;
}

function readNames(schema: Applied["schema"]): readonly unknown[] {
  const { properties, required, dependentRequired, dependentSchemas, propertyNames } = schema;
  const { enum: names } = Object(propertyNames) as { readonly enum?: unknown };
  const maps = [properties, dependentRequired, dependentSchemas].map((map) => Object(map));
  const lists = [required, names, ...Object.values(Object(dependentRequired))];
  return [...maps.flatMap(Object.keys), ...lists.flat()];
}

function partOf(root: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Readonly<Record<Step, unknown>>)[step],
    root,
  );
}

/** A condition has a word for what it asks, whether it holds or not. */
function withConditions(keywords: Keywords): Keywords {
  const { if: condition } = keywords;
  if (!condition) return keywords;
  return {
    ...keywords,
    if: (demand: never, applied) => {
      applied.beside(demand, applied.value);
      return condition(demand, applied);
    },
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
