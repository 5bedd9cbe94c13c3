import { describe, expect, test } from "vitest";
import type { Config } from "../../generator/config/index.js";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { compareSpecs } from "../../generator/diff/compare-specs.js";
import {
  formats,
  formatVerdict,
  type JudgeOptions,
  reachVerdict,
  readOverrides,
  type Severity,
} from "../../generator/diff/index.js";
import { head, operationWith, specOf } from "../diff/support.js";

const pathsOf = (operation: object) => specOf({ ...head, paths: { "/a": { post: operation } } });
const compare = (
  before: object,
  after: object,
  severity: Readonly<Record<string, Severity>> = {},
  configs: readonly Config[] = [],
) =>
  compareSpecs(pathsOf(before), pathsOf(after), undefined, {
    overrides: readOverrides(severity, configs),
  });
const config = (severity: Readonly<Record<string, string>>) =>
  ({
    severity,
    place: (pointer: readonly string[]) => ({
      file: "tether.config.yaml",
      line: pointer.length,
      column: 1,
    }),
  }) as unknown as Config;

const words = (...values: string[]) => ({ type: "string", enum: values });
const [few, many] = [words("a"), words("a", "b")];
const both = (schema: unknown) => ({
  ...operationWith("request", schema),
  ...operationWith("response", schema),
});

describe("the level that is set", () => {
  // By test/diff/severities.txt: warning/breaking, breaking/none, info/info, none/none.
  const of = {
    "response.enum.added": [operationWith("response", few), operationWith("response", many)],
    "request.maximum.lowered": [
      operationWith("request", { type: "integer", maximum: 9 }),
      operationWith("request", { type: "integer", maximum: 5 }),
    ],
    "request.enum.added": [operationWith("request", few), operationWith("request", many)],
    "operation.description.changed": [{ description: "A" }, { description: "B" }],
  } as const;
  test.each([
    ["response.enum.added", "breaking", "warning", "breaking"],
    ["response.enum.added", "warning", "warning", "warning"],
    ["response.enum.added", "info", "info", "info"],
    ["request.maximum.lowered", "warning", "warning", "none"],
    ["request.maximum.lowered", "info", "info", "none"],
    ["request.enum.added", "breaking", "breaking", "breaking"],
    ["operation.description.changed", "warning", "warning", "none"],
  ] as const)("%s=%s makes wire %s, source %s", (rule, level, wire, source) => {
    const [before, after] = of[rule];
    const [plain] = compare(before, after).findings;
    const [finding, ...more] = compare(before, after, { [rule]: level }).findings;
    expect(finding).toMatchObject({ kind: rule, wire, source });
    expect(finding?.override).toEqual({
      set: [`${rule}=${level}`],
      by: ["--severity"],
      wire: plain?.wire,
      source: plain?.source,
      isSilenced: false,
    });
    expect(plain?.override).toBeUndefined();
    // An accepted finding stays accepted.
    expect(finding?.fingerprint).toBe(plain?.fingerprint);
    expect(more).toEqual([]);
  });
});

describe("a schema that is sent and received", () => {
  const text = { type: "string" };
  const number = { type: "integer" };
  const judged = (severity: Readonly<Record<string, Severity>>) => {
    const { findings } = compareSpecs(
      specOf({ ...head, paths: { "/a": { post: shared } }, components: schemas(text) }),
      specOf({ ...head, paths: { "/a": { post: shared } }, components: schemas(number) }),
      undefined,
      { overrides: readOverrides(severity, []) },
    );
    return findings;
  };
  const shared = both({ $ref: "#/components/schemas/A" });
  const schemas = (a: unknown) => ({
    schemas: { A: { type: "object", properties: { a } } },
  });
  test("breaks in the other direction, whatever is set for one", () => {
    const [plain] = judged({});
    for (const [rule, other] of [
      ["request.type.changed", "response.type.changed"],
      ["response.type.changed", "request.type.changed"],
    ] as const) {
      for (const level of ["info", "none"] as const) {
        const [finding] = judged({ [rule]: level });
        expect(finding).toMatchObject({ kind: other, wire: "breaking", source: "breaking" });
        expect(finding?.override).toMatchObject({ set: [`${rule}=${level}`], isSilenced: false });
        expect(finding?.fingerprint).toBe(plain?.fingerprint);
      }
    }
  });
  test("is silent if both directions are", () => {
    const verdict = reachVerdict({
      ...compare({}, {}),
      findings: judged({ "request.type.changed": "none", "response.type.changed": "none" }),
    });
    expect(verdict).toMatchObject({ findings: [], silenced: [{ kind: "request.type.changed" }] });
  });
});

describe("what follows from the severity", () => {
  const verdictWith = (level: Severity | undefined, options: JudgeOptions = {}) =>
    reachVerdict(
      compare(
        operationWith("response", few),
        operationWith("response", many),
        level && { "response.enum.added": level },
      ),
      options,
    );
  test.each([
    [undefined, true, "major", { total: 1, breaking: 1 }],
    ["warning", false, "minor", { total: 1, breaking: 0, warning: 1 }],
    // It is not reported, but it is released: an addition that breaks nothing.
    ["none", false, "minor", { total: 0 }],
  ] as const)("%s", (level, failed, bump, summary) => {
    expect(verdictWith(level)).toMatchObject({ failed, semver: { bump }, summary });
  });
  test("--fail-on goes by it", () => {
    expect(verdictWith("info", { failOn: "warning" }).failed).toBe(false);
    expect(verdictWith("info", { failOn: "info" }).failed).toBe(true);
    expect(verdictWith("none", { failOn: "info" }).failed).toBe(false);
  });
  test("what is set to none and is selected is counted, and never called no drift", () => {
    expect(formatVerdict(verdictWith("none"), "text")).toMatch(
      /^nothing reported \(1 set to none\) in /,
    );
    expect(JSON.parse(formatVerdict(verdictWith("none"), "json"))).toMatchObject({
      findings: [],
      summary: { total: 0, silenced: 1, failed: false },
    });
    expect(verdictWith("none", { paths: ["/other"] }).silenced).toEqual([]);
    expect(verdictWith("none", { classes: ["docs"] }).silenced).toEqual([]);
    expect(formatVerdict(verdictWith(undefined, { paths: ["/other"] }), "text")).toMatch(
      /^no drift within the filters in /,
    );
  });
  test.each(Object.keys(formats) as (keyof typeof formats)[])("%s says who set it", (format) => {
    const printed = formatVerdict(verdictWith("info"), format)
      .replaceAll("\\", "")
      .replaceAll(/\s+/g, " ");
    if (format === "json") {
      expect(JSON.parse(formatVerdict(verdictWith("info"), format)).findings[0].override).toEqual({
        set: ["response.enum.added=info"],
        by: ["--severity"],
        wire: "warning",
        source: "breaking",
      });
    } else {
      expect(printed).toContain(
        "Severity set by --severity (response.enum.added=info); by the rule, wire warning, source breaking.",
      );
    }
    expect(formatVerdict(verdictWith(undefined), format)).not.toMatch(/set by/i);
  });
});

describe("who sets it", () => {
  const change = [operationWith("response", few), operationWith("response", many)] as const;
  test("the config, by its line; a flag wins", () => {
    const own = [config({ "response.enum.added": "info" })];
    expect(compare(...change, {}, own).findings[0]).toMatchObject({
      source: "info",
      override: { by: ["tether.config.yaml:3"] },
    });
    expect(compare(...change, { "response.enum.added": "warning" }, own).findings[0]).toMatchObject(
      { source: "warning", override: { by: ["--severity"] } },
    );
  });
  test("several clients, if they agree", () => {
    const one = config({ "response.enum.added": "info", "request.enum.added": "none" });
    const same = config({ "request.enum.added": "none", "response.enum.added": "info" });
    expect(readOverrides({}, [one, same]).size).toBe(2);
    expect(() => readOverrides({}, [one, same, config({})])).toThrow(
      /the clients of the config file have different `diff\.severity`/,
    );
  });
  test.each([
    [
      { "response.enum.aded": "info" },
      '"response.enum.aded" is not a rule; did you mean "response.enum.added"?',
    ],
    [{ "response.enum.added": "warnin" }, '"warnin" is not a severity; did you mean "warning"?'],
    [{ toString: "info" }, '"toString" is not a rule'],
  ])("%j is refused", (severity, message) => {
    for (const read of [
      () => readOverrides(severity, []),
      () => readOverrides({}, [config(severity)]),
    ]) {
      expect(read).toThrow(DiagnosticError);
      expect(read).toThrow(message);
    }
  });
});
