import { expect, test } from "vitest";
import { foldDiagnostics, foldLines } from "../../generator/capture/fold-findings.js";
import { diagnose } from "../../generator/diagnostics/index.js";

const conflict = (operation: string, field: string, page: string) =>
  diagnose(
    "page-contradicts-spec",
    { what: `${operation}: response 200, ${field}`, spec: "string", page, shown: "nothing" },
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
  ];
  const messages = found.map(({ message }) => message);
  expect(foldDiagnostics(found).map(({ message }) => message)).toEqual([
    messages[0] + more(2),
    messages[1] + more(1),
    messages[3],
    messages[5],
    messages[6],
    messages[7],
  ]);
  expect(foldDiagnostics(found)[0]).toMatchObject({ place: found[0]?.place });
});

test("so are lines about drift; values, fields and pages that are gone keep them apart", () => {
  const lines = [
    "a.yaml:1:2: GET /a: request body, name, maxLength: 1 in the spec, 2 on a.md",
    "b.yaml:30:2: PUT /b: request body, name, maxLength: 1 in the spec, 2 on https://d.test/b",
    "b.yaml:30:2: PUT /b: request body, name, maxLength: 1 in the spec, 3 on b.md",
    "GET /a: a.md is gone",
    "GET /b: b.md is gone",
  ];
  expect(foldLines(lines)).toEqual([lines[0] + more(1), ...lines.slice(2)]);
});
