import { type Fields, grammar, isExtension, isFields } from "../../openapi/index.js";
import { textOf } from "../field-text.js";

const kinds = new Set(["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]);

/** Some products write `type: bearer` and `type: basic`, which are schemes of `type: http`. */
export function convertScheme(raw: Fields): Fields | undefined {
  const fields = Object.fromEntries(
    Object.entries(raw).filter(
      ([name, value]) =>
        Object.hasOwn(grammar.securityScheme.fields, name) &&
        (name !== "description" || textOf(value)),
    ),
  );
  const { type } = fields;
  if (type === "bearer" || type === "basic") return { ...fields, type: "http", scheme: type };
  if (typeof type === "string" && type.toLowerCase() === "apikey") fields["type"] = "apiKey";
  if (fields["type"] === "apiKey" && (!textOf(fields["name"]) || !textOf(fields["in"]))) {
    return undefined;
  }
  if (fields["type"] === "http" && !textOf(fields["scheme"])) return undefined;
  return kinds.has(String(fields["type"])) ? fields : undefined;
}

/**
 * The requirements without what a product keeps beside the schemes; a requirement of nothing but
 * that, or of a scheme that is not declared, says nothing. Undefined if there are none at all.
 */
export function convertSecurity(
  raw: unknown,
  nameOf: (scheme: string) => string | undefined,
): { readonly security: Fields[]; readonly unknown: string[] } | undefined {
  if (!Array.isArray(raw)) return undefined;
  const unknown: string[] = [];
  const security = raw.filter(isFields).flatMap((requirement) => {
    // What a product keeps there begins with `x-`, as the name of a scheme may.
    const schemes = Object.entries(requirement).filter(
      ([name]) => !isExtension(name) || nameOf(name) !== undefined,
    );
    if (schemes.length === 0) return Object.keys(requirement).length === 0 ? [{}] : [];
    const entries = schemes.flatMap(([name, scopes]): [string, unknown][] => {
      const as = nameOf(name);
      if (as === undefined) unknown.push(name);
      return as === undefined ? [] : [[as, Array.isArray(scopes) ? scopes : []]];
    });
    return entries.length === schemes.length ? [Object.fromEntries(entries)] : [];
  });
  return { security, unknown };
}
