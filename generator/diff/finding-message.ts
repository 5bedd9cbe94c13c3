import { tokensOf } from "../openapi/index.js";
import type { Judgement } from "./apply-rules.js";
import { partsOf } from "./change-kinds.js";
import { nameOf, rootName, schemaPathName } from "./change-names.js";
import type { Change, SchemaChange } from "./compare/change.js";
import type { Use } from "./compare/schema-pairs.js";
import { type Step, stepsOf } from "./compare/schema-path.js";

/** The message of a rule, filled in. */
export function messageOf(judgement: Judgement): string {
  const { change, rule, uses } = judgement;
  const words: Readonly<Record<string, string>> = {
    where: subjectOf(judgement, uses[0]),
    name: nameOf(change),
    before: spelled(change.before),
    after: spelled(change.after),
    example: spelled(exampleOf(change)),
  };
  const filled = rule.message.replaceAll(/\{(\w+)\}/g, (_, word: string) => words[word] ?? "");
  return filled.replaceAll(/ {2,}/g, " ").trim();
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

/** `the schema Bom ("properties/name")`. */
function componentOf({ isIn, base, revision }: SchemaChange): string {
  const [, , name, ...below] = tokensOf(isIn === "base" ? base : revision);
  const within = below.length > 0 ? ` ("${below.join("/")}")` : "";
  return `the schema ${name}${within}`;
}

const longest = 200;

/** Short, and safe to print on a line. */
function spelled(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = Array.isArray(value)
    ? value.map((item) => (typeof item === "string" ? item : JSON.stringify(item))).join(", ")
    : typeof value === "string"
      ? value
      : JSON.stringify(value);
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
