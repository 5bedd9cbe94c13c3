import type { RuleId } from "../change-kinds.js";
import type { Severity } from "../finding.js";
import type { Example, Rule } from "./rule.js";

const doc = (before: string, after: string): Example => ({ of: "document", before, after });
const own = (before: string, after: string): Example => ({ of: "operation", before, after });

const everyCallFails = "Requests that carry what was right before are refused.";
const sendTheNew = "Send the credentials that the new contract asks for.";
const nothing = "Nothing.";
const stillRight = "Requests that were right before still are.";

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
  const [open, key, both] = [
    "security: []",
    "security: [{ key: [] }]",
    "security: [{ key: [] }, { login: [] }]",
  ];
  const scopes = (list: string) => `security: [{ oauth: [${list}] }]`;
  return [
    rule(
      `${subject}.security.begun`,
      breaks(`${whose} now asks for {name}`, "Requests without credentials are refused."),
      of(open, key),
    ),
    rule(
      `${subject}.security.dropped`,
      tells(`${whose} no longer asks for credentials, which were {before}`),
      of(key, open),
    ),
    rule(`${subject}.security.added`, tells(`${whose} now also takes {name}`), of(key, both)),
    rule(`${subject}.security.removed`, breaks(`${whose} no longer takes {name}`), of(both, key)),
    rule(
      `${subject}.securityScope.added`,
      breaks(
        `${whose} now asks {name} for the scope {after}`,
        "Tokens without it are refused.",
        "Ask for tokens with that scope.",
      ),
      of(scopes("read"), scopes("read, write")),
    ),
    rule(
      `${subject}.securityScope.removed`,
      tells(`${whose} no longer asks {name} for the scope {before}`),
      of(scopes("read, write"), scopes("read")),
    ),
  ];
}

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
  "Logins that go to the old URL can fail; the client itself takes a token, wherever it is from.";
const useNewUrl = "Log in at the new URL.";

export const securityRules: readonly Rule[] = [
  ...requirementRules("document", doc),
  ...requirementRules("operation", own),
  rule(
    "securityScheme.definition.added",
    tells("the security scheme {name} was added"),
    doc("components: {}", header("x-key")),
  ),
  rule(
    "securityScheme.definition.removed",
    tells(
      "the security scheme {name} was removed",
      "What operations ask for is judged where they ask for it.",
    ),
    doc(header("x-key"), "components: {}"),
  ),
  rule(
    "securityScheme.type.changed",
    breaks("the security scheme {name} is {after} instead of {before}"),
    doc(header("x-key"), schemes("{ type: http, scheme: basic }")),
  ),
  rule(
    "securityScheme.location.changed",
    breaks("the key of the scheme {name} travels in {after} instead of {before}"),
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
      "The server may refuse tokens of the old format.",
      "Try the tokens that you have.",
    ),
    doc(
      schemes("{ type: http, scheme: bearer }"),
      schemes("{ type: http, scheme: bearer, bearerFormat: JWT }"),
    ),
  ),
  rule(
    "securityScheme.openIdConnectUrl.changed",
    warns(
      "OpenID Connect of {name} is discovered at {after} instead of {before}",
      urlMoved,
      useNewUrl,
    ),
    doc(
      schemes("{ type: openIdConnect, openIdConnectUrl: /a }"),
      schemes("{ type: openIdConnect, openIdConnectUrl: /b }"),
    ),
  ),
  rule(
    "securityScheme.authorizationUrl.changed",
    tells("{name} authorises at {after} instead of {before}", urlMoved, useNewUrl),
    doc(flows("/a", "/t", ""), flows("/b", "/t", "")),
  ),
  rule(
    "securityScheme.tokenUrl.changed",
    tells("{name} gives tokens at {after} instead of {before}", urlMoved, useNewUrl),
    doc(flows("/a", "/t", ""), flows("/a", "/u", "")),
  ),
  rule(
    "securityScheme.refreshUrl.changed",
    tells("{name} refreshes tokens at {after} instead of {before}", urlMoved, useNewUrl),
    doc(flow(""), flow(", refreshUrl: /r")),
  ),
  rule(
    "securityScheme.deviceAuthorizationUrl.changed",
    tells("{name} authorises devices at {after} instead of {before}", urlMoved, useNewUrl),
    doc(device("/a"), device("/b")),
  ),
  rule("securityScheme.flow.added", tells("{name} knows the flow {after}"), doc(oneFlow, twoFlows)),
  rule(
    "securityScheme.flow.removed",
    breaks(
      "{name} no longer knows the flow {before}",
      "Logins that use it fail.",
      "Log in by another flow.",
    ),
    doc(twoFlows, oneFlow),
  ),
  rule(
    "securityScheme.scope.added",
    tells("{name} knows the scope {after}"),
    doc(flows("/a", "/t", "read: R"), flows("/a", "/t", "read: R, write: W")),
  ),
  rule(
    "securityScheme.scope.removed",
    warns(
      "{name} no longer knows the scope {before}",
      "Logins that ask for it can fail.",
      "Stop asking for it.",
    ),
    doc(flows("/a", "/t", "read: R, write: W"), flows("/a", "/t", "read: R")),
  ),
  {
    ...rule(
      "securityScheme.scope.changed",
      tells("a scope of {name} is described as {after}"),
      doc(flows("/a", "/t", "read: R"), flows("/a", "/t", "read: Read")),
    ),
    class: "docs",
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
