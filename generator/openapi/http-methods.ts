import type { Version } from "./openapi-version.js";

/** An HTTP method that has a field in a path item. */
export interface Method {
  /** The name on the wire. */
  readonly name: string;
  /** The field of a path item. */
  readonly field: string;
  readonly versions: readonly Version[];
  /** RFC 9110, 9.2.1: it only reads. */
  readonly safe: boolean;
  /** RFC 9110, 9.2.2: sending it twice has the same effect as sending it once. */
  readonly idempotent: boolean;
  /** Whether HTTP defines a meaning for the request body. */
  readonly hasBody: boolean;
  /** What fetch does: sends it, sends it only without a body, or refuses it. */
  readonly fetch: "sent" | "without body" | "refused";
}

const all: readonly Version[] = ["2.0", "3.0", "3.1", "3.2"];
const since3: readonly Version[] = ["3.0", "3.1", "3.2"];

/** In the order of the specification. `query` is from a draft of the HTTP working group. */
export const methods: readonly Method[] = [
  method("get", all, { safe: true, idempotent: true, hasBody: false, fetch: "without body" }),
  method("put", all, { safe: false, idempotent: true, hasBody: true, fetch: "sent" }),
  method("post", all, { safe: false, idempotent: false, hasBody: true, fetch: "sent" }),
  method("delete", all, { safe: false, idempotent: true, hasBody: false, fetch: "sent" }),
  method("options", all, { safe: true, idempotent: true, hasBody: true, fetch: "sent" }),
  method("head", all, { safe: true, idempotent: true, hasBody: false, fetch: "without body" }),
  method("patch", all, { safe: false, idempotent: false, hasBody: true, fetch: "sent" }),
  method("trace", since3, { safe: true, idempotent: true, hasBody: false, fetch: "refused" }),
  method("query", ["3.2"], { safe: true, idempotent: true, hasBody: true, fetch: "sent" }),
];

function method(
  field: string,
  versions: readonly Version[],
  rest: Omit<Method, "name" | "field" | "versions">,
): Method {
  return { name: field.toUpperCase(), field, versions, ...rest };
}

const byField: ReadonlyMap<string, Method> = new Map(methods.map((each) => [each.field, each]));

/** The method of a field of a path item; undefined if the field is not a method. */
export function methodOfField(field: string): Method | undefined {
  return byField.get(field);
}

/** The method with this name, ignoring case; undefined if it has no field of its own. */
export function methodOfName(name: string): Method | undefined {
  return byField.get(name.toLowerCase());
}

/** The fields of a path item that are operations, in a version. */
export function methodFields(version: Version): readonly string[] {
  return methods.filter(({ versions }) => versions.includes(version)).map(({ field }) => field);
}

/**
 * Methods without a field that fetch refuses too; https://fetch.spec.whatwg.org/#forbidden-method
 */
const refused: readonly string[] = ["CONNECT", "TRACK"];

/** Whether fetch sends a method. */
export function isSendable(name: string): boolean {
  if (refused.includes(name.toUpperCase())) return false;
  return methodOfName(name)?.fetch !== "refused";
}
