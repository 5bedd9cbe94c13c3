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

/** A value of a discriminator is on the wire, and says which variant the rest is. */
const unreadValue = {
  ...onlyTypes,
  wire: "breaking",
  because: "The server no longer reads the value as the variant that it meant.",
  fix: "Send the value that now identifies the variant.",
} as const;
const unexpected = {
  ...onlyTypes,
  wire: "breaking",
  because: "Callers tell variants apart by the value, and never had to expect this one.",
  fix: "Handle the value before the server sends it.",
} as const;

const defaults = {
  wire: "breaking",
  because: "Requests that omit it now mean something else.",
  fix: "Send the value that you mean.",
} as const;

type Access = "readOnly" | "writeOnly" | "requiredReadOnly" | "requiredWriteOnly";
type Side = Pick<SchemaRule, "sent" | "received">;

const otherSide = {
  wire: "info",
  source: "warning",
  because: "In this direction it is what it was, but the types of both may differ now.",
  fix: "Regenerate the client and follow the compiler.",
} as const;
const unread = {
  wire: "warning",
  source: "breaking",
  because: "The server no longer reads it, and may reject what it does not know.",
  fix: "Stop sending it.",
} as const;
const mustBeSent = {
  wire: "breaking",
  source: "breaking",
  because: "It was never sent, and requests without it are now rejected.",
  fix: "Send it.",
} as const;
const mayBeSent = {
  wire: "info",
  source: "info",
  because: "It may now be sent, and need not be.",
  fix: "Send it when you need it.",
} as const;
const gone = (wire: "warning" | "breaking", why: string) =>
  ({
    wire,
    source: "breaking",
    because: `Callers that read it find no value. ${why}`,
    fix: "Stop reading it.",
  }) as const;
const comes = {
  wire: "info",
  source: "info",
  because: "Responses have one more property.",
  fix: "Read it when you need it.",
} as const;

/** What it means for a direction that a property is hidden in one of them, or no longer is. */
const accessVerdicts: Readonly<Record<Access, { readonly set: Side; readonly unset: Side }>> = {
  readOnly: { set: { sent: unread }, unset: { sent: mayBeSent } },
  requiredReadOnly: { set: { sent: unread }, unset: { sent: mustBeSent } },
  writeOnly: {
    set: { received: gone("warning", "It was never promised, but was often present.") },
    unset: { received: comes },
  },
  requiredWriteOnly: {
    set: { received: gone("breaking", "It was promised.") },
    unset: { received: comes },
  },
};

function accessRules(aspect: Access): SchemaRule[] {
  const isRead = aspect === "readOnly" || aspect === "requiredReadOnly";
  const [keyword, where] = isRead ? ["readOnly", "received"] : ["writeOnly", "sent"];
  const object = (flag: string) =>
    `{ type: object, properties: { a: { type: string${flag} }, b: { type: string } }${aspect === keyword ? "" : ", required: [a]"} }`;
  const [free, bound] = [object(""), object(`, ${keyword}: true`)];
  const rule = { effect: "harmless", isTyped: true, sent: otherSide, received: otherSide } as const;
  const what = `the ${aspect === keyword ? "" : "required "}property "{name}" of {where}`;
  return [
    {
      ...rule,
      ...accessVerdicts[aspect].set,
      kind: `${aspect}.set`,
      message: `${what} is now only ${where}`,
      before: free,
      after: bound,
    },
    {
      ...rule,
      ...accessVerdicts[aspect].unset,
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
    sent: defaults,
    message: "{where} got the default {after}",
    before: "type: string",
    after: "{ type: string, default: a }",
  },
  {
    kind: "default.removed",
    effect: "harmless",
    class: "behaviour",
    sent: defaults,
    message: "{where} lost its default {before}",
    before: "{ type: string, default: a }",
    after: "type: string",
  },
  {
    kind: "default.changed",
    effect: "harmless",
    class: "behaviour",
    sent: defaults,
    message: "the default of {where} was changed from {before} to {after}",
    before: "{ type: string, default: a }",
    after: "{ type: string, default: b }",
  },
  ...(["readOnly", "writeOnly", "requiredReadOnly", "requiredWriteOnly"] as const).flatMap(
    accessRules,
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
    effect: "widens",
    isTyped: true,
    sent: onlyTypes,
    received: unexpected,
    message: 'the value "{name}" was added to the discriminator of {where}',
    before: mapped("cat: Cat"),
    after: mapped("cat: Cat, dog: Dog"),
  },
  {
    kind: "discriminatorMapping.removed",
    effect: "narrows",
    isTyped: true,
    sent: unreadValue,
    received: onlyTypes,
    message: 'the value "{name}" was removed from the discriminator of {where}',
    before: mapped("cat: Cat, dog: Dog"),
    after: mapped("cat: Cat"),
  },
  {
    kind: "discriminatorMapping.changed",
    effect: "changes",
    isTyped: true,
    sent: unreadValue,
    received: unexpected,
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
