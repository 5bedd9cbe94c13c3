import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const read = (path: string): string => readFileSync(root + path, "utf8");
/** Without the breaks of its lines. */
const proseOf = (path: string): string => read(path).replaceAll(/\s+/g, " ");

const records = readdirSync(`${root}docs/adr`).map((name) => `docs/adr/${name}`);

describe("a record", () => {
  const folders = ["generator", "generated", "scripts", "spec", "test", "docs", "bench"];
  const files = folders
    .flatMap((folder) =>
      readdirSync(root + folder, { recursive: true, encoding: "utf8" }).map(
        (path) => `/${folder}/${path.replaceAll("\\", "/")}`,
      ),
    )
    .filter((path) => !/\/(?:node_modules|dist)\//.test(path))
    .concat(readdirSync(root).map((name) => `/${name}`));

  test.each([...records, "spec/README.md", "ARCHITECTURE.md"])(
    "%s names files that there are",
    (page) => {
      const named = [...read(page).matchAll(/`([\w./-]+\.(?:ts|js|json|md|yaml))`/g)].map(
        ([, name = ""]) => name.replace(/^(?:\.\.?\/)+/, ""),
      );
      const lost = named.filter(
        (name) => !files.some((file) => file.endsWith(`/${name}`)) && !others.has(name),
      );
      expect(lost).toEqual([]);
    },
  );
  /** A package whose name looks like a file's. */
  const others = new Set(["ipaddr.js"]);
});

test("the table of dependencies matches the two packages", () => {
  const packages = ["package.json", "generator/package.json"].map(
    (path) => JSON.parse(read(path)) as Record<string, Record<string, string> | undefined>,
  );
  const needed = Object.assign({}, ...packages.map(({ dependencies }) => dependencies)) as Record<
    string,
    string
  >;
  const all = Object.assign(
    {},
    needed,
    ...packages.map(({ devDependencies }) => devDependencies),
  ) as Record<string, string>;
  const rows = [...read("docs/adr/0007-dependencies.md").matchAll(/^\| ([\w.-]+) (\d[\d.]*) \|/gm)];
  const known = new Map(rows.map(([, name = "", version = ""]) => [name, version]));
  expect(Object.keys(needed).filter((name) => !known.has(name))).toEqual([]);
  for (const [name, version] of known)
    expect(`${all[name]}.`, name).toMatch(new RegExp(`^${version.replaceAll(".", "\\.")}\\.`));
});

/** What `npm run bench` has measured last; the pages that tell of it are brought up to date with it. */
describe("figures of the bench", () => {
  type Row = Readonly<Record<string, number>>;
  const results = JSON.parse(read("bench/results.json")) as Readonly<
    Record<"generate" | "consumer", readonly Readonly<Record<string, unknown>>[]>
  >;
  const row = (part: "generate" | "consumer", wanted: Readonly<Record<string, string>>): Row => {
    const found = results[part].find((each) =>
      Object.entries(wanted).every(([key, value]) => each[key] === value),
    );
    if (!found) throw new Error(`bench/results.json has no ${JSON.stringify(wanted)}`);
    return found as Row;
  };
  const generated = (generator: string) => row("generate", { spec: "github", generator });
  const compiled = (name: string) => row("consumer", { name });
  const ratio = (field: string) =>
    (
      (generated("spec-tether")[field] ?? 0) / (generated("openapi-typescript")[field] ?? 0)
    ).toFixed(2);
  const tsc = (name: string, digits = 1) => (compiled(name)["tscRatio"] ?? 0).toFixed(digits);
  const ms = (name: string) => Math.round(compiled(name)["completionMs"] ?? 0);
  const count = (compiled("spec-tether, facade")["instantiations"] ?? 0).toLocaleString("en");

  test.each([
    [
      "docs/adr/0013-no-compiler-at-run-time.md",
      `takes ${ratio("wallMs")} of the time and ${ratio("peakMb")} of the memory`,
    ],
    ["docs/adr/0030-types-where-they-are-used.md", `takes ${ratio("wallMs")} of the wall time`],
    [
      "docs/adr/0030-types-where-they-are-used.md",
      `takes ${tsc("spec-tether, facade")} times as long as for`,
    ],
    ["docs/adr/0028-cheap-to-compile.md", `${count} instantiations`],
    [
      "docs/adr/0028-cheap-to-compile.md",
      `\`tsc\` takes ${tsc("spec-tether, facade")} times as long as for`,
    ],
    [
      "docs/adr/0028-cheap-to-compile.md",
      `${tsc("spec-tether, client.checked: false", 2)} times with \`client.checked: false\``,
    ],
    ["docs/adr/0028-cheap-to-compile.md", `openapi-fetch takes ${tsc("openapi-fetch")} times`],
    [
      "docs/adr/0028-cheap-to-compile.md",
      `\`github.repos.\` takes ${ms("spec-tether, facade")} ms`,
    ],
    ["docs/adr/0028-cheap-to-compile.md", `takes ${ms("204 methods by hand")} ms`],
    [
      "generator/README.md",
      `then takes ${tsc("spec-tether, client.checked: false")} times as long as for`,
    ],
    ["generator/README.md", `and ${tsc("spec-tether, facade")} times without`],
  ])("%s has: %s", (page, text) => {
    expect(proseOf(page)).toContain(text);
  });
});
