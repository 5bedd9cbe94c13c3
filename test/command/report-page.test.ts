import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toHtml } from "../../generator/diff/report/html-report.js";
import { chromium } from "../consumers/versions.js";
import { finding, hostile, mixed, verdictOf } from "../diff-report/fixtures.js";

const isHere = existsSync(chromium);
if (!isHere) console.log(`not run: the HTML report in a browser: there is no ${chromium}`);
const driver = fileURLToPath(new URL("drive-report.mjs", import.meta.url));

interface Look {
  readonly status: string;
  readonly shown: readonly string[];
  readonly overflow: number;
  readonly pwned: boolean;
}

interface Report {
  readonly [look: string]: Look;
}

interface Facts {
  readonly order: readonly string[];
  readonly roles: Readonly<Record<string, number>>;
  readonly unnamed: readonly string[];
  readonly contrast: readonly { readonly ratio: number; readonly text: string }[];
  readonly noise: readonly string[];
  /** Where the title of the first finding is on a phone. */
  readonly first: { readonly top: number; readonly bottom: number; readonly height: number };
  /** Whether the filters are shown there: at first, and after each press of Enter. */
  readonly folded: readonly boolean[];
  readonly summary: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly axes: readonly (readonly string[])[];
}

describe.skipIf(!isHere)("the HTML report in a browser", () => {
  // Outside of the repository; TETHER_SHOTS keeps the pictures, to be looked at.
  const folder = process.env["TETHER_SHOTS"] ?? mkdtempSync(join(tmpdir(), "report-"));
  let report: Report;
  let facts: Facts;
  beforeAll(async () => {
    const file = join(folder, "report.html");
    const findings = [
      ...mixed,
      finding({
        message: "a rule that the compiler proves",
        proof: ["data: Property 'name' is missing in type '{ id: string; }'"],
        fingerprint: "abababababab",
      }),
      hostile,
    ];
    const verdict = verdictOf(findings, { packageVersion: "0.3.1" });
    // Names as long as they come in a repository.
    const named = {
      ...verdict,
      base: { ...verdict.base, name: "origin/main:services/shop/spec/openapi.yaml" },
      revision: {
        ...{ name: "services/shop/spec/openapi.yaml", version: "2.10.0-beta.1" },
        title: "The official description of the API of the Shop",
      },
    };
    writeFileSync(file, toHtml(named));
    const { stdout } = await promisify(execFile)(process.execPath, [
      driver,
      chromium,
      file,
      folder,
    ]);
    report = JSON.parse(stdout);
    facts = JSON.parse(stdout);
  });
  afterAll(() => {
    if (!process.env["TETHER_SHOTS"]) rmSync(folder, { recursive: true, force: true });
  });

  test("shows everything at first, with the counts", () => {
    expect([report["all"]?.shown.length, report["all"]?.status]).toEqual([
      8,
      "All 8 findings shown",
    ]);
  });

  test("filters by keyboard alone, in the order of the page", () => {
    const { words, level, operation, reset } = report;
    expect(facts.order).toEqual([
      ...["skip", "words", "level", "level", "level", "class", "class", "class", "class"],
      ...["operation", "reset"],
    ]);
    expect(words).toMatchObject({
      status: "1 of 8 findings shown",
      shown: ['the request property "quantity" takes at most 100, it was 1000'],
    });
    expect(level).toMatchObject({ status: "4 of 8 findings shown" });
    expect(operation?.shown.length).toBeLessThan(4);
    expect(reset).toMatchObject({ status: "All 8 findings shown" });
  });

  test("says so when nothing matches", () => {
    expect(report["none"]).toMatchObject({
      status: "0 of 8 findings shown",
      shown: [],
      hint: true,
    });
  });

  test("classes count what they filter, and never show 0 beside a severity of theirs", () => {
    const { counts, axes } = facts;
    const having = (name: string) =>
      axes.filter((texts) => texts.some((text) => new RegExp(`^${name} (?!none)`).test(text)))
        .length;
    // One of them is of the class behaviour, and is not filtered by its severity on the wire.
    expect(counts).toMatchObject({ wire: having("wire") - 1, behaviour: 1, docs: 1 });
    expect(counts["source"]).toBe(having("source"));
    expect(counts["source"]).toBeGreaterThan(1);
    expect(report["source"]?.shown.length).toBe((counts["source"] ?? 0) + 2);
    expect(report["neither"]?.shown.length).toBe(2);
  });

  test("phone: the first finding is on the first screen, and the filters are folded", () => {
    const { first, folded, summary } = facts;
    expect(first.top).toBeGreaterThan(0);
    expect(first.bottom).toBeLessThanOrEqual(first.height);
    expect(folded).toEqual([false, true, false]);
    expect(summary).toBe("Filter the findings");
  });

  test.each(["all", "phone", "opened", "narrow"])("%s: nothing scrolls sideways", (name) => {
    expect(report[name]?.overflow).toBeLessThanOrEqual(0);
  });

  test("has landmarks, a live status, and a name for every control", () => {
    expect(facts.roles).toEqual({ banner: 1, search: 1, main: 1, contentinfo: 1, status: 1 });
    expect(facts.unnamed).toEqual([]);
  });

  test("text has a contrast of at least 4.5, in light and dark mode", () => {
    for (const { ratio, text } of facts.contrast) expect(ratio, text).toBeGreaterThanOrEqual(4.5);
  });

  test("hostile text is inert, and nothing is loaded or refused", () => {
    expect(facts.noise).toEqual([]);
    for (const name of ["all", "phone", "reset"]) expect(report[name]?.pwned).toBe(true);
  });
});
