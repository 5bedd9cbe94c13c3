import type { RuleId } from "../change-kinds.js";
import type { Severity } from "../finding.js";
import type { Example, Rule } from "./rule.js";
import { hooks } from "./rule-examples.js";

const doc = (before: string, after: string): Example => ({ of: "document", before, after });
const own = (before: string, after: string): Example => ({ of: "operation", before, after });

const everyCallFails = "Requests with the credentials that were valid before are rejected.";
const sendTheNew = "Send the credentials that the new contract requires.";
const nothing = "";
const stillRight = "Requests that were valid before still are.";

interface Words {
  readonly wire: Severity;
  readonly message: string;
  readonly because: string;
  readonly fix: string;
}
const breaks = (message: string, because = everyCallFails, fix = sendTheNew): Words => ({
  wire: "breaking",
  message,
  because,
  fix,
});
const warns = (message: string, because: string, fix: string): Words => ({
  wire: "warning",
  message,
  because,
  fix,
});
const tells = (message: string, because = stillRight, fix = nothing): Words => ({
  wire: "info",
  message,
  because,
  fix,
});

function rule(id: RuleId, words: Words, example: Example): Rule {
  return { id, source: "none", class: "wire", ...words, example };
}

function requirementRules(subject: "document" | "operation", of: typeof doc): Rule[] {
  const whose = subject === "document" ? "the API" : "the operation";
  const [open, key, both, together, login] = [
    "security: []",
    "security: [{ key: [] }]",
    "security: [{ key: [] }, { login: [] }]",
    "security: [{ key: [], login: [] }]",
    "security: [{ login: [] }]",
  ];
  const scopes = (list: string) => `security: [{ oauth: [${list}] }]`;
  return [
    rule(
      `${subject}.security.begun`,
      breaks(`${whose} now requires {name}`, "Requests without credentials are rejected."),
      of(open, key),
    ),
    rule(
      `${subject}.security.dropped`,
      tells(`${whose} no longer requires credentials, which were {name}`),
      of(key, open),
    ),
    rule(`${subject}.security.added`, tells(`${whose} now also accepts {name}`), of(key, both)),
    rule(`${subject}.security.removed`, breaks(`${whose} no longer accepts {name}`), of(both, key)),
    rule(
      `${subject}.security.tightened`,
      breaks(
        `${whose} now requires {after} where {before} was enough`,
        "Requests without the additional credentials are rejected.",
      ),
      of(key, together),
    ),
    rule(
      `${subject}.security.loosened`,
      tells(`${whose} now requires {after} where it required {before}`),
      of(together, key),
    ),
    rule(
      `${subject}.security.changed`,
      breaks(`${whose} requires {after} instead of {before}`),
      of(key, login),
    ),
    rule(
      `${subject}.securityScope.added`,
      breaks(
        `${whose} now requires the scope {after} of {name}`,
        "Tokens without it are rejected.",
        "Request tokens with that scope.",
      ),
      of(scopes("read"), scopes("read, write")),
    ),
    rule(
      `${subject}.securityScope.removed`,
      tells(`${whose} no longer requires the scope {before} of {name}`),
      of(scopes("read, write"), scopes("read")),
    ),
  ];
}

/** An operation that inherits the document's security. */
const inheriting = "paths: { /a: { get: { responses: {} } } }";
const declared = `components: { securitySchemes: {
  key: { type: apiKey, in: header, name: x-key }, login: { type: http, scheme: basic },
  oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: /t, scopes: {} } } } } }`;
const inherited: typeof doc = (before, after) =>
  doc(`${before}\n${inheriting}\n${declared}`, `${after}\n${inheriting}\n${declared}`);

const hooked = (before: string, after: string) =>
  hooks(`{ security: ${before} }`, `{ security: ${after} }`);
const ownSecurity = (ofDocument: string) =>
  `${ofDocument}
paths: { /a: { get: { security: [{ key: [] }] }, put: { security: [] } } }
components: { securitySchemes: { key: { type: http, scheme: bearer } } }`;
const named = (key: string) =>
  `${inheriting}\nsecurity: [{ ${key}: [] }]\ncomponents: { securitySchemes: { ${key}: { type: http, scheme: bearer } } }`;

const schemes = (scheme: string) => `components: { securitySchemes: { key: ${scheme} } }`;
const header = (name: string) => schemes(`{ type: apiKey, in: header, name: ${name} }`);
const flow = (fields: string) =>
  schemes(
    `{ type: oauth2, flows: { authorizationCode: { authorizationUrl: /a, tokenUrl: /t, scopes: {}${fields} } } }`,
  );
const flows = (authorization: string, token: string, scopes: string) =>
  schemes(
    `{ type: oauth2, flows: { authorizationCode: { authorizationUrl: ${authorization}, tokenUrl: ${token}, scopes: { ${scopes} } } } }`,
  );
const device = (url: string) =>
  schemes(
    `{ type: oauth2, flows: { deviceAuthorization: { deviceAuthorizationUrl: ${url}, tokenUrl: /t, scopes: {} } } }`,
  );
const twoFlows = schemes(
  "{ type: oauth2, flows: { clientCredentials: { tokenUrl: /t, scopes: {} }, password: { tokenUrl: /t, scopes: {} } } }",
);
const oneFlow = schemes(
  "{ type: oauth2, flows: { clientCredentials: { tokenUrl: /t, scopes: {} } } }",
);

const urlMoved =
  "Logins at the old URL may fail; the client itself accepts a token from any source.";
const useNewUrl = "Log in at the new URL.";

const now = "The document had it before; something that the filter selects now requires it.";
const notNow = "The document still has it, but nothing that the filter selects requires it.";
/** A filter keeps of the components only those that something refers to. */
const all = '{ paths: ["/**"] }';
const unused = (filters: NonNullable<Example["filters"]>): Example => {
  const document = `paths: { /a: { get: {} } }\n${header("x-key")}`;
  return { ...doc(document, document), filters };
};

export const securityRules: readonly Rule[] = [
  ...requirementRules("document", inherited),
  ...requirementRules("operation", own),
  rule(
    "webhook.security.widened",
    breaks(
      "the server may send {after} with the call where it sent {before}",
      "A receiver that checks the old credentials refuses calls without them.",
      "Check what is sent now.",
    ),
    hooked("[{ key: [] }]", "[{ key: [] }, { login: [] }]"),
  ),
  rule(
    "webhook.security.narrowed",
    tells(
      "the server now sends {after} with the call where it sent {before}",
      "A receiver that accepted what was sent before accepts it.",
    ),
    hooked("[{ key: [] }, {}]", "[{ key: [] }]"),
  ),
  {
    ...rule(
      "document.defaultSecurity.changed",
      tells(
        "operations that do not say what they require now require {after} instead of {before}",
        "Each operation requires what it required before, but an option of the client may be required now.",
        "Pass the credential when you create the client, if the compiler asks for it.",
      ),
      doc(ownSecurity("security: []"), ownSecurity("security: [{ key: [] }]")),
    ),
    class: "source",
    wire: "none",
  },
  rule(
    "securityScheme.definition.added",
    tells("the security scheme {name} was added"),
    doc("components: {}", header("x-key")),
  ),
  rule(
    "securityScheme.definition.removed",
    tells(
      "the security scheme {name} was removed",
      "What operations require is judged where they require it.",
    ),
    doc(header("x-key"), "components: {}"),
  ),
  {
    ...rule(
      "securityScheme.definition.renamed",
      tells(
        "the security scheme {before} is now called {after}",
        "The credential is the same, but an option of the client is named after it.",
        "Regenerate the client and follow the compiler.",
      ),
      doc(named("token"), named("bearer")),
    ),
    class: "source",
  },
  {
    ...rule(
      "securityScheme.definition.selected",
      { ...tells("the security scheme {name} is now selected", now), wire: "none" },
      unused({ before: all }),
    ),
    class: "source",
  },
  {
    ...rule(
      "securityScheme.definition.unselected",
      { ...tells("the security scheme {name} is no longer selected", notNow), wire: "none" },
      unused({ after: all }),
    ),
    class: "source",
  },
  rule(
    "securityScheme.type.changed",
    breaks("the security scheme {name} is {after} instead of {before}"),
    doc(header("x-key"), schemes("{ type: http, scheme: basic }")),
  ),
  rule(
    "securityScheme.location.changed",
    breaks("the key of the scheme {name} is sent in {after} instead of {before}"),
    doc(header("x-key"), header("x-api-key")),
  ),
  rule(
    "securityScheme.httpScheme.changed",
    breaks("the HTTP scheme of {name} is {after} instead of {before}"),
    doc(schemes("{ type: http, scheme: basic }"), schemes("{ type: http, scheme: bearer }")),
  ),
  rule(
    "securityScheme.bearerFormat.changed",
    warns(
      "the tokens of {name} are {after} instead of {before}",
      "The server may reject tokens of the old format.",
      "Test the tokens that you have.",
    ),
    doc(
      schemes("{ type: http, scheme: bearer }"),
      schemes("{ type: http, scheme: bearer, bearerFormat: JWT }"),
    ),
  ),
  rule(
    "securityScheme.openIdConnectUrl.changed",
    warns("the OpenID Connect URL of {name} is {after} instead of {before}", urlMoved, useNewUrl),
    doc(
      schemes("{ type: openIdConnect, openIdConnectUrl: /a }"),
      schemes("{ type: openIdConnect, openIdConnectUrl: /b }"),
    ),
  ),
  rule(
    "securityScheme.authorizationUrl.changed",
    tells("the authorization URL of {name} is {after} instead of {before}", urlMoved, useNewUrl),
    doc(flows("/a", "/t", ""), flows("/b", "/t", "")),
  ),
  rule(
    "securityScheme.tokenUrl.changed",
    tells("the token URL of {name} is {after} instead of {before}", urlMoved, useNewUrl),
    doc(flows("/a", "/t", ""), flows("/a", "/u", "")),
  ),
  rule(
    "securityScheme.refreshUrl.changed",
    tells("the refresh URL of {name} is {after} instead of {before}", urlMoved, useNewUrl),
    doc(flow(""), flow(", refreshUrl: /r")),
  ),
  rule(
    "securityScheme.deviceAuthorizationUrl.changed",
    tells(
      "the device authorization URL of {name} is {after} instead of {before}",
      urlMoved,
      useNewUrl,
    ),
    doc(device("/a"), device("/b")),
  ),
  rule(
    "securityScheme.flow.added",
    tells("the flow {after} was added to {name}"),
    doc(oneFlow, twoFlows),
  ),
  rule(
    "securityScheme.flow.removed",
    breaks(
      "the flow {before} was removed from {name}",
      "Logins that use it fail.",
      "Log in with another flow.",
    ),
    doc(twoFlows, oneFlow),
  ),
  rule(
    "securityScheme.scope.added",
    tells("the scope {after} was added to {name}"),
    doc(flows("/a", "/t", "read: R"), flows("/a", "/t", "read: R, write: W")),
  ),
  rule(
    "securityScheme.scope.removed",
    warns(
      "the scope {before} was removed from {name}",
      "Logins that request it may fail.",
      "Stop requesting it.",
    ),
    doc(flows("/a", "/t", "read: R, write: W"), flows("/a", "/t", "read: R")),
  ),
  {
    ...rule(
      "securityScheme.scope.changed",
      tells("the description of a scope of {name} is now {after}"),
      doc(flows("/a", "/t", "read: R"), flows("/a", "/t", "read: Read")),
    ),
    class: "docs",
    wire: "none",
  },
  {
    ...rule(
      "securityScheme.description.changed",
      tells("the description of {name} was changed"),
      doc(
        schemes("{ type: http, scheme: basic, description: A }"),
        schemes("{ type: http, scheme: basic, description: B }"),
      ),
    ),
    class: "docs",
    wire: "none",
  },
  {
    ...rule(
      "securityScheme.deprecation.changed",
      tells("the deprecation of {name} was changed"),
      doc(
        schemes("{ type: http, scheme: basic }"),
        schemes("{ type: http, scheme: basic, deprecated: true }"),
      ),
    ),
    class: "behaviour",
  },
];
