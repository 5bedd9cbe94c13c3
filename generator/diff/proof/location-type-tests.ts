import type { Finding, TypeLocation } from "../finding.js";
import { keyOf, type OperationKey, type TestSubject, type TypeTest } from "./type-test.js";

interface Claim {
  readonly finding: Finding;
  readonly shown: TypeLocation;
}

/** Claims by operation. */
export type Claims = ReadonlyMap<string, readonly Claim[]>;

/** The maximum number of places for one finding: a shared schema gives the same result in all. */
const mostAsked = 10;

/** The findings' claims about callers' code, by operation. */
export function claimsOf(findings: readonly Finding[]): Claims {
  const claims = new Map<string, Claim[]>();
  for (const finding of findings) {
    if (finding.source !== "breaking" && finding.source !== "warning") continue;
    for (const shown of finding.shown.slice(0, mostAsked)) {
      const key = keyOf(shown.operation);
      claims.set(key, [...(claims.get(key) ?? []), { finding, shown }]);
    }
  }
  return claims;
}

/**
 * A line for each place of an operation, or of a webhook, that a finding is about.
 *
 * @param types the source of arguments, or of a response, and the type that they must fit
 */
export function testLocations(
  of: TestSubject,
  operation: OperationKey,
  id: string,
  claims: Claims,
  types: Readonly<Partial<Record<TypeLocation["side"], readonly [from: string, to: string]>>>,
): TypeTest[] {
  const own = claims.get(keyOf(operation)) ?? [];
  const places = new Map<string, { shown: TypeLocation; findings: Finding[] }>();
  for (const { finding, shown } of own) {
    const { side, names, isMember } = shown;
    if (!names || names.length === 0) continue;
    // A test of this place would also fail because of the certain break below it.
    if (finding.source === "warning" && own.some((other) => isSureBelow(other, shown))) continue;
    const key = JSON.stringify([side, names, isMember]);
    const known = places.get(key);
    if (known) known.findings.push(finding);
    else places.set(key, { shown, findings: [finding] });
  }
  return [...places.values()].flatMap(({ shown, findings }, position): TypeTest[] => {
    const [from, to] = types[shown.side] ?? [];
    if (from === undefined) return [];
    const type = shown.isMember ? "Only" : "Present";
    const way = JSON.stringify(shown.names);
    const line = `export const w${id}_${position} = (x: ${type}<${from}, ${way}>): Known<${type}<${to}, ${way}>> => x;`;
    return [{ of, about: shown.side, shown, findings, line }];
  });
}

function isSureBelow({ finding, shown }: Claim, { side, names = [] }: TypeLocation): boolean {
  return (
    finding.source === "breaking" &&
    shown.side === side &&
    names.every((name, index) => shown.names?.[index] === name)
  );
}
