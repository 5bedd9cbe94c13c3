import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { type Kind, kinds, patternsOf } from "./test/support/projects.js";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^cofactr-platform-client$/, replacement: at("generated/index.ts") },
      { find: /^cofactr-platform-client\/types$/, replacement: at("generated/types.ts") },
      { find: /^cofactr-platform-client\/fetch$/, replacement: at("generated/fetch.ts") },
      { find: /^cofactr-platform-client\/node$/, replacement: at("generated/node.ts") },
    ],
  },
  test: {
    // No file of tests writes where another one reads. More workers than cores, because those of HTTP
    // wait more than they work. A number, because vitest caps percentages at the number of cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    reporters: ["default", at("test/support/count.ts")],
    projects: (Object.keys(kinds) as Kind[]).map((kind) => ({
      extends: true,
      test: {
        name: kind,
        include: patternsOf(kind),
        // What a file has loaded the next one of its kind need not load again: half of the time.
        isolate: false,
        pool: "forks",
        // The compiler makes much that lives as long as one program: a tenth less work than with the default.
        execArgv: ["--max-semi-space-size=64"],
        setupFiles: [at("test/support/setup.ts")],
        // Journals of the tests' runs are no business of whoever runs the tests.
        env: { XDG_STATE_HOME: at("node_modules/.cache/state") },
        // These end what hangs, and say nothing of speed: a busy machine compiles for long.
        testTimeout: 180_000,
        hookTimeout: 180_000,
        expect: { poll: { timeout: 30_000 } },
      },
    })),
  },
});
