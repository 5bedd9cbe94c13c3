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

/** Answers, their headers and links. */
export const responseRules: readonly Rule[] = [
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
    "operation.successResponse.moved",
    ["breaking", "breaking"],
    "the success {before} is now {after}",
    [
      "Callers who wait for the old status wait in vain, and the new one may hold something else.",
      "Handle the new status, and what it holds.",
    ],
    own(answers(answer("content: {}", "204")), answers(answer("content: {}"))),
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
