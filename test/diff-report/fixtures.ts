import type { Comparison, Finding } from "../../generator/diff/finding.js";
import { type JudgeOptions, reachVerdict, type Verdict } from "../../generator/diff/verdict.js";

const listBoms = { method: "GET", path: "/boms/{id}", operationId: "listBoms" };
const createBom = { method: "POST", path: "/boms", operationId: "createBom" };

/** A finding in which only what a test is about is said. */
export function finding(parts: Partial<Finding> = {}): Finding {
  return {
    kind: "response.property.removed",
    wire: "breaking",
    source: "breaking",
    class: "wire",
    override: undefined,
    reasons: [],
    nodes: { base: undefined, revision: undefined },
    texts: { base: undefined, revision: undefined },
    operations: [listBoms],
    pointer: "/components/schemas/Bom/properties/name",
    base: { file: "main:spec/openapi.yaml", line: 12, column: 9 },
    revision: { file: "spec/openapi.yaml", line: 10, column: 5 },
    before: { type: "string" },
    after: undefined,
    message: 'the response property "name" was removed',
    because: "Callers that read it find no value.",
    fix: "Stop reading it.",
    provenance: undefined,
    proof: [],
    provedBy: [],
    shown: [],
    fingerprint: "3f9a0c21d4b7",
    ...parts,
  };
}

export function comparison(findings: readonly Finding[]): Comparison {
  return {
    base: { name: "main:spec/openapi.yaml", title: "Shop", version: "1.0" },
    revision: { name: "spec/openapi.yaml", title: "Shop", version: "2.0" },
    findings,
    compared: { operations: { base: 593, revision: 612 }, webhooks: { base: 2, revision: 3 } },
    narrowed: (finding, keep) => {
      const operations = finding.operations.filter((each) => keep(each, finding.kind));
      return operations.length > 0 ? { ...finding, operations } : undefined;
    },
  };
}

/** One of each level and class, and one that touches many operations. */
export const mixed: readonly Finding[] = [
  finding(),
  finding({
    kind: "request.maximum.lowered",
    operations: Array.from({ length: 12 }, (_, index) => ({
      ...createBom,
      path: `/shared/${index}`,
      operationId: `shared${index}`,
    })),
    message: 'the request property "quantity" takes at most 100, it was 1000',
    before: { type: "integer", maximum: 1000 },
    after: { type: "integer", maximum: 100 },
    source: "none",
    fingerprint: "aa01aa01aa01",
    proof: [],
  }),
  finding({
    kind: "response.enum.added",
    wire: "warning",
    source: "warning",
    operations: [listBoms, createBom],
    message: 'the response property "status" may also be "archived"',
    before: ["open", "closed"],
    after: ["open", "closed", "archived"],
    fingerprint: "bb02bb02bb02",
    provenance: "documented in https://docs.example/boms",
  }),
  finding({
    kind: "operation.endpoint.added",
    wire: "info",
    source: "info",
    operations: [createBom],
    message: "POST /boms was added",
    before: undefined,
    after: { operationId: "createBom" },
    fingerprint: "cc03cc03cc03",
  }),
  finding({
    kind: "document.serverUrl.changed",
    wire: "warning",
    source: "none",
    class: "behaviour",
    operations: [],
    message: "the default server is another one",
    before: "https://a.example",
    after: "https://b.example",
    fingerprint: "dd04dd04dd04",
  }),
  finding({
    kind: "operation.description.changed",
    wire: "none",
    source: "none",
    class: "docs",
    operations: [createBom],
    message: "the description was reworded",
    before: "Makes a BOM.",
    after: "Creates a BOM.",
    fingerprint: "ee05ee05ee05",
  }),
];

export function verdictOf(findings: readonly Finding[], options: JudgeOptions = {}): Verdict {
  return reachVerdict(comparison(findings), options);
}

/** Text that tries to be obeyed by whatever prints it. */
export const hostileText = [
  "</script><script>globalThis.pwned=1</script>",
  '"><img src=x onerror=globalThis.pwned=1>',
  "</pre></style><!-- --> ]]>",
  "\u001b[31mred\u0000\u202e",
  "@everyone #12 https://evil.example www.evil.example",
  "| a | `code` | <b>bold</b> [link](javascript:globalThis.pwned=1)",
  "::error::forged\r\n::add-mask::x",
  "%0A::warning::forged",
  "\ud800 lone",
].join("\n");

export const hostile: Finding = finding({
  kind: "response.property.removed",
  message: hostileText,
  because: hostileText,
  fix: hostileText,
  before: { [hostileText]: hostileText },
  after: hostileText,
  operations: [{ method: "GET", path: `/${hostileText}`, operationId: hostileText }],
  pointer: `/${hostileText}`,
  base: { file: `main:${hostileText}`, line: 1, column: 1 },
  revision: { file: "a,b:c%.yaml\n::error::x", line: 1, column: 1 },
  provenance: hostileText,
  proof: [hostileText],
  fingerprint: "ff06ff06ff06",
});
