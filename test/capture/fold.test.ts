import { expect, test } from "vitest";
import { foldDiagnostics, foldDrift } from "../../generator/capture/fold-findings.js";
import { diagnose } from "../../generator/diagnostics/index.js";

const conflict = (operation: string, field: string, page: string) =>
  diagnose(
    "page-contradicts-spec",
    {
      what: `${operation}: response 200, ${field}`,
      part: `response 200, ${field}`,
      ...{ spec: "string", page, shown: "nothing" },
    },
    { file: "spec.yaml", line: 1, column: 1 },
  );
const more = (count: number) => ` (and ${count} more like this; \`--json\` lists all)`;

test("warnings that differ only in their places are one, with the first place and a count", () => {
  const found = [
    conflict("GET /a", "x", "https://d.test/a"),
    diagnose("page-unusable", { page: "a.html", kind: "truncated", because: "no tables" }),
    conflict("POST /b/{id}", "x", "b.md"),
    conflict("GET /a", "y", "https://d.test/a"),
    diagnose("page-unusable", { page: "b.html", kind: "truncated", because: "no tables" }),
    diagnose("page-unusable", { page: "c.html", kind: "truncated", because: "no path" }),
    diagnose("page-gone", { page: "a.md", operation: "GET /a" }),
    diagnose("page-gone", { page: "b.md", operation: "GET /b" }),
    conflict("GET /c", "x", "c.md"),
    diagnose("page-failed", { page: "https://d.test/1", why: "robots.txt disallows it" }),
    diagnose("page-failed", { page: "https://d.test/2", why: "robots.txt disallows it" }),
    diagnose("page-failed", { page: "https://d.test/3", why: "the host returned status 404" }),
  ];
  const messages = found.map(({ message }) => message);
  expect(foldDiagnostics(found).map(({ message }) => message)).toEqual([
    messages[0] + more(2),
    messages[1] + more(1),
    messages[3],
    messages[5],
    messages[6],
    messages[7],
    messages[9] + more(1),
    messages[11],
  ]);
  expect(foldDiagnostics(found)[0]).toMatchObject({ place: found[0]?.place });
});

test("so are lines about drift; values, fields and pages that are gone keep them apart", () => {
  const change = (operation: string, part: string, after: unknown, page: string) => ({
    ...{ what: `${operation}: ${part}`, operation, before: 1, after, page },
    place: { file: "a.yaml", line: operation.length, column: 2 },
  });
  const maxLength = "request body, name, maxLength";
  const report = {
    changes: [
      change("GET /a", maxLength, 2, "a.md"),
      change("PUT /b/{id}", maxLength, 2, "https://d.test/on b; the spec was not changed"),
      change("PUT /b/{id}", maxLength, 3, "b.md"),
      change("PUT /b/{id}", "request body, on GET /a, maxLength", 2, "b.md"),
    ],
    gone: ["a", "b"].map((name) => {
      return { page: `${name}.md`, method: "GET", path: `/${name}`, isKnown: false };
    }),
    ...{ conflicts: [], contradictions: [], duplicates: [], reread: [], unshared: [] },
    ...{ unlisted: [], reprinted: [] },
  };
  expect(foldDrift(report)).toEqual([
    `a.yaml:6:2: GET /a: request body, name, maxLength: 1 in the spec, 2 on a.md${more(1)}`,
    "a.yaml:11:2: PUT /b/{id}: request body, name, maxLength: 1 in the spec, 3 on b.md",
    "a.yaml:11:2: PUT /b/{id}: request body, on GET /a, maxLength: 1 in the spec, 2 on b.md",
    "GET /a: a.md is gone",
    "GET /b: b.md is gone",
  ]);
});
