import type { Severity } from "../finding.js";
import type { Rule } from "./rule.js";

/**
 * Where the compiler says otherwise than the direction of a change does. `warning` is for what
 * breaks some callers' code and not others'; with `--prove` the compiler settles it case by case.
 * A test compiles the example of every rule, and fails where this table is wrong.
 */
const corrections: readonly (readonly [rules: RegExp, source: Severity])[] = [
  // The client has no types for the headers of an answer.
  [/^header\./, "none"],
  // A receiver gets them from its server, not from the client.
  [/^webhook\.parameter\./, "none"],
  [/^callback\.endpoint\./, "none"],
  // A schema that is sent in one place and a type that somebody imports are two things.
  [/^component\.schema\.renamed$/, "warning"],
  // What the example compiles with, another document may not.
  [/\.discriminator(Mapping)?\./, "warning"],
  [/\.(map|oneOf|anyOf)\.(begun|dropped)$/, "warning"],
  [/\.additionalProperties\.(restricted|freed)$/, "warning"],
  [/\.prefixItems\.(added|removed)$/, "warning"],
  [/\.type\.(narrowed|widened)$/, "warning"],
  [/^operation\.(path|parameter)\.moved$/, "warning"],
  [/^operation\.tag\.(added|removed|changed)$/, "warning"],
  [/^operation\.successResponse\.removed$/, "warning"],
  [/^(parameter|request|response)\.mediaType\.removed$/, "warning"],
  [/^response\.mediaType\.added$/, "warning"],
  [/^parameter\.schema\.added$/, "warning"],
  [/^(parameter|request)\.allOf\.(added|removed)$/, "warning"],
  [/^response\.allOf\.removed$/, "warning"],
  // Another variant may take what this one took.
  [/^(parameter|request)\.(oneOf|anyOf)\.(removed|unwrapped)$/, "warning"],
  [/^response\.(oneOf|anyOf)\.(added|wrapped)$/, "warning"],
  // An object may have had any names before.
  [/^(parameter|request)\.patternProperties\.added$/, "warning"],
  [/^response\.patternProperties\.removed$/, "warning"],
  // An option of the client may become needed, or go.
  [/^document\.security\.(begun|removed)$/, "warning"],
  [/^securityScheme\.definition\.removed$/, "warning"],
  // Types become narrower, whatever the server makes of it.
  [/^securityScheme\.(type|httpScheme)\.changed$/, "breaking"],
  [/^operation\.(errorResponse\.removed|response\.respelled)$/, "breaking"],
  [/^(parameter|request)\.readOnly\.set$/, "breaking"],
  [/^response\.requiredWriteOnly\.set$/, "breaking"],
];

/** A rule with the source severity that the compiler confirms. */
export function withSource(rule: Rule): Rule {
  const found = corrections.find(([rules]) => rules.test(rule.id));
  return found ? { ...rule, source: found[1] } : rule;
}
