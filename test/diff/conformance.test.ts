import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { rules } from "../../generator/diff/index.js";
import { oursFor, policies } from "./conformance/ids.js";
import { scoreAll } from "./conformance/score.js";

const folder = fileURLToPath(new URL("../../../shared/conformance/oasdiff", import.meta.url));
const why = existsSync(folder) ? "" : " (not run: the shared cases are not here)";

describe.skipIf(why !== "")(`the cases of oasdiff${why}`, () => {
  test("each of its rules is one of ours, or a policy", () => {
    const ids = new Set<string>(rules.map(({ id }) => id));
    const theirs = JSON.parse(readFileSync(`${folder}/rules.json`, "utf8")) as { id: string }[];
    const unknown = theirs.filter(
      ({ id }) => !(id in policies) && !oursFor(id)?.kinds.some((kind) => ids.has(kind)),
    );
    expect(unknown).toEqual([]);
  });

  test("97 % pass or are meant to differ, and no more than 5 % but for what is decided", async () => {
    const outcomes = await scoreAll(folder);
    const count = (verdict: string) => outcomes.filter((one) => one.verdict === verdict).length;
    expect(outcomes.length).toBeGreaterThan(200);
    expect((count("passed") + count("deliberate")) / outcomes.length).toBeGreaterThanOrEqual(0.97);
    const undecided = outcomes.filter(
      ({ verdict, isDecided }) => verdict === "deliberate" && !isDecided,
    );
    expect(undecided.length / outcomes.length).toBeLessThanOrEqual(0.05);
  });
});
