import type { Reporter, TestModule } from "vitest/node";

/** Ends the run with `N passed, N failed`, counted from what really ran; vitest prints no such line. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) {
        const { state } = test.result();
        counts[state === "pending" ? "failed" : state] += 1;
      }
      // A file that cannot be loaded, or a hook that fails, leaves tests that neither passed nor failed.
      const containers = [module, ...module.children.allSuites()];
      counts.failed += containers.filter((container) => container.errors().length > 0).length;
    }
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
  }
}
