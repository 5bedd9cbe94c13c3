import type { Part } from "./oracle.js";

/** Why our types are not openapi-typescript's. Each is of a kind; what a document has of it is listed below. */
export const reasons = {
  hidden:
    "what is only read is in no request, and what is only written in no answer; theirs are in both",
  files: "in a form of several parts binary text is a `Blob`; theirs is text",
  ignored: "OpenAPI ignores header parameters called Accept, Content-Type and Authorization",
  described: "a parameter that a media type describes holds what that does; theirs is text",
  undeclared:
    "what stands in braces in a path is a parameter; theirs only knows those that are declared",
  headers:
    "a header that is not required may be missing; theirs is always there where it is a reference",
  bodiless:
    "HTTP gives some statuses, and all answers to HEAD, no body; theirs has what is written",
  tags: "a discriminator says what the tag is in its union; theirs writes that into the schemas themselves",
  bases:
    "a schema that extends a union has its alternatives, with their tags; theirs omits the tag",
  null: "`const: null` is null; theirs is unknown",
  untyped: "`items` and `prefixItems` say what is in a list also without `type`; theirs is unknown",
  tuples:
    "a tuple ends where the schema says so, and may end earlier; theirs has always all and no more",
  empty: "an object that is closed and empty has no properties; theirs has any",
  required: "what is required and not declared is there; theirs has only what is declared",
  index:
    "the compiler holds declared properties to the index, so that ours may be either; theirs never is",
  parts:
    "`required` of one part of `allOf` holds for properties of another; theirs looks at its own",
  beside: "`anyOf` beside properties holds, too; theirs takes one or the other",
  not: "`not: {}` lets nothing in; theirs is unknown",
  conditions:
    "what `then`, `else` and `dependentSchemas` declare may be there; theirs leaves it out",
  definitions: "`$defs` are no properties; theirs has one of that name",
  circles: "a list of itself is an alias, which the compiler takes; theirs does not compile",
} as const;

type Reason = keyof typeof reasons;
const schemas = (...keys: readonly string[]): readonly Part[] =>
  keys.map((key) => `components/schemas/${key}`);

/** By document, what differs for a reason. */
export const differences: Readonly<
  Record<string, Readonly<Partial<Record<Reason, readonly Part[]>>>>
> = {
  probes: {
    hidden: schemas("Hidden", "HoldsHidden"),
    tags: schemas("Cat", "Dog"),
    bases: schemas("Owned"),
    null: schemas("OneNull"),
    untyped: schemas("ListWithoutType", "PairWithoutType"),
    tuples: schemas("OpenPair", "PairAndMore", "PartOfPair", "EmptyTuple"),
    empty: schemas("ClosedEmpty"),
    required: schemas("RequiredBeyond", "RequiredAlone"),
    index: schemas("IndexBeside", "PatternsBeside"),
    parts: schemas("MoreRequiredInPart"),
    beside: schemas("AnyBeside", "AnyRequired"),
    not: schemas("Not"),
    conditions: schemas("Condition", "Dependent"),
    definitions: schemas("Definitions"),
    circles: schemas("Json", "Lists"),
  },
  exchanges: { headers: ["paths//headers"], bodiless: ["paths//bodiless", "paths//head"] },
  "form-body": { files: ["paths//upload"] },
  "header-and-cookie": { ignored: ["paths//things"] },
  "pagination-offset": { hidden: [...schemas("Data", "Page", "Thing"), "paths//things"] },
  "path-parameters": {
    undeclared: ["paths//things/{thing_id}/parts/{part-no}/{undeclared}"],
  },
  "query-styles": { described: ["paths//things"] },
  visibility: { hidden: [...schemas("User"), "paths//users"] },
};
