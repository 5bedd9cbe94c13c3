import { isSent, type Subject, subjects } from "../change-kinds.js";
import type { Rule } from "./rule.js";
import {
  answer,
  answers,
  content,
  missing,
  nothing,
  own,
  parameters,
  refused,
  rule,
  spelled,
  surprise,
  text,
} from "./rule-examples.js";

const unasked = [
  "Callers that ask for the old type, or compare the name, may not get what they expect.",
  "Ask for the new type.",
] as const;

/** An example with content, for each of the four subjects. */
const owners: Readonly<Record<Subject, (content: string) => string>> = {
  parameter: (inner) => parameters(`{ in: query, name: q, ${inner} }`),
  request: (inner) => `requestBody: { ${inner} }`,
  header: (inner) => answers(answer(`headers: { X-Total: { ${inner} } }`)),
  response: (inner) => answers(answer(inner)),
};

function rulesOf(subject: Subject): Rule[] {
  const of = (before: string, after: string) =>
    own(owners[subject](before), owners[subject](after));
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
      `${subject}.mediaType.changed`,
      sent ? ["breaking", "warning"] : ["warning", "warning"],
      `the media type of ${where} is {after} instead of {before}`,
      sent ? refused : unasked,
      of(content("text/plain;a=1"), content("text/plain;a=2")),
    ),
    rule(
      `${subject}.mediaType.respelled`,
      ["info", "warning"],
      `the media type of ${where} is {after} instead of {before}`,
      [
        "The content is the same, but its name is different.",
        "Check whether you compare the name.",
      ],
      of(content(json, xml), content("application/json;charset=utf-8", xml)),
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
      sent ? ["info", "info"] : ["breaking", "breaking"],
      `${where} lost its schema`,
      sent ? nothing : surprise,
      of(full, bare),
    ),
  ];
  return rules;
}

/** Media types, for each of the four subjects. */
export const contentRules: readonly Rule[] = subjects.flatMap(rulesOf);
