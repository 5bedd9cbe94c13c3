import { typeOfValue } from "../contract/index.js";
import { isExact } from "../openapi/index.js";
import { toPropertyKey, toStringLiteral } from "./text.js";

/** Source of a type, and its outermost operator: in a larger type, it may need parentheses. */
export interface Source {
  readonly text: string;
  readonly is: "whole" | "union" | "intersection";
}

export const whole = (text: string): Source => ({ text, is: "whole" });
export const unknown = whole("unknown");
export const never = whole("never");
export const anyObject = whole("Record<string, unknown>");

/** The type for a JSON type that is neither an object nor a list; `any` for an unknown type. */
export function simple(type: string): Source {
  switch (type) {
    case "string":
    case "boolean":
    case "number":
      return whole(type);
    case "integer":
      return whole("number");
    default:
      return unknown;
  }
}

/** A member of an object type, without its comment. */
export function member(name: string, type: Source, isRequired = true): string {
  return `${toPropertyKey(name)}${isRequired ? "" : "?"}: ${type.text};`;
}

/** A member on its own line, or on several. */
export function indented(member: string): string {
  return `  ${member.replaceAll("\n", "\n  ")}\n`;
}

/** Values as types; a number that JavaScript cannot represent would become another one. */
export function literals(values: readonly unknown[]): Source {
  return union(values.map(literal));
}

function literal(value: unknown): Source {
  switch (typeOfValue(value)) {
    case "string":
      return whole(toStringLiteral(value as string));
    case "bigint":
      return whole(`${value}n`);
    case "number":
      return whole(isExact(value as number) ? String(value) : "number");
    case "array":
      return whole(`[${(value as unknown[]).map((each) => literal(each).text).join(", ")}]`);
    case "object": {
      const members = Object.entries(value as object).map(([name, each]) =>
        member(name, literal(each)),
      );
      return members.length > 0
        ? whole(`{ ${members.join(" ")} }`)
        : whole("Record<string, never>");
    }
    default:
      return whole(String(value));
  }
}

/** Part of a list or of a larger type. */
export function operand({ text, is }: Source): string {
  return is === "whole" ? text : `(${text})`;
}

/** The union of types. */
export function union(sources: readonly Source[]): Source {
  const distinct = withoutRepeats(sources);
  if (distinct.some(({ text }) => text === unknown.text)) return unknown;
  const possible = distinct.filter(({ text }) => text !== never.text);
  const [first = never] = possible;
  if (possible.length <= 1) return first;
  const text = possible.map((each) => (each.is === "intersection" ? operand(each) : each.text));
  return { text: text.join(" | "), is: "union" };
}

/** The intersection of types. */
export function intersection(sources: readonly Source[]): Source {
  const distinct = withoutRepeats(sources).filter(({ text }) => text !== unknown.text);
  const [first = unknown] = distinct;
  if (distinct.length <= 1) return first;
  if (distinct.some(({ text }) => text === never.text)) return never;
  const text = distinct.map((each) => (each.is === "union" ? operand(each) : each.text));
  return { text: text.join(" & "), is: "intersection" };
}

function withoutRepeats(sources: readonly Source[]): readonly Source[] {
  // The usual case.
  if (sources.length <= 1) return sources;
  const seen = new Set<string>();
  return sources.filter(({ text }) => !seen.has(text) && seen.add(text));
}
