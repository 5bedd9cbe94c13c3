import { expect, test } from "vitest";
import { parse } from "yaml";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, specOf } from "./support.js";

const schemes = `components: { securitySchemes: {
  a: { type: apiKey, in: header, name: A }, b: { type: http, scheme: basic },
  o: { type: oauth2, flows: { clientCredentials: { tokenUrl: /t, scopes: { r: R, w: W } } } } } }`;
const paths = (...security: (string | undefined)[]) =>
  `paths: { ${security
    .map((own, index) => {
      const written = own === undefined ? "" : `, security: [${own}]`;
      return `/p${index}: { get: { responses: {}${written} } }`;
    })
    .join(", ")} }`;
const api = (security: string | undefined, ...own: (string | undefined)[]) =>
  [security === undefined ? "" : `security: [${security}]`, schemes, paths(...own)].join("\n");

/** Kind, severity on the wire, message and number of operations. */
function found(before: string, after: string): string[] {
  const [base, revision] = [before, after].map((yaml) => specOf({ ...head, ...parse(yaml) }));
  if (!base || !revision) return [];
  return compareSpecs(base, revision).findings.map(
    ({ kind, wire, message, operations }) => `${kind} ${wire} ×${operations.length}: ${message}`,
  );
}

const [none, a, b] = [undefined, "{ a: [] }", "{ b: [] }"];

test.each<[string, string, string, string[]]>([
  ["moved from the document to each operation", api(a, none, none), api(none, a, a), []],
  [
    "moved from each operation to the document, which only concerns the option",
    api(none, a, a),
    api(a, none, none),
    [
      "document.defaultSecurity.changed none ×0: operations that do not say what they require now require a instead of nothing",
    ],
  ],
  ["an exception that is written the other way round", api(a, none, ""), api(none, a, none), []],
  ["`{}` is spelled as an empty list", api("{}", none), api("", none), []],
  ["alternatives in another order", api(`${a}, ${b}`, none), api(`${b}, ${a}`, none), []],
  [
    "a default that every operation overrides",
    api(none, a, a),
    api(a, a, a),
    [
      "document.defaultSecurity.changed none ×0: operations that do not say what they require now require a instead of nothing",
    ],
  ],
  [
    "a default that every operation overrides goes",
    api(a, b, b),
    api(none, b, b),
    [
      "document.defaultSecurity.changed none ×0: operations that do not say what they require now require nothing instead of a",
    ],
  ],
  [
    "the alternative `{}` goes",
    api(`${a}, {}`, none),
    api(a, none),
    ["document.security.begun breaking ×1: the API now requires a"],
  ],
  [
    "the alternative `{}` goes, beside several others",
    api(`${a}, ${b}, {}`, none, none),
    api(`${a}, ${b}`, none, none),
    ["document.security.begun breaking ×2: the API now requires a or b"],
  ],
  [
    "the alternative `{}` goes from an operation",
    api(none, `{}, ${a}`, none),
    api(none, a, none),
    ["operation.security.begun breaking ×1: the operation now requires a"],
  ],
  [
    "the alternative `{}` comes",
    api(a, none),
    api(`${a}, {}`, none),
    ["document.security.dropped info ×1: the API no longer requires credentials, which were a"],
  ],
  [
    "a credential that was optional is no longer read",
    api(`${a}, {}`, none),
    api("{}", none),
    ["document.security.loosened info ×1: the API now requires nothing where it required a"],
  ],
  [
    "one more scheme beside the one that was enough",
    api(a, none),
    api("{ a: [], b: [] }", none),
    ["document.security.tightened breaking ×1: the API now requires a and b where a was enough"],
  ],
  [
    "one of two schemes is enough",
    api("{ a: [], b: [] }", none),
    api(b, none),
    ["document.security.loosened info ×1: the API now requires b where it required a and b"],
  ],
  [
    "an alternative that a smaller one includes goes",
    api("{ a: [] }, { a: [], b: [] }", none),
    api(a, none),
    [],
  ],
  [
    "another scheme",
    api(a, none, none),
    api(b, none, none),
    ["document.security.changed breaking ×2: the API requires b instead of a"],
  ],
  [
    "two alternatives instead of one",
    api(a, none),
    api("{ b: [] }, { o: [r] }", none),
    ["document.security.changed breaking ×1: the API requires b or o (r) instead of a"],
  ],
  [
    "the same change at each operation is one of the API",
    api(none, a, a, a),
    api(none, b, b, b),
    ["document.security.changed breaking ×3: the API requires b instead of a"],
  ],
  [
    "the same change at some operations is one finding",
    api(none, a, a, a),
    api(none, b, b, a),
    ["operation.security.changed breaking ×2: the operation requires b instead of a"],
  ],
  [
    "a change of the document, and one of an operation",
    api(a, none, none, a),
    api(b, none, none, ""),
    [
      "operation.security.dropped info ×1: the operation no longer requires credentials, which were a",
      "document.security.changed breaking ×2: the API requires b instead of a",
    ].reverse(),
  ],
  [
    "an operation that overrides the document does not inherit its change",
    api(a, none, b),
    api(`${a}, {}`, none, b),
    ["document.security.dropped info ×1: the API no longer requires credentials, which were a"],
  ],
  [
    "scopes that several operations share",
    api(none, "{ o: [r] }", "{ o: [r] }", a),
    api(none, "{ o: [r, w] }", "{ o: [r, w] }", a),
    ["operation.securityScope.added breaking ×2: the operation now requires the scope w of o"],
  ],
  [
    "one scope of two is enough",
    api("{ o: [r, w] }", none),
    api("{ o: [r] }, { o: [w] }", none),
    [
      "document.security.added info ×1: the API now also accepts o",
      "document.securityScope.removed info ×1: the API no longer requires the scope w of o",
    ],
  ],
])("%s", (_, before, after, want) => {
  expect(found(before, after)).toEqual(want);
});

const uses = (key: string, scheme: string, more = "") =>
  `security: [{ ${key}: [] }]\n${paths(none)}\ncomponents: { securitySchemes: { ${key}: ${scheme}${more} } }`;
const bearer = "{ type: http, scheme: bearer }";
const basic = "{ type: http, scheme: basic }";
const key = (place: string, name = "X-Key") => `{ type: apiKey, in: ${place}, name: ${name} }`;
const oauth = (url: string) =>
  `{ type: oauth2, flows: { clientCredentials: { tokenUrl: ${url}, scopes: {} } } }`;

test.each<[string, string, string, string[]]>([
  [
    "a scheme with another name is the same credential, and another option of the client",
    uses("k", bearer),
    uses("z", bearer),
    ["securityScheme.definition.renamed info ×1: the security scheme k is now called z"],
  ],
  [
    "the name of an OAuth scheme",
    uses("k", oauth("/t")),
    uses("z", oauth("/t")),
    ["securityScheme.definition.renamed info ×1: the security scheme k is now called z"],
  ],
  [
    "an OAuth scheme of another issuer is another credential",
    uses("k", oauth("/t")),
    uses("z", oauth("/u")),
    ["document.security.changed breaking ×1: the API requires z instead of k"],
  ],
  [
    "keys in the same header, spelled otherwise",
    uses("k", key("header")),
    uses("z", key("header", "x-key")),
    ["securityScheme.definition.renamed info ×1: the security scheme k is now called z"],
  ],
  [
    "the names of queries are case-sensitive",
    uses("k", key("query")),
    uses("z", key("query", "x-key")),
    ["document.security.changed breaking ×1: the API requires z instead of k"],
  ],
  [
    "a name that both versions have tells two tokens apart",
    uses("user", bearer, `, admin: ${bearer}`),
    uses("admin", bearer, `, user: ${bearer}`),
    ["document.security.changed breaking ×1: the API requires admin instead of user"],
  ],
  [
    "an API key that moves from the header to the query",
    uses("k", key("header")),
    uses("k", key("query")),
    [
      "securityScheme.location.changed breaking ×1: the key of the scheme k is sent in query instead of header",
    ],
  ],
  [
    "an API key that moves, and gets another name",
    uses("k", key("header")),
    uses("k", key("query", "key")),
    [
      "securityScheme.location.changed breaking ×1: the key of the scheme k is sent in query key instead of header X-Key",
    ],
  ],
  [
    "the name of a header in another case",
    uses("k", key("header")),
    uses("k", key("header", "x-key")),
    [],
  ],
  [
    "the name of a cookie in another case",
    uses("k", key("cookie")),
    uses("k", key("cookie", "x-key")),
    [
      "securityScheme.location.changed breaking ×1: the key of the scheme k is sent in x-key instead of X-Key",
    ],
  ],
  [
    "bearer to basic",
    uses("k", "{ type: http, scheme: bearer, bearerFormat: JWT }"),
    uses("k", "{ type: http, scheme: Basic }"),
    [
      "securityScheme.httpScheme.changed breaking ×1: the HTTP scheme of k is Basic instead of bearer",
    ],
  ],
  [
    "bearer to basic, under another name",
    uses("k", "{ type: http, scheme: bearer, bearerFormat: JWT }"),
    uses("z", "{ type: http, scheme: basic }"),
    ["document.security.changed breaking ×1: the API requires z instead of k"],
  ],
  [
    "a key to OAuth",
    uses("k", key("header")),
    uses("k", oauth("/t")),
    ["securityScheme.type.changed breaking ×1: the security scheme k is oauth2 instead of apiKey"],
  ],
])("%s", (_, before, after, want) => {
  expect(found(before, after)).toEqual(want);
});

test.each<[string, string, string, string[]]>([
  [
    "an option that keeps its name",
    uses("bearer_auth", bearer),
    uses("bearerAuth", bearer),
    ["none"],
  ],
  ["an option with another name", uses("bearer_auth", bearer), uses("token", bearer), ["breaking"]],
  ["a text that stays a text", uses("k", key("header")), uses("k", oauth("/t")), ["none"]],
  ["a text that was a name and a password", uses("k", basic), uses("k", bearer), ["breaking"]],
  ["an option that goes", uses("k", bearer), uses("k", "{ type: mutualTLS }"), ["breaking"]],
  [
    "what never had an option",
    uses("k", "{ type: mutualTLS }"),
    uses("z", "{ type: mutualTLS }"),
    ["none"],
  ],
])("in code: %s", (_, before, after, want) => {
  const [base, revision] = [before, after].map((yaml) => specOf({ ...head, ...parse(yaml) }));
  const findings = base && revision ? compareSpecs(base, revision).findings : [];
  expect(findings.map(({ source }) => source)).toEqual(want);
});
