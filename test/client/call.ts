import * as cofactr from "cofactr-platform-client";
import type { SpecOperation } from "./spec.js";

type Call = cofactr.ApiCall<unknown, { readonly ok: boolean }>;
type Member = (params?: object, options?: cofactr.CallOptions) => Call;
type Standalone = (client: cofactr.Client, params?: object, options?: cofactr.CallOptions) => Call;

/** The facade's member of a dotted name. */
export function memberOf(facade: cofactr.Cofactr, name: string): Member {
  const found = name
    .split(".")
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], facade);
  return found as Member;
}

export function standaloneOf({ id }: SpecOperation): Standalone {
  return (cofactr as unknown as Record<string, Standalone>)[id] as Standalone;
}

/** Arguments that satisfy every path parameter. */
export function pathArguments({ pathParameters }: SpecOperation): Record<string, string> {
  return Object.fromEntries(pathParameters.map((name) => [name, "1"]));
}
