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
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { JsonSchema } from "../../generator/runtime/schemas/schema.js";
import { createCheck, type Keywords } from "../../generator/runtime/validate/check.js";
import * as all from "../../generator/runtime/validate/keywords.js";
import { firstErrorOf, full, notRun, onlyInFull } from "../consumers/on-demand.js";
import { repository } from "../support/generator.js";
import { cacheFolder, fetchPackages } from "../support/registry.js";

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
  `the verdicts are those of the JSON-Schema-Test-Suite, but for what docs/testing.md says${onlyInFull}`,
  async (context) => {
    let folder: string;
    try {
      folder = fetched();
    } catch (error) {
      return notRun(context, dirname(address), String(error).split("\n")[0] ?? "");
    }
    const { agreed, differing, never } = compare(folder, () => true);
    console.log(`${agreed} verdicts as the suite's, ${never} about schemas that no client has`);
    expect(agreed).toBeGreaterThan(1_100);
    const formats = /^(?:date|date-time|time|duration|email|hostname|ipv4|ipv6|uri|uuid)\.json$/;
    const ofFormats = compare(join(folder, "optional/format"), (name) => formats.test(name));
    expect(ofFormats.agreed).toBeGreaterThan(400);

    let ajv: Check;
    try {
      ajv = await ajvWithFormats();
    } catch (error) {
      return notRun(context, "ajv-formats", firstErrorOf(error));
    }
    const counts = new Map<string, number>();
    for (const { file, isValid, schema, data } of [...differing, ...ofFormats.differing]) {
      const verdicts = [isValid, !isValid, ajv(schema, data)].map((is) => (is ? "valid" : "not"));
      const row = [`\`${file}\``, ...verdicts].join(" | ");
      counts.set(row, (counts.get(row) ?? 0) + 1);
    }
    const page = readFileSync(join(repository, "docs/testing.md"), "utf8");
    const rows = [...page.matchAll(/^\| (`[\w-]+\.json` \| (?:\w+ \| ){2}\w+) \| (\d+) \|/gm)];
    expect(Object.fromEntries(counts)).toEqual(
      Object.fromEntries(rows.map(([, row, count]) => [row, Number(count)])),
    );
  },
);

type Check = (schema: JsonSchema, data: unknown) => boolean;

/** A second witness, which takes formats for demands, as it is done here. */
async function ajvWithFormats(): Promise<Check> {
  const home = await fetchPackages("ajv-formats@3.0.1", "ajv@8.20.0");
  const load = createRequire(join(home, "package.json"));
  const { Ajv2020 } = load("ajv/dist/2020.js") as {
    Ajv2020: new (options: object) => { validate: Check };
  };
  const addFormats = load("ajv-formats") as { default: (ajv: object) => void };
  return (schema, data) => {
    const ajv = new Ajv2020({ strict: false, logger: false });
    addFormats.default(ajv);
    return ajv.validate(schema, data);
  };
}

interface Difference {
  readonly file: string;
  /** What is said here; the suite says the opposite. */
  readonly isValid: boolean;
  readonly schema: JsonSchema;
  readonly data: unknown;
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
      for (const { data, valid } of group.tests) {
        const isValid = check(data).length === 0;
        if (isValid === valid) agreed++;
        else differing.push({ file, isValid, schema: group.schema, data });
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
