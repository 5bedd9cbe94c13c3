import type { Rule } from "./rule.js";
import {
  answer,
  answers,
  content,
  headers,
  ignored,
  missing,
  named,
  nothing,
  own,
  parameters,
  query,
  refused,
  rule,
  spelled,
} from "./rule-examples.js";

const listOf = (type: string) => `schema: { type: array, items: { type: ${type} } }`;
const single = (type: string) => `schema: { type: ${type} }`;
const ofQuery = (schema: string) => parameters(`{ in: query, name: q, explode: false, ${schema} }`);
const lists = (more: string) => `{ in: query, name: q, ${listOf("string")}${more} }`;
const ofHeader = (schema: string) => answers(answer(`headers: { X-Total: { ${schema} } }`));
const objects = (more: string) => ofHeader(`${single("object")}${more}`);
const separated =
  "A value that contains the separator of the list is several values, and the contracts do not show whether there are such.";

/** A single value and a list of one are the same text. */
const listRules: readonly Rule[] = [
  rule(
    "parameter.list.begun",
    ["info", "breaking"],
    "the {name} is now a list",
    ["A single value is written like a list of one.", "Pass a list, even of one value."],
    own(ofQuery(single("integer")), ofQuery(listOf("integer"))),
  ),
  rule(
    "parameter.delimitedList.begun",
    ["warning", "breaking"],
    "the {name} is now a list, which a single value may be split into",
    [separated, "Check the values that you send, and pass them as a list."],
    own(ofQuery(single("string")), ofQuery(listOf("string"))),
  ),
  rule(
    "header.list.dropped",
    ["info", "breaking"],
    "the {name} is no longer a list",
    ["A single value is read like a list of one.", ""],
    own(ofHeader(listOf("integer")), ofHeader(single("integer"))),
  ),
  rule(
    "header.delimitedList.dropped",
    ["warning", "breaking"],
    "the {name} is no longer a list, and a reader of lists may split it",
    [separated, "Read it as a single value."],
    own(ofHeader(listOf("string")), ofHeader(single("string"))),
  ),
];

/** Parameters, and the headers of responses. */
export const parameterRules: readonly Rule[] = [
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
      "It is declared as required, so requests without it may be rejected, whatever its default.",
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
    "the {name} was removed before the announced date",
    ["It was announced to stay until a later date.", "Stop sending it."],
    own(parameters(query(', deprecated: true, x-sunset: "2999-01-01"')), "parameters: []"),
  ),
  rule(
    "operation.parameter.removedAsAnnounced",
    ["info", "breaking"],
    "the {name}, which was deprecated, was removed",
    ["It was deprecated, and no announced end date is still in the future.", "Stop sending it."],
    own(parameters(query(", deprecated: true")), "parameters: []"),
  ),
  rule(
    "operation.parameter.renamed",
    ["breaking", "breaking"],
    "the {before} was probably renamed to the {after}",
    ["The server no longer reads the old name.", "Send it under its new name."],
    own(parameters(named("page_size")), parameters(named("pageSize"))),
  ),
  rule(
    "operation.parameter.moved",
    ["breaking", "breaking"],
    "the {before} is now the {after}",
    ["The server no longer reads it in its old location.", "Send it in its new location."],
    own(parameters(named("org")), parameters(named("org", "header"))),
  ),
  ...(["parameter", "header"] as const).flatMap((subject) => {
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
        // Of what is written otherwise: lists in a query, objects in a header.
        isParameter
          ? own(parameters(lists("")), parameters(lists(", explode: false")))
          : own(objects(""), objects(", explode: true")),
      ),
    ];
  }),
  rule(
    "parameter.style.changed",
    ["breaking", "none"],
    "the style of the {name} is {after} instead of {before}",
    spelled,
    own(
      parameters(lists(", explode: false")),
      parameters(lists(", explode: false, style: pipeDelimited")),
    ),
  ),
  rule(
    "parameter.allowReserved.changed",
    ["warning", "none"],
    "allowReserved of the {name} is {after}",
    [
      "Only values with reserved characters are spelled differently, and many servers read both.",
      "Test values with reserved characters.",
    ],
    own(parameters(query("")), parameters(query(", allowReserved: true"))),
  ),
  rule(
    "parameter.allowEmptyValue.changed",
    ["warning", "none"],
    "allowEmptyValue of the {name} is {after}",
    [
      "An empty value may mean something else, or be rejected.",
      "Leave the parameter out if you have no value.",
    ],
    own(parameters(query("")), parameters(query(", allowEmptyValue: true"))),
  ),
  ...listRules,
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
