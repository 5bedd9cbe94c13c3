import { lifecycles } from "./lifecycle-rules.js";
import type { SchemaRule } from "./schema-rule.js";

const union = (more: string) =>
  `{ oneOf: [{ title: Cat, type: object, properties: { kind: { type: string }, a: { type: string } } }, { title: Dog, type: object, properties: { kind: { type: string }, b: { type: string } } }]${more} }`;
const by = (property: string, mapping = "") =>
  union(`, discriminator: { propertyName: ${property}${mapping} }`);
const mapped = (mapping: string) => by("kind", `, mapping: { ${mapping} }`);

/** Nothing changes on the wire, but the types that distinguish variants change. */
const onlyTypes = {
  wire: "info",
  source: "breaking",
  because: "The generated types distinguish the variants by it.",
  fix: "Regenerate the client and follow the compiler.",
} as const;
const discriminates = {
  sent: onlyTypes,
  received: onlyTypes,
  class: "source",
  isTyped: true,
} as const;

const otherSide = {
  wire: "info",
  source: "warning",
  because: "It moves between what is sent and what is received.",
  fix: "Regenerate the client and follow the compiler.",
} as const;
const newlyPromised = {
  wire: "warning",
  because: "It is now promised in responses; nothing says whether it was sent before.",
} as const;
const moves = { sent: otherSide, received: otherSide, class: "source", isTyped: true } as const;

const defaults = {
  wire: "breaking",
  because: "Requests that omit it now mean something else.",
  fix: "Send the value that you mean.",
} as const;

function accessRules(
  aspect: "readOnly" | "writeOnly" | "requiredWriteOnly",
  where: "received" | "sent",
): SchemaRule[] {
  const keyword = aspect === "readOnly" ? "readOnly" : "writeOnly";
  const object = (flag: string) =>
    `{ type: object, properties: { a: { type: string${flag} } }${aspect === keyword ? "" : ", required: [a]"} }`;
  const [free, bound] = [object(""), object(`, ${keyword}: true`)];
  const rule = { effect: "harmless", ...moves } as const;
  const what = 'the property "{name}" of {where}';
  return [
    {
      ...rule,
      kind: `${aspect}.set`,
      message: `${what} is now only ${where}`,
      before: free,
      after: bound,
    },
    {
      ...rule,
      kind: `${aspect}.unset`,
      message: `${what} is no longer only ${where}`,
      before: bound,
      after: free,
    },
  ];
}

/** Keywords that describe a value without restricting it. */
export const annotationRules: readonly SchemaRule[] = [
  ...lifecycles.map(({ kind, wire, because, fix, message, before, after }): SchemaRule => {
    const verdict = { wire, source: "none" as const, because, fix };
    const judged = { sent: verdict, received: verdict, class: "behaviour" as const };
    return { kind, effect: "harmless", ...judged, message, before, after };
  }),
  {
    kind: "default.added",
    effect: "harmless",
    class: "behaviour",
    parameter: defaults,
    message: "{where} got the default {after}",
    before: "type: string",
    after: "{ type: string, default: a }",
  },
  {
    kind: "default.removed",
    effect: "harmless",
    class: "behaviour",
    parameter: defaults,
    message: "{where} lost its default {before}",
    before: "{ type: string, default: a }",
    after: "type: string",
  },
  {
    kind: "default.changed",
    effect: "harmless",
    class: "behaviour",
    parameter: defaults,
    message: "the default of {where} was changed from {before} to {after}",
    before: "{ type: string, default: a }",
    after: "{ type: string, default: b }",
  },
  ...accessRules("readOnly", "received"),
  ...accessRules("writeOnly", "sent"),
  ...accessRules("requiredWriteOnly", "sent").map(
    (rule): SchemaRule =>
      rule.kind === "requiredWriteOnly.unset"
        ? { ...rule, received: { ...otherSide, ...newlyPromised } }
        : rule,
  ),
  {
    kind: "discriminator.added",
    effect: "harmless",
    ...discriminates,
    message: "{where} got a discriminator",
    before: union(""),
    after: by("kind"),
  },
  {
    kind: "discriminator.removed",
    effect: "harmless",
    ...discriminates,
    message: "{where} lost its discriminator",
    before: by("kind"),
    after: union(""),
  },
  {
    kind: "discriminator.changed",
    effect: "harmless",
    ...discriminates,
    message: "the discriminator of {where} is {after} instead of {before}",
    before: by("kind"),
    after: by("a"),
  },
  {
    kind: "discriminatorMapping.added",
    effect: "harmless",
    ...discriminates,
    message: 'the value "{name}" was added to the discriminator of {where}',
    before: mapped("cat: Cat"),
    after: mapped("cat: Cat, dog: Dog"),
  },
  {
    kind: "discriminatorMapping.removed",
    effect: "harmless",
    ...discriminates,
    message: 'the value "{name}" was removed from the discriminator of {where}',
    before: mapped("cat: Cat, dog: Dog"),
    after: mapped("cat: Cat"),
  },
  {
    kind: "discriminatorMapping.changed",
    effect: "harmless",
    ...discriminates,
    message: 'the discriminator of {where} maps "{name}" to {after} instead of {before}',
    before: mapped("cat: Cat"),
    after: mapped("cat: Dog"),
  },
  ...(["added", "removed", "changed"] as const).map((verb): SchemaRule => {
    const some = "{ type: string, xml: { name: a } }";
    const [before, after] =
      verb === "added"
        ? ["type: string", some]
        : verb === "removed"
          ? [some, "type: string"]
          : [some, "{ type: string, xml: { name: b } }"];
    return {
      kind: `xml.${verb}`,
      effect: "doubtful",
      message: `the XML form of {where} was ${verb}`,
      before,
      after,
    };
  }),
  ...(
    [
      ["title", "a", "b"],
      ["description", "One.", "Another."],
      ["example", "a", "b"],
      ["examples", "[a]", "[b]"],
      ["externalDocs", "{ url: /a }", "{ url: /b }"],
    ] as const
  ).map(
    ([keyword, before, after]): SchemaRule => ({
      kind: `${keyword}.changed`,
      effect: "prose",
      message: `the ${keyword} of {where} was changed`,
      before: `{ type: string, ${keyword}: ${before} }`,
      after: `{ type: string, ${keyword}: ${after} }`,
    }),
  ),
];
