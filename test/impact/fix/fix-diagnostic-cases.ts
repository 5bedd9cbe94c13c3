import { join } from "node:path";
import { createTerminal } from "../../../generator/cli/terminal.js";
import type { Code, Diagnostic } from "../../../generator/diagnostics/index.js";
import { applyFixes } from "../../../generator/impact/fix/index.js";
import { type Files, makeFolder } from "../../support/generator.js";

interface DiagnosticCase {
  readonly code: Code;
  readonly given: Files;
  readonly run: () => Promise<readonly Diagnostic[]>;
  readonly want: RegExp;
}

/** What raises each code about changing a caller's code. */
export const fixCases: readonly DiagnosticCase[] = [
  {
    code: "fix-unwritable",
    given: {},
    run: async () => {
      const path = join(makeFolder({ "a.ts": "somebody else's" }), "a.ts");
      applyFixes({ files: [{ path, before: "old", after: "new", places: 1, edits: [] }] });
      return [];
    },
    want: /^fix-unwritable/,
  },
  {
    code: "fix-unprintable",
    given: {},
    run: async () => {
      const stream = { write: () => {} };
      const terminal = createTerminal(false, { stdout: stream, stderr: stream, env: {} });
      terminal.exact("+a\n ::set-env name=A::b\n-\u001b[2J\n");
      return [];
    },
    want: /^fix-unprintable/,
  },
];
