/** A way in which a service deviates from its spec. */
export interface DeviationRule {
  /** Stable; allow lists name it. */
  readonly id: string;
  /** A `finding` fails a run, unless it is told otherwise; a `note` only informs. */
  readonly level: "finding" | "note";
  /** What it is, in a sentence without a full stop. */
  readonly title: string;
  /** What would bring the spec up to the service. */
  readonly help: string;
}

const declare = "Declare it in the spec if callers may rely on it.";
const loosen = "Loosen the schema, or ask the vendor which of the two is right.";

export type AnswerRuleId =
  | "redirect-to-slash"
  | "status-undeclared"
  | "status-usual"
  | "answer-type-undeclared"
  | "answer-unreadable"
  | "answer-body-missing"
  | "answer-body-undeclared"
  | "answer-member-unknown"
  | "answer-member-missing"
  | "answer-null"
  | "answer-type"
  | "answer-format"
  | "answer-value-unknown"
  | "answer-limit"
  | "answer-shape"
  | "answer-digits-lost"
  | "unchecked";

/** What an answer by itself can show, in the order in which reports have it. */
export const answerRules: readonly (DeviationRule & { readonly id: AnswerRuleId })[] = [
  {
    id: "redirect-to-slash",
    level: "finding",
    title: "The service redirects to the same path with or without a slash at its end",
    help: "Change the path in the spec to the one that the service redirects to.",
  },
  {
    id: "status-undeclared",
    level: "finding",
    title: "An answer has a status that the operation does not declare",
    help: declare,
  },
  {
    id: "status-usual",
    level: "note",
    title: "An answer has a status that is not declared, and that any operation can have",
    help: "Declare 401, 403, 429 and server errors once, for all operations, if their bodies matter.",
  },
  {
    id: "answer-type-undeclared",
    level: "finding",
    title: "An answer has a media type that its response does not declare",
    help: "Declare the media type; if the answer is a page for people, report it to the vendor.",
  },
  {
    id: "answer-unreadable",
    level: "finding",
    title: "An answer cannot be read as its media type",
    help: "Declare the media type that it really has, or report it to the vendor.",
  },
  {
    id: "answer-body-missing",
    level: "finding",
    title: "An answer has no body, though its response declares one",
    help: "Declare the response without `content`, or the status with which it is empty.",
  },
  {
    id: "answer-body-undeclared",
    level: "finding",
    title: "An answer has a body, and its response declares none",
    help: "Add `content` to the response, for instance with `npx spec-tether capture RECORDING`.",
  },
  {
    id: "answer-member-unknown",
    level: "finding",
    title: "An answer has a member that its schema does not have",
    help: "Add the property to the schema, or `additionalProperties: true` if there may be any.",
  },
  {
    id: "answer-member-missing",
    level: "finding",
    title: "An answer lacks a member that its schema requires",
    help: "Take the member out of `required`.",
  },
  {
    id: "answer-null",
    level: "finding",
    title: "An answer has null where its schema does not allow it",
    help: "Make the schema nullable.",
  },
  {
    id: "answer-type",
    level: "finding",
    title: "An answer has a value of another type",
    help: loosen,
  },
  {
    id: "answer-format",
    level: "finding",
    title: "An answer has a text or number that is not in its format",
    help: "Correct or remove the `format`.",
  },
  {
    id: "answer-value-unknown",
    level: "finding",
    title: "An answer has a value that its enum does not list",
    help: "Add the value to the enum, or replace the enum by its type.",
  },
  {
    id: "answer-limit",
    level: "finding",
    title: "An answer has a value outside of the limits of its schema",
    help: loosen,
  },
  {
    id: "answer-shape",
    level: "finding",
    title: "An answer matches none of the alternatives of its schema, or several",
    help: loosen,
  },
  {
    id: "answer-digits-lost",
    level: "finding",
    title: "An answer has an integer with more digits than JavaScript's numbers keep",
    help: "Give the schema `format: int64` and choose bigint or string for it, or send text.",
  },
  {
    id: "unchecked",
    level: "note",
    title: "A part of an exchange could not be checked",
    help: "Record the exchange again, with its whole body.",
  },
];
