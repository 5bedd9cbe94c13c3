import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runVerify } from "../wire/verify/run-verify.js";

/**
 * A folder is a recording, as a browser exports it, with all that may be found in it, written by
 * hand: in `one-each/` one deviation, in `noise/` none. `npm run compare:verify` has other tools judge
 * the same recordings.
 */
const home = fileURLToPath(new URL(".", import.meta.url));

interface Found {
  readonly level: "finding" | "note";
  readonly rule: string;
  /** In the spec; null if the spec says nothing about it. */
  readonly pointer: string | null;
  readonly count: number;
}

interface Report {
  readonly findings: readonly (Omit<Found, "pointer"> & {
    readonly place?: { readonly pointer: string };
  })[];
}

describe.each(["one-each", "noise"])("%s", (kind) => {
  const folders = readdirSync(join(home, kind), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  test.each(folders)("%s", async (name) => {
    const folder = join(home, kind, name);
    const expected: readonly Found[] = JSON.parse(
      readFileSync(join(folder, "expected.json"), "utf8"),
    );
    const spec = join(home, kind, "openapi.yaml");
    const recording = join(folder, "recording.har");
    const { code, stdout, stderr } = await runVerify([recording, "--spec", spec, "--json"]);
    const { findings }: Report = JSON.parse(stdout);
    const found = findings.map(({ level, rule, place, count }) => ({
      ...{ level, rule, pointer: place?.pointer ?? null, count },
    }));
    expect(found).toEqual(expected);
    expect(stderr).not.toMatch(/warning|error/i);
    expect(code).toBe(expected.some(({ level }) => level === "finding") ? 1 : 0);
  });
});

test("each deviation is there once, and a recording without any", () => {
  const all = readdirSync(join(home, "one-each"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) =>
      JSON.parse(readFileSync(join(home, "one-each", name, "expected.json"), "utf8")),
    );
  expect(all.map(({ length }) => length).sort()).toEqual([0, ...Array(15).fill(1)]);
});
