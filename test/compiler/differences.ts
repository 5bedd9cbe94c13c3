import type { Part } from "./oracle.js";

/** Why our types are not openapi-typescript's. Each is of a kind; what a document has of it is listed below. */
export const reasons = {
  hidden:
    "read-only properties are not in requests, and write-only properties are not in responses; theirs are in both",
  files: "in a multipart form, a binary string is a `Blob`; theirs is a string",
  ignored: "OpenAPI ignores header parameters named Accept, Content-Type and Authorization",
  described: "a parameter with `content` has the type of its media type; theirs is a string",
  undeclared: "a name in braces in a path is a parameter; theirs only has declared parameters",
  headers:
    "a header that is not required may be missing; theirs is always present if it is a reference",
  bodiless:
    "in HTTP, some statuses and all responses to HEAD have no body; theirs has the body that is declared",
  tags: "a discriminator sets the tag in its union; theirs writes it into the schemas themselves",
  bases: "a schema that extends a union has its alternatives with their tags; theirs omits the tag",
  null: "`const: null` is null; theirs is unknown",
  untyped: "`items` and `prefixItems` describe a list even without `type`; theirs is unknown",
  tuples:
    "a tuple ends where the schema says so, and may end earlier; theirs always has exactly all items",
  empty: "an object that is closed and empty has no properties; theirs may have any",
  required:
    "a property that is required but not declared is present; theirs only has declared properties",
  index:
    "the compiler requires declared properties to match the index signature, so ours may be either; theirs never matches",
  parts:
    "`required` of a part or an alternative also applies to properties of another; theirs only considers its own",
  beside: "`anyOf` next to other keywords applies too; theirs uses one or the other",
  types:
    "a `type` restricts the keywords next to it, also to exclude null; theirs adds alternatives to it",
  references: "keywords next to a reference apply too; theirs ignores them",
  bare: "what a base that may be null requires is required of the object; theirs does not compile",
  names: "`propertyNames` restricts the names; theirs accepts any",
  not: "`not: {}` accepts nothing; theirs is unknown",
  unlisted: "null that a list of values lacks does not fit, whatever the type says; theirs has it",
  conditions:
    "properties that `then`, `else` and `dependentSchemas` declare may be present; theirs omits them",
  definitions: "`$defs` is not a property; theirs has a property of that name",
  circles: "a list of itself is an alias that the compiler accepts; theirs does not compile",
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
  "types: null in its three spellings": { unlisted: schemas("D") },
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
