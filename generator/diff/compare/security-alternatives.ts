import type { Security } from "../../contract/index.js";
import { canonical } from "../../openapi/index.js";
import type { SecurityChange } from "./change.js";

/** Schemes that are needed together, each with its scopes; of the base, under their new names. */
export type Alternative = ReadonlyMap<string, readonly string[]>;

/** No requirement and an empty one mean the same. */
export function alternativesOf(
  { alternatives }: Security,
  rename = (name: string): string => name,
): Alternative[] {
  const named = alternatives.map(
    (each): Alternative => new Map([...each].map(([name, { scopes }]) => [rename(name), scopes])),
  );
  return named.length > 0 ? named : [new Map()];
}

export interface RequirementChange {
  readonly kind: RequirementKind;
  readonly alternatives: SecurityChange["alternatives"];
  readonly ended?: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}
type RequirementKind =
  | `security.${"begun" | "dropped" | "added" | "removed" | "tightened" | "loosened" | "changed"}`
  | `security.${"widened" | "narrowed"}`
  | `securityScope.${"added" | "removed"}`;

/** What callers of an operation need otherwise than before. */
export function differencesOf(
  before: readonly Alternative[],
  after: readonly Alternative[],
): RequirementChange[] {
  const gone = notIn(before, after).filter(({ size }) => size > 0);
  const come = notIn(after, before).filter(({ size }) => size > 0);
  // Who sent all of an alternative also sends what a part of it asks for.
  const isKept = (old: Alternative) => after.some((now) => isWithin(now, old));
  const [kept, lost] = [gone.filter(isKept), gone.filter((old) => !isKept(old))];
  const scopes = takePairs(lost, come, hasSameSchemes).flatMap(scopeChanges);
  const [wasOpen, isOpen] = [before, after].map((all) => all.some(({ size }) => size === 0));
  if (wasOpen && !isOpen) {
    const now = values(after.map(namesOf), undefined, spelled(after));
    // What is lost was optional.
    return [
      ...scopes,
      { kind: "security.begun", ...now },
      ...lost.map((old) => existence("removed", old)),
    ];
  }
  if (!wasOpen && isOpen) {
    const old = values(before.map(namesOf), spelled(before), undefined);
    return [{ kind: "security.dropped", ...old }, ...come.map((now) => existence("added", now))];
  }
  const isLess = (old: Alternative, now: Alternative) => isWithin(now, old);
  const fewerScopes = takePairs(
    kept,
    come,
    (old, now) => hasSameSchemes(old, now) && isLess(old, now),
  ).flatMap(scopeChanges);
  const loosened = takePairs(kept, come, isLess);
  const tightened = takePairs(lost, come, isWithin);
  // Of those that another alternative includes, only an optional one says anything.
  const optional = isOpen ? kept : [];
  const isReplaced = lost.length > 0 && come.length > 0;
  return [
    ...scopes,
    ...fewerScopes,
    ...loosened.map(([old, now]) => replacement("loosened", [old], [now])),
    ...optional.map((old) => replacement("loosened", [old], [])),
    ...tightened.map(([old, now]) => replacement("tightened", [old], [now])),
    ...(isReplaced
      ? [replacement("changed", lost, come)]
      : [
          ...lost.map((old) => existence("removed", old)),
          ...come.map((now) => existence("added", now)),
        ]),
  ];
}

/** What the server sends otherwise with a webhook or a callback. */
export function receivedDifferences(
  before: readonly Alternative[],
  after: readonly Alternative[],
): RequirementChange[] {
  const isIncluded = (some: readonly Alternative[], others: readonly Alternative[]) =>
    some.every((sent) => others.some((promised) => isWithin(promised, sent)));
  const [isNarrower, isWider] = [isIncluded(after, before), isIncluded(before, after)];
  if (isNarrower && isWider) return [];
  const shown = values(after.map(namesOf), textOf(before), textOf(after));
  return [{ kind: `security.${isNarrower ? "narrowed" : "widened"}`, ...shown }];
}

function existence(verb: "added" | "removed", alternative: Alternative): RequirementChange {
  const own = [namesOf(alternative)];
  return verb === "added"
    ? { kind: "security.added", ...values(own, undefined, spelled([alternative])) }
    : {
        kind: "security.removed",
        ...values(own, spelled([alternative]), undefined),
        ended: endedBy([alternative], []),
      };
}

function replacement(
  verb: "tightened" | "loosened" | "changed",
  before: readonly Alternative[],
  after: readonly Alternative[],
): RequirementChange {
  const shown = after.length > 0 ? after : before;
  const own = values(shown.map(namesOf), textOf(before), textOf(after));
  return { kind: `security.${verb}`, ...own, ended: endedBy(before, after) };
}

function endedBy(before: readonly Alternative[], after: readonly Alternative[]): string[] {
  const names = new Set(before.flatMap(namesOf));
  return [...names].filter((name) => !after.some((alternative) => alternative.has(name)));
}

const values = (
  alternatives: RequirementChange["alternatives"],
  before: unknown,
  after: unknown,
) => ({ alternatives, before, after });

function scopeChanges([old, now]: readonly [Alternative, Alternative]): RequirementChange[] {
  return [...old].flatMap(([scheme, scopes]) => {
    const others = now.get(scheme) ?? [];
    const change = (verb: "added" | "removed", before?: string, after?: string) => ({
      kind: `securityScope.${verb}` as const,
      ...values([[scheme]], before, after),
    });
    return [
      ...scopes.filter((scope) => !others.includes(scope)).map((scope) => change("removed", scope)),
      ...others
        .filter((scope) => !scopes.includes(scope))
        .map((scope) => change("added", undefined, scope)),
    ];
  });
}

/** Takes pairs out of two lists; of several partners the one with the most scopes in common. */
function takePairs(
  gone: Alternative[],
  come: Alternative[],
  isPair: (old: Alternative, now: Alternative) => boolean,
): (readonly [Alternative, Alternative])[] {
  return [...gone].flatMap((old) => {
    const partners = come.filter((now) => isPair(old, now));
    const [now] = partners.sort((a, b) => scopesApart(old, a) - scopesApart(old, b));
    if (!now) return [];
    gone.splice(gone.indexOf(old), 1);
    come.splice(come.indexOf(now), 1);
    return [[old, now] as const];
  });
}

const scopesApart = (a: Alternative, b: Alternative): number => scopeChanges([a, b]).length;

/** Whether whoever has what the second needs has what the first needs. */
function isWithin(few: Alternative, many: Alternative): boolean {
  return [...few].every(([name, scopes]) => {
    const others = many.get(name);
    return others !== undefined && scopes.every((scope) => others.includes(scope));
  });
}

function hasSameSchemes(a: Alternative, b: Alternative): boolean {
  return a.size === b.size && [...a.keys()].every((name) => b.has(name));
}

function notIn(some: readonly Alternative[], others: readonly Alternative[]): Alternative[] {
  const known = new Set(others.map(identityOf));
  return some.filter((alternative) => !known.has(identityOf(alternative)));
}

function identityOf(alternative: Alternative): string {
  return canonical([...alternative].map(([name, scopes]) => [name, [...scopes].sort()]).sort());
}

export function namesOf(alternative: Alternative): string[] {
  return [...alternative.keys()].sort();
}

/** As it is written; one alternative without a list around it. */
function spelled(alternatives: readonly Alternative[]): unknown {
  const all = alternatives.map((alternative) => Object.fromEntries(alternative));
  return all.length < 2 ? all[0] : all;
}

/** `a and b or oauth (read, write)`; undefined for none, or without any scheme. */
export function textOf(alternatives: readonly Alternative[]): string | undefined {
  const texts = alternatives.map((alternative) => {
    const each = [...alternative].map(([name, scopes]) =>
      scopes.length > 0 ? `${name} (${[...scopes].sort().join(", ")})` : name,
    );
    return each.length > 0 ? each.sort().join(" and ") : "nothing";
  });
  return texts.length === 0 || texts.join() === "nothing" ? undefined : texts.sort().join(" or ");
}
