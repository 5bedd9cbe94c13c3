import { expect, test } from "vitest";
import { DiagnosticError, formatDiagnostic } from "../../generator/diagnostics/index.js";
import { loadSpec } from "../../generator/load/index.js";
import { makeFolder } from "../support/generator.js";
import { hostileInputs } from "./hostile-inputs.js";

// How long each takes is printed by `npm run bench:hostile`; the limit of all tests ends what hangs.
test.each(hostileInputs)("$name: $want", async ({ write, want }) => {
  const path = write(makeFolder());
  const problems = await loadSpec(path).then(
    () => [],
    (error: unknown) => {
      if (error instanceof DiagnosticError) return error.diagnostics;
      throw error;
    },
  );
  expect(problems[0]?.code ?? "fine").toBe(want);
  for (const problem of problems) {
    const text = formatDiagnostic(problem);
    expect(text.length).toBeLessThan(3000);
    expect(text).not.toMatch(/call stack|undefined|\[object|^\s+at /m);
  }
});
