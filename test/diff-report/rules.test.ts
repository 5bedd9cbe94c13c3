import { beforeAll, expect, test } from "vitest";
import {
  type Comparison,
  compareSpecs,
  type Disagreement,
  prove,
  rules,
} from "../../generator/diff/index.js";
import { documentsOf, head, specOf } from "../diff/support.js";

type Document = { readonly paths: Readonly<Record<string, unknown>> };

const findings = rules.map((rule) => {
  const [before, after] = documentsOf(rule) as [Document, Document];
  return { rule, before, after, comparison: compareSpecs(specOf(before), specOf(after)) };
});

/**
 * Most examples are one operation that uses one schema. They become the operations of one document,
 * because two clients of 800 operations are made sooner than 1,600 clients.
 */
function together(of: typeof findings) {
  const path = (index: number) => `/things/${index}`;
  const join = (side: "before" | "after") =>
    specOf({
      ...head,
      paths: Object.fromEntries(
        of.map((each, index) => [path(index), each[side].paths["/things"]]),
      ),
    });
  const comparison: Comparison = {
    ...(of[0]?.comparison as Comparison),
    findings: of.flatMap((each, index) =>
      each.comparison.findings.map((finding) => ({
        ...finding,
        operations: finding.operations.map((operation) => ({ ...operation, path: path(index) })),
      })),
    ),
  };
  return { base: join("before"), revision: join("after"), comparison };
}

const schemas = findings.filter(({ rule }) => rule.example.of === "schema");
const others = findings.filter(({ rule }) => rule.example.of !== "schema");

const disagreements = new Map<string, readonly Disagreement[]>();
beforeAll(async () => {
  const claims = others.map(({ before, after, comparison }) => ({
    base: specOf(before),
    revision: specOf(after),
    comparison,
  }));
  const [joined, ...apart] = await prove([together(schemas), ...claims]);
  schemas.forEach(({ rule }, index) => {
    const own = joined?.disagreements.filter(
      ({ operation }) => operation?.path === `/things/${index}`,
    );
    disagreements.set(rule.id, own ?? []);
  });
  others.forEach(({ rule }, index) => {
    disagreements.set(rule.id, apart[index]?.disagreements ?? []);
  });
});

test.each(rules.map(({ id }) => id))("TypeScript agrees with the example of %s", (id) => {
  const found = disagreements.get(id)?.map(({ finding, errors }) => finding?.kind ?? errors);
  expect(found).toEqual([]);
});
