import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { JsonSchema } from "../../generator/runtime/schemas/schema.js";
import { createCheck, type Keywords } from "../../generator/runtime/validate/check.js";
import * as all from "../../generator/runtime/validate/keywords.js";
import { full, notRun, onlyInFull } from "../consumers/on-demand.js";
import { cacheFolder } from "../support/registry.js";

/** The official tests of JSON Schema: fetched, and never a part of this repository. */
const address = "https://github.com/json-schema-org/JSON-Schema-Test-Suite.git";
const commit = "44401e0c046704b476ec9d2e2fccdaee618f259d";

const { enumKeyword, constKeyword, ifKeyword, ref, ...others } = all;
const keywords: Keywords = {
  ...others,
  ...{ enum: enumKeyword, const: constKeyword, if: ifKeyword, $ref: ref },
};

interface Group {
  readonly description: string;
  readonly schema: JsonSchema;
  readonly tests: readonly {
    readonly description: string;
    readonly data: unknown;
    readonly valid: boolean;
  }[];
}

/**
 * Why a client has no such schema; undefined if it may have one. What this tool writes is complete by
 * itself, and refers to its own definitions by pointers.
 */
function whyNever(schema: unknown): string | undefined {
  if (typeof schema !== "object" || schema === null) return undefined;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "$ref" && typeof value === "string" && !/^#(?:\/|$)/.test(value)) {
      return "it refers to another document, or by an anchor";
    }
    if (keyword === "$dynamicRef") return "it has a $dynamicRef";
    if (keyword === "$id" && typeof value === "string") return "it names its parts by $id";
    if (keyword === "$schema" && value !== "https://json-schema.org/draft/2020-12/schema") {
      return "it is written in another dialect";
    }
    const why = whyNever(value);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** The folder of the tests, which is fetched into the cache if it isn't there yet. */
function fetched(): string {
  const folder = join(cacheFolder, `json-schema-suite-${commit.slice(0, 12)}`);
  if (!existsSync(folder)) {
    mkdirSync(cacheFolder, { recursive: true });
    const partly = mkdtempSync(`${folder}-`);
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-C", partly, ...args], { stdio: "pipe", timeout: 300_000 });
    try {
      git("init", "--quiet");
      git("fetch", "--quiet", "--depth=1", address, commit);
      git("checkout", "--quiet", "FETCH_HEAD");
      renameSync(partly, folder);
    } finally {
      rmSync(partly, { recursive: true, force: true });
    }
  }
  return join(folder, "tests/draft2020-12");
}

test.skipIf(!full)(
  `the verdicts are those of the JSON-Schema-Test-Suite${onlyInFull}`,
  (context) => {
    let folder: string;
    try {
      folder = fetched();
    } catch (error) {
      return notRun(context, dirname(address), String(error).split("\n")[0] ?? "");
    }
    const { agreed, differing, never } = compare(folder, () => true);
    console.log(`${agreed} verdicts as the suite's, ${never} about schemas that no client has`);
    expect(agreed).toBeGreaterThan(1_100);
    expect(differing.filter(({ file }) => file !== "format.json")).toEqual([]);
    // The suite takes formats for annotations unless it is told otherwise; here they are checked.
    expect(differing.filter(({ isValid }) => isValid)).toEqual([]);

    const formats = /^(?:date|date-time|time|duration|email|hostname|ipv4|ipv6|uri|uuid)\.json$/;
    const ofFormats = compare(join(folder, "optional/format"), (name) => formats.test(name));
    expect(ofFormats.agreed).toBeGreaterThan(400);
    // Some have only their rough shape checked: what is told must be wrong, and not all has to be told.
    expect(ofFormats.differing.filter(({ isValid }) => !isValid)).toEqual([]);
    const loose = new Set(ofFormats.differing.map(({ file }) => file));
    expect([...loose].sort()).toEqual(["duration.json", "email.json", "hostname.json", "uri.json"]);
  },
);

interface Difference {
  readonly file: string;
  readonly what: string;
  /** What is said here; the suite says the opposite. */
  readonly isValid: boolean;
}

function compare(folder: string, isWanted: (file: string) => boolean) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json") && isWanted(name));
  const differing: Difference[] = [];
  let [agreed, never] = [0, 0];
  for (const file of files) {
    for (const group of JSON.parse(readFileSync(join(folder, file), "utf8")) as Group[]) {
      if (whyNever(group.schema) !== undefined) {
        never += group.tests.length;
        continue;
      }
      const check = createCheck(group.schema, keywords);
      for (const { description, data, valid } of group.tests) {
        const isValid = check(data).length === 0;
        const what = `${group.description}: ${description}`;
        if (isValid === valid) agreed++;
        else differing.push({ file, what, isValid });
      }
    }
  }
  return { agreed, differing, never };
}

test("a schema that no client has is told from one that it may have", () => {
  expect(whyNever({ $ref: "#/$defs/a", $defs: { a: { items: { $ref: "#" } } } })).toBeUndefined();
  expect(whyNever({ items: [{ $ref: "other.json" }] })).toBeDefined();
  expect(whyNever({ properties: { $id: { type: "string" } } })).toBeUndefined();
});
