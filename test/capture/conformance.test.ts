import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Reading } from "../../generator/capture/fact.js";
import { scoreFolder, targets } from "../../scripts/conformance-capture.js";
import { ratios, scorePage, scoreReading, sum } from "../../scripts/conformance-score.js";
import { pageFile } from "./pages.js";

const folder = fileURLToPath(new URL("../../../shared/conformance/apidog-pages", import.meta.url));

test.skipIf(!existsSync(folder))("real pages are read as the documents behind them", () => {
  const scores = scoreFolder(folder);
  expect(scores.length).toBeGreaterThanOrEqual(12);
  expect(scores.filter(({ call }) => !call)).toEqual([]);
  for (const of of ["parameters", "fields"] as const) {
    const counts = sum(scores.map((score) => score[of]));
    expect(counts.invented).toBe(0);
    expect(ratios(counts).precision).toBeGreaterThanOrEqual(targets.precision);
    expect(ratios(counts).recall).toBeGreaterThanOrEqual(targets.recall);
  }
});

describe("the score", () => {
  const text = pageFile("score.page.txt");
  const operation = (properties: object, required: string[] = ["a"]) => {
    const schema = { type: "object", properties, required };
    return { responses: { 200: { content: { "application/json": { schema } } } } };
  };
  const document = (properties: object, required?: string[]) => {
    return { paths: { "/x": { get: operation(properties, required) } } };
  };
  const a = { type: "string", maxLength: 5 };
  const b = { type: "object", properties: { c: { type: "integer" } } };

  test.each([
    [
      "is full for the same",
      document({ a, b }),
      { right: 10, wrong: 0, invented: 0, pageOnly: 0, shown: 10, found: 10 },
    ],
    [
      "counts another type as wrong",
      document({ a: { ...a, type: "number" }, b }),
      { right: 9, wrong: 1, found: 9 },
    ],
    ["counts another mark as wrong", document({ a, b }, []), { right: 9, wrong: 1, found: 9 }],
    [
      "counts a field in another place as invented",
      document({ a, b: { type: "object" }, c: { type: "integer" } }),
      { invented: 3 },
    ],
    [
      "counts a field that the document never had apart",
      document({ b }),
      { invented: 0, pageOnly: 4 },
    ],
    [
      "does not ask for what is not on the page",
      document({ a, b, z: { type: "string" } }),
      { shown: 10, found: 10 },
    ],
  ])("%s", (_, truth, want) => {
    expect(scorePage("x", text, truth).fields).toMatchObject(want);
  });

  test("knows the wrong path", () => {
    const { paths } = document({ a, b });
    expect(scorePage("x", text, { paths: { "/y": paths["/x"] } }).call).toBe(false);
    const servers = [{ url: "https://h.test/v1" }];
    expect(scorePage("x", text.replace("/x", "/v1/x"), { paths, servers }).call).toBe(true);
  });
});

describe("of a reading that names what the document lacks, the score", () => {
  const text = `Get x
GET
/x
Request
Query Params
page
integer
optional
Body Params
application/json
Required
Generate Code
required
Any of:
First
Second
object
body_only
string
required
Responses
🟢200
OK
application/json
What has become of it
Body
array [object]
a
string
required
<= 5 characters
pairs
array [array]
required
points
integer
required
dated
string <date>
optional
Allowed values:
2024-01-01
2025-01-01
Example:
shown
object
optional
One of:
left
object
🟢202
Queued
application/json
Body
dated
integer
required
Modified at 2024-01-01 00:00:00
`;
  const content = (properties: object) => {
    return { content: { "application/json": { schema: { type: "object", properties } } } };
  };
  const documented = { responses: { 200: content({ a: {}, pairs: {} }) } };
  const document = { paths: { "/x": { get: documented } } };
  const string = { type: "string" };
  const score = (operation: object) => {
    const said = { confidence: "stated", because: undefined, quote: undefined };
    const endpoint = {
      method: { value: "GET", ...said },
      path: { value: "/x", ...said },
      operation,
      components: {},
      marks: [],
    };
    const reading = { kind: "endpoint", endpoints: [endpoint], contradictions: [] };
    const { parameters, fields } = scoreReading("x", text, document, reading as unknown as Reading);
    return {
      invented: parameters.invented + fields.invented,
      pageOnly: parameters.pageOnly + fields.pageOnly,
    };
  };
  /** `exists`, `required` and `type`. */
  const facts = 3;

  test.each([
    ["a mark", "required"],
    ["a button", "Generate Code"],
    ["a heading", "Body"],
    ["a label", "Example:"],
    ["a value below a label", "shown"],
    ["a limit", "<= 5 characters"],
    ["the tab of a union", "left"],
    ["a description above the type of the whole", "What has become of it"],
    ["a description above the type of nameless items", "points"],
    ["a type", "array [array]"],
    ["the page's status", "OK"],
    ["what stands nowhere", "nowhere"],
    ["a field of another part", "page"],
    ["a field of the request", "body_only"],
  ])("counts %s as invented", (_, name) => {
    const operation = { responses: { 200: content({ [name]: string }) } };
    expect(score(operation)).toEqual({ invented: facts, pageOnly: 0 });
  });

  test("counts a field that the page states there as page only", () => {
    const dated = { ...string, format: "date", enum: ["2024-01-01", "2025-01-01"] };
    expect(score({ responses: { 200: content({ dated }) } })).toEqual({
      invented: 0,
      pageOnly: facts + 2,
    });
    expect(score({ requestBody: content({ body_only: string }) })).toEqual({
      invented: 0,
      pageOnly: facts,
    });
    const page = { name: "page", in: "query", schema: { type: "integer" } };
    expect(score({ parameters: [page] })).toEqual({ invented: 0, pageOnly: facts });
  });

  test("counts what is said of such a field as invented unless it stands below the name", () => {
    const dated = { ...string, maxLength: 5 };
    const operation = { responses: { 200: content({ dated }) } };
    expect(score(operation)).toEqual({ invented: 1, pageOnly: facts });
    // The part of the other status has the name without a format.
    const other = { responses: { 202: content({ dated: { type: "integer", format: "date" } }) } };
    expect(score(other)).toEqual({ invented: 1, pageOnly: facts });
    const header = { name: "page", in: "header", schema: { type: "integer" } };
    expect(score({ parameters: [header] })).toEqual({ invented: facts, pageOnly: 0 });
  });
});
