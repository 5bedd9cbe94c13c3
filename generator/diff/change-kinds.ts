import { singleSchemas } from "../contract/index.js";
import { must } from "../narrowing.js";
import { boundKeywords, fieldNames, keywordsThatMean } from "../openapi/index.js";

/**
 * Every kind of change, `subject.aspect.verb`. They are the types of changes, rules and their
 * readers. Where the grammar defines what to compare, the aspects are its fields: a new field has
 * kinds but no rule yet, which a test reports.
 */

const changed = ["changed"] as const;
const existence = ["added", "removed"] as const;
const edits = ["added", "removed", "changed"] as const;
const flag = ["set", "unset"] as const;
const need = ["required", "optional"] as const;

function each<N extends string, V extends readonly string[]>(names: readonly N[], verbs: V) {
  return Object.fromEntries(names.map((name) => [name, verbs])) as Readonly<Record<N, V>>;
}

/** How a value is serialized. A header has only one style. */
export const spellings = {
  parameter: fieldNames("parameter", "spelling"),
  header: fieldNames("header", "spelling").filter((field) => field !== "style"),
};

/** The URLs of an OAuth flow; its scopes are compared one by one. */
export const flowUrls = fieldNames("oauthFlow").filter((field) => field !== "scopes");

const lifecycle = {
  deprecated: flag,
  sunset: ["added", "removed", "earlier", "later", "invalid"],
  stability: ["lowered", "raised", "invalid"],
} as const;

const union = ["added", "removed", "wrapped", "unwrapped", "begun", "dropped"] as const;

/** Differences between two schemas, whatever they are used for. */
const ofSchemas = {
  ...lifecycle,
  value: ["allowed", "forbidden"],
  type: ["widened", "narrowed", "changed"],
  format: ["widened", "narrowed", "changed"],
  nullable: existence,
  enum: ["begun", "dropped", "added", "removed"],
  const: edits,
  extensibleEnum: existence,
  ...each(boundKeywords, ["set", "unset", "raised", "lowered"] as const),
  pattern: ["added", "removed", "widened", "narrowed", "changed"],
  multipleOf: [...edits, "widened", "narrowed"],
  uniqueItems: flag,
  ...each(keywordsThatMean("assumed", "spelling"), edits),
  ...each(keywordsThatMean("prose"), changed),
  readOnly: flag,
  writeOnly: flag,
  requiredReadOnly: flag,
  requiredWriteOnly: flag,
  discriminator: edits,
  discriminatorMapping: edits,
  property: ["added", "removed", "renamed", "allowed", "forbidden"],
  requiredProperty: ["added", "addedWithDefault", "removed"],
  required: ["added", "addedWithDefault", "removed"],
  requiredName: existence,
  map: ["begun", "dropped"],
  additionalProperties: ["closed", "opened", "restricted", "freed"],
  patternProperties: existence,
  dependentSchemas: existence,
  dependentRequired: ["added", "removed", "tightened", "loosened", "changed"],
  ...each(singleSchemas, existence),
  // Keywords whose content does not show whether a change narrows.
  not: edits,
  if: edits,
  prefixItems: existence,
  oneOf: union,
  anyOf: union,
  union: ["widened", "narrowed"],
  subtype: existence,
  allOf: existence,
  envelope: existence,
} as const;

/** What matters only where values are sent: a `oneOf` refuses what matches two of its variants. */
const ofSent = { overlap: ["shown", "possible"] } as const;
/** What matters only where they are received. */
const ofReceived = { widening: ["possible"] } as const;

const ofContent = {
  mediaType: ["added", "removed", "widened", "narrowed", "changed", "respelled"],
  encoding: changed,
  schema: existence,
} as const;

const ofServers = {
  server: existence,
  serverUrl: ["changed", "respelled"],
  defaultServer: changed,
  serverVariable: [...existence, "renamed"],
  serverVariableDefault: changed,
  serverVariableEnum: ["begun", "dropped", "added", "removed"],
  serverVariableDescription: changed,
  serverDescription: changed,
} as const;

const ofRequirements = {
  security: ["begun", "dropped", "added", "removed", "tightened", "loosened", "changed"],
  securityScope: existence,
} as const;

/** Whether the client has what the document has: the filter, or what refers to it, decides. */
const selection = ["selected", "unselected"] as const;

const gone = ["removed", "removedBeforeSunset", "removedAsAnnounced"] as const;

const vocabulary = {
  document: {
    version: changed,
    info: changed,
    tag: edits,
    ...ofServers,
    otherOrigin: ["added"],
    ...ofRequirements,
    defaultSecurity: changed,
  },
  component: { schema: [...edits, "renamed", ...selection] },
  securityScheme: {
    definition: [...existence, "renamed", ...selection],
    ...each(["type", "location", "httpScheme", "bearerFormat", "openIdConnectUrl"], changed),
    ...each(["description", "deprecation"], changed),
    flow: existence,
    ...each(flowUrls, changed),
    scope: edits,
  },
  operation: {
    endpoint: ["added", ...gone, ...selection],
    path: ["moved", "respelled"],
    ...each(["pathPrefix", "serverPath"], changed),
    pathParameter: ["renamed", "swapped"],
    headerParameter: ["respelled"],
    operationId: edits,
    tag: edits,
    ...lifecycle,
    ...each(fieldNames("operation", "prose"), changed),
    requiredParameter: ["added", "addedWithDefault"],
    optionalParameter: ["added"],
    parameter: [...gone, "renamed", "moved"],
    requiredRequestBody: ["added"],
    optionalRequestBody: ["added"],
    requestBody: ["removed"],
    successResponse: [...existence, "moved"],
    errorResponse: existence,
    response: ["respelled"],
    ...ofServers,
    ...ofRequirements,
  },
  webhook: {
    endpoint: [...existence, ...selection],
    ...each(["parameter", "body", "response"], existence),
    security: ["widened", "narrowed"],
  },
  callback: { endpoint: existence },
  parameter: {
    ...ofSchemas,
    ...ofSent,
    ...ofContent,
    ...each(spellings.parameter, changed),
    ...each(["list", "delimitedList"], ["begun"] as const),
    presence: need,
    serialisation: changed,
  },
  request: { ...ofSchemas, ...ofSent, ...ofContent, presence: need },
  header: {
    ...ofSchemas,
    ...ofReceived,
    ...ofContent,
    presence: need,
    ...each(spellings.header, changed),
    ...each(["list", "delimitedList"], ["dropped"] as const),
    serialisation: changed,
  },
  response: {
    ...ofSchemas,
    ...ofReceived,
    ...ofContent,
    presence: need,
    requiredHeader: existence,
    optionalHeader: existence,
    link: edits,
  },
} as const;

type Vocabulary = typeof vocabulary;
type KindsOf<Aspects> = {
  [A in keyof Aspects & string]: Aspects[A] extends readonly (infer V extends string)[]
    ? `${A}.${V}`
    : never;
}[keyof Aspects & string];

export type RuleSubject = keyof Vocabulary;

/**
 * The use of a schema, from the caller's side: parameters and requests are sent, the rest is
 * received.
 */
export type Subject = "parameter" | "request" | "header" | "response";
export const subjects: readonly Subject[] = ["parameter", "request", "header", "response"];

/** The rules of some subjects, or those of them about some aspects. */
export type IdOf<S extends RuleSubject, A extends AspectOf<S> = AspectOf<S>> = {
  [Own in S]: `${Own}.${KindsOf<Pick<Vocabulary[Own], A & keyof Vocabulary[Own]>>}`;
}[S];
type AspectOf<S extends RuleSubject> = { [Own in S]: keyof Vocabulary[Own] & string }[S];

/** The id of a rule, `subject.aspect.verb`: docs/rules.md lists all of them. */
export type RuleId = IdOf<RuleSubject>;

/** The kind of a schema change; together with the use of the schema, it gives a rule's id. */
export type SchemaKind =
  | KindsOf<typeof ofSchemas>
  | KindsOf<typeof ofSent>
  | KindsOf<typeof ofReceived>;
export type SchemaAspect = keyof (typeof ofSchemas & typeof ofSent & typeof ofReceived);
export type LifecycleKind = KindsOf<typeof lifecycle>;

export type Aspect = AspectOf<RuleSubject>;
type VerbIn<Id> = Id extends `${string}.${string}.${infer V}` ? V : never;
export type Verb = VerbIn<RuleId>;

export interface RuleParts {
  readonly subject: RuleSubject;
  readonly aspect: Aspect;
  readonly verb: Verb;
}

const partsById = new Map<RuleId, RuleParts>();
for (const [subject, aspects] of Object.entries(vocabulary)) {
  for (const [aspect, verbs] of Object.entries(aspects)) {
    for (const verb of verbs) {
      partsById.set(
        `${subject}.${aspect}.${verb}` as RuleId,
        { subject, aspect, verb } as RuleParts,
      );
    }
  }
}

export const ruleIds: readonly RuleId[] = [...partsById.keys()];

/** The parts of a rule's id. */
export function partsOf(id: RuleId): RuleParts {
  return must(partsById.get(id), `there is no rule ${id}`);
}

const aspects = new Map(
  Object.entries({ ...ofSchemas, ...ofSent, ...ofReceived }).flatMap(([aspect, verbs]) =>
    verbs.map((verb) => [`${aspect}.${verb}` as SchemaKind, aspect as SchemaAspect] as const),
  ),
);

/** The id of a change of a schema in a use; undefined if it does not matter there. */
export function idIn(subject: Subject, kind: SchemaKind): RuleId | undefined {
  const id = `${subject}.${kind}` as RuleId;
  return partsById.has(id) ? id : undefined;
}

/** The aspect of a schema that a change of this kind is about. */
export function aspectOf(kind: SchemaKind): SchemaAspect {
  return must(aspects.get(kind), `there is no kind ${kind}`);
}

/** Whether a kind matters in one direction only; it comes with another that says what changed. */
export function isOneSided(kind: SchemaKind): boolean {
  return subjects.some((subject) => !idIn(subject, kind));
}

export function isSent(subject: Subject): boolean {
  return subject === "parameter" || subject === "request";
}
