import { tokensOf } from "../openapi/index.js";
import type { Judgement } from "./apply-rules.js";
import { partsOf } from "./change-kinds.js";
import { nameOf, rootName, schemaPathName } from "./change-names.js";
import type { Change, SchemaChange } from "./compare/change.js";
import type { Use } from "./compare/schema-pairs.js";
import { type Step, stepsOf } from "./compare/schema-path.js";
import { findRule } from "./rules/index.js";

/** The message of a rule, filled in. */
export function messageOf(judgement: Judgement): string {
  const { change, rule, uses } = judgement;
  const [before, after] = spelledApart(change.before, change.after);
  const words = {
    where: subjectOf(judgement, uses[0]),
    name: nameOf(change),
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

/** What happened to a schema that is neither sent nor received, in the words for one that is. */
function whatOf(change: Change): string {
  if (change.of !== "schema") return "";
  return findRule(`response.${change.kind}`)?.message ?? "{where} was changed";
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
  if (change.of === "schema") return componentOf(change);
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
