/**
 * Schemas, and a program against the types that are made of them. Below `@ts-expect-error` stands
 * what must not compile; the compiler complains if it does.
 */
export interface TypeProgram {
  readonly schemas: Readonly<Record<string, unknown>>;
  readonly program: string;
  readonly openapi?: "3.0.3";
}

export const tagged = (tag: object, more: object = {}, required = ["kind"]) => ({
  type: "object",
  required,
  properties: { kind: tag, ...more },
});
export const text = { type: "string" };
export const ref = (key: string) => ({ $ref: `#/components/schemas/${key}` });
export const meows = { meows: { type: "boolean" } };
export const barks = { barks: { type: "boolean" } };
