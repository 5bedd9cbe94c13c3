import type { singleSchemas } from "../../contract/index.js";
import type { SchemaRule } from "./schema-rule.js";

const object = (properties: string, more = "") =>
  `{ type: object, properties: { ${properties} }${more} }`;
const a = "a: { type: string }";
const b = "b: { type: integer }";
const [one, both] = [object(a), object(`${a}, ${b}`)];
const withRequired = object(`${a}, ${b}`, ", required: [b]");
const defaulted = "b: { type: integer, default: 1 }";

const readerFindsNothing = "Callers that read it find no value.";
const unknownNames = {
  wire: "warning",
  because: "Callers that reject or copy what they do not know may now receive it.",
  fix: "Ignore the properties that you do not know.",
} as const;
const serverIgnores = "The server no longer reads it, and may reject what it does not know.";

/** Properties of objects, and undeclared properties. */
export const objectRules: readonly SchemaRule[] = [
  {
    kind: "property.added",
    effect: "harmless",
    isTyped: true,
    message: 'the optional property "{name}" was added to {where}',
    before: one,
    after: both,
  },
  {
    kind: "property.removed",
    effect: "doubtful",
    isTyped: true,
    message: 'the optional property "{name}" was removed from {where}',
    before: both,
    after: one,
    sent: { source: "breaking", because: serverIgnores, fix: "Stop sending it." },
    received: {
      source: "breaking",
      because: `${readerFindsNothing} It was never promised, but was often present.`,
      fix: "Stop reading it.",
    },
  },
  {
    kind: "property.renamed",
    effect: "changes",
    isTyped: true,
    message: 'the property "{before}" of {where} was probably renamed to "{after}"',
    before: object("first_name: { type: string, minLength: 3 }"),
    after: object("firstName: { type: string, minLength: 3 }"),
    sent: {
      because: "The server no longer reads the old name.",
      fix: "Send it under its new name.",
    },
    received: { because: readerFindsNothing, fix: "Read it under its new name." },
  },
  {
    kind: "property.forbidden",
    effect: "narrows",
    isTyped: true,
    message:
      'the property "{name}" of {where} can no longer occur: nothing is allowed for it any more',
    before: both,
    after: object(`${a}, b: false`),
    sent: {
      message: 'the property "{name}" of {where} may no longer be sent',
      because: "Requests that contain it may be rejected.",
      fix: "Stop sending it.",
    },
    received: { wire: "warning", because: readerFindsNothing, fix: "Stop reading it." },
  },
  {
    kind: "property.allowed",
    effect: "widens",
    isTyped: true,
    message: 'the property "{name}" of {where} may now occur; nothing was allowed for it before',
    before: object(`${a}, b: false`),
    after: both,
    sent: {
      message:
        'the property "{name}" of {where} may now be sent; nothing was allowed for it before',
    },
    received: {
      wire: "warning",
      because: "Callers were told that it never occurs, and may rely on that.",
      fix: "Expect it.",
    },
  },
  {
    kind: "requiredProperty.added",
    effect: "narrows",
    isTyped: true,
    message: 'the required property "{name}" was added to {where}',
    before: one,
    after: withRequired,
    sent: { because: "Requests without it are rejected.", fix: "Send it." },
  },
  {
    kind: "requiredProperty.addedWithDefault",
    effect: "narrows",
    isTyped: true,
    message: 'the required property "{name}", which has a default, was added to {where}',
    before: one,
    after: object(`${a}, ${defaulted}`, ", required: [b]"),
    sent: {
      because:
        "It is declared as required, so requests without it may be rejected, whatever its default.",
      fix: "Send it, or test whether the server applies its default.",
    },
  },
  {
    kind: "requiredProperty.removed",
    effect: "changes",
    isTyped: true,
    message: 'the required property "{name}" was removed from {where}',
    before: withRequired,
    after: one,
    sent: { wire: "warning", because: serverIgnores, fix: "Stop sending it." },
    received: { because: readerFindsNothing, fix: "Stop reading it." },
  },
  {
    kind: "required.added",
    effect: "narrows",
    isTyped: true,
    message: 'the property "{name}" of {where} became required',
    before: both,
    after: withRequired,
    sent: { because: "Requests without it are rejected.", fix: "Send it." },
  },
  {
    kind: "required.addedWithDefault",
    effect: "narrows",
    isTyped: true,
    message: 'the property "{name}" of {where}, which has a default, became required',
    before: object(`${a}, ${defaulted}`),
    after: object(`${a}, ${defaulted}`, ", required: [b]"),
    sent: {
      because:
        "It is declared as required, so requests without it may be rejected, whatever its default.",
      fix: "Send it, or test whether the server applies its default.",
    },
  },
  {
    kind: "required.removed",
    effect: "widens",
    isTyped: true,
    message: 'the property "{name}" of {where} became optional',
    before: withRequired,
    after: both,
    received: {
      because: "Callers that read it may find no value.",
      fix: "Handle its absence.",
    },
  },
  {
    kind: "requiredName.added",
    effect: "narrows",
    isTyped: true,
    message: 'the name "{name}", which {where} does not describe, became required',
    before: one,
    after: object(a, ", required: [c]"),
    sent: {
      wire: "warning",
      because: "Requests without it may be rejected, but nothing says what to send.",
      fix: "Ask the vendor what it is.",
    },
  },
  {
    kind: "requiredName.removed",
    effect: "widens",
    isTyped: true,
    message: 'the name "{name}", which {where} does not describe, is no longer required',
    before: object(a, ", required: [c]"),
    after: one,
    received: {
      wire: "warning",
      because: "Callers that read it may find no value, but nothing described what it was.",
      fix: "Handle its absence.",
    },
  },
  {
    kind: "map.begun",
    effect: "changes",
    isTyped: true,
    message: "{where} was an object of {name} and is now a map from names to values",
    before: object("x: { type: integer }, y: { type: integer }, z: { type: integer }"),
    after: "{ type: object, additionalProperties: { type: integer } }",
    sent: { wire: "info", because: "A map accepts every name, including the earlier ones." },
    received: {
      because: "The names that were promised are no longer promised.",
      fix: "Expect any name, or none.",
    },
  },
  {
    kind: "map.dropped",
    effect: "changes",
    isTyped: true,
    message: "{where} was a map from names to values and is now an object of {name}",
    before: "{ type: object, additionalProperties: { type: integer } }",
    after: object("x: { type: integer }, y: { type: integer }, z: { type: integer }"),
  },
  {
    kind: "additionalProperties.closed",
    effect: "narrows",
    message: "{where} may no longer have additional properties",
    before: one,
    after: object(a, ", additionalProperties: false"),
  },
  {
    kind: "additionalProperties.opened",
    effect: "widens",
    message: "{where} may now have additional properties",
    before: object(a, ", additionalProperties: false"),
    after: one,
    received: unknownNames,
  },
  {
    kind: "additionalProperties.restricted",
    effect: "narrows",
    isTyped: true,
    message: "additional properties of {where} must be {after}",
    before: one,
    after: object(a, ", additionalProperties: { type: string }"),
  },
  {
    kind: "additionalProperties.freed",
    effect: "widens",
    isTyped: true,
    message: "additional properties of {where} may be anything, no longer only {before}",
    before: object(a, ", additionalProperties: { type: string }"),
    after: one,
  },
  ...existence(
    "patternProperties",
    "the pattern property {name}",
    "{ type: object, patternProperties: { '^x': { type: string } } }",
  ),
  ...existence(
    "propertyNames",
    "the rule for names",
    "{ type: object, propertyNames: { maxLength: 8 } }",
  ),
  ...existence(
    "dependentSchemas",
    "the schema that depends on {name}",
    "{ type: object, dependentSchemas: { a: { required: [b] } } }",
  ),
  ...existence(
    "unevaluatedProperties",
    "the rule for unevaluated properties",
    "{ type: object, unevaluatedProperties: false }",
  ).map((rule) =>
    rule.kind === "unevaluatedProperties.removed" ? { ...rule, received: unknownNames } : rule,
  ),
  ...existence(
    "dependentRequired",
    "the properties that {name} requires",
    "{ type: object, dependentRequired: { a: [b] } }",
  ),
  {
    kind: "dependentRequired.tightened",
    effect: "narrows",
    message: "with {name}, {where} now requires {after} instead of {before}",
    before: "{ type: object, dependentRequired: { a: [b] } }",
    after: "{ type: object, dependentRequired: { a: [b, c] } }",
  },
  {
    kind: "dependentRequired.loosened",
    effect: "widens",
    message: "with {name}, {where} now requires only {after} instead of {before}",
    before: "{ type: object, dependentRequired: { a: [b, c] } }",
    after: "{ type: object, dependentRequired: { a: [b] } }",
  },
  {
    kind: "dependentRequired.changed",
    effect: "changes",
    message: "with {name}, {where} now requires {after} instead of {before}",
    before: "{ type: object, dependentRequired: { a: [b] } }",
    after: "{ type: object, dependentRequired: { a: [c] } }",
  },
];

/** Keywords whose presence has a rule. */
type ExistingKeyword =
  | (typeof singleSchemas)[number]
  | "patternProperties"
  | "dependentSchemas"
  | "dependentRequired"
  | "prefixItems";

/** Rules for a keyword that is present or absent. */
export function existence(
  keyword: ExistingKeyword,
  what: string,
  some: string,
  none = some.includes("array") ? "type: array" : "type: object",
): SchemaRule[] {
  return [
    {
      kind: `${keyword}.added`,
      effect: "narrows",
      message: `${what} was added to {where}`,
      before: none,
      after: some,
    },
    {
      kind: `${keyword}.removed`,
      effect: "widens",
      message: `${what} was removed from {where}`,
      before: some,
      after: none,
    },
  ];
}
