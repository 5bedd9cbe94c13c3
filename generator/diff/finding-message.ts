import { tokensOf } from "../openapi/index.js";
import type { Judgement } from "./apply-rules.js";
import { partsOf } from "./change-kinds.js";
import { nameOf, rootName, schemaPathName } from "./change-names.js";
import type { Change, ChangesInside, SchemaChange, SchemaUsage } from "./compare/change.js";
import type { Use } from "./compare/schema-pairs.js";
import { type Step, stepsOf } from "./compare/schema-path.js";
import { findRule } from "./rules/index.js";

/** The message of a rule, filled in. */
export function messageOf(judgement: Judgement): string {
  const { change, rule, uses } = judgement;
  const [before, after] = spelledApart(change.before, change.after);
  const words = {
    where: subjectOf(judgement, uses[0]),
    name: nameOf(onlyIn(change) ?? change),
    usage: usageOf(change),
    before,
    after,
    example: spelled(exampleOf(change)),
  };
  return filled(rule.message, { ...words, what: filled(whatOf(change), words) });
}

function filled(template: string, words: Readonly<Record<string, string>>): string {
  const text = template.replaceAll(/\{(\w+)\}/g, (_, word: string) => words[word] ?? "");
  return text.replaceAll(/ {2,}/g, " ").trim();
}

/** The only change in a component schema. */
function onlyIn(change: Change): SchemaChange | undefined {
  return change.of === "document" ? change.inside?.only : undefined;
}

/** What happened to a schema that is neither sent nor received, in the words for one that is. */
function whatOf(change: Change): string {
  const only = onlyIn(change);
  return (only && findRule(`response.${only.kind}`)?.message) ?? "{where} was changed";
}

function exampleOf(change: Change): unknown {
  return change.of === "schema" && change.fit?.is === "overlapping"
    ? change.fit.example
    : undefined;
}

/** What changes, as a use meets it: `the response property "lines[].mpn"`. */
export function subjectOf(judgement: Judgement, use?: Use): string {
  return use ? whereOf(use) : placeOf(judgement);
}

function whereOf({ root, schemaPath }: Use): string {
  const { subject, noun } = root;
  const steps = stepsOf(schemaPath);
  const path = schemaPathName(steps);
  if (subject === "request" || subject === "response") {
    if (steps.some(isNamed)) return `the ${noun} property "${path}"`;
    const body = noun === "payload" || noun === "reply" ? `the ${noun}` : `the ${noun} body`;
    return path === "" ? body : `${body} ("${path}")`;
  }
  const place = rootName(root);
  return path === "" ? `the ${place}` : `"${path}" of the ${place}`;
}

function isNamed({ kind }: Step): boolean {
  return kind === "property" || kind === "map" || kind === "pattern";
}

function placeOf({ change, rule }: Judgement): string {
  if (change.of === "document" && change.inside) {
    const { only } = change.inside;
    return only ? componentOf(only) : withPlaces(change.name, change.inside);
  }
  const { subject } = partsOf(rule.id);
  if (subject === "request") return "the request body";
  return subject === "response" ? `the response ${nameOf(change)}` : `the ${nameOf(change)}`;
}

/** `the schema Bom ("properties/name")`; for a property of that name, the schema that has it. */
function componentOf({ isIn, base, revision, name: property }: SchemaChange): string {
  const [, , name, ...below] = tokensOf(isIn === "base" ? base : revision);
  const isNamed = below.at(-2) === "properties" && below.at(-1) === property;
  const path = isNamed ? below.slice(0, -2) : below;
  const within = path.length > 0 ? ` ("${path.join("/")}")` : "";
  return `the schema ${name}${within}`;
}

const mostPlaces = 3;

/** `the schema Bom ("properties/name", "properties/id")`. */
function withPlaces(name: string, { places }: ChangesInside): string {
  const named = places.filter((place) => place !== "").map((place) => `"${place}"`);
  const more = named.length - mostPlaces;
  const list = [...named.slice(0, mostPlaces), ...(more > 0 ? [`${more} more`] : [])];
  return `the schema ${name}${list.length > 0 ? ` (${list.join(", ")})` : ""}`;
}

const usages: Readonly<Record<SchemaUsage, string>> = {
  neither: "no operation uses the schema",
  base: "no operation uses the schema any more",
  revision: "no operation used the schema before",
  elsewhere: "operations use the schema in other places than before",
  within: "operations use the schema as a part of others that did not change alike",
};

function usageOf(change: Change): string {
  return change.of === "document" && change.inside ? usages[change.inside.usage] : "";
}

/** Different values look different: `true` and `"true"`. */
function spelledApart(before: unknown, after: unknown): readonly [before: string, after: string] {
  const values = [spelled(before), spelled(after)] as const;
  if (values[0] !== values[1] || typeof before === typeof after) return values;
  return [spelled(before, true), spelled(after, true)];
}

const longest = 200;

/** Short, and safe to print on a line. */
function spelled(value: unknown, isQuoted = false): string {
  if (value === undefined) return "nothing";
  const text = isQuoted
    ? JSON.stringify(value)
    : Array.isArray(value)
      ? value.map(spelledItem).join(", ") || "nothing"
      : spelledItem(value);
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/** An empty text would leave a gap in its sentence. */
function spelledItem(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : JSON.stringify(value);
}
