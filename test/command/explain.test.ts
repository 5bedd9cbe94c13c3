import { beforeAll, describe, expect, test } from "vitest";
import { writeFiles } from "../support/generator.js";
import { commitAll, makeOutside } from "../support/git.js";
import { type Run, tether } from "../support/program.js";

const spec = (states: string, limit: number) => `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /orders:
    get:
      operationId: listOrders
      parameters: [{ name: limit, in: query, schema: { type: integer, maximum: ${limit} } }]
      responses:
        "200":
          description: A
          content: { application/json: { schema: { enum: [${states}] } } }
`;

describe("tether explain", () => {
  const folder = makeOutside({
    "spec.yaml": spec("open", 9),
    "tether.config.yaml": "spec: spec.yaml\noutput: client\n",
  });
  commitAll(folder, "v1");
  writeFiles(folder, { "spec.yaml": spec("open, closed", 5), "old.yaml": spec("open", 9) });
  let id: string;
  let runs: Run[];
  beforeAll(async () => {
    const [run] = await tether(folder, [["diff", "--since", "v1", "--format", "json"]]);
    const { findings } = JSON.parse((run as Run).out) as {
      findings: { kind: string; fingerprint: string }[];
    };
    id = findings.find(({ kind }) => kind === "response.enum.added")?.fingerprint ?? "";
    const list = `allow: [{ fingerprint: "${id}", reason: we read any, until: "2999-01-31" }]\n`;
    writeFiles(folder, { "allow.yaml": list });
    const near = `${id.slice(1)}0`;
    runs = await tether(
      folder,
      cases.map(([args]) => [
        "explain",
        ...args.map((each) => (each === "ID" ? id : each === "NEAR" ? near : each)),
      ]),
    );
  });

  const isFinding = /^the response body has the new values closed\n/;
  const cases: readonly (readonly [args: string[], code: number, said: RegExp])[] = [
    [["ref-remote"], 0, /^error\[ref-remote\]: /],
    [["response.enum.added"], 0, /^response\.enum\.added\n/],
    [["ID", "--since", "v1"], 0, isFinding],
    [["ID", "--since", "v1", "spec.yaml"], 0, isFinding],
    [["ID", "v1:spec.yaml"], 0, isFinding],
    [["ID", "old.yaml", "spec.yaml"], 0, isFinding],
    [["ID", "old.yaml"], 0, /\nBefore {2}old\.yaml:11:[\s\S]*\nAfter {2}spec\.yaml:11:/],
    [["ID", "old.yaml", "--prove"], 0, /\nTypeScript\n {2}\| data: Type /],
    [
      ["ID", "old.yaml", "--severity", "response.enum.added=info"],
      0,
      /\n {2}severity wire info, source info\n[\s\S]*\n {2}set {6}Severity set by --severity /,
    ],
    [
      ["ID", "old.yaml", "--severity", "response.enum.added=none"],
      0,
      /\n {2}status {3}not reported, its severity is set to none\n/,
    ],
    [
      ["ID", "old.yaml", "--allow", "allow.yaml"],
      0,
      /\n {2}status {3}accepted until 2999-01-31: we read any\n/,
    ],
    [
      ["response.enum.aded"],
      2,
      /"response\.enum\.aded" is no code, rule or finding's id\. Did you mean "response\.enum\.added"\?/,
    ],
    [["ref-remot"], 2, /Did you mean "ref-remote"\?/],
    [["NEAR", "old.yaml"], 2, /is none of the 2 findings between .*\. Did you mean ID\?/],
    [["ID", "spec.yaml", "spec.yaml"], 2, /ID is none of the 0 findings between /],
    [["ID"], 2, /error\[config-invalid\]: there is nothing to compare with/],
    [["ID", "missing.yaml"], 2, /error\[file-unreadable\]/],
    [["ID", "--since", "v1", "spec.yaml", "x"], 2, /unexpected argument "x"/],
    [["response.enum.added", "old.yaml"], 2, /unexpected argument "old\.yaml"/],
    [
      ["ID", "old.yaml", "--severity", "response.enum.aded=info"],
      2,
      /"response\.enum\.aded" is not a rule; did you mean/,
    ],
  ];
  test.each(cases.map(([args, code, said], index) => [args.join(" "), code, said, index] as const))(
    "%s",
    (_, code, said, index) => {
      const { out, err, code: ended } = runs[index] as Run;
      expect((code === 2 ? err : out).replaceAll(id, "ID")).toMatch(said);
      expect(ended).toBe(code);
      if (code === 2) expect(out).toBe("");
    },
  );
});
