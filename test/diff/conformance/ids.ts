/**
 * The rule ids of oasdiff, and the rules of ours that say the same. Theirs are mostly a subject and
 * a suffix (`request-property-max-length-set`); ours mostly a subject and a kind
 * (`request.maxLength.set`). What does not follow that grammar is listed one by one.
 */
import { isSent, type Subject } from "../../../generator/diff/change-kinds.js";

/** Where a change has to be met: at the root of a body or parameter, or inside of it. */
export type Role = "root" | "inside" | "any";

export interface Ours {
  readonly kinds: readonly string[];
  readonly role: Role;
}

/** Rules that are policies of a team about its own API, or about the tool; nothing a caller sees. */
export const policies: Readonly<Record<string, string>> = {
  "api-version-not-bumped": "says how a team is to count its versions",
  "api-version-decreased": "says how a team is to count its versions",
  "api-major-version-not-bumped": "says how a team is to count its versions",
  "api-deprecated-sunset-missing": "a vendor need not say when it ends",
  "api-sunset-date-too-small": "how long is long enough is the reader's to say",
  "request-parameter-deprecated-sunset-missing": "a vendor need not say when it ends",
  "request-parameter-sunset-date-too-small": "how long is long enough is the reader's to say",
  "request-property-deprecated-sunset-missing": "a vendor need not say when it ends",
  "response-property-deprecated-sunset-missing": "a vendor need not say when it ends",
  "request-property-sunset-date-too-small": "how long is long enough is the reader's to say",
  "response-property-sunset-date-too-small": "how long is long enough is the reader's to say",
};

/** Suffixes of schemas, and the kinds that say the same in both directions. */
const suffixes: Readonly<Record<string, readonly string[]>> = {
  "type-generalized": ["type.widened", "format.widened"],
  "type-specialized": ["type.narrowed", "format.narrowed"],
  "list-of-types-widened": ["type.widened"],
  "list-of-types-narrowed": ["type.narrowed"],
  "became-nullable": ["nullable.added"],
  "became-not-nullable": ["nullable.removed"],
  "became-enum": ["enum.begun", "const.added"],
  "enum-value-added": ["enum.added", "enum.begun"],
  "enum-value-removed": ["enum.removed", "enum.dropped"],
  "x-extensible-enum-value-removed": ["extensibleEnum.removed"],
  "const-added": ["const.added", "enum.begun"],
  "const-removed": ["const.removed", "enum.dropped"],
  "const-changed": ["const.changed"],
  "default-value-added": ["default.added"],
  "default-value-removed": ["default.removed"],
  "default-value-changed": ["default.changed"],
  "pattern-added": ["pattern.added"],
  "pattern-removed": ["pattern.removed"],
  "pattern-changed": ["pattern.changed", "pattern.narrowed", "pattern.widened"],
  "pattern-generalized": ["pattern.widened"],
  "discriminator-added": ["discriminator.added"],
  "discriminator-removed": ["discriminator.removed"],
  "discriminator-property-name-changed": ["discriminator.changed"],
  "discriminator-mapping-added": ["discriminatorMapping.added"],
  "discriminator-mapping-deleted": ["discriminatorMapping.removed"],
  "discriminator-mapping-changed": ["discriminatorMapping.changed"],
  // A union of one variant is that variant to us.
  "one-of-added": ["oneOf.added", "oneOf.wrapped"],
  "one-of-removed": ["oneOf.removed", "oneOf.unwrapped"],
  "any-of-added": ["anyOf.added", "anyOf.wrapped"],
  "any-of-removed": ["anyOf.removed", "anyOf.unwrapped"],
  "all-of-added": ["allOf.added"],
  "all-of-removed": ["allOf.removed"],
  // Members are merged: what is left is what the annotation says.
  "all-of-added-annotation-only": ["description.changed", "title.changed", "deprecated.set"],
  "all-of-removed-annotation-only": ["description.changed", "title.changed", "deprecated.unset"],
  "wrapped-in-one-of": ["oneOf.wrapped", "anyOf.wrapped", "oneOf.begun"],
  "content-media-type-changed": [
    "contentMediaType.added",
    "contentMediaType.removed",
    "contentMediaType.changed",
  ],
  "content-encoding-changed": [
    "contentEncoding.added",
    "contentEncoding.removed",
    "contentEncoding.changed",
  ],
  "dependent-required-changed": [
    "dependentRequired.tightened",
    "dependentRequired.loosened",
    "dependentRequired.changed",
  ],
  deprecated: ["deprecated.set"],
  "deprecated-with-sunset": ["deprecated.set"],
  "deprecated-sunset-invalid": ["sunset.invalid"],
  reactivated: ["deprecated.unset"],
  "stability-decreased": ["stability.lowered"],
  "stability-increased": ["stability.raised"],
};

/** Keywords that come and go. */
const existences: Readonly<Record<string, string>> = {
  "prefix-items": "prefixItems",
  if: "if",
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and this table is never awaited
  then: "then",
  else: "else",
  contains: "contains",
  "dependent-required": "dependentRequired",
  "dependent-schema": "dependentSchemas",
  "pattern-property": "patternProperties",
  "property-names": "propertyNames",
  "unevaluated-items": "unevaluatedItems",
  "unevaluated-properties": "unevaluatedProperties",
  "content-schema": "contentSchema",
};

const bounds: Readonly<Record<string, string>> = {
  min: "minimum",
  max: "maximum",
  "exclusive-min": "exclusiveMinimum",
  "exclusive-max": "exclusiveMaximum",
  "min-length": "minLength",
  "max-length": "maxLength",
  "min-items": "minItems",
  "max-items": "maxItems",
  "min-contains": "minContains",
  "max-contains": "maxContains",
};

const boundVerbs: Readonly<Record<string, readonly string[]>> = {
  set: ["set"],
  unset: ["unset"],
  increased: ["raised"],
  decreased: ["lowered"],
};

/** Requiredness of a body, a parameter or a header is not that of a property. */
function presence(suffix: string, isRoot: boolean): string[] | undefined {
  const verbs: Readonly<Record<string, [string, string]>> = {
    "became-required": ["presence.required", "required.added"],
    "became-optional": ["presence.optional", "required.removed"],
    "became-required-with-default": ["presence.required", "required.addedWithDefault"],
  };
  const verb = verbs[suffix]?.[isRoot ? 0 : 1];
  return verb === undefined ? undefined : [verb];
}

/** A bound that is set where none was can count as raised or lowered: nothing is as good as zero. */
function boundKinds(suffix: string): string[] | undefined {
  const [, name = "", verb = ""] = /^(.*)-(set|unset|increased|decreased)$/.exec(suffix) ?? [];
  const keyword = bounds[name];
  return keyword === undefined ? undefined : boundVerbs[verb]?.map((ours) => `${keyword}.${ours}`);
}

function kindsOf(suffix: string, subject: Subject, isRoot: boolean): readonly string[] | undefined {
  const [, keyword = "", verb = ""] = /^(.*)-(added|removed)$/.exec(suffix) ?? [];
  // Of the two directions of a change, the one that is not safe is told as a plain change by them.
  const [safe, unsafe] = isSent(subject) ? ["widened", "narrowed"] : ["narrowed", "widened"];
  if (suffix === "type-compatible") return [`type.${safe}`, `format.${safe}`];
  if (suffix === "type-changed") {
    const envelope = ["envelope.added", "envelope.removed"];
    return ["type.changed", "format.changed", `type.${unsafe}`, `format.${unsafe}`, ...envelope];
  }
  return (
    presence(suffix, isRoot) ??
    suffixes[suffix] ??
    (existences[keyword] === undefined ? undefined : [`${existences[keyword]}.${verb}`]) ??
    boundKinds(suffix)
  );
}

const prefixes: readonly (readonly [string, Subject, Role])[] = [
  ["request-read-only-property-", "request", "inside"],
  ["response-write-only-property-", "response", "inside"],
  ["request-parameter-property-", "parameter", "inside"],
  ["request-header-property-", "parameter", "inside"],
  ["request-parameter-", "parameter", "root"],
  ["request-property-", "request", "inside"],
  ["request-body-", "request", "root"],
  ["response-property-", "response", "inside"],
  ["response-mediatype-", "response", "root"],
  ["response-body-", "response", "root"],
  ["response-header-", "header", "any"],
];

/** What does not follow the grammar of subject and suffix. */
const others: Readonly<Record<string, readonly string[]>> = {
  "endpoint-added": ["operation.endpoint.added"],
  "api-removed-without-deprecation": ["operation.endpoint.removed"],
  "api-path-removed-without-deprecation": ["operation.endpoint.removed"],
  "api-removed-with-deprecation": ["operation.endpoint.removedAsAnnounced"],
  "api-path-removed-with-deprecation": ["operation.endpoint.removedAsAnnounced"],
  "api-removed-before-sunset": ["operation.endpoint.removedBeforeSunset"],
  "api-path-removed-before-sunset": ["operation.endpoint.removedBeforeSunset"],
  "api-path-sunset-parse": ["operation.endpoint.removed"],
  "endpoint-deprecated": ["operation.deprecated.set"],
  "endpoint-deprecated-with-sunset": ["operation.deprecated.set"],
  "endpoint-reactivated": ["operation.deprecated.unset"],
  "api-deprecated-sunset-parse": ["operation.sunset.invalid"],
  "api-sunset-date-changed-too-small": ["operation.sunset.earlier"],
  "sunset-deleted": ["operation.sunset.removed"],
  "api-invalid-stability-level": ["operation.stability.invalid"],
  "api-stability-decreased": ["operation.stability.lowered"],
  "api-stability-increased": ["operation.stability.raised"],
  "api-operation-id-added": ["operation.operationId.added"],
  "api-operation-id-removed": ["operation.operationId.removed", "operation.operationId.changed"],
  "api-tag-added": ["operation.tag.added"],
  "api-tag-removed": ["operation.tag.removed"],
  "api-schema-removed": ["component.schema.removed", "component.schema.renamed"],
  "webhook-added": ["webhook.endpoint.added"],
  "webhook-removed": ["webhook.endpoint.removed"],
  "api-security-added": ["operation.security.added", "operation.security.begun"],
  "api-security-removed": ["operation.security.removed", "operation.security.dropped"],
  "api-security-scope-added": ["operation.securityScope.added"],
  "api-security-scope-removed": ["operation.securityScope.removed"],
  "api-global-security-added": ["document.security.added", "document.security.begun"],
  "api-global-security-removed": ["document.security.removed", "document.security.dropped"],
  "api-global-security-scope-added": ["document.securityScope.added"],
  "api-global-security-scope-removed": ["document.securityScope.removed"],
  "api-security-component-added": ["securityScheme.definition.added"],
  "api-security-component-removed": ["securityScheme.definition.removed"],
  "api-security-component-type-changed": ["securityScheme.type.changed"],
  "api-security-component-oauth-url-changed": ["securityScheme.authorizationUrl.changed"],
  "api-security-component-oauth-token-url-changed": ["securityScheme.tokenUrl.changed"],
  "api-security-component-oauth-scope-added": ["securityScheme.scope.added"],
  "api-security-component-oauth-scope-removed": ["securityScheme.scope.removed"],
  "api-security-component-oauth-scope-changed": ["securityScheme.scope.changed"],
  "new-required-request-parameter": requiredParameter(),
  "new-required-request-default-parameter-to-existing-path": requiredParameter(),
  "new-request-path-parameter": requiredParameter(),
  "new-optional-request-parameter": ["operation.optionalParameter.added"],
  "new-optional-request-default-parameter-to-existing-path": ["operation.optionalParameter.added"],
  "new-required-request-header-property": ["parameter.requiredProperty.added"],
  "request-parameter-removed": ["operation.parameter.removed"],
  "request-parameter-removed-with-deprecation": ["operation.parameter.removedAsAnnounced"],
  "request-parameter-removed-before-sunset": ["operation.parameter.removedBeforeSunset"],
  "request-parameter-sunset-parse": ["operation.parameter.removed", "parameter.sunset.invalid"],
  "request-parameter-sunset-deleted": ["parameter.sunset.removed"],
  "request-parameter-sunset-date-changed-too-small": ["parameter.sunset.earlier"],
  "request-body-added-required": ["operation.requiredRequestBody.added"],
  "request-body-added-optional": ["operation.optionalRequestBody.added"],
  "request-body-removed": ["operation.requestBody.removed"],
  "request-body-media-type-added": ["request.mediaType.added"],
  "request-body-media-type-removed": ["request.mediaType.removed"],
  "request-body-media-type-schema-added": ["request.schema.added"],
  "request-body-media-type-schema-removed": ["request.schema.removed"],
  "response-body-media-type-schema-added": ["response.schema.added"],
  "response-body-media-type-schema-removed": ["response.schema.removed"],
  "response-media-type-added": ["response.mediaType.added"],
  "response-media-type-removed": ["response.mediaType.removed"],
  "response-media-type-name-changed": ["response.mediaType.respelled"],
  "response-media-type-name-generalized": ["response.mediaType.widened"],
  "response-media-type-name-specialized": ["response.mediaType.narrowed"],
  "response-success-status-added": ["operation.successResponse.added"],
  "response-success-status-removed": ["operation.successResponse.removed"],
  "response-non-success-status-added": ["operation.errorResponse.added"],
  "response-non-success-status-removed": ["operation.errorResponse.removed"],
  "response-header-added": ["response.requiredHeader.added", "response.optionalHeader.added"],
  "required-response-header-removed": ["response.requiredHeader.removed"],
  "optional-response-header-removed": ["response.optionalHeader.removed"],
  "request-property-removed": ["request.property.removed", "request.requiredProperty.removed"],
  "new-required-request-property": ["request.requiredProperty.added"],
  "new-required-request-property-with-default": ["request.requiredProperty.addedWithDefault"],
  "new-optional-request-property": ["request.property.added"],
  "response-required-property-removed": ["response.requiredProperty.removed"],
  "response-required-write-only-property-removed": ["response.requiredProperty.removed"],
  "response-optional-property-removed": ["response.property.removed"],
  "response-optional-write-only-property-removed": ["response.property.removed"],
  "response-required-property-added": requiredInResponse(),
  "response-required-write-only-property-added": requiredInResponse(),
  "response-optional-property-added": ["response.property.added"],
  "response-optional-write-only-property-added": ["response.property.added"],
};

/** They tell the parameters of a path from those of an operation. */
const roles: Readonly<Record<string, Role>> = {
  "new-required-request-parameter": "inside",
  "new-optional-request-parameter": "inside",
  "new-required-request-default-parameter-to-existing-path": "root",
  "new-optional-request-default-parameter-to-existing-path": "root",
};

function requiredParameter(): string[] {
  return ["operation.requiredParameter.added", "operation.requiredParameter.addedWithDefault"];
}

function requiredInResponse(): string[] {
  return ["response.requiredProperty.added", "response.requiredProperty.addedWithDefault"];
}

/** Ours for an id of theirs; undefined if we have none. */
export function oursFor(id: string): Ours | undefined {
  const listed = others[id];
  if (listed) return { kinds: listed, role: roles[id] ?? "any" };
  const access = accessKinds(id);
  if (access) return { kinds: access, role: "any" };
  for (const [prefix, subject, role] of prefixes) {
    if (!id.startsWith(prefix)) continue;
    const isRoot = role !== "inside";
    const kinds = kindsOf(id.slice(prefix.length), subject, isRoot);
    if (!kinds) return undefined;
    // The requiredness of a property is told by the object that has it.
    const isPresence = kinds.some((kind) => /^(required|presence)\./.test(kind));
    return { kinds: kinds.map((kind) => `${subject}.${kind}`), role: isPresence ? "any" : role };
  }
  return undefined;
}

/** `request-optional-property-became-not-write-only` and the fifteen others. */
function accessKinds(id: string): string[] | undefined {
  const pattern =
    /^(request|response)-(optional|required)-property-became-(not-)?(read|write)-only$/;
  const [, subject, need, not, access] = pattern.exec(id) ?? [];
  if (!subject) return undefined;
  const required = { read: "requiredReadOnly", write: "requiredWriteOnly" }[access ?? ""];
  const aspect = need === "required" ? required : `${access}Only`;
  return [`${subject}.${aspect}.${not ? "unset" : "set"}`];
}
