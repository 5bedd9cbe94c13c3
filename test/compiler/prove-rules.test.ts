import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import {
  type Comparison,
  compareSpecs,
  type Disagreement,
  prove,
  rules,
} from "../../generator/diff/index.js";
import { documentsOf, head, specOf, specsOf } from "../diff/support.js";

type Document = { readonly paths: Readonly<Record<string, unknown>> };

const findings = rules.map((rule) => {
  const [before, after] = documentsOf(rule) as [Document, Document];
  const [base, revision] = specsOf(rule);
  return { rule, before, after, base, revision, comparison: compareSpecs(base, revision) };
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
  const claims = others.map(({ base, revision, comparison }) => ({ base, revision, comparison }));
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

/** What an answer holds a webhook posts, and what a request holds is the reply to it. */
const posted = rules.filter(
  ({ id, example }) => example.of === "schema" && /^(response|request)\./.test(id),
);
const hookOf = (id: string, schema: unknown) => {
  const content = { "application/json": { schema } };
  return id.startsWith("response.")
    ? { requestBody: { required: true, content } }
    : { responses: { 200: { description: "A", content } } };
};
const hooks = (side: "before" | "after") =>
  specOf({
    ...head,
    paths: {},
    webhooks: Object.fromEntries(
      posted.map(({ id, example }, index) => [
        `w${index}`,
        { post: hookOf(id, parse(example[side])) },
      ]),
    ),
  });

const found = new Map<string, { readonly kinds: string[]; readonly against: unknown[] }>();
beforeAll(async () => {
  const [base, revision] = [hooks("before"), hooks("after")];
  const comparison = compareSpecs(base, revision);
  const [proof] = await prove([{ base, revision, comparison }]);
  posted.forEach(({ id }, index) => {
    const isOwn = ({ path }: { readonly path: string }) => path === `w${index}`;
    found.set(id, {
      kinds: comparison.findings
        .filter(({ operations }) => operations.some(isOwn))
        .map(({ kind }) => kind),
      against: (proof?.disagreements ?? [])
        .filter(({ operation }) => operation && isOwn(operation))
        .map(({ finding, errors }) => finding?.kind ?? errors),
    });
  });
}, 120_000);

test.each(posted.map(({ id }) => id))("TypeScript agrees with %s of a webhook", (id) => {
  expect(found.get(id)?.kinds).toContain(id);
  expect(found.get(id)?.against).toEqual([]);
});
