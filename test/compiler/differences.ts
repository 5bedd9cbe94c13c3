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
    "`required` of a part or an alternative holds for properties of another; theirs looks at its own",
  beside: "`anyOf` beside other keywords holds, too; theirs takes one or the other",
  types:
    "a `type` holds for what stands beside it, and takes null with it; theirs adds alternatives to it",
  references: "what stands beside a reference holds, too; theirs leaves it out",
  bare: "what is required of a base that may be null is required of the object; theirs does not compile",
  names: "`propertyNames` says which names there are; theirs takes any",
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
  "types: a tag that is any text": { tags: schemas("Cat", "Dog") },
  "types: a mapping to schemas that extend others": { tags: schemas("Cat", "Dog", "Pet") },
  "types: a union with nullable": { tags: schemas("Cat", "Dog") },
  "types: a union with null": { tags: schemas("Cat", "Dog") },
  "types: anyOf, and one schema in two unions": { tags: schemas("Pet", "Guest") },
  "types: alternatives that are no objects": { tags: schemas("Cat") },
  "types: a tag that the union declares itself, in an inline union": {
    tags: schemas("Cat", "Dog"),
  },
  "types: a base with a discriminator, and heirs of heirs": { tags: schemas("Cat", "Dog", "Zoo") },
  "types: an heir of what a base maps a value to": { tags: schemas("Cat", "Lion", "Dog", "Zoo") },
  "types: tags that the schemas list themselves, whatever the mapping says": {
    tags: schemas("Cat", "Dog", "Pet"),
  },
  "types: unions in unions": { tags: schemas("Cat", "Dog", "Cow") },
  "types: a hierarchy of bases that are unions": { tags: schemas("Cat", "Dog") },
  "types: an extension of a union, which is any of its alternatives": {
    tags: schemas("Cat", "Dog", "Pet"),
    bases: schemas("Owned", "Registered", "Again"),
  },
  "types: what an extension requires of a base that may be null": {
    bare: schemas("Extended", "Same"),
  },
  "types: schemas that are true or false, definitions, and lists that go on": {
    definitions: schemas("Named"),
    tuples: schemas("Pair", "Longer"),
  },
  "types: what one part requires and another declares": {
    parts: schemas("Inline", "Named", "Apart", "Inner"),
  },
  "types: a union beside other keywords": {
    beside: schemas("OneIsRequired", "Either", "MaybeListed", "Numbers"),
  },
  "types: what stands beside a reference": { references: schemas("More", "Choice") },
  "types: values that hold themselves in lists": {
    circles: schemas("Nested", "Json", "Tuple", "Both"),
  },
  "types: further properties": { index: schemas("Beside", "Simple") },
  "types: lists by position, open and closed, and how long they are": {
    tuples: schemas("Open", "Partly", "Typed", "Short"),
    untyped: schemas("Untyped"),
  },
  "types: types that only keywords tell": {
    untyped: schemas("Items", "Either"),
    null: schemas("NullOnly", "Tagged"),
    not: schemas("Nothing", "NothingEither", "Excluding"),
  },
  "types: what is required and not declared": {
    required: schemas("Beyond", "Further", "Lone", "Heir"),
    parts: schemas("Variants"),
  },
  "types: properties that are known under a condition": {
    conditions: schemas("If", "Dependent", "Untyped"),
  },
  "types: which names there are, and whether there are others": {
    empty: schemas("Closed", "ClosedRef"),
    names: schemas("Keys"),
  },
  "types: a type that says less than what stands beside it": {
    types: schemas("Narrowed", "Maybe"),
  },
  "types: a property in several parts": { parts: schemas("Both") },
  "types: tuples, constants and several types": { tuples: schemas("Pair") },
  "form-body": { files: ["paths//upload"] },
  "header-and-cookie": { ignored: ["paths//things"] },
  "pagination-offset": { hidden: [...schemas("Data", "Page", "Thing"), "paths//things"] },
  "path-parameters": {
    undeclared: ["paths//things/{thing_id}/parts/{part-no}/{undeclared}"],
  },
  "query-styles": { described: ["paths//things"] },
  visibility: { hidden: [...schemas("User"), "paths//users"] },
};
