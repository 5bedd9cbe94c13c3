import type { Reporter, TestModule } from "vitest/node";

/**
 * Ends the run with `N passed, N failed`, counted from what really ran over all projects, below what
 * was skipped; vitest prints no such lines.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    const skipped = new Map<string, number>();
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) {
        const { state } = test.result();
        counts[state === "pending" ? "failed" : state] += 1;
        if (state !== "skipped") continue;
        // A describe block says of all that it holds why they are skipped.
        const name = test.parent.type === "suite" ? test.parent.fullName : test.fullName;
        const what = `${module.relativeModuleId}: ${name}`;
        skipped.set(what, (skipped.get(what) ?? 0) + 1);
      }
      // A file that cannot be loaded, or a hook that fails, leaves tests that neither passed nor failed.
      const containers = [module, ...module.children.allSuites()];
      counts.failed += containers.filter((container) => container.errors().length > 0).length;
    }
    for (const [what, count] of skipped) {
      process.stdout.write(`skipped: ${what}${count > 1 ? ` (${count} tests)` : ""}\n`);
    }
    const last = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${last}\n`);
  }
}
