import type { RuleId } from "../change-kinds.js";
import type { ChangeClass, Severity } from "../finding.js";
import { lifecycles } from "./lifecycle-rules.js";
import type { Example, Rule } from "./rule.js";

const doc = (before: string, after: string): Example => ({ of: "document", before, after });
const own = (before: string, after: string): Example => ({ of: "operation", before, after });

function rule(
  id: RuleId,
  [wire, source]: readonly [Severity, Severity],
  kind: ChangeClass,
  message: string,
  [because, fix]: readonly [string, string],
  example: Example,
): Rule {
  return { id, wire, source, class: kind, message, because, fix, example };
}

const gone = [
  "Requests to it fail, and the client has no function for it.",
  "Stop calling it.",
] as const;
const nothing = ["What existed before still exists.", ""] as const;
const announced = [
  "It was deprecated, and no announced end date is still in the future.",
  "Stop calling it.",
] as const;
const tooEarly = [
  "It was announced to stay until a later date.",
  "Stop calling it, and ask why.",
] as const;
const compile = [
  "The client names its functions after it.",
  "Regenerate the client and follow the compiler.",
] as const;
const prose = ["Only text for human readers is different.", "Read it."] as const;

/** One document, of which two configs select different parts. */
const selected = (document: string, paths: string): Example => ({
  ...doc(document, document),
  filters: { before: `{ exclude: { paths: ["${paths}"] } }` },
});
const more = [
  "The API had it before; the client has it now, because the filter selects it.",
  "",
] as const;
const less = [
  "The API still has it; the client does not, because the filter no longer selects it.",
  "Stop using it, or change the filter.",
] as const;

const path = (methods: string) => `paths: { /boms: { ${methods} } }`;
const [get, post] = ["get: { operationId: a }", "post: { operationId: b }"];
const threePaths = (prefix: string) =>
  ["boms", "orders", "parts"].map((name) => `${prefix}/${name}: { get: {} }`).join(", ");
const bothInPath = ["{ in: path, name: id, required: true, schema: { type: string } }"]
  .concat("{ in: path, name: line, required: true, schema: { type: integer } }")
  .join(", ");
const dying = (sunset: string) => `get: { deprecated: true, x-sunset: "${sunset}" }`;
const hook = (section: string) =>
  section === "webhook"
    ? doc("webhooks: {}", "webhooks: { arrived: { post: {} } }")
    : own("callbacks: {}", "callbacks: { arrived: { '{$request.body#/url}': { post: {} } } }");
const turned = ({ of, before, after, filters }: Example): Example => ({
  of,
  before: after,
  after: before,
  ...(filters?.before !== undefined && { filters: { after: filters.before } }),
});
const twoPaths = selected(
  "paths: { /boms: { get: { operationId: a } }, /bills: { get: { operationId: b } } }",
  "/bills",
);
const twoHooks = selected("webhooks: { arrived: { post: {} }, left: { post: {} } }", "left");

const lifecycleRules: readonly Rule[] = lifecycles.map(
  ({ kind, wire, message, because, fix, before, after }) => ({
    id: `operation.${kind}`,
    wire,
    source: "none",
    class: "behaviour",
    message: message.replace("{where}", "the operation"),
    because,
    fix,
    example: own(before, after),
  }),
);

export const operationRules: readonly Rule[] = [
  rule(
    "operation.endpoint.added",
    ["info", "info"],
    "wire",
    "{name} was added",
    nothing,
    doc(path(get), path(`${get}, ${post}`)),
  ),
  rule(
    "operation.endpoint.removed",
    ["breaking", "breaking"],
    "wire",
    "{name} was removed",
    gone,
    doc(path(`${get}, ${post}`), path(get)),
  ),
  rule(
    "operation.endpoint.removedBeforeSunset",
    ["breaking", "breaking"],
    "wire",
    "{name} was removed before the announced date",
    tooEarly,
    doc(path(dying("2999-01-01")), "paths: {}"),
  ),
  rule(
    "operation.endpoint.removedAsAnnounced",
    ["info", "breaking"],
    "wire",
    "{name}, which was deprecated, was removed",
    announced,
    doc(path(dying("2001-01-01")), "paths: {}"),
  ),
  rule(
    "operation.endpoint.selected",
    ["none", "info"],
    "source",
    "{name} is now selected",
    more,
    twoPaths,
  ),
  rule(
    "operation.endpoint.unselected",
    ["none", "breaking"],
    "source",
    "{name} is no longer selected",
    less,
    turned(twoPaths),
  ),
  rule(
    "operation.path.moved",
    ["breaking", "breaking"],
    "wire",
    "{before} is now {after}, according to its operationId",
    [
      "Requests to the old path or method fail.",
      "Regenerate the client, which then uses the new one.",
    ],
    doc(
      "paths: { /boms: { get: { operationId: a } } }",
      "paths: { /bills: { get: { operationId: a } } }",
    ),
  ),
  rule(
    "operation.pathPrefix.changed",
    ["breaking", "breaking"],
    "wire",
    "paths now begin with {after} instead of {before}",
    ["Requests to the old paths fail.", "Regenerate the client, which then uses the new ones."],
    doc(`paths: { ${threePaths("")} }`, `paths: { ${threePaths("/v1")} }`),
  ),
  rule(
    "operation.serverPath.changed",
    ["info", "breaking"],
    "wire",
    "paths now begin with {after} instead of {before}, and the server's URL makes up for it",
    [
      "Requests go to the same addresses as before, unless the caller sets the base URL.",
      "If you set the base URL, change it like that of the spec.",
    ],
    doc(
      `servers: [{ url: https://a.example/v1 }]\npaths: { ${threePaths("")} }`,
      `servers: [{ url: https://a.example }]\npaths: { ${threePaths("/v1")} }`,
    ),
  ),
  rule(
    "operation.path.respelled",
    ["breaking", "info"],
    "wire",
    "{before} is now spelled {after}",
    [
      "A server may reject the old spelling, or redirect it and lose the body.",
      "Regenerate the client, which then uses the new spelling.",
    ],
    doc("paths: { /boms/: { get: {} } }", "paths: { /boms: { get: {} } }"),
  ),
  rule(
    "operation.pathParameter.renamed",
    ["info", "breaking"],
    "source",
    "the path parameter {before} is now called {after}",
    [
      "It is sent by position, but callers of the client pass it by name.",
      "Pass it under its new name.",
    ],
    doc(
      "paths: { '/boms/{id}': { get: { parameters: [{ in: path, name: id, required: true, schema: { type: string } }] } } }",
      "paths: { '/boms/{bom_id}': { get: { parameters: [{ in: path, name: bom_id, required: true, schema: { type: string } }] } } }",
    ),
  ),
  rule(
    "operation.pathParameter.swapped",
    ["breaking", "none"],
    "wire",
    "the path parameters {name} swapped places",
    [
      "They are sent by position, so a value of the one is now read as the other.",
      "Regenerate the client, which then sends them in the new order.",
    ],
    doc(
      `paths: { '/boms/{id}/{line}': { get: { operationId: a, parameters: [${bothInPath}] } } }`,
      `paths: { '/boms/{line}/{id}': { get: { operationId: a, parameters: [${bothInPath}] } } }`,
    ),
  ),
  rule(
    "operation.headerParameter.respelled",
    ["info", "breaking"],
    "source",
    "the header parameter {before} is now spelled {after}",
    [
      "Names of headers are the same in any case, but callers of the client pass it by its name.",
      "Pass it under its new spelling.",
    ],
    own(
      "parameters: [{ in: header, name: X-Id, schema: { type: string } }]",
      "parameters: [{ in: header, name: x-id, schema: { type: string } }]",
    ),
  ),
  rule(
    "operation.operationId.added",
    ["info", "breaking"],
    "source",
    "the operation got the operationId {after}",
    compile,
    own("{}", "operationId: a"),
  ),
  rule(
    "operation.operationId.removed",
    ["info", "breaking"],
    "source",
    "the operation lost its operationId {before}",
    compile,
    own("operationId: a", "{}"),
  ),
  rule(
    "operation.operationId.changed",
    ["info", "breaking"],
    "source",
    "the operationId is {after} instead of {before}",
    compile,
    own("operationId: a", "operationId: b"),
  ),
  rule(
    "operation.tag.added",
    ["info", "breaking"],
    "source",
    "the operation got the tag {after}",
    ["The client groups its functions by it.", compile[1]],
    own("tags: [a]", "tags: [a, b]"),
  ),
  rule(
    "operation.tag.removed",
    ["info", "breaking"],
    "source",
    "the operation lost the tag {before}",
    ["The client groups its functions by it.", compile[1]],
    own("tags: [a, b]", "tags: [a]"),
  ),
  rule(
    "operation.tag.changed",
    ["info", "breaking"],
    "source",
    "the operation has the tag {after} instead of {before}",
    ["The client groups its functions by it.", compile[1]],
    own("tags: [a]", "tags: [b]"),
  ),
  ...lifecycleRules,

  ...(["summary", "description"] as const).map((field) =>
    rule(
      `operation.${field}.changed`,
      ["none", "none"],
      "docs",
      `the ${field} of the operation was changed`,
      prose,
      own(`${field}: One.`, `${field}: Two.`),
    ),
  ),
  rule(
    "operation.externalDocs.changed",
    ["none", "none"],
    "docs",
    "the operation's link to its documentation was changed",
    prose,
    own("externalDocs: { url: /a }", "externalDocs: { url: /b }"),
  ),
  ...(["webhook", "callback"] as const).flatMap((section) => [
    rule(
      `${section}.endpoint.added`,
      ["info", "info"],
      "wire",
      `the ${section} {name} was added`,
      ["The server makes a call that nobody has to handle yet.", "Handle it when you need it."],
      hook(section),
    ),
    rule(
      `${section}.endpoint.removed`,
      ["breaking", "breaking"],
      "wire",
      `the ${section} {name} was removed`,
      ["A receiver that waits for it waits forever.", "Stop waiting for it."],
      turned(hook(section)),
    ),
  ]),
  rule(
    "webhook.endpoint.selected",
    ["none", "info"],
    "source",
    "the webhook {name} is now selected",
    more,
    twoHooks,
  ),
  rule(
    "webhook.endpoint.unselected",
    ["none", "breaking"],
    "source",
    "the webhook {name} is no longer selected",
    less,
    turned(twoHooks),
  ),
];
