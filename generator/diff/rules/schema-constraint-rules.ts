import {
  type BoundKeyword,
  boundKeywords,
  keywordOf,
  type Restricted,
} from "../../openapi/index.js";
import type { SchemaRule } from "./schema-rule.js";

/** What a bound is about, in YAML. */
function boundedBy(name: BoundKeyword, restricts: Restricted | undefined): string {
  const isOfContains = name === "minContains" || name === "maxContains";
  return `${restricts}${isOfContains ? ", contains: { type: string }" : ""}`;
}

function boundRules(name: BoundKeyword): SchemaRule[] {
  const { bound, restricts } = keywordOf(name) ?? {};
  const type = boundedBy(name, restricts);
  const isLower = bound === "lower";
  const at = (value: number) => `{ type: ${type}, ${name}: ${value} }`;
  const none = type.includes(",") ? `{ type: ${type} }` : `type: ${type}`;
  return [
    {
      kind: `${name}.set`,
      effect: "narrows",
      message: `{where} got a ${name} of {after}`,
      before: none,
      after: at(5),
      // A limit that is documented for the first time often existed before.
      sent: {
        wire: "warning",
        because:
          "The server may have enforced this limit before it was documented, or may only enforce it now.",
        fix: "Check that what you send is within it.",
      },
    },
    {
      kind: `${name}.unset`,
      effect: "widens",
      message: `{where} lost its ${name} of {before}`,
      before: at(5),
      after: none,
    },
    {
      kind: `${name}.raised`,
      effect: isLower ? "narrows" : "widens",
      message: `the ${name} of {where} was raised from {before} to {after}`,
      before: at(5),
      after: at(9),
    },
    {
      kind: `${name}.lowered`,
      effect: isLower ? "widens" : "narrows",
      message: `the ${name} of {where} was lowered from {before} to {after}`,
      before: at(9),
      after: at(5),
    },
  ];
}

/** Callers rarely depend on the pattern of what they receive. */
const seldomRead = {
  wire: "info",
  because: "Callers seldom depend on the pattern of what they receive.",
} as const;

export const constraintRules: readonly SchemaRule[] = [
  ...boundKeywords.flatMap(boundRules),
  {
    kind: "pattern.added",
    effect: "narrows",
    message: "{where} got the pattern {after}",
    before: "type: string",
    after: "{ type: string, pattern: '^[a-z]+$' }",
  },
  {
    kind: "pattern.removed",
    effect: "widens",
    message: "{where} lost its pattern {before}",
    before: "{ type: string, pattern: '^[a-z]+$' }",
    after: "type: string",
    received: seldomRead,
  },
  {
    kind: "pattern.widened",
    effect: "widens",
    message:
      "the pattern of {where} was changed from {before} to {after}, which matches everything",
    before: "{ type: string, pattern: '^[a-z]+$' }",
    after: "{ type: string, pattern: '.*' }",
    received: seldomRead,
  },
  {
    kind: "pattern.narrowed",
    effect: "narrows",
    message:
      "the pattern of {where} was changed from {before}, which matched everything, to {after}",
    before: "{ type: string, pattern: '.*' }",
    after: "{ type: string, pattern: '^[a-z]+$' }",
  },
  {
    kind: "pattern.changed",
    effect: "doubtful",
    message: "the pattern of {where} was changed from {before} to {after}",
    before: "{ type: string, pattern: '^[a-z]+$' }",
    after: "{ type: string, pattern: '^[a-f]+$' }",
    received: seldomRead,
  },
  {
    kind: "multipleOf.added",
    effect: "narrows",
    message: "{where} must be a multiple of {after}",
    before: "type: integer",
    after: "{ type: integer, multipleOf: 5 }",
  },
  {
    kind: "multipleOf.removed",
    effect: "widens",
    message: "{where} no longer has to be a multiple of {before}",
    before: "{ type: integer, multipleOf: 5 }",
    after: "type: integer",
  },
  {
    kind: "multipleOf.widened",
    effect: "widens",
    message: "{where} only has to be a multiple of {after} instead of {before}",
    before: "{ type: integer, multipleOf: 10 }",
    after: "{ type: integer, multipleOf: 5 }",
  },
  {
    kind: "multipleOf.narrowed",
    effect: "narrows",
    message: "{where} must be a multiple of {after} instead of {before}",
    before: "{ type: integer, multipleOf: 5 }",
    after: "{ type: integer, multipleOf: 10 }",
  },
  {
    kind: "multipleOf.changed",
    effect: "changes",
    message: "{where} must be a multiple of {after} instead of {before}",
    before: "{ type: integer, multipleOf: 5 }",
    after: "{ type: integer, multipleOf: 3 }",
  },
  {
    kind: "uniqueItems.set",
    effect: "narrows",
    message: "the items of {where} must be unique",
    before: "{ type: array, items: { type: string } }",
    after: "{ type: array, items: { type: string }, uniqueItems: true }",
  },
  {
    kind: "uniqueItems.unset",
    effect: "widens",
    message: "the items of {where} no longer have to be unique",
    before: "{ type: array, items: { type: string }, uniqueItems: true }",
    after: "{ type: array, items: { type: string } }",
  },
  ...(["contentEncoding", "contentMediaType"] as const).flatMap((keyword): SchemaRule[] => {
    const [one, other] =
      keyword === "contentEncoding" ? ["base64", "base32"] : ["image/png", "image/gif"];
    const none = "type: string";
    const some = (value: string | undefined) => `{ type: string, ${keyword}: ${value} }`;
    return [
      {
        kind: `${keyword}.added`,
        effect: "changes",
        message: `{where} got the ${keyword} {after}`,
        before: none,
        after: some(one),
      },
      {
        kind: `${keyword}.removed`,
        effect: "changes",
        message: `{where} lost its ${keyword} {before}`,
        before: some(one),
        after: none,
      },
      {
        kind: `${keyword}.changed`,
        effect: "changes",
        message: `the ${keyword} of {where} was changed from {before} to {after}`,
        before: some(one),
        after: some(other),
      },
    ];
  }),
];
