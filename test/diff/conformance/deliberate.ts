/** Where we judge otherwise than oasdiff, on purpose. */
export interface Deliberate {
  /** What of theirs is then not found: an id and a level. */
  readonly theirs: RegExp;
  /** What of ours is found instead: a kind and a level. */
  readonly ours: RegExp;
  readonly reason: string;
}

const never = /^$/;

export const deliberate: readonly Deliberate[] = [
  {
    theirs: never,
    ours: /^(document|operation)\.server(Url|Variables)?\.(removed|changed) /,
    reason:
      "Who sends requests to a server that is no longer listed is no longer promised an answer.",
  },
  {
    theirs: /^api-security-component-oauth-(token-)?url-changed INFO$/,
    ours: /^securityScheme\.(authorizationUrl|tokenUrl)\.changed WARN/,
    reason: "Logins that go to the old URL can fail.",
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
    theirs: /^response-(body|property)-all-of-removed INFO$/,
    ours: /^response\.allOf\.removed ERR/,
    reason: "An answer that no longer has to be something can lack what callers read.",
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
    theirs: /^response-required-property-became-not-write-only WARN$/,
    ours: /^response\.writeOnly\.unset INFO/,
    reason: "A property that newly comes breaks nobody who did not read it.",
  },
  {
    theirs: never,
    ours: /^request\.requiredName\.added WARN/,
    reason: "A required name has to be sent, even if nothing describes it.",
  },
];
