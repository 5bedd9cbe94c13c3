import { beforeAll } from "vitest";
import { type Run, tether } from "../support/program.js";

/** Runs `diff` in a folder; how each run ends, once they have. */
export function runs(folder: string, lines: readonly (readonly string[])[]): () => readonly Run[] {
  let done: readonly Run[] = [];
  beforeAll(async () => {
    done = await tether(
      folder,
      lines.map((args) => ["diff", ...args, "--format", "json"]),
    );
  });
  return () => done;
}

/** What a run found: rules, and paths. */
export function foundBy({ out }: Run): string[] {
  const { findings } = JSON.parse(out) as {
    findings: { kind: string; operations: { path: string }[] }[];
  };
  return findings.map(({ kind, operations }) => `${kind} ${operations.map(({ path }) => path)}`);
}
