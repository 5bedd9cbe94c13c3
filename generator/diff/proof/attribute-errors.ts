import { below, pointerOf, top } from "../../openapi/index.js";
import { partsOf, type RuleSubject } from "../change-kinds.js";
import type { Comparison, Finding, OperationName, Side } from "../finding.js";
import { extend, severitiesByRule } from "../verdict.js";
import {
  keyOf,
  type OperationPair,
  type TestSubject,
  type TypeTest,
  type WebhookPair,
} from "./type-test.js";

/** A contradiction between the rules and the compiler. */
export interface Disagreement {
  /** Undefined for the client as a whole. */
  readonly operation: OperationName | undefined;
  /**
   * The finding that the compiler does not confirm; undefined if no finding explains its errors.
   */
  readonly finding: Finding | undefined;
  /** The compiler's messages; empty if there are none. */
  readonly errors: readonly string[];
}

export interface Proof {
  /** The comparison, with the compiler's messages in the findings that they belong to. */
  readonly comparison: Comparison;
  readonly disagreements: readonly Disagreement[];
}

/** A message of the compiler about one type test. */
export interface CompilerMessage {
  readonly typeTest: TypeTest;
  readonly text: string;
  /** The names down to the missing member, if the message is about one. */
  readonly member: readonly string[] | undefined;
}

/**
 * Puts each message where it belongs, once. A rule that says "breaking" has to be confirmed; one
 * that says "warning" left it open, and the compiler decides, unless somebody set the severity.
 */
export function attributeErrors(
  comparison: Comparison,
  typeTests: readonly TypeTest[],
  reported: readonly CompilerMessage[],
): Proof {
  const messages = withoutResults(reported);
  const pairs = [...new Set(typeTests.map(({ of }) => of))].filter((of) => typeof of !== "string");
  const testSubjectsOf = testSubjectsAmong(pairs);
  const subjects = new Map(
    comparison.findings.map((finding) => [finding, testSubjectsOf(finding)]),
  );
  const fits: Test = (finding, message) =>
    subjects.get(finding)?.has(message.typeTest.of) === true && isOn(finding, message);
  const owners = attribute(comparison.findings, messages, fits);

  const disagreements: Disagreement[] = [];
  /** What the messages that count say of a finding, or of what is left of it. */
  const prove = (finding: Finding, whole: Finding, counts: (of: TestSubject) => boolean) => {
    const { override } = finding;
    const { source } = severitiesByRule(finding);
    if (source !== "breaking" && source !== "warning") return finding;
    // The client has no types for callbacks, so there is nothing to test.
    if (subjects.get(whole)?.size === 0) return finding;
    const counting = messages.filter(({ typeTest }) => counts(typeTest.of));
    const own = counting.filter((message) => owners.get(message) === whole);
    const proof = [...new Set(own.map(({ text }) => text))];
    if (override && proof.length > 0) return extend(finding, { proof });
    if (proof.length > 0) return extend(finding, { source: "breaking", proof });
    if (override && source === "warning") return finding;
    if (source === "warning") return extend(finding, { source: "info" });
    const shared = counting.filter((message) => fits(whole, message));
    if (finding === whole && shared.length === 0 && !override)
      disagreements.push({ operation: finding.operations[0], finding, errors: [] });
    const others = shared.flatMap((message) => owners.get(message)?.fingerprint ?? []);
    return extend(finding, { provedBy: [...new Set(others)].slice(0, mostNamed) });
  };
  const wholes = new Map(comparison.findings.map((finding) => [finding.fingerprint, finding]));
  return {
    comparison: {
      ...comparison,
      findings: comparison.findings.map((finding) => prove(finding, finding, () => true)),
      narrowed: (finding, keep) => {
        const less = comparison.narrowed(finding, keep);
        const whole = less && wholes.get(less.fingerprint);
        const left = new Set(less?.operations.map(keyOf));
        return whole
          ? prove(less, whole, (of) => typeof of === "string" || hasKey(of, left))
          : less;
      },
    },
    disagreements: [...disagreements, ...unexplained(messages, owners)],
  };
}

function hasKey(of: OperationPair | WebhookPair, keys: ReadonlySet<string>): boolean {
  return [...keysOf(of)].some((key) => keys.has(key));
}

/** A reader who looks for the messages of a finding needs only a few references to others. */
const mostNamed = 3;

type Test = (finding: Finding, message: CompilerMessage) => boolean;

/** Undefined: another message is more specific about the part that does not fit. */
type Owners = ReadonlyMap<CompilerMessage, Finding | undefined>;

/** An error in a response type is repeated for every result type that contains it. */
function withoutResults(messages: readonly CompilerMessage[]): CompilerMessage[] {
  const covered = new Set<TestSubject>();
  return messages.filter(({ typeTest: { of, about } }) => {
    const isKnown = about === "result" && covered.has(of);
    if (about === "answer" || about === "error" || about === "result") covered.add(of);
    return !isKnown;
  });
}

/** The finding that each message belongs to. */
function attribute(
  findings: readonly Finding[],
  messages: readonly CompilerMessage[],
  fits: Test,
): Owners {
  const those = (source: Finding["source"]) =>
    findings
      .filter((finding) => severitiesByRule(finding).source === source)
      // A finding about the document may show anywhere, so the others choose first.
      .sort((a, b) => Number(a.operations.length === 0) - Number(b.operations.length === 0));
  const [sure, open] = [those("breaking"), those("warning")];
  const owners = new Map<CompilerMessage, Finding | undefined>();
  const give = (claimants: readonly Finding[], isFor: Test) => {
    for (const message of messages) {
      const owner = owners.has(message)
        ? undefined
        : claimants.find((finding) => isFor(finding, message));
      if (owner) owners.set(message, owner);
    }
  };
  const find = finderIn([...sure, ...open]);
  for (const message of messages) {
    const owner = find(message);
    if (owner) owners.set(message, owner);
  }
  const named = new Set(owners.values());
  const places = new TestedSides();
  for (const message of messages) {
    if (message.member === undefined) places.add(message, message.typeTest.shown?.names?.join("."));
  }
  for (const message of messages) {
    if (message.member && places.has(message, message.member.join("."))) {
      owners.set(message, undefined);
    }
  }
  const parts = new TestedSides();
  for (const message of owners.keys()) parts.add(message, "");
  for (const message of messages) {
    const isWhole = !message.typeTest.listsMembers && sideOf(message) !== undefined;
    if (isWhole && !owners.has(message) && parts.has(message, "")) owners.set(message, undefined);
  }
  give(
    sure.filter((finding) => !named.has(finding)),
    fits,
  );
  give([...sure, ...open], fits);
  return owners;
}

/** The sides of test subjects that messages are about. */
class TestedSides {
  readonly #known = new Map<TestSubject, Set<string>>();

  add(message: CompilerMessage, what: string | undefined): void {
    const { of } = message.typeTest;
    const known = this.#known.get(of) ?? new Set();
    this.#known.set(of, known.add(`${sideOf(message)} ${what}`));
  }

  has(message: CompilerMessage, what: string): boolean {
    return this.#known.get(message.typeTest.of)?.has(`${sideOf(message)} ${what}`) ?? false;
  }
}

/** Finds the finding at the place that a message names, or at a place around it. */
function finderIn(
  claimants: readonly Finding[],
): (message: CompilerMessage) => Finding | undefined {
  const byPlace = new Map<string, Finding>();
  for (const finding of claimants) {
    for (const { operation, side, names } of finding.shown) {
      const key = `${keyOf(operation)} ${side} ${names?.join(".")}`;
      if (names && !byPlace.has(key)) byPlace.set(key, finding);
    }
  }
  return ({ typeTest, member }) => {
    const { of, about, findings, schema } = typeTest;
    if (findings) return claimants.find((finding) => findings.includes(finding));
    if (schema !== undefined) {
      const place = pointerOf(below(top, "components", "schemas", schema));
      return claimants.find(({ pointer }) => pointer === place);
    }
    if (member === undefined || typeof of === "string") return undefined;
    // Places below a changed one changed with it, except below the body, which contains everything.
    for (let count = member.length; count > 0; count--) {
      const place = member.slice(0, count).join(".");
      if (place === "body" && count < member.length) break;
      for (const key of keysOf(of)) {
        const finding = byPlace.get(`${key} ${about} ${place}`);
        if (finding) return finding;
      }
    }
    return undefined;
  };
}

/** Whether a message and a finding are about the same direction. */
function isOn(finding: Finding, message: CompilerMessage): boolean {
  // A name does not depend on a value.
  if (message.typeTest.about === "name") return !isOfValues(partsOf(finding.kind).subject);
  const side = sideOf(message);
  const sides = sidesOf(finding);
  return side === undefined || sides.length === 0 || sides.includes(side);
}

/** Empty if it can show on any side. */
function sidesOf({ shown, kind }: Finding): readonly Side[] {
  if (shown.length > 0) return shown.map(({ side }) => side);
  const { subject, aspect } = partsOf(kind);
  if (subject === "parameter" || subject === "request") return ["arguments"];
  // Callers choose a media type by an argument.
  if (subject === "response") return aspect === "mediaType" ? [] : ["answer", "error"];
  return subject === "operation" && aspect === "errorResponse" ? ["answer", "error"] : [];
}

function isOfValues(subject: RuleSubject): boolean {
  return subject === "parameter" || subject === "request" || subject === "response";
}

/**
 * A result contains the response or the error; if both fit, the wrapper of the response differs.
 */
function sideOf({ typeTest: { about } }: CompilerMessage): Side | undefined {
  if (about === "arguments" || about === "error") return about;
  return about === "answer" || about === "result" ? "answer" : undefined;
}

function testSubjectsAmong(
  pairs: readonly (OperationPair | WebhookPair)[],
): (finding: Finding) => ReadonlySet<TestSubject> {
  const all = new Set<TestSubject>(["client", "types", ...pairs]);
  const options = new Set<TestSubject>(["client"]);
  const byOperation = new Map<string, TestSubject[]>();
  for (const pair of pairs) {
    for (const key of keysOf(pair)) byOperation.set(key, [...(byOperation.get(key) ?? []), pair]);
  }
  return ({ operations, kind }) => {
    const { subject } = partsOf(kind);
    if (subject === "securityScheme") return options;
    // A finding about the document shows in the client, in a type, or in any operation.
    if (operations.length === 0 || subject === "document") return all;
    return new Set(operations.flatMap((operation) => byOperation.get(keyOf(operation)) ?? []));
  };
}

/** Its names in both versions. */
function keysOf({ before, after }: OperationPair | WebhookPair): Set<string> {
  return new Set([before, after].flatMap((each) => (each ? [keyOf(each)] : [])));
}

/**
 * Messages that no finding explains. Removed types are not among them: nobody has to import them.
 */
function unexplained(messages: readonly CompilerMessage[], owners: Owners): Disagreement[] {
  const errors = new Map<TestSubject, string[]>();
  for (const message of messages) {
    const { of } = message.typeTest;
    if (owners.has(message) || of === "types") continue;
    errors.set(of, [...(errors.get(of) ?? []), message.text]);
  }
  return [...errors].map(([of, texts]) => ({
    operation: typeof of === "string" ? undefined : nameOf(of.before),
    finding: undefined,
    errors: texts,
  }));
}

function nameOf({
  method,
  path,
  ...others
}: OperationPair["before"] | WebhookPair["before"]): OperationName {
  return { method, path, operationId: "id" in others ? others.id : others.operationId };
}
