import type { Spec } from "../../generator/load/index.js";

/** How the documents of these tests begin. */
export const head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

/** An entry whose schema `Used` is this reference. */
export const using = (ref: string) =>
  `${head}paths: {}\ncomponents:\n  schemas:\n    Used: { type: object, properties: { a: { $ref: '${ref}' } } }\n`;

export function at(spec: Spec, ...pointer: string[]): unknown {
  return pointer.reduce<unknown>(
    (value, token) => (value as Record<string, unknown> | undefined)?.[token],
    spec.document,
  );
}

export const schema = (spec: Spec, name: string) => at(spec, "components", "schemas", name);
export const refOfA = (spec: Spec) =>
  at(spec, "components", "schemas", "Used", "properties", "a", "$ref") as string;
