import { diagnose } from "../diagnostics/index.js";
import { isCookieText, isFields, isHeaderText, isToken } from "../openapi/index.js";
import type {
  Carrier,
  ClientCredentialsFlow,
  Contract,
  Security,
  SecurityScheme,
} from "./contract.js";
import type { Reader } from "./node-reader.js";

/** The security schemes of a document, including those that no request can carry. */
export function readSecuritySchemes(schemes: Reader): ReadonlyMap<string, SecurityScheme> {
  return new Map(
    schemes.fields().map(([key, written]) => {
      const node = written.resolved();
      const isServerOnly = node.get("x-client").get("serverOnly").flag() ?? false;
      const carrier = readCarrier(key, node);
      const clientCredentials = readClientCredentials(node);
      const read = { key, raw: node.raw, at: node.at, node, written, carrier };
      return [key, { ...read, isServerOnly, clientCredentials }];
    }),
  );
}

/** The requirements of a `security` field. */
export function readSecurity(
  written: Reader,
  isOwn: boolean,
  { securitySchemes }: Pick<Contract, "securitySchemes">,
): Security {
  const alternatives = written.items().map((alternative) => {
    const schemes = alternative.fields().map(([name, scopes]) => {
      return [name, { scheme: securitySchemes.get(name), scopes: scopes.texts() }] as const;
    });
    reportClash(
      alternative,
      schemes.flatMap(([, { scheme }]) => scheme ?? []),
    );
    return new Map(schemes);
  });
  return { alternatives, at: written.at, isOwn };
}

/**
 * A header, a cookie or a query parameter can hold one credential; only the last one would be sent.
 */
function reportClash(alternative: Reader, schemes: readonly SecurityScheme[]): void {
  const first = new Map<string, string>();
  for (const { key, carrier } of schemes) {
    if (!carrier) continue;
    const { in: place, name } = carrier;
    const where = `${place} ${place === "header" ? name.toLowerCase() : name}`;
    const other = first.get(where);
    if (other === undefined) first.set(where, key);
    else {
      const args = { schemes: [other, key] as const, place, name };
      alternative.report(diagnose("credentials-clash", args, alternative.place));
    }
  }
}

function readCarrier(key: string, node: Reader): Carrier | undefined {
  const type = node.get("type").text();
  const bearer = {
    in: "header",
    name: "Authorization",
    prefix: "Bearer ",
    kind: "bearer",
  } as const;
  switch (type) {
    case "apiKey": {
      const place = node.get("in").text();
      const name = node.get("name").text();
      if ((place !== "header" && place !== "query" && place !== "cookie") || !name) break;
      const prefix = node.get("x-client").get("prefix").text();
      refuseUnsendable(key, node, { place, name, prefix });
      return { in: place, name, prefix, kind: "key" };
    }
    case "http": {
      const scheme = node.get("scheme").text() ?? "";
      if (/^basic$/i.test(scheme)) return { ...bearer, prefix: undefined, kind: "basic" };
      if (/^bearer$/i.test(scheme)) return bearer;
      if (!isToken(scheme)) break;
      const needs = schemesBeyondTokens[scheme.toLowerCase()];
      if (needs)
        node.report(diagnose("credential-beyond-token", { key, scheme, needs }, node.place));
      return { ...bearer, prefix: `${scheme} `, kind: "other", scheme };
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

/**
 * HTTP schemes for which a constant token is not enough, by lower-case name, with what they need.
 * From IANA's registry, and AWS's own.
 */
const schemesBeyondTokens: Readonly<Record<string, string>> = {
  "aws4-hmac-sha256": "a signature of each request",
  concealed: "a signature of the TLS connection",
  digest: "an answer to the server's challenge",
  dpop: "a proof for each request",
  gnap: "a proof for each request",
  hoba: "an answer to the server's challenge",
  mutual: "an exchange of several messages",
  negotiate: "an exchange of several messages",
  ntlm: "an exchange of several messages",
  oauth: "a signature of each request",
  "scram-sha-1": "an exchange of several messages",
  "scram-sha-256": "an exchange of several messages",
  signature: "a signature of each request",
};

/** Ignores invalid flows without a report: only a comment of the client would show them. */
function readClientCredentials(scheme: Reader): ClientCredentialsFlow | undefined {
  const { type, flows } = scheme.raw;
  const flow = type === "oauth2" && isFields(flows) && flows["clientCredentials"];
  if (!isFields(flow)) return undefined;
  const { tokenUrl, scopes } = flow;
  return {
    tokenUrl: typeof tokenUrl === "string" ? tokenUrl : undefined,
    scopes: isFields(scopes) ? Object.keys(scopes) : [],
  };
}

/** A key that cannot be sent is an error: without it, a client could call nothing. */
function refuseUnsendable(
  key: string,
  node: Reader,
  sent: { place: "header" | "query" | "cookie"; name: string; prefix: string | undefined },
): void {
  const { place, name, prefix = "" } = sent;
  // A query can contain every character.
  if (place !== "query" && !isToken(name)) {
    const at = node.get("name");
    const what = `the name of security scheme "${key}"`;
    const expected = `a valid ${place} name of letters, digits and !#$%&'*+-.^_\`|~`;
    node.report(diagnose("wrong-shape", { what, expected, found: JSON.stringify(name) }, at.place));
  }
  // A query encodes it.
  const holds = { header: isHeaderText, cookie: isCookieText, query: () => true }[place];
  if (!holds(prefix)) {
    const at = node.get("x-client").get("prefix");
    const why = `it contains a line break or another character that a ${place} cannot carry`;
    node.report(diagnose("extension-invalid", { name: "x-client.prefix", why }, at.place));
  }
}
