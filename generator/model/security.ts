import { diagnose } from "../diagnostics/index.js";
import { isHeaderText, isToken } from "../openapi/index.js";
import type { Security, SecurityScheme, Statements } from "./api.js";
import type { Namer } from "./namer.js";
import { reservedOptions } from "./names.js";
import type { Reader } from "./reader.js";

/** Reads the security schemes and the default requirements. */
export function readSecurity(
  document: Reader,
  namer: Namer,
  statements: Statements,
): { readonly security: Security; readonly known: KnownSchemes } {
  const nodes = document.at("components").at("securitySchemes").fields();
  const usable = nodes.flatMap(([key, node]) => {
    const scheme = readScheme(key, node.resolved());
    const serverOnly = node.resolved().at("x-client").at("serverOnly").flag() ?? false;
    const statement = statements.get(node.value);
    return scheme ? [{ key, serverOnly, statement, ...scheme }] : [];
  });
  const known: KnownSchemes = {
    declared: nodes.map(([key]) => key),
    usable: new Set(usable.map(({ key }) => key)),
  };
  const fallback = readRequirements(document.at("security"), known) ?? [];
  const options = namer.settle(
    usable.map(({ key }) => ({ identity: `option ${key}`, text: key, style: "camel", rank: 0 })),
    reservedOptions,
  );
  const schemes = usable.map(
    (scheme): SecurityScheme => ({
      ...scheme,
      option: options.get(`option ${scheme.key}`) as string,
      required: fallback.length > 0 && fallback.every((names) => names.includes(scheme.key)),
    }),
  );
  return { security: { schemes, default: fallback }, known };
}

/** Keys of the security schemes. */
export interface KnownSchemes {
  readonly declared: readonly string[];
  /** Those that a client can serve. */
  readonly usable: ReadonlySet<string>;
}

/**
 * The alternatives of a `security` field, without those that need a scheme that we cannot serve;
 * undefined if the field is absent.
 */
export function readRequirements(
  node: Reader,
  { declared, usable }: KnownSchemes,
): readonly (readonly string[])[] | undefined {
  if (!node.exists) return undefined;
  const alternatives = node.items().map((item) =>
    item.fields().map(([name, scopes]) => {
      if (!declared.includes(name)) {
        scopes.report(diagnose("security-unknown", { name, declared }, scopes.place));
      }
      return name;
    }),
  );
  // `{}` among the alternatives means that no credential is needed; one that is there is still sent.
  return alternatives.filter((keys) => keys.every((key) => usable.has(key)));
}

type Carrier = Omit<SecurityScheme, "key" | "option" | "required" | "serverOnly" | "statement">;

function readScheme(key: string, node: Reader): Carrier | undefined {
  const description = node.at("description").prose();
  const type = node.at("type").text();
  const bearer = {
    description,
    in: "header",
    name: "Authorization",
    prefix: "Bearer ",
    basic: false,
  } as const;
  switch (type) {
    case "apiKey": {
      const place = node.at("in").text();
      const name = node.at("name").text();
      if ((place !== "header" && place !== "query" && place !== "cookie") || !name) break;
      const prefix = node.at("x-client").at("prefix").text();
      refuseUnsendable(key, node, { place, name, prefix });
      return { description, in: place, name, prefix, basic: false };
    }
    case "http": {
      const scheme = node.at("scheme").text() ?? "";
      if (/^basic$/i.test(scheme)) return { ...bearer, prefix: undefined, basic: true };
      if (/^bearer$/i.test(scheme)) return bearer;
      if (isToken(scheme)) return { ...bearer, prefix: `${scheme} ` };
      break;
    }
    case "oauth2":
    case "openIdConnect":
      return bearer;
  }
  const what = `security scheme "${key}"`;
  const why = `type ${JSON.stringify(type)} with these fields is not supported`;
  node.report(diagnose("left-out", { what, why }, node.place));
  return undefined;
}

/** A key that cannot be sent is an error: without it there is nothing that a client could call. */
function refuseUnsendable(
  key: string,
  node: Reader,
  sent: { place: "header" | "query" | "cookie"; name: string; prefix: string | undefined },
): void {
  const { place, name, prefix = "" } = sent;
  // In a query every character can be written.
  if (place !== "query" && !isToken(name)) {
    const at = node.at("name");
    const what = `the name of security scheme "${key}"`;
    const expected = `one that a ${place} can have, of letters, digits and !#$%&'*+-.^_\`|~`;
    node.report(diagnose("wrong-shape", { what, expected, found: JSON.stringify(name) }, at.place));
  }
  if (place === "header" && !isHeaderText(prefix)) {
    const at = node.at("x-client").at("prefix");
    const why = "it holds a line end or another character that no header can carry";
    node.report(diagnose("extension-invalid", { name: "x-client.prefix", why }, at.place));
  }
}
