import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { specOf } from "../diff/support.js";
import { hostileRenames, hostileUnions } from "./hostile-versions.js";

/** The processor's time in microseconds: what else the machine does is no part of it. */
function workOf(make: (count: number) => readonly [object, object], count: number): number {
  const [before, after] = make(count);
  const start = process.cpuUsage();
  const { findings } = compareSpecs(specOf(before), specOf(after));
  const { user } = process.cpuUsage(start);
  expect(findings.length).toBeGreaterThan(0);
  return user;
}

// Eight times as many are eight times the work; what looks at all others for each is 64 times as much.
test.each([...hostileUnions, ...hostileRenames])(
  "the work for $name grows linearly",
  { timeout: 120_000 },
  ({ make }) => {
    workOf(make, 250);
    const few = Math.min(workOf(make, 250), workOf(make, 250));
    expect(workOf(make, 2000) / few).toBeLessThan(32);
  },
);
