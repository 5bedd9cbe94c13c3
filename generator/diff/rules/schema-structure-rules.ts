import { existence } from "./schema-object-rules.js";
import type { SchemaRule } from "./schema-rule.js";

const cat = "{ title: Cat, type: object, properties: { meows: { type: boolean } } }";
/** What cannot be merged with another one, so that its schema is compared as a whole. */
const condition = (name: string) => `{ if: { required: [${name}] }, then: { required: [z] } }`;
const called = (name: string) =>
  `{ title: ${name}, type: object, required: [kind], properties: { kind: { const: ${name} } } }`;
const typed = (rules: SchemaRule[]): SchemaRule[] =>
  rules.map((rule) => ({ ...rule, isTyped: true }));

function unionRules(kind: "oneOf" | "anyOf"): SchemaRule[] {
  const of = (...variants: string[]) => `{ ${kind}: [${variants.join(", ")}] }`;
  const [cat, dog, cow] = ["Cat", "Dog", "Cow"].map(called) as [string, string, string];
  const rules: SchemaRule[] = [
    {
      kind: `${kind}.added`,
      effect: "widens",
      message: `the variant {after} was added to the ${kind} of {where}`,
      before: of(cat, dog),
      after: of(cat, dog, cow),
    },
    {
      kind: `${kind}.removed`,
      effect: "narrows",
      message: `the variant {before} was removed from the ${kind} of {where}`,
      before: of(cat, dog, cow),
      after: of(cat, dog),
    },
    {
      kind: `${kind}.wrapped`,
      effect: "widens",
      message: `{where} is now one of the variants of ${kind}: {after}`,
      before: cat,
      after: of(cat, dog),
    },
    {
      kind: `${kind}.unwrapped`,
      effect: "narrows",
      message: `{where} is no longer a ${kind}; it was one of {before}`,
      before: of(cat, dog),
      after: cat,
    },
    {
      kind: `${kind}.begun`,
      effect: "narrows",
      message: `{where} must be one of the variants of ${kind}: {after}`,
      before: "type: object",
      after: `{ type: object, ${kind}: [${cat}, ${dog}] }`,
    },
    {
      kind: `${kind}.dropped`,
      effect: "widens",
      message: `{where} no longer has to be one of the variants of ${kind}: {before}`,
      before: `{ type: object, ${kind}: [${cat}, ${dog}] }`,
      after: "type: object",
    },
  ];
  return typed(rules);
}

const animals = (...names: string[]) =>
  `Animal: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind } }\n${names
    .map((name) => `${name}: { allOf: [{ $ref: "#/components/schemas/Animal" }] }\n`)
    .join("")}`;

/** A positional list is judged like an object: an undeclared position was not used yet. */
const asProperties: Readonly<Record<string, Partial<SchemaRule>>> = {
  "prefixItems.added": {
    sent: { wire: "info", source: "breaking", because: "Shorter lists are still valid." },
    received: {
      wire: "breaking",
      source: "breaking",
      because: "Callers that count the items find one more.",
      fix: "Expect it.",
    },
  },
  "prefixItems.removed": {
    sent: {
      wire: "breaking",
      source: "breaking",
      because: "Requests that contain it may be rejected.",
      fix: "Stop sending it.",
    },
    received: {
      wire: "warning",
      source: "breaking",
      because: "Callers that read it may find no value, or another one.",
      fix: "Stop reading it.",
    },
  },
};

/** How schemas are composed of others. */
export const structureRules: readonly SchemaRule[] = [
  ...unionRules("oneOf"),
  ...unionRules("anyOf"),
  {
    kind: "union.narrowed",
    effect: "harmless",
    message: "the variants of {where} are in {after} instead of {before}",
    before: `{ anyOf: [${called("Cat")}, ${called("Dog")}] }`,
    after: `{ oneOf: [${called("Cat")}, ${called("Dog")}] }`,
    received: { because: "Every response is still one that callers could expect before." },
  },
  {
    kind: "union.widened",
    effect: "widens",
    message: "the variants of {where} are in {after} instead of {before}",
    before: `{ oneOf: [${called("Cat")}, ${called("Dog")}] }`,
    after: `{ anyOf: [${called("Cat")}, ${called("Dog")}] }`,
    received: {
      wire: "warning",
      because: "A value may now match several variants; callers may look for the only one.",
      fix: "Expect values that match several variants.",
    },
  },
  {
    kind: "overlap.shown",
    effect: "narrows",
    message:
      "{example}, which was valid for {where}, now matches several variants of oneOf, which refuses that",
    before: `{ anyOf: [${cat}, { title: Pet, type: object }] }`,
    after: `{ oneOf: [${cat}, { title: Pet, type: object }] }`,
  },
  {
    kind: "overlap.possible",
    effect: "doubtful",
    message:
      "it cannot be told whether values that were valid for {where} still are: they may match no variant, or several of oneOf",
    before: "{ anyOf: [{ type: string, pattern: ^a }, { type: string, pattern: z$ }] }",
    after: "{ oneOf: [{ type: string, pattern: ^a }, { type: string, pattern: z$ }] }",
  },
  {
    kind: "widening.possible",
    effect: "doubtful",
    message:
      "it cannot be told whether each value of {where} still is what one of its variants was: {before}",
    before:
      "{ oneOf: [{ type: object, required: [a], properties: { a: {} } }, { type: object, properties: { b: {} } }] }",
    after: "{ type: object, properties: { a: {}, b: {} } }",
  },
  {
    kind: "subtype.added",
    effect: "widens",
    message: "{where} may also be the subtype {after}",
    before: animals("Cat"),
    after: animals("Cat", "Dog"),
    ofComponents: true,
  },
  {
    kind: "subtype.removed",
    effect: "narrows",
    message: "{where} can no longer be the subtype {before}",
    before: animals("Cat", "Dog"),
    after: animals("Cat"),
    ofComponents: true,
  },
  // Members of `allOf` are merged; these are for what cannot be.
  {
    kind: "allOf.added",
    effect: "narrows",
    message: "{where} must now also be {after}",
    before: `{ type: object, allOf: [${condition("a")}] }`,
    after: `{ type: object, allOf: [${condition("a")}, ${condition("c")}] }`,
  },
  {
    kind: "allOf.removed",
    effect: "widens",
    message: "{where} no longer has to be {before}",
    before: `{ type: object, allOf: [${condition("a")}, ${condition("c")}] }`,
    after: `{ type: object, allOf: [${condition("a")}] }`,
  },
  {
    kind: "envelope.added",
    effect: "changes",
    isTyped: true,
    message: 'what was {where} is now in its property "{name}"',
    before: "{ type: array, items: { type: string } }",
    after: "{ type: object, properties: { data: { type: array, items: { type: string } } } }",
  },
  {
    kind: "envelope.removed",
    effect: "changes",
    isTyped: true,
    message: 'what was in the property "{name}" is now {where} itself',
    before: "{ type: object, properties: { data: { type: array, items: { type: string } } } }",
    after: "{ type: array, items: { type: string } }",
  },
  ...typed(
    existence("items", "the schema of the items", "{ type: array, items: { type: string } }"),
  ),
  ...existence(
    "prefixItems",
    "the item {name}",
    "{ type: array, prefixItems: [{ type: string }] }",
  ).map((rule) => ({ ...rule, ...asProperties[rule.kind] })),
  ...existence(
    "contains",
    "the item that it must contain",
    "{ type: array, contains: { type: string } }",
  ),
  ...existence(
    "unevaluatedItems",
    "the rule for unevaluated items",
    "{ type: array, unevaluatedItems: false }",
  ),
  ...existence(
    "contentSchema",
    "the schema of the content",
    "{ type: string, contentSchema: { type: object } }",
    "type: string",
  ),
  ...existence("not", "what it must not be", "{ type: object, not: { required: [a] } }"),
  // Without `then` or `else`, a condition has no effect.
  ...existence(
    "if",
    "the condition",
    "{ type: object, if: { required: [a] }, then: { required: [b] } }",
    "{ type: object, then: { required: [b] } }",
  ),
  ...existence(
    "then",
    "what applies if the condition is met",
    "{ type: object, if: { required: [a] }, then: { required: [b] } }",
    "{ type: object, if: { required: [a] } }",
  ),
  ...existence(
    "else",
    "what applies if the condition is not met",
    "{ type: object, if: { required: [a] }, else: { required: [b] } }",
    "{ type: object, if: { required: [a] } }",
  ),
  ...(["not", "if"] as const).map((keyword): SchemaRule => {
    const then = keyword === "if" ? ", then: { required: [c] }" : "";
    return {
      kind: `${keyword}.changed`,
      effect: "doubtful",
      message: `\`${keyword}\` of {where} was changed from {before} to {after}`,
      before: `{ type: object, ${keyword}: { required: [a] }${then} }`,
      after: `{ type: object, ${keyword}: { required: [b] }${then} }`,
    };
  }),
];
