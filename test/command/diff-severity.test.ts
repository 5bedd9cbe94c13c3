import { beforeAll, describe, expect, test } from "vitest";
import { writeFiles } from "../support/generator.js";
import { commitAll, makeOutside } from "../support/git.js";
import { type Run, tether } from "../support/program.js";

const spec = (states: string) => `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        "200":
          description: A
          content: { application/json: { schema: { enum: [${states}] } } }
`;
const config = (severity: string) =>
  `spec: spec.yaml\noutput: client\ndiff:\n  severity:\n    ${severity}\n`;

describe("severities of the config and of flags", () => {
  const folder = makeOutside({
    "spec.yaml": spec("open"),
    // Today's file counts: that of a commit may name rules that there were once.
    "tether.config.yaml": config("response.formerly.known: info"),
  });
  commitAll(folder, "v1");
  writeFiles(folder, {
    "spec.yaml": spec("open, closed"),
    "tether.config.yaml": config("response.enum.added: warning"),
    "other.yaml": config("response.enum.aded: warning"),
    "error.yaml": config("response.enum.added: error"),
    "plain.yaml": "spec: spec.yaml\noutput: client\n",
    "allow.yaml": `allow: [{ rule: response.enum.added, place: "**", reason: rare, until: "2999-01-31" }]\n`,
  });
  const cases: readonly (readonly [args: string[], code: number, said: RegExp])[] = [
    [["--config", "plain.yaml"], 1, /^1 breaking in /],
    [
      [],
      0,
      /^1 warning in .*\n[\s\S]* set {6}Severity\s+set\s+by\s+tether\.config\.yaml:5\s+\(response\.enum\.added=warning\);\s+by\s+the\s+rule,\s+wire\s+warning,\s+source\s+breaking\.\n/,
    ],
    [["--fail-on", "warning"], 1, /^1 warning in /],
    [["--severity", "response.enum.added=info"], 0, /^1 note in .*\n[\s\S]*set by --severity /],
    [
      ["--severity", "response.enum.added=none", "--severity", "request.enum.added=info"],
      0,
      /^nothing reported \(1 set to none\) in /,
    ],
    [["--allow", "allow.yaml"], 0, /^no drift but what is accepted in [\s\S]*\nAccepted \(1\)/],
    [
      ["--allow", "allow.yaml", "--severity", "response.enum.added=none"],
      1,
      /^nothing reported [\s\S]*error\[allow-unused\]/,
    ],
    [
      ["--severity", "response.enum.aded=info"],
      2,
      /error\[config-invalid\]: "response\.enum\.aded" is not a rule; did you mean "response\.enum\.added"\?/,
    ],
    [
      ["--severity", "response.enum.added=braking"],
      2,
      /error\[config-invalid\]: "braking" is not a severity; did you mean "breaking"\?/,
    ],
    [["--severity", "info"], 2, /--severity must be RULE=LEVEL, not "info"/],
    [
      ["--config", "other.yaml"],
      2,
      /other\.yaml:5:5: error\[config-invalid\]: "response\.enum\.aded" is not a rule; did you mean/,
    ],
    [
      ["--config", "error.yaml"],
      2,
      /error\.yaml:5:5: error\[config-invalid\]: `diff\.severity\.response\.enum\.added` must be one of breaking, warning, info, none/,
    ],
  ];
  let runs: Run[];
  beforeAll(async () => {
    runs = await tether(
      folder,
      cases.map(([args]) => ["diff", "--since", "v1", ...args]),
    );
  });
  test.each(cases.map(([args, code, said], index) => [args.join(" "), code, said, index] as const))(
    "diff %s",
    (_, code, said, index) => {
      const run = runs[index] as Run;
      expect(run.out + (code === 2 ? run.err : "")).toMatch(said);
      expect(run.code).toBe(code);
      if (code === 2) expect(run.out).toBe("");
    },
  );
});
