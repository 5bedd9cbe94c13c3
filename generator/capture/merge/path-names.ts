import { pathParametersOf, templateOf } from "../../openapi/index.js";
import type { Facts } from "./page-facts.js";

/** Whether two paths are one: they differ at most in the names of their parameters. */
export function isSamePath(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && templateOf(a) === templateOf(b);
}

/**
 * Facts about a path in the names that another path has for its parameters. In one and the same path
 * the position tells which is which; otherwise an equal name does, and the position among the rest.
 */
export function inNamesOf(facts: Facts, path: string, other: string): Facts {
  const names = isSamePath(path, other) ? byPosition(path, other) : byName(path, other);
  const parameters = Object.entries(facts.parameters).map(([key, fields]) => {
    const name = key.startsWith("path ") ? names.get(key.slice("path ".length)) : undefined;
    return [name === undefined ? key : `path ${name}`, fields] as const;
  });
  return { ...facts, parameters: Object.fromEntries(parameters) };
}

/** The names that the parameters of a path have in another one. */
export function byName(path: string, other: string): ReadonlyMap<string, string> {
  const [from, to] = [pathParametersOf(path), pathParametersOf(other)];
  const isCommon = (name: string) => from.includes(name) && to.includes(name);
  const [left, free] = [from, to].map((names) => names.filter((name) => !isCommon(name)));
  const pairs = left?.length === free?.length ? zip(left ?? [], free ?? []) : [];
  return new Map([...from.filter(isCommon).map((name) => [name, name] as const), ...pairs]);
}

function byPosition(path: string, other: string): ReadonlyMap<string, string> {
  return new Map(zip(pathParametersOf(path), pathParametersOf(other)));
}

function zip(from: readonly string[], to: readonly string[]): (readonly [string, string])[] {
  return from.map((name, index) => [name, to[index] ?? name] as const);
}
