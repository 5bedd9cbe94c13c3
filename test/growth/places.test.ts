import { expect, test } from "vitest";
import { lintDocument } from "../../generator/contract/index.js";
import { load, specOf } from "../support/generator.js";

/** Paths that refer to path items, each with something that is told with its place. */
function manyPaths(count: number): string {
  const names = Array.from({ length: count }, (_, at) => `p${at}`);
  const item = { get: { security: [{ nobody: [] }], responses: { 204: { description: "A" } } } };
  return specOf({
    paths: Object.fromEntries(
      names.map((name) => [`/${name}`, { $ref: `#/components/pathItems/${name}` }]),
    ),
    components: { pathItems: Object.fromEntries(names.map((name) => [name, item])) },
  });
}

interface Work {
  readonly loading: number;
  readonly telling: number;
}

/** The processor's time in microseconds: what else the machine does is no part of it. */
async function workOf(count: number): Promise<Work> {
  const text = manyPaths(count);
  const start = process.cpuUsage();
  const spec = await load(text);
  const loading = process.cpuUsage(start).user;
  let told = 0;
  lintDocument(spec, () => told++);
  expect(told).toBe(2 * count);
  return { loading, telling: process.cpuUsage(start).user - loading };
}

// Eight times as many are eight times the work; what looks at all others for each is 64 times as much.
test("the work for paths and places grows linearly", {
  timeout: 120_000,
}, async () => {
  await workOf(500);
  const [few, many] = [await workOf(2500), await workOf(20_000)];
  expect(many.loading / few.loading).toBeLessThan(24);
  expect(many.telling / few.telling).toBeLessThan(24);
});
