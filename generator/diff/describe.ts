import { tokensOf } from "../openapi/index.js";
import type { Change } from "./compare/change.js";
import type { Use } from "./compare/pairs.js";
import type { Judgement } from "./judge.js";

/** The message of a rule, filled in. */
export function messageOf({ change, rule, uses }: Judgement): string {
  const words: Readonly<Record<string, string>> = {
    where: uses[0] ? whereOf(uses[0]) : placeOf(rule.id, change),
    name: change.name,
    before: spelled(change.before),
    after: spelled(change.after),
  };
  const filled = rule.message.replaceAll(/\{(\w+)\}/g, (_, word: string) => words[word] ?? "");
  return filled.replaceAll(/ {2,}/g, " ").trim();
}

function whereOf({ root, path }: Use): string {
  const { subject, place, noun } = root;
  if (subject === "request" || subject === "response") {
    const isNamed = path !== "" && !/^(\[\]|\(\w+\))+$/.test(path);
    if (isNamed) return `the ${noun} property "${path}"`;
    const body = noun === "payload" || noun === "reply" ? `the ${noun}` : `the ${noun} body`;
    return path === "" ? body : `${body} ("${path}")`;
  }
  return path === "" ? `the ${place}` : `"${path}" of the ${place}`;
}

function placeOf(id: string, change: Change): string {
  const { name, pair } = change;
  if (pair) return componentOf(change);
  const [subject] = id.split(".");
  if (subject === "request") return "the request body";
  return subject === "response" ? `the response ${name}` : `the ${name}`;
}

/** `the schema Bom ("properties/name")`. */
function componentOf({ isIn, base, revision }: Change): string {
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
