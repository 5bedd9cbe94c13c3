import { expect, test } from "vitest";
import { type Allowance, applyAllowList } from "../../generator/diff/allow-list.js";
import { type Comparison, compareSpecs, type Finding } from "../../generator/diff/index.js";
import { reachVerdict } from "../../generator/diff/verdict.js";
import { fc, times } from "../support/random.js";
import { mutate, randomFrom } from "./mutate.js";
import { head, specOf } from "./support.js";

/** Components that many operations share, in all directions and through one another. */
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const content = (name: string) => ({ "application/json": { schema: ref(name) } });
const names = ["Bom", "Order"];
const variant = (kind: object, more: object) => ({
  type: "object",
  properties: { ...kind, note: { type: "string" }, ...more },
});
const document = {
  ...head,
  paths: Object.fromEntries(
    names.map((name) => [
      `/${name}`,
      {
        get: {
          operationId: `get${name}`,
          tags: [name],
          parameters: [{ in: "query", name: "page", schema: { type: "integer" } }],
          responses: { 200: { description: "A", content: content(name) } },
        },
        post: {
          operationId: `create${name}`,
          tags: [name],
          requestBody: { content: content(name) },
          responses: { 201: { description: "A", content: content(name) } },
        },
      },
    ]),
  ),
  components: {
    schemas: {
      ...Object.fromEntries(
        names.map((name) => [
          name,
          {
            type: "object",
            required: ["id"],
            properties: {
              owner: ref("User"),
              id: { type: "string" },
              made: { type: "object", readOnly: true, properties: { by: ref("User") } },
              event: ref("Event"),
            },
          },
        ]),
      ),
      User: {
        type: "object",
        required: ["email"],
        properties: { email: { type: "string" }, state: { type: "string", enum: ["a", "b", "c"] } },
      },
      Event: {
        oneOf: [
          variant({ kind: { const: "a" } }, {}),
          { title: "C", ...variant({}, { user: ref("User") }) },
          variant(
            {},
            { list: { type: "array", items: { anyOf: [ref("User"), variant({}, {})] } } },
          ),
        ],
      },
    },
  },
};

/** A revision: some edits of the document, or of an earlier revision. */
const edited = (given: typeof document, seed: number, count: number) =>
  mutate(given, count, randomFrom(seed))[0] as typeof document;
const compare = (after: unknown, before: unknown = document) =>
  compareSpecs(specOf(before), specOf(after));

type Json = { [name: string]: Json };
const deeper = (node: Json, ...names: string[]): Json =>
  names.reduce((at, name) => at[name] as Json, node);

/** One edit: at random, or one that often meets another edit. */
const oneEdit = fc.oneof(
  fc.record({ seed: fc.nat(99) }),
  // Fewer operations reach a shared schema.
  fc.record({ cut: fc.constantFrom(...names), property: fc.constantFrom("owner", "event") }),
  // The same place gets another value.
  fc.record({ maxLength: fc.integer({ min: 1, max: 3 }) }),
  // Variants get the same change.
  fc.record({ variant: fc.nat(2) }),
);
type OneEdit = { readonly [Name in "seed" | "maxLength" | "variant"]?: number } & {
  readonly [Name in "cut" | "property"]?: string;
};

function apply(given: typeof document, edit: OneEdit): typeof document {
  const { seed, cut, property = "", maxLength, variant } = edit;
  if (seed !== undefined) return edited(given, seed, 1);
  const copy = structuredClone(given) as unknown as Json;
  const schemas = deeper(copy, "components", "schemas");
  if (cut !== undefined) delete deeper(schemas, cut, "properties")[property];
  if (maxLength !== undefined) {
    Object.assign(deeper(schemas, "User", "properties")["email"] ?? {}, { maxLength });
  }
  if (variant !== undefined) {
    const { note } = deeper(schemas, "Event", "oneOf", String(variant), "properties");
    Object.assign(note ?? {}, { type: "number" });
  }
  return copy as unknown as typeof document;
}

/** Two revisions of one document: some edits are in both of them, others in one. */
const edits = fc.array(
  fc.record({ edit: oneEdit, isIn: fc.constantFrom("both", "earlier", "later") }),
  { minLength: 2, maxLength: 5 },
);
type Edits = readonly { readonly edit: OneEdit; readonly isIn: string }[];

function comparisonsOf(all: Edits): readonly [Comparison, Comparison] {
  const version = (name: string) =>
    compare(
      all
        .filter(({ isIn }) => isIn === "both" || isIn === name)
        .reduce((given, { edit }) => apply(given, edit), document),
    );
  return [version("earlier"), version("later")];
}

const keyOf = ({ method, path }: { readonly method: string; readonly path: string }) =>
  `${method} ${path}`;

/** What makes two findings the same for whoever accepted the first one. */
function sameness({ reasons, base, before, after }: Finding): string {
  const judged = reasons.map(({ rule, wire, source, uses }) => [
    ...[rule, wire, source],
    [...new Set(uses.map(({ operation }) => keyOf(operation)))].sort(),
  ]);
  // The file of these specs ends with the pointer.
  return JSON.stringify([judged.map(String).sort(), base?.file, { before, after }]);
}

const entry = (parts: Partial<Allowance>): Allowance => ({
  ...{ fingerprint: undefined, rule: undefined, place: undefined },
  ...{ reason: "agreed", until: "2099-01-01", owner: undefined },
  ...{ at: { file: "allow.yaml", line: 1, column: 1 } },
  ...parts,
});
const verdictWith = (comparison: Comparison, entries: readonly Allowance[]) => {
  const { accepted } = applyAllowList(comparison, entries, "2026-01-01");
  return reachVerdict(comparison, { accepted, failOn: "info" });
};
const isCounted = ({ wire, source, class: of }: Finding) =>
  of === "docs" || wire !== "none" || source !== "none";

test("whoever accepts all findings of a revision still sees all that another one adds", () => {
  fc.assert(
    fc.property(edits, (given) => {
      const [earlier, later] = comparisonsOf(given);
      const entries = earlier.findings.map(({ fingerprint }) => entry({ fingerprint }));
      const reported = new Set(
        verdictWith(later, entries).findings.map(({ fingerprint }) => fingerprint),
      );
      const known = new Set(earlier.findings.map(sameness));
      for (const finding of later.findings.filter(isCounted)) {
        const { message, fingerprint } = finding;
        const isKnown = known.has(sameness(finding));
        expect([message, reported.has(fingerprint)]).toEqual([message, !isKnown]);
      }
    }),
    { numRuns: times(150) },
  );
});

test("whoever accepts rules at operations still sees what any rule says of any other one", () => {
  /** What each rule says of each operation. */
  const said = (findings: readonly Finding[]) =>
    findings
      .filter(isCounted)
      .flatMap(({ reasons, fingerprint }) =>
        reasons.flatMap(({ rule, uses }) =>
          uses.map(({ operation }) => ({ rule, place: keyOf(operation), fingerprint })),
        ),
      );
  fc.assert(
    fc.property(edits, (given) => {
      const [earlier, later] = comparisonsOf(given);
      const entries = said(earlier.findings).map(({ rule, place }) => entry({ rule, place }));
      const named = new Set(entries.map(({ rule, place }) => `${rule} ${place}`));
      const left = said(verdictWith(later, entries).findings).map((each) => JSON.stringify(each));
      const wanted = said(later.findings)
        .filter(({ rule, place }) => !named.has(`${rule} ${place}`))
        .map((each) => JSON.stringify(each));
      expect(new Set(left)).toEqual(new Set(wanted));
    }),
    { numRuns: times(100) },
  );
});

test("what is selected is judged as if the documents had no other operation", () => {
  const wordsOf = (findings: readonly Finding[]) =>
    findings
      .filter(({ operations }) => operations.length > 0)
      .map(({ kind, wire, source, message, because, operations, before, after }) =>
        JSON.stringify({ kind, wire, source, message, because, operations, before, after }),
      )
      .sort();
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 5 }), (seed, count) => {
      const after = edited(document, seed, count);
      const whole = compare(after);
      const ids = whole.findings.map(({ fingerprint }) => fingerprint);
      expect(new Set(ids).size).toBe(ids.length);
      for (const name of names) {
        const only = ({ paths, ...rest }: typeof document) => ({
          ...rest,
          paths: { [`/${name}`]: { post: paths[`/${name}`]?.post } },
        });
        const operations = [`POST /${name}`];
        const { findings } = reachVerdict(whole, { operations });
        const alone = reachVerdict(compare(only(after), only(document)), { operations });
        expect(wordsOf(findings)).toEqual(wordsOf(alone.findings));
        for (const { fingerprint } of findings) expect(ids).toContain(fingerprint);
      }
    }),
    { numRuns: times(60) },
  );
});
