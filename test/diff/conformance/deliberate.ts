/** Where we judge otherwise than oasdiff, on purpose. */
export interface Deliberate {
  /** What of theirs is then not found: an id and a level. */
  readonly theirs: RegExp;
  /** What of ours is found instead: a kind and a level. */
  readonly ours: RegExp;
  readonly reason: string;
  /**
   * Follows from what callers have to send or no longer get, which record 19 decides; the bound on
   * differences is for all others.
   */
  readonly isDecided?: true;
}

const never = /^$/;

export const deliberate: readonly Deliberate[] = [
  {
    theirs: never,
    ours: /^(document|operation)\.server(Url|VariableDefault|VariableEnum)?\.(removed|changed) /,
    reason:
      "Who sends requests to a server that is no longer listed is no longer promised an answer.",
  },
  {
    theirs: /^api-(global-)?security(-scope)?-(added|removed) INFO$/,
    ours: /^(document|operation)\.security(Scope)?\.(begun|removed|added) ERR/,
    reason: "Every call that lacks the new credentials is refused.",
  },
  {
    theirs: /^api-security-component-(type-changed|oauth-scope-removed) INFO$/,
    ours: /^securityScheme\.(type\.changed ERR|scope\.removed WARN)/,
    reason: "What callers log in with is no longer taken.",
  },
  {
    theirs: /^request-(body|property)-all-of-added ERR$/,
    ours: never,
    reason: "A member of allOf that adds an optional property only adds that.",
    isDecided: true,
  },
  {
    theirs: /^response-(body|property)-all-of-removed INFO$/,
    ours: never,
    reason: "A member of allOf that says what the others say too changes nothing when it goes.",
  },
  {
    theirs: /^response-(body|property)-any-of-added INFO$/,
    ours: /^response\.anyOf\.added ERR/,
    reason: "A variant that callers do not know is as new in anyOf as it is in oneOf.",
  },
  {
    theirs: /^response-(body|property)-dependent-required-changed ERR$/,
    ours: /^response\.dependentRequired\.tightened INFO/,
    reason: "An answer that promises more than before is still one that callers know.",
  },
  {
    theirs: /^request-(body|property)-dependent-required-changed ERR$/,
    ours: /^request\.dependentRequired\.loosened INFO/,
    reason: "A request that has to hold less than before is still right.",
  },
  {
    theirs: /^request-(body|property|parameter|parameter-property)-enum-value-removed ERR$/,
    ours: /^(request|parameter)\.enum\.dropped INFO/,
    reason: "Where values are no longer listed, all that were listed are still right.",
  },
  {
    theirs: /^request-parameter-property-type-changed WARN$/,
    ours: /^parameter\.type\.(widened INFO|changed ERR)/,
    reason: "Members of an object in a parameter are judged like the parameter: as text.",
  },
  {
    theirs: /^request-body-became-required ERR$/,
    ours: /^response\.presence\.required INFO/,
    reason: "The body of a webhook is received by the caller.",
  },
  {
    theirs: never,
    ours: /^request\.requiredName\.added WARN/,
    reason: "A required name has to be sent, even if nothing describes it.",
  },
  {
    theirs: /^request-(body|property)-default-value-(added|changed|removed) INFO$/,
    ours: /^request\.default\.(added|changed|removed) ERR/,
    reason: "Who leaves a value out of a body means its default, as with a parameter.",
    isDecided: true,
  },
  {
    theirs: /^request-(required|optional)-property-became-read-only INFO$/,
    ours: /^request\.(requiredReadOnly|readOnly)\.set WARN/,
    reason: "A property that requests no longer have is judged like one that was removed.",
    isDecided: true,
  },
  {
    theirs: /^response-(required|optional)-property-became-write-only INFO$/,
    ours: /^response\.(requiredWriteOnly\.set ERR|writeOnly\.set WARN)/,
    reason: "A property that responses no longer have is judged like one that was removed.",
    isDecided: true,
  },
  {
    theirs: /^response-required-property-became-not-write-only WARN$/,
    ours: /^response\.requiredWriteOnly\.unset INFO/,
    reason: "Responses have one more property, as if it was added.",
    isDecided: true,
  },
];
