import type { Rule } from "./rule.js";
import {
  answer,
  answers,
  headers,
  missing,
  noHeaders,
  nothing,
  own,
  rule,
} from "./rule-examples.js";

/** Responses, their headers and links. */
export const responseRules: readonly Rule[] = [
  rule(
    "operation.successResponse.added",
    ["info", "breaking"],
    "the success {name} was added",
    ["There is one more outcome, and the result has one more type.", "Handle it."],
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
    "operation.successResponse.moved",
    ["breaking", "breaking"],
    "the success {before} is now {after}",
    [
      "Callers that expect the old status no longer receive it, and the new one may have other content.",
      "Handle the new status and its content.",
    ],
    own(answers(answer("content: {}", "204")), answers(answer("content: {}"))),
  ),
  rule(
    "operation.errorResponse.added",
    ["info", "info"],
    "the error {name} was added",
    [
      "Errors were always possible; this one is now described.",
      "Handle it if you distinguish errors.",
    ],
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
      "Errors are still possible; this one is no longer described.",
      "Stop distinguishing it, if you do.",
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
      "A range covers several statuses, and a single status covers less than a range.",
      "Check the statuses that you distinguish.",
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
    ["breaking", "breaking"],
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
    ["warning", "breaking"],
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
      ["It says how to continue from a response.", "Check whether you follow it."],
      examples[verb],
      "behaviour",
    );
  }),
];
