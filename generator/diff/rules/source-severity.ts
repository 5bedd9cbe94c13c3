import { type Aspect, partsOf, type RuleSubject, type Verb } from "../change-kinds.js";
import type { Severity } from "../finding.js";
import type { Rule } from "./rule.js";

/** Selects rules by the parts of their ids; an absent part matches anything. */
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
 * Severities for rules where the compiler contradicts the direction of a change; the first match
 * counts. `warning` means that it depends on the document; with `--prove`, the compiler decides
 * each case. A test compiles the example of every rule, and fails if this table is wrong.
 */
const corrections: readonly Correction[] = [
  // Headers of a response have the types string, number, boolean and lists of these, and may be
  // absent.
  {
    source: "warning",
    of: ["header"],
    about: ["type", "serialisation", "schema", "items", "envelope", "list", "delimitedList"],
  },
  { source: "none", of: ["header"] },
  // A receiver gets them from its own server, not from the client.
  { source: "none", of: ["webhook"], about: ["parameter"] },
  { source: "none", of: ["callback"], about: ["endpoint"] },
  // Code that imports the type breaks; code that only sends values does not.
  { source: "warning", of: ["component"], about: ["schema"], verbs: ["renamed"] },
  // The example compiles, but another document may not.
  { source: "warning", about: ["discriminator", "discriminatorMapping"] },
  { source: "warning", about: ["map", ...unions], verbs: ["begun", "dropped"] },
  { source: "warning", about: ["additionalProperties"], verbs: ["restricted", "freed"] },
  { source: "warning", about: ["prefixItems"], verbs: ["added", "removed"] },
  { source: "warning", of: sent, about: ["type"], verbs: ["narrowed"] },
  { source: "warning", of: received, about: ["type"], verbs: ["widened"] },
  { source: "warning", of: ["operation"], about: ["path", "parameter"], verbs: ["moved"] },
  { source: "warning", of: ["operation"], about: ["pathPrefix", "serverPath"] },
  { source: "warning", of: ["operation"], about: ["tag"] },
  { source: "warning", of: ["operation"], about: ["successResponse"], verbs: ["removed"] },
  { source: "warning", of: [...sent, ...received], about: ["mediaType"], verbs: ["removed"] },
  { source: "warning", of: received, about: ["mediaType"], verbs: ["added"] },
  { source: "warning", of: ["parameter"], about: ["schema"], verbs: ["added"] },
  // Another variant may accept the removed one's values.
  { source: "warning", of: sent, about: unions, verbs: ["removed", "unwrapped"] },
  { source: "warning", of: received, about: unions, verbs: ["added", "wrapped"] },
  // An object may have had any names before.
  { source: "warning", of: sent, about: ["patternProperties"], verbs: ["added"] },
  { source: "warning", of: received, about: ["patternProperties"], verbs: ["removed"] },
  // Binary text is a file in a form.
  { source: "warning", of: ["request"], about: ["format", "contentEncoding", "contentMediaType"] },
  // A name that is required but not declared is not a property of the type.
  { source: "warning", of: sent, about: ["requiredName"], verbs: ["removed"] },
  // An option of the client may become required, or be removed.
  {
    source: "warning",
    of: ["document"],
    about: ["security"],
    verbs: ["begun", "removed", "tightened", "changed"],
  },
  { source: "warning", of: ["document"], about: ["defaultSecurity"] },
  { source: "breaking", of: ["securityScheme"], about: ["definition"], verbs: ["renamed"] },
  {
    source: "warning",
    of: ["securityScheme"],
    about: ["definition"],
    verbs: ["removed", "unselected"],
  },
  { source: "info", of: ["securityScheme"], about: ["definition"], verbs: ["added", "selected"] },
  // Types become narrower, whatever the server does.
  { source: "breaking", of: ["securityScheme"], about: ["type", "httpScheme"] },
  { source: "breaking", of: ["operation"], about: ["errorResponse"], verbs: ["removed"] },
  { source: "breaking", of: ["operation"], about: ["response"], verbs: ["respelled"] },
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
