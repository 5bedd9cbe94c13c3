import { expect, test } from "vitest";
import { print } from "../../generator/diagnostics/index.js";
import { compareSpecs, explainFinding, reachVerdict } from "../../generator/diff/index.js";
import { formatVerdict } from "../../generator/diff/report/index.js";
import { load } from "../support/generator.js";

const responses = "responses: { 204: { description: A } }";

/** Each path on a line of its own, from line 4 on. */
const spec = (...lines: readonly string[]) =>
  ["openapi: 3.1.0", 'info: { title: A, version: "1" }', "paths:", ...lines, ""].join("\n");
const path = (name: string, ...methods: readonly string[]) =>
  `  ${name}: { ${methods.map((method) => `${method}: { ${responses} }`).join(", ")} }`;

const a = path("/a", "get", "post");
const b = path("/b/{id}", "get");
const c = path("/c", "get");
const hook = (name: string, ...methods: readonly string[]) => path(name, ...methods);

async function placesBetween(before: string, after: string): Promise<string[]> {
  const [base, revision] = [await load(before), await load(after)];
  return compareSpecs(base, revision)
    .findings.filter(({ kind }) => kind.includes(".endpoint."))
    .map((finding) => {
      const line = (place: typeof finding.base) => place?.line;
      return `${finding.message}: ${line(finding.base)} → ${line(finding.revision)}`;
    })
    .sort();
}

test.each([
  ["at its path", [a, b, c], [path("/a", "get"), b, c], ["POST /a was removed: 4 → 4"]],
  [
    "at its path, whatever its parameters are called",
    [a, path("/b/{id}", "get", "put"), c],
    [path("/b/{key}", "get"), c],
    ["GET /a was removed: 4 → 4", "POST /a was removed: 4 → 4", "PUT /b/{id} was removed: 5 → 4"],
  ],
  ["at the next path, if its own is gone", [a, b, c], [a, c], ["GET /b/{id} was removed: 5 → 5"]],
  ["at the path before, if there is no next one", [a, b], [a], ["GET /b/{id} was removed: 5 → 4"]],
  [
    "at the first one that is left",
    [a, b, c],
    [c],
    ["GET /a was removed: 4 → 4", "GET /b/{id} was removed: 5 → 4", "POST /a was removed: 4 → 4"],
  ],
  ["at the paths, if there are none", [b], ["  {}"], ["GET /b/{id} was removed: 4 → 3"]],
  ["also in the old version, if it is new", [a, c], [a, b, c], ["GET /b/{id} was added: 5 → 5"]],
  [
    "also a webhook",
    [a, "webhooks:", hook("made", "post"), hook("lost", "post")],
    [a, "webhooks:", hook("lost", "post")],
    ["the webhook made was removed: 6 → 6"],
  ],
])("an operation that is gone belongs %s", async (_, before, after, want) => {
  expect(await placesBetween(spec(...before), spec(...after))).toEqual(
    want.map((each) => expect.stringContaining(each.replace(/^the webhook .* was/, "was"))),
  );
});

test("a callback that is gone belongs to its operation", async () => {
  const called = (callbacks: string) =>
    spec(a, "  /d:", "    post:", `      ${responses}`, `      callbacks: ${callbacks}`);
  const one = `{ done: { "{$url}": { post: { ${responses} } } } }`;
  const places = await placesBetween(called(one), called("{}"));
  expect(places).toEqual([expect.stringMatching(/removed: 8 → 6$/)]);
});

test("GitHub shows it there, and an explanation shows no node of another one", async () => {
  const [base, revision] = [await load(spec(a, b, c)), await load(spec(a, c))];
  const comparison = compareSpecs(base, revision, { base: "old.yaml", revision: "new.yaml" });
  const [finding] = comparison.findings;
  expect(finding?.nodes.base).toHaveProperty("responses");
  expect(finding?.nodes.revision).toBeUndefined();
  expect(print(finding ? explainFinding(finding, "breaking") : [])).toMatch(
    /\nAfter {2}\S+:5:3 {2}\(not there; it belongs here\)$/,
  );
  expect(formatVerdict(reachVerdict(comparison), "github")).toMatch(
    /^::error file=[^,]+,line=5,col=3,title=breaking%3A operation\.endpoint\.removed::GET \/b/,
  );
});
