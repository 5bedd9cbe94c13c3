import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { driftOf } from "../../generator/capture/describe-drift.js";
import { parseYaml } from "../../generator/load/parse-yaml.js";
import { runHere } from "../command/hostile-log-text.js";
import { makeFolder, readFiles, writeFiles } from "../support/generator.js";
import { fc, times } from "../support/random.js";
import {
  contradictionsIn,
  type Model,
  models,
  type Part,
  schemaOn,
  type Told,
} from "./facts-model.js";
import { filesOf, pageOf } from "./facts-spec.js";
import { mergePages } from "./support.js";

/** Whatever somebody wrote by hand, and whatever a page says about it: nothing is lost. */

type Data = Record<string, unknown>;
const dataOf = (value: unknown) => (value ?? {}) as Data;

/** A spec with everything where it is used: references followed, `allOf` put together. */
class Meant {
  readonly #files: Readonly<Record<string, unknown>>;
  constructor(folder: string) {
    const names = ["openapi.yaml", "parts.yaml"];
    this.#files = Object.fromEntries(
      names.map((name) => {
        const text = readFileSync(join(folder, "spec", name), "utf8");
        return [name, parseYaml(text, 100)];
      }),
    );
  }

  operation(path: string): Data {
    const paths = dataOf(dataOf(this.#files["openapi.yaml"])["paths"]);
    return this.#read(dataOf(paths[path])["post"]) as Data;
  }

  #read(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#read(item));
    if (typeof value !== "object" || value === null) return value;
    const { $ref, allOf, ...own } = value as Data;
    const inner = Object.fromEntries(
      Object.entries(own).map(([key, at]) => [key, this.#read(inMap(key, at))]),
    );
    const bases = [...(typeof $ref === "string" ? [this.#target($ref)] : []), ...list(allOf)];
    return Object.assign({}, ...bases.map((base) => this.#read(base)), inner) as Data;
  }

  #target(ref: string): unknown {
    const [file = "", pointer = ""] = ref.split("#");
    const tokens = pointer.split("/").slice(1);
    const from = this.#files[file === "" ? "openapi.yaml" : file];
    return tokens.reduce<unknown>((value, token) => dataOf(value)[token], from);
  }
}

/** Lists in which the order means nothing, as maps. */
function inMap(key: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (key === "required") return Object.fromEntries(value.map((name) => [name, true]));
  if (key !== "parameters") return value;
  return Object.fromEntries(value.map((each) => [`${each.in} ${each.name}`, each]));
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What has to be told about a model. */
function wanted({ isBodyRequired: [spec, page], ...model }: Model): Told[] {
  const members = (parts: readonly Part[], where: string): Told[] =>
    parts.flatMap((part): Told[] =>
      // A page that lists the fields of an object lists all of them.
      part.page === undefined && parts.some((other) => other.page !== undefined)
        ? [[`${where}, ${part.name}`, "its schema", undefined]]
        : contradictionsIn(part, `${where}, ${part.name}`),
    );
  const named = (part: Part, place: string) =>
    place === "header" && model.isUpperCase ? part.name.toUpperCase() : part.name;
  return [
    ...(["query", "header", "cookie"] as const).flatMap((place) =>
      model[place].flatMap((part) =>
        contradictionsIn(part, `${place} parameter ${named(part, place)}`),
      ),
    ),
    ...(spec === page ? [] : [["request body, required", spec, page] as const]),
    ...members(model.body, "request body"),
    ...members(model.answer, "response 200"),
    ...model.headers.flatMap((part) => contradictionsIn(part, `response 200, header ${part.name}`)),
  ];
}

const sorted = (told: readonly Told[]) =>
  told.map((each) => JSON.stringify(each.map((side) => side ?? null))).sort();

test("nothing written by hand is lost, and every contradiction is told once", () => {
  fc.assert(fc.property(models, check), { numRuns: times(100) });
});

test("`--check` agrees: before a capture it shows each difference, after it none", async () => {
  await fc.assert(fc.asyncProperty(models, checkByCommand), { numRuns: times(8) });
});

async function checkByCommand(model: Model): Promise<void> {
  const folder = makeFolder({ ...filesOf(model), "page.md": pageOf(model) });
  const spec = join(folder, "spec/openapi.yaml");
  const run = (...flags: string[]) =>
    runHere("capture", join(folder, "page.md"), "--spec", spec, "--cache", folder, ...flags);
  const told = wanted(model).length;

  const before = await run("--check", "--json");
  const { changes, conflicts } = JSON.parse(before.log) as Record<string, { isKnown?: boolean }[]>;
  expect(conflicts).toHaveLength(told);
  const shown = (await run("--check")).log;
  const differences = Number(/is stale: (\d+) difference/.exec(shown)?.[1] ?? 0);
  expect(differences).toBe(
    (changes ?? []).filter((each) => !("isBookkeeping" in each && each.isBookkeeping)).length +
      told,
  );
  expect(before.code).toBe(differences > 0 ? 1 : 0);

  expect((await run()).code).toBe(told > 0 ? 1 : 0);
  const files = readFiles(join(folder, "spec"));
  expect(await run("--check")).toMatchObject({
    code: 0,
    log: expect.stringContaining("is current"),
  });
  expect((await run()).code).toBe(0);
  expect(readFiles(join(folder, "spec"))).toEqual(files);
}

function check(model: Model): void {
  const folder = makeFolder(filesOf(model));
  const entry = join(folder, "spec/openapi.yaml");
  const here = `/lots/{${model.path[0]}}`;
  const there = `/others/{${model.path[0]}}`;
  const before = new Meant(folder);
  const page = pageOf(model);

  const merged = mergePages(entry, page);
  const told = merged.conflicts.map(({ what, spec, page }): Told => {
    const isWhole = page === undefined;
    return [what.replace(`POST ${here}: `, ""), isWhole ? "its schema" : spec, page];
  });
  expect(sorted(told)).toEqual(sorted(wanted(model)));
  expect(driftOf(merged)).toHaveLength(merged.changes.length + told.length);

  writeFiles("/", Object.fromEntries(merged.edits));
  const after = new Meant(folder);
  expect(after.operation(here)).toMatchObject(before.operation(here));
  expect(after.operation(there)).toEqual(before.operation(there));
  expectPage(model, after.operation(here));

  const again = mergePages(entry, page);
  expect(driftOf(again)).toEqual([]);
  expect(again.changes).toEqual([]);
  expect(again.conflicts).toHaveLength(told.length);
  expect(again.edits.size).toBe(0);
  expect(again.unshared).toEqual([]);
}

/** What the page alone states is in the spec now. */
function expectPage(model: Model, operation: Data): void {
  for (const part of model.query) {
    if (part.page === undefined) continue;
    const found = dataOf(dataOf(operation["parameters"])[`query ${part.name}`]);
    expect(dataOf(found["schema"])).toMatchObject(added(part));
  }
  const body = dataOf(dataOf(dataOf(operation["requestBody"])["content"])["application/json"]);
  const { properties } = dataOf(body["schema"]);
  for (const part of model.body) {
    if (part.page !== undefined) expect(dataOf(properties)[part.name]).toMatchObject(added(part));
  }
}

function added(part: Part): Data {
  if (part.spec === undefined) return schemaOn("page", part);
  const facts = part.keywords.filter(({ stance }) => stance === "adds");
  return Object.fromEntries(facts.map(({ keyword, page }) => [keyword, page]));
}
