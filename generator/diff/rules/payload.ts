import type { ChangeClass, Severity } from "../finding.js";
import type { Example, Rule } from "./rule.js";
import { isSent, type Subject, subjects } from "./schema-rule.js";

const own = (before: string, after: string): Example => ({ of: "operation", before, after });

function rule(
  id: string,
  [wire, source]: readonly [Severity, Severity],
  message: string,
  [because, fix]: readonly [string, string],
  example: Example,
  kind: ChangeClass = "wire",
): Rule {
  return { id, wire, source, class: kind, message, because, fix, example };
}

const refused = [
  "Requests that were right before are refused.",
  "Send what the new contract asks for.",
] as const;
const ignored = [
  "The server no longer reads it, and may refuse what it does not know.",
  "Stop sending it.",
] as const;
const nothing = ["What was right before still is.", "Nothing."] as const;
const missing = ["Callers who wait for it wait in vain.", "Handle what comes instead."] as const;
const surprise = ["Callers meet what they never had to expect.", "Handle it."] as const;
const spelled = [
  "The same value is spelled another way on the wire.",
  "Regenerate the client, which knows the spelling.",
] as const;

const text = "schema: { type: string }";
const query = (fields: string) => `{ in: query, name: q, ${text}${fields} }`;
const parameters = (...list: string[]) => `parameters: [${list.join(", ")}]`;
const body = (fields: string) =>
  `requestBody: { content: { application/json: { ${text} } }${fields} }`;
const answer = (fields: string, status = "200") => `${status}: { description: A, ${fields} }`;
const answers = (...list: string[]) => `responses: { ${list.join(", ")} }`;
const content = (...types: string[]) =>
  `content: { ${types.map((type) => `${type}: { ${text} }`).join(", ")} }`;
const headers = (fields: string) => answers(answer(`headers: { X-Total: { ${text}${fields} } }`));
const noHeaders = answers(answer("content: {}"));
const webhook = (operation: string) => `webhooks: { arrived: { post: ${operation} } }`;
const hooks = (before: string, after: string): Example => ({
  of: "document",
  before: webhook(before),
  after: webhook(after),
});
const named = (name: string, place = "query", more = "") =>
  `{ in: ${place}, name: ${name}${more}, schema: { type: integer, minimum: 7 } }`;

const parameterRules: readonly Rule[] = [
  rule(
    "operation.requiredParameter.added",
    ["breaking", "breaking"],
    "the required {name} was added",
    refused,
    own("parameters: []", parameters(query(", required: true"))),
  ),
  rule(
    "operation.requiredParameter.addedWithDefault",
    ["breaking", "breaking"],
    "the required {name}, which has a default, was added",
    [
      "It is called required, so that requests without it can be refused, whatever its default.",
      "Send it.",
    ],
    own(
      "parameters: []",
      parameters("{ in: query, name: q, required: true, schema: { type: string, default: a } }"),
    ),
  ),
  rule(
    "operation.optionalParameter.added",
    ["info", "info"],
    "the optional {name} was added",
    nothing,
    own("parameters: []", parameters(query(""))),
  ),
  rule(
    "operation.parameter.removed",
    ["warning", "breaking"],
    "the {name} was removed",
    ignored,
    own(parameters(query("")), "parameters: []"),
  ),
  rule(
    "operation.parameter.removedBeforeSunset",
    ["breaking", "breaking"],
    "the {name} was removed before the day that was announced",
    ["It was announced to stay until a later day.", "Stop sending it."],
    own(parameters(query(', deprecated: true, x-sunset: "2999-01-01"')), "parameters: []"),
  ),
  rule(
    "operation.parameter.removedAsAnnounced",
    ["info", "breaking"],
    "the {name}, which was deprecated, was removed",
    ["It was deprecated, and the announced day has come.", "Stop sending it."],
    own(parameters(query(", deprecated: true")), "parameters: []"),
  ),
  rule(
    "operation.parameter.renamed",
    ["breaking", "breaking"],
    "the {before} is now the {after}",
    ["The server no longer reads the old name.", "Send it by its new name."],
    own(parameters(named("page_size")), parameters(named("pageSize"))),
  ),
  rule(
    "operation.parameter.moved",
    ["breaking", "breaking"],
    "the {before} is now the {after}",
    ["The server no longer reads it in its old place.", "Send it in its new place."],
    own(parameters(named("org")), parameters(named("org", "header"))),
  ),
  ...["parameter", "header"].flatMap((subject) => {
    const isParameter = subject === "parameter";
    const of = (before: string, after: string) =>
      isParameter
        ? own(parameters(query(before)), parameters(query(after)))
        : own(headers(before), headers(after));
    return [
      rule(
        `${subject}.presence.required`,
        isParameter ? ["breaking", "breaking"] : ["info", "info"],
        "the {name} became required",
        isParameter ? refused : nothing,
        of("", ", required: true"),
      ),
      rule(
        `${subject}.presence.optional`,
        isParameter ? ["info", "info"] : ["breaking", "none"],
        "the {name} became optional",
        isParameter ? nothing : missing,
        of(", required: true", ""),
      ),
      rule(
        `${subject}.explode.changed`,
        ["breaking", "none"],
        "explode of the {name} is {after}",
        spelled,
        isParameter ? of("", ", explode: false") : of("", ", explode: true"),
      ),
    ];
  }),
  rule(
    "parameter.style.changed",
    ["breaking", "none"],
    "the style of the {name} is {after} instead of {before}",
    spelled,
    own(
      parameters(query(", explode: false")),
      parameters(query(", explode: false, style: pipeDelimited")),
    ),
  ),
  rule(
    "parameter.allowReserved.changed",
    ["breaking", "none"],
    "allowReserved of the {name} is {after}",
    spelled,
    own(parameters(query("")), parameters(query(", allowReserved: true"))),
  ),
  rule(
    "parameter.allowEmptyValue.changed",
    ["warning", "none"],
    "allowEmptyValue of the {name} is {after}",
    [
      "An empty value can mean something else, or be refused.",
      "Leave the parameter out if you have no value.",
    ],
    own(parameters(query("")), parameters(query(", allowEmptyValue: true"))),
  ),
  rule(
    "parameter.serialisation.changed",
    ["breaking", "warning"],
    "the {name} is described by `{after}` instead of `{before}`",
    spelled,
    own(
      parameters(query("")),
      parameters(`{ in: query, name: q, ${content("application/json")} }`),
    ),
  ),
  rule(
    "header.serialisation.changed",
    ["breaking", "warning"],
    "the {name} is described by `{after}` instead of `{before}`",
    spelled,
    own(headers(""), answers(answer(`headers: { X-Total: { ${content("application/json")} } }`))),
  ),
];

const bodyRules: readonly Rule[] = [
  rule(
    "operation.requiredRequestBody.added",
    ["breaking", "breaking"],
    "a required request body was added",
    refused,
    own("{}", body(", required: true")),
  ),
  rule(
    "operation.optionalRequestBody.added",
    ["info", "info"],
    "an optional request body was added",
    nothing,
    own("{}", body("")),
  ),
  rule(
    "operation.requestBody.removed",
    ["breaking", "breaking"],
    "the request body was removed",
    ignored,
    own(body(""), "{}"),
  ),
  rule(
    "request.presence.required",
    ["breaking", "breaking"],
    "the request body became required",
    refused,
    own(body(""), body(", required: true")),
  ),
  rule(
    "request.presence.optional",
    ["info", "info"],
    "the request body became optional",
    nothing,
    own(body(", required: true"), body("")),
  ),
  rule(
    "response.presence.required",
    ["info", "info"],
    "the body became required",
    nothing,
    hooks(`{ ${body("")} }`, `{ ${body(", required: true")} }`),
  ),
  rule(
    "response.presence.optional",
    ["breaking", "breaking"],
    "the body became optional",
    missing,
    hooks(`{ ${body(", required: true")} }`, `{ ${body("")} }`),
  ),
];

const responseRules: readonly Rule[] = [
  rule(
    "operation.successResponse.added",
    ["info", "breaking"],
    "the success {name} was added",
    ["Callers meet one more outcome, and the result is one more type.", "Handle it."],
    own(
      answers(answer("content: {}")),
      answers(answer("content: {}"), answer("content: {}", "202")),
    ),
  ),
  rule(
    "operation.successResponse.removed",
    ["breaking", "breaking"],
    "the success {name} was removed",
    missing,
    own(
      answers(answer("content: {}"), answer("content: {}", "202")),
      answers(answer("content: {}")),
    ),
  ),
  rule(
    "operation.errorResponse.added",
    ["info", "info"],
    "the error {name} was added",
    ["Errors could always come; this one is now described.", "Handle it if you tell errors apart."],
    own(
      answers(answer("content: {}")),
      answers(answer("content: {}"), answer("content: {}", "404")),
    ),
  ),
  rule(
    "operation.errorResponse.removed",
    ["info", "warning"],
    "the error {name} was removed",
    [
      "Errors can come all the same; this one is no longer described.",
      "Nothing, or stop telling it apart.",
    ],
    own(
      answers(answer("content: {}"), answer("content: {}", "404")),
      answers(answer("content: {}")),
    ),
  ),
  rule(
    "operation.response.respelled",
    ["warning", "warning"],
    "the response {before} is now {after}",
    [
      "A range is more than one status, and one status is less than a range.",
      "Look at the statuses that you tell apart.",
    ],
    own(answers(answer("content: {}")), answers(answer("content: {}", "2XX"))),
  ),
  rule(
    "response.requiredHeader.added",
    ["info", "info"],
    "the required header {after} was added",
    nothing,
    own(noHeaders, headers(", required: true")),
  ),
  rule(
    "response.requiredHeader.removed",
    ["breaking", "none"],
    "the required header {before} was removed",
    missing,
    own(headers(", required: true"), noHeaders),
  ),
  rule(
    "response.optionalHeader.added",
    ["info", "info"],
    "the header {after} was added",
    nothing,
    own(noHeaders, headers("")),
  ),
  rule(
    "response.optionalHeader.removed",
    ["warning", "none"],
    "the header {before} was removed",
    missing,
    own(headers(""), noHeaders),
  ),
  ...(["added", "removed", "changed"] as const).map((verb) => {
    const some = (name: string) => answers(answer(`links: { next: { operationId: ${name} } }`));
    const none = answers(answer("links: {}"));
    const examples = {
      added: own(none, some("a")),
      removed: own(some("a"), none),
      changed: own(some("a"), some("b")),
    };
    return rule(
      `response.link.${verb}`,
      ["info", "none"],
      `the link {name} was ${verb}`,
      ["It says how to go on from an answer.", "Look whether you follow it."],
      examples[verb],
      "behaviour",
    );
  }),
];

const webhookRules: readonly Rule[] = [
  rule(
    "webhook.parameter.added",
    ["info", "info"],
    "the {name} was added to what the server sends",
    nothing,
    hooks("{}", `{ ${parameters(query(""))} }`),
  ),
  rule(
    "webhook.parameter.removed",
    ["breaking", "breaking"],
    "the {name} was removed from what the server sends",
    missing,
    hooks(`{ ${parameters(query(""))} }`, "{}"),
  ),
  rule(
    "webhook.body.added",
    ["info", "info"],
    "the server now sends a body",
    nothing,
    hooks("{}", `{ ${body("")} }`),
  ),
  rule(
    "webhook.body.removed",
    ["breaking", "breaking"],
    "the server no longer sends a body",
    missing,
    hooks(`{ ${body("")} }`, "{}"),
  ),
  rule(
    "webhook.response.added",
    ["info", "info"],
    "the server now also takes the answer {name}",
    nothing,
    hooks("{ responses: {} }", `{ ${answers(answer("content: {}"))} }`),
  ),
  rule(
    "webhook.response.removed",
    ["breaking", "warning"],
    "the server no longer takes the answer {name}",
    refused,
    hooks(`{ ${answers(answer("content: {}"))} }`, "{ responses: {} }"),
  ),
];

/** A place for content, in each of the four subjects. */
const holders: Readonly<Record<Subject, (content: string) => string>> = {
  parameter: (inner) => parameters(`{ in: query, name: q, ${inner} }`),
  request: (inner) => `requestBody: { ${inner} }`,
  header: (inner) => answers(answer(`headers: { X-Total: { ${inner} } }`)),
  response: (inner) => answers(answer(inner)),
};

function contentRules(subject: Subject): Rule[] {
  const of = (before: string, after: string) =>
    own(holders[subject](before), holders[subject](after));
  const [json, xml] = ["application/json", "application/xml"];
  const [plain, special] = [content(json), content("application/vnd.a+json")];
  const bare =
    subject === "request" || subject === "response"
      ? "content: { application/json: {} }"
      : "x-a: 1";
  const full = subject === "request" || subject === "response" ? plain : text;
  const encoded = (type: string) =>
    `content: { multipart/form-data: { schema: { type: object }, encoding: { a: { contentType: ${type} } } } }`;
  const sent = isSent(subject);
  const where = "{where}";
  const rules = [
    rule(
      `${subject}.mediaType.added`,
      ["info", "info"],
      `the media type {after} was added to ${where}`,
      nothing,
      of(content(json), content(json, xml)),
    ),
    rule(
      `${subject}.mediaType.removed`,
      ["breaking", "breaking"],
      `the media type {before} was removed from ${where}`,
      sent ? refused : missing,
      of(content(json, xml), content(json)),
    ),
    rule(
      `${subject}.mediaType.widened`,
      sent ? ["info", "info"] : ["breaking", "warning"],
      `the media type of ${where} was widened from {before} to {after}`,
      sent ? nothing : surprise,
      of(special, plain),
    ),
    rule(
      `${subject}.mediaType.narrowed`,
      sent ? ["breaking", "warning"] : ["info", "info"],
      `the media type of ${where} was narrowed from {before} to {after}`,
      sent ? refused : nothing,
      of(plain, special),
    ),
    rule(
      `${subject}.mediaType.respelled`,
      ["info", "warning"],
      `the media type of ${where} is {after} instead of {before}`,
      ["The format is the same, its name is not.", "Look whether you compare the name."],
      of(content("text/plain;a=1"), content("text/plain;a=2")),
    ),
    rule(
      `${subject}.encoding.changed`,
      ["warning", "none"],
      `the encoding of ${where} was changed`,
      spelled,
      of(encoded("a/a"), encoded("b/b")),
    ),
    rule(
      `${subject}.schema.added`,
      sent ? ["breaking", "breaking"] : ["info", "info"],
      `${where} got a schema`,
      sent ? refused : nothing,
      of(bare, full),
    ),
    rule(
      `${subject}.schema.removed`,
      sent ? ["info", "info"] : ["warning", "breaking"],
      `${where} lost its schema`,
      sent ? nothing : surprise,
      of(full, bare),
    ),
  ];
  return rules;
}

export const payloadRules: readonly Rule[] = [
  ...parameterRules,
  ...bodyRules,
  ...responseRules,
  ...webhookRules,
  ...subjects.flatMap(contentRules),
];
