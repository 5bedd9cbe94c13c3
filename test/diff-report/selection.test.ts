import { describe, expect, test } from "vitest";
import { type Allowance, applyAllowList } from "../../generator/diff/allow-list.js";
import {
  compareSpecs,
  formatVerdict,
  type JudgeOptions,
  operationNamesIn,
  reachVerdict,
  type Verdict,
} from "../../generator/diff/index.js";
import { head, specOf } from "../diff/support.js";

type Entry = Partial<Pick<Allowance, "fingerprint" | "rule" | "place">>;

/** The verdict about two documents, with filters and with an allow list. */
function judge(
  before: object,
  after: object,
  options: JudgeOptions = {},
  entries: readonly Entry[] = [],
): Verdict {
  const [base, revision] = [specOf({ ...head, ...before }), specOf({ ...head, ...after })];
  const knownAs = operationNamesIn(base, revision);
  const comparison = compareSpecs(base, revision);
  const allowances = entries.map((entry) => ({
    ...{ fingerprint: undefined, rule: undefined, place: undefined },
    ...{ reason: "agreed", until: "2099-01-01", owner: undefined },
    ...{ at: { file: "allow.yaml", line: 1, column: 1 } },
    ...entry,
  }));
  const list = applyAllowList(comparison, allowances, "2026-01-01", knownAs);
  return reachVerdict(comparison, { ...options, ...list, knownAs });
}

const summaryOf = ({ findings, failed }: Verdict) => [
  findings.map(({ kind, level, operations }) => [
    kind,
    level,
    operations.map(({ method, path }) => `${method} ${path}`).join(),
  ]),
  failed,
];

const content = { "application/json": { schema: { $ref: "#/components/schemas/A" } } };
const sends = { requestBody: { content }, responses: { 204: { description: "A" } } };
const receives = { responses: { 200: { description: "A", content } } };
const schemas = (z: object) => ({
  components: { schemas: { A: { type: "object", properties: { z } } } },
});

describe("an operation that moved", () => {
  const at = (path: string, operationId: string, tag: string) => ({
    paths: { [path]: { get: { operationId, tags: [tag], responses: {} } } },
  });
  const moved = [
    [["operation.path.moved", "breaking", "GET /new"]],
    [["operation.tag.changed", "warning", "GET /new"]],
  ].flat();
  const [before, after] = [at("/old", "getIt", "Old"), at("/new", "getIt", "New")];
  test.each<[JudgeOptions]>([
    [{ paths: ["/old"] }],
    [{ paths: ["/new"] }],
    [{ paths: ["/ol*"] }],
    [{ operations: ["GET /old"] }],
    [{ operations: ["GET /new"] }],
    [{ operations: ["getIt"] }],
    [{ tags: ["Old"] }],
    [{ tags: ["New"] }],
    [{ tags: ["New"], paths: ["/old"] }],
  ])("is selected by %j", (options) => {
    expect(summaryOf(judge(before, after, options))).toEqual([moved, true]);
  });

  test("and was renamed is selected by both operationIds", () => {
    const [one, other] = [at("/a/{x}", "one", "T"), at("/a/{y}", "other", "T")];
    for (const operations of [["one"], ["other"]]) {
      expect(judge(one, other, { operations }).findings.map(({ kind }) => kind)).toContain(
        "operation.operationId.changed",
      );
    }
  });

  test("is accepted at both places", () => {
    for (const place of ["GET /old", "GET /new"]) {
      const entry = { rule: "operation.path.moved", place };
      const { findings, problems } = judge(before, after, {}, [entry]);
      expect([findings.map(({ kind }) => kind), problems]).toEqual([["operation.tag.changed"], []]);
    }
  });
});

describe("a schema that several operations share, of which some are selected", () => {
  const paths = {
    "/a": {
      get: { operationId: "getA", tags: ["reads"], ...receives },
      post: { operationId: "postA", tags: ["writes"], ...sends },
    },
    "/b": { post: { operationId: "postB", tags: ["writes"], ...sends } },
  };
  const z = (maxLength: number) => ({ paths, ...schemas({ type: "string", maxLength }) });
  const lowered = (options: JudgeOptions) => judge(z(10), z(5), options);

  test.each<[JudgeOptions, unknown]>([
    [{}, [["request.maxLength.lowered", "breaking", "GET /a,POST /a,POST /b"]]],
    [{ operations: ["getA"] }, [["response.maxLength.lowered", "info", "GET /a"]]],
    [{ tags: ["reads"] }, [["response.maxLength.lowered", "info", "GET /a"]]],
    [{ paths: ["/b"] }, [["request.maxLength.lowered", "breaking", "POST /b"]]],
    [{ tags: ["writes"] }, [["request.maxLength.lowered", "breaking", "POST /a,POST /b"]]],
    // One operation must pass all filters.
    [{ tags: ["reads"], paths: ["/b"] }, []],
  ])("%j", (options, want) => {
    const [findings] = summaryOf(lowered(options));
    expect(findings).toEqual(want);
  });

  test("says nothing of the others", () => {
    const [finding] = lowered({ operations: ["getA"] }).findings;
    expect(finding?.message).toBe(
      'the maxLength of the response property "z" was lowered from 10 to 5',
    );
    expect(finding?.because).not.toContain("request");
    expect(finding?.reasons.map(({ rule }) => rule)).toEqual(["response.maxLength.lowered"]);
  });

  test("has the same id, so an entry of one report fits all", () => {
    const ids = [{}, { operations: ["getA"] }, { paths: ["/b"] }].map(
      (options) => lowered(options).findings[0]?.fingerprint,
    );
    expect(new Set(ids).size).toBe(1);
    const [fingerprint] = ids;
    for (const options of [{}, { operations: ["postB"] }]) {
      expect(judge(z(10), z(5), options, [{ fingerprint }])).toMatchObject({
        findings: [],
        failed: false,
        problems: [],
      });
    }
  });
});

describe("an entry with a rule and an operation", () => {
  const paths = { "/a": { post: sends }, "/b": { post: sends }, "/c": { get: receives } };
  const z = (type: string) => ({ paths, ...schemas({ type }) });
  const rule = "request.type.changed";
  const accepted = (...entries: Entry[]) => judge(z("string"), z("boolean"), {}, entries);

  test("accepts its operation only; the rest fails, and says what is accepted", () => {
    const verdict = accepted({ rule, place: "POST /a" });
    expect(summaryOf(verdict)).toEqual([[[rule, "breaking", "POST /b,GET /c"]], true]);
    expect(verdict.findings[0]?.because).toMatch(
      / Only accepted: request\.type\.changed at POST \/a\.$/,
    );
    expect(verdict.accepted.map(({ finding }) => finding.operations)).toMatchObject([
      [{ path: "/a" }],
    ]);
  });

  test("leaves the alert open in code scanning, and says in the text what is accepted", () => {
    const verdict = accepted({ rule, place: "POST /a" });
    const [run] = JSON.parse(formatVerdict(verdict, "sarif")).runs;
    expect(run.results.map(({ suppressions }: { suppressions?: unknown }) => suppressions)).toEqual(
      [undefined],
    );
    expect(formatVerdict(verdict, "text").replaceAll(/\s+/g, " ")).toContain(
      'the type of the request property "z" was changed from string to boolean in POST /a: agreed',
    );
  });

  test("accepts what its rule says, and not what another says of the same change", () => {
    const verdict = accepted({ rule, place: "POST /*" });
    expect(summaryOf(verdict)).toEqual([[["response.type.changed", "breaking", "GET /c"]], true]);
    expect(verdict.findings[0]?.message).toContain("response property");
  });

  test("adds up with others", () => {
    const verdict = accepted(
      { rule, place: "POST /a" },
      { rule, place: "POST /b" },
      { rule: "response.type.changed", place: "GET /c" },
    );
    expect(summaryOf(verdict)).toEqual([[], false]);
    expect(verdict.accepted).toHaveLength(3);
  });

  test("is not used at an operation where its rule says nothing", () => {
    const { findings, problems } = accepted({ rule, place: "GET /c" });
    expect([findings.length, problems.map(({ code }) => code)]).toEqual([1, ["allow-unused"]]);
  });

  test("by the place of the schema accepts all of it", () => {
    const verdict = accepted({ rule, place: "#/components/schemas/A/**" });
    expect(summaryOf(verdict)).toEqual([[], false]);
  });

  test("beside a fingerprint says nothing more", () => {
    const fingerprint = accepted().findings[0]?.fingerprint;
    const verdict = accepted({ rule, place: "POST /a" }, { fingerprint });
    expect([summaryOf(verdict), verdict.accepted.length]).toEqual([[[], false], 1]);
  });
});
