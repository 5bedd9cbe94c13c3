import type { Contract, Security } from "../../contract/index.js";
import { requiredSchemes } from "../../model/index.js";
import { type At, canonical } from "../../openapi/index.js";
import type { OperationName } from "../finding.js";
import { groupBy } from "../group-by.js";
import type { Emit, SecurityChange } from "./change.js";
import { compareSecuritySchemes, renamedSchemes } from "./compare-security-schemes.js";
import type { OperationPair } from "./pair-operations.js";
import {
  alternativesOf,
  differencesOf,
  namesOf,
  type RequirementChange,
  receivedDifferences,
  textOf,
} from "./security-alternatives.js";

type Subject = "document" | "operation" | "webhook";

/**
 * Compares the credentials that callers need, by what they amount to for each operation: wherever
 * they are written, and whatever the schemes are called. A difference is reported once: for the
 * document if all operations have it, or inherit it from there, otherwise for those that have it.
 */
export function compareSecurity(
  base: Contract,
  revision: Contract,
  pairs: readonly OperationPair[],
  emit: Emit,
): void {
  const renamed = renamedSchemes(base, revision);
  const nameNow: NameNow = (name) => renamed.get(name) ?? name;
  const called = pairs.filter(isCalled);
  // Options without which no client can be created, and that did not have to be there before.
  const were = requiredSchemes(base.security).map(nameNow);
  const required = requiredSchemes(revision.security).filter((name) => !were.includes(name));
  const places = [base.security, revision.security] as const;
  const changes = requirementChanges(pairs, nameNow).flatMap(
    ({ change, pairs: own }): SecurityChange[] => {
      const isSent = own.some(isCalled);
      const ofAll = isSent && own.length > 1 && called.every((pair) => own.includes(pair));
      const ofDocument = ofAll ? own : own.filter(inherits);
      const others = ofAll ? [] : own.filter((pair) => !inherits(pair));
      return [
        ...reported("document", change, ofDocument, ofDocument.some(inherits) ? places : undefined),
        ...reported(isSent ? "operation" : "webhook", change, others),
      ].map((each) => ({
        ...each,
        isTyped: required.length > 0 || takesAway(each, base, revision),
      }));
    },
  );
  for (const change of changes) emit(change);
  compareSecuritySchemes(base, revision, renamed, changes, emit);
  if (!changes.some(({ kind }) => kind.startsWith("document.")))
    compareDefault(places, called, required, nameNow, emit);
}

/** The name that a scheme of the base has now. */
type NameNow = (name: string) => string;

/** What differs for operations, each difference once, with the operations that have it. */
function requirementChanges(
  pairs: readonly OperationPair[],
  nameNow: NameNow,
): { readonly change: RequirementChange; readonly pairs: readonly OperationPair[] }[] {
  const all = pairs.flatMap((pair) => {
    const isSent = isCalled(pair);
    // A document's security is about what callers send, and not about what the server sends.
    if (!isSent && inherits(pair)) return [];
    const [before, after] = pair;
    const compare = isSent ? differencesOf : receivedDifferences;
    const changes = compare(
      alternativesOf(before.security, nameNow),
      alternativesOf(after.security),
    );
    return changes.map((change) => ({ change, pair, isSent }));
  });
  const groups = groupBy(all, ({ isSent, change }) => canonical([isSent, change]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ change: first.change, pairs: group.map(({ pair }) => pair) }] : [];
  });
}

/** What a document requires by default, where that is no difference of an operation. */
function compareDefault(
  [before, after]: readonly [Security, Security],
  called: readonly OperationPair[],
  required: readonly string[],
  nameNow: NameNow,
  emit: Emit,
): void {
  const isInherited = called.some((pair) => pair.some(({ security }) => !security.isOwn));
  // Callers may give the option already; the type of the options differs all the same.
  const isNew = required.length > 0;
  if (isInherited && !isNew) return;
  const [was, is] = [alternativesOf(before, nameNow), alternativesOf(after)];
  if (textOf(was) === textOf(is)) return;
  emit({
    of: "security",
    kind: "document.defaultSecurity.changed",
    operations: [],
    alternatives: is.map(namesOf),
    before: textOf(was),
    after: textOf(is),
    base: before.at,
    revision: after.at,
    isIn: "both",
    isTyped: isNew,
  });
}

/** Whether callers send what it asks for: a webhook or a callback is sent by the server. */
function isCalled([{ kind }]: OperationPair): boolean {
  return kind === "path";
}

/** Whether the schemes that it ends are gone from the document, and their options from the client. */
function takesAway({ ended = [] }: SecurityChange, base: Contract, revision: Contract): boolean {
  return ended.some(
    (name) => base.securitySchemes.get(name)?.carrier && !revision.securitySchemes.has(name),
  );
}

const inherits = (pair: OperationPair): boolean => pair.every(({ security }) => !security.isOwn);

type Places = readonly [{ readonly at: At }, { readonly at: At }];

function reported(
  subject: Subject,
  { kind, alternatives, ended, before, after }: RequirementChange,
  pairs: readonly OperationPair[],
  places: Places | undefined = pairs[0] && [pairs[0][0].security, pairs[0][1].security],
): SecurityChange[] {
  if (!places) return [];
  const [old, now] = places;
  return [
    {
      of: "security",
      // Those of a webhook are differences of what is received, all others of what is sent.
      kind: `${subject}.${kind}` as SecurityChange["kind"],
      operations: pairs.map(([, { name }]): OperationName => name),
      alternatives,
      ...(ended && { ended }),
      before,
      after,
      base: old.at,
      revision: now.at,
      isIn: "both",
    },
  ];
}
