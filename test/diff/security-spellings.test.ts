import { expect, test } from "vitest";
import { compareSpecs, type Finding } from "../../generator/diff/index.js";
import { fc, times } from "../support/random.js";
import { head, specOf } from "./support.js";

/** Schemes that are needed together, with their scopes. */
type Alternative = Readonly<Record<string, readonly string[]>>;
type Security = readonly Alternative[];

const schemes = {
  a: { type: "apiKey", in: "header", name: "A" },
  b: { type: "http", scheme: "basic" },
  o: { type: "openIdConnect", openIdConnectUrl: "https://a.example" },
};

const alternative = fc.record(
  {
    a: fc.constant([]),
    b: fc.constant([]),
    o: fc.subarray(["r", "w"]),
  },
  { requiredKeys: [] },
);
const security: fc.Arbitrary<Security> = fc.array(alternative, { maxLength: 3 });

/** How a document says what each of its operations requires. */
interface Spelling {
  readonly ofDocument: Security;
  /** Whether an operation with the document's security repeats it. */
  readonly repeats: boolean;
  readonly isReversed: boolean;
}
const spelling: fc.Arbitrary<Spelling> = fc.record({
  ofDocument: security,
  repeats: fc.boolean(),
  isReversed: fc.boolean(),
});

function write(all: readonly Security[], { ofDocument, repeats, isReversed }: Spelling) {
  const ordered = (one: Security) => (isReversed ? [...one].reverse() : one);
  const isDefault = (one: Security) => JSON.stringify(one) === JSON.stringify(ofDocument);
  const paths = all.map((one, index) => {
    const own = isDefault(one) && !repeats ? {} : { security: ordered(one) };
    return [`/p${index}`, { get: { ...own, responses: {} } }] as const;
  });
  return specOf({
    ...head,
    security: ordered(ofDocument),
    paths: Object.fromEntries(paths),
    components: { securitySchemes: schemes },
  });
}

/** Whether a caller who satisfied the old requirement may not satisfy the new one. */
function breaks(before: Security, after: Security): boolean {
  const open = (one: Security): Security => (one.length > 0 ? one : [{}]);
  const isEnough = (sent: Alternative, needed: Alternative) =>
    Object.entries(needed).every(
      ([name, scopes]) =>
        scopes.every((scope) => sent[name]?.includes(scope)) && sent[name] !== undefined,
    );
  return !open(before).every((sent) => open(after).some((needed) => isEnough(sent, needed)));
}

const isBroken = (findings: readonly Finding[], index: number): boolean =>
  findings.some(
    ({ wire, operations }) =>
      wire === "breaking" && operations.some(({ path }) => path === `/p${index}`),
  );

test("what an operation requires is the same, however a document says it", () => {
  fc.assert(
    fc.property(
      fc.array(security, { minLength: 1, maxLength: 4 }),
      spelling,
      spelling,
      (all, one, other) => {
        const { findings } = compareSpecs(write(all, one), write(all, other));
        const others = findings.filter(({ kind }) => kind !== "document.defaultSecurity.changed");
        expect(others.map(({ kind }) => kind)).toEqual([]);
      },
    ),
    { numRuns: times(300) },
  );
});

test("an operation breaks if credentials that were enough no longer are, and only then", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(security, security), { minLength: 1, maxLength: 4 }),
      spelling,
      spelling,
      (all, one, other) => {
        const [before, after] = [all.map(([old]) => old), all.map(([, now]) => now)];
        const { findings } = compareSpecs(write(before, one), write(after, other));
        expect(all.map((_, index) => isBroken(findings, index))).toEqual(
          all.map(([old, now]) => breaks(old, now)),
        );
      },
    ),
    { numRuns: times(500) },
  );
});
