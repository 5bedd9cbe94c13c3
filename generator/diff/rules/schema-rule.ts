import { idIn, isSent, type SchemaKind, subjects } from "../change-kinds.js";
import type { ChangeClass, Severity } from "../finding.js";
import type { Rule } from "./rule.js";

/** The effect of a change on the set of values that a schema allows. */
export type Effect = "narrows" | "widens" | "changes" | "doubtful" | "harmless" | "prose";

/** A rule for schemas in every use; its severities depend on who sends the values. */
export interface SchemaRule {
  readonly kind: SchemaKind;
  readonly effect: Effect;
  /** Whether the generated types show it. */
  readonly isTyped?: boolean;
  readonly class?: ChangeClass;
  readonly message: string;
  /** Schemas, in YAML; or, with `ofComponents`, components, of which the first one is used. */
  readonly before: string;
  readonly after: string;
  readonly ofComponents?: true;
  /** Severities that deviate from the effect. */
  readonly sent?: Partial<Verdict>;
  readonly received?: Partial<Verdict>;
}

interface Verdict {
  readonly wire: Severity;
  readonly source: Severity;
  readonly because: string;
  readonly fix: string;
  /** Instead of the rule's. */
  readonly message?: string;
}

const sent: Readonly<Record<Effect, Verdict>> = {
  narrows: {
    wire: "breaking",
    source: "breaking",
    because: "Requests that were valid before may now be rejected.",
    fix: "Change what you send to fit the new contract.",
  },
  widens: {
    wire: "info",
    source: "info",
    because: "Every request that was valid before still is.",
    fix: "Use it when you need it.",
  },
  changes: {
    wire: "breaking",
    source: "breaking",
    because: "What was valid before and what is valid now are different.",
    fix: "Change what you send to fit the new contract.",
  },
  doubtful: {
    wire: "warning",
    source: "none",
    because: "The two contracts do not show whether requests that were valid before still are.",
    fix: "Test the values that you send against the new contract.",
  },
  harmless: {
    wire: "info",
    source: "info",
    because: "The same requests are valid as before.",
    fix: "",
  },
  prose: {
    wire: "none",
    source: "none",
    because: "Only text for human readers is different.",
    fix: "Read it.",
  },
};

const received: Readonly<Record<Effect, Verdict>> = {
  narrows: {
    wire: "info",
    source: "info",
    because: "Every response is still one that callers could expect before.",
    fix: "",
  },
  widens: {
    wire: "breaking",
    source: "breaking",
    because: "Responses may now contain values that callers never had to expect.",
    fix: "Handle what is new before the server sends it.",
  },
  changes: {
    wire: "breaking",
    source: "breaking",
    because: "Callers that read the old form misread the new one.",
    fix: "Read the new form.",
  },
  doubtful: {
    wire: "warning",
    source: "none",
    because: "The two contracts do not show whether responses are still what callers expect.",
    fix: "Test the responses that you rely on.",
  },
  harmless: {
    wire: "info",
    source: "info",
    because: "The responses are the same as before.",
    fix: "",
  },
  prose: sent.prose,
};

/** The rules of the subjects. */
export function expand(rule: SchemaRule): Rule[] {
  const { kind, effect, message, before, after, isTyped = false } = rule;
  return subjects.flatMap((subject) => {
    const id = idIn(subject, kind);
    if (!id) return [];
    const verdict = {
      message,
      ...(isSent(subject) ? sent : received)[effect],
      ...(isTyped ? {} : { source: "none" as const }),
      ...(isSent(subject) ? rule.sent : rule.received),
    };
    return {
      id,
      ...verdict,
      class: rule.class ?? (effect === "prose" ? "docs" : "wire"),
      example: { of: rule.ofComponents ? "components" : "schema", before, after },
    };
  });
}
