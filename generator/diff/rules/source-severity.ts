import { type Aspect, partsOf, type RuleSubject, type Verb } from "../change-kinds.js";
import type { Severity } from "../finding.js";
import type { Rule } from "./rule.js";

/** Rules, by the parts of their ids; whatever is left out may be anything. */
interface Correction {
  readonly source: Severity;
  readonly of?: readonly RuleSubject[];
  readonly about?: readonly Aspect[];
  readonly verbs?: readonly Verb[];
}

const sent = ["parameter", "request"] as const;
const received = ["response"] as const;
const unions = ["oneOf", "anyOf"] as const;

/**
 * Where the compiler says otherwise than the direction of a change does; the first that fits
 * counts. `warning` is for what breaks some callers' code and not others'; with `--prove` the
 * compiler settles it case by case. A test compiles the example of every rule, and fails where this
 * table is wrong.
 */
const corrections: readonly Correction[] = [
  // Headers of an answer are typed as text, numbers, booleans and lists of these, and may be absent.
  {
    source: "warning",
    of: ["header"],
    about: ["type", "serialisation", "schema", "items", "envelope"],
  },
  { source: "none", of: ["header"] },
  // A receiver gets them from its server, not from the client.
  { source: "none", of: ["webhook"], about: ["parameter"] },
  { source: "none", of: ["callback"], about: ["endpoint"] },
  // A schema that is sent in one place and a type that somebody imports are two things.
  { source: "warning", of: ["component"], about: ["schema"], verbs: ["renamed"] },
  // What the example compiles with, another document may not.
  { source: "warning", about: ["discriminator", "discriminatorMapping"] },
  { source: "warning", about: ["map", ...unions], verbs: ["begun", "dropped"] },
  { source: "warning", about: ["additionalProperties"], verbs: ["restricted", "freed"] },
  { source: "warning", about: ["prefixItems"], verbs: ["added", "removed"] },
  { source: "warning", of: sent, about: ["type"], verbs: ["narrowed"] },
  { source: "warning", of: received, about: ["type"], verbs: ["widened"] },
  { source: "warning", of: ["operation"], about: ["path", "parameter"], verbs: ["moved"] },
  { source: "warning", of: ["operation"], about: ["tag"] },
  { source: "warning", of: ["operation"], about: ["successResponse"], verbs: ["removed"] },
  { source: "warning", of: [...sent, ...received], about: ["mediaType"], verbs: ["removed"] },
  { source: "warning", of: received, about: ["mediaType"], verbs: ["added"] },
  { source: "warning", of: ["parameter"], about: ["schema"], verbs: ["added"] },
  { source: "warning", of: sent, about: ["allOf"], verbs: ["added", "removed"] },
  { source: "warning", of: received, about: ["allOf"], verbs: ["removed"] },
  // Another variant may take what this one took.
  { source: "warning", of: sent, about: unions, verbs: ["removed", "unwrapped"] },
  { source: "warning", of: received, about: unions, verbs: ["added", "wrapped"] },
  // An object may have had any names before.
  { source: "warning", of: sent, about: ["patternProperties"], verbs: ["added"] },
  { source: "warning", of: received, about: ["patternProperties"], verbs: ["removed"] },
  // Binary text is a file in a form.
  { source: "warning", of: ["request"], about: ["format", "contentEncoding", "contentMediaType"] },
  // A name that nothing requires and nothing describes is no property of the type.
  { source: "warning", of: sent, about: ["requiredName"], verbs: ["removed"] },
  // An option of the client may become needed, or go.
  { source: "warning", of: ["document"], about: ["security"], verbs: ["begun", "removed"] },
  { source: "warning", of: ["securityScheme"], about: ["definition"], verbs: ["removed"] },
  { source: "info", of: ["securityScheme"], about: ["definition"], verbs: ["added"] },
  // Types become narrower, whatever the server makes of it.
  { source: "breaking", of: ["securityScheme"], about: ["type", "httpScheme"] },
  { source: "breaking", of: ["operation"], about: ["errorResponse"], verbs: ["removed"] },
  { source: "breaking", of: ["operation"], about: ["response"], verbs: ["respelled"] },
  { source: "breaking", of: sent, about: ["readOnly"], verbs: ["set"] },
  { source: "breaking", of: received, about: ["requiredWriteOnly"], verbs: ["set"] },
];

/** A rule with the source severity that the compiler confirms. */
export function withSource(rule: Rule): Rule {
  const { subject, aspect, verb } = partsOf(rule.id);
  const found = corrections.find(
    ({ of, about, verbs }) =>
      (of?.includes(subject) ?? true) &&
      (about?.includes(aspect) ?? true) &&
      (verbs?.includes(verb) ?? true),
  );
  return found ? { ...rule, source: found.source } : rule;
}
