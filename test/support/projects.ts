/**
 * What kind of test each folder of `test/` holds; docs/testing.md says how to tell. A kind is a project
 * of vitest, and its folders are those directly below `test/`, or `.` for the files in `test/` itself.
 */
export const kinds = {
  unit: [
    "capture",
    "cli",
    "contract",
    "diff",
    "diff-report",
    "impact-report",
    "init",
    "known",
    "load",
    "mock",
    "model",
    "observations",
    "openapi",
    "outputs",
    "recordings",
    "swagger",
    "verify",
    "webhooks",
    "write",
  ],
  merge: ["merge"],
  wire: ["client", "drf", "faulty", "fetch", "pagination", "runtime", "servers", "wire"],
  compiler: ["compiler", "generative", "impact", "uses"],
  command: ["command", "drift-action", "monitor"],
  package: ["consumers", "first-hour", "package"],
  growth: ["growth"],
  repository: ["."],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Kind = keyof typeof kinds;

/** Where the files of a kind are, from the root. */
export function patternsOf(kind: Kind): string[] {
  return kinds[kind].map((folder) =>
    folder === "." ? "test/*.test.ts" : `test/${folder}/**/*.test.ts`,
  );
}
