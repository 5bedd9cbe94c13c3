import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { getLineColLocation, lint, loadConfig } from "@redocly/openapi-core";

/** One finding of the linter, as a reader can look it up. */
export interface LintProblem {
  /** Relative to the current folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly message: string;
}

/** Checks an OpenAPI description with Redocly's rules as redocly.yaml sets them. */
export async function lintSpec(path: string): Promise<LintProblem[]> {
  const configPath = fileURLToPath(new URL("../redocly.yaml", import.meta.url));
  const config = await loadConfig({ configPath });
  const problems = await lint({ ref: path, config });
  return problems.map(({ location: [location], ruleId, message }) => {
    const start = location && getLineColLocation(location).start;
    return {
      file: relative(process.cwd(), location?.source.absoluteRef ?? path).replaceAll("\\", "/"),
      line: start?.line ?? 1,
      column: start?.col ?? 1,
      rule: ruleId,
      message,
    };
  });
}

async function main(): Promise<void> {
  const spec = fileURLToPath(new URL("../spec/openapi.yaml", import.meta.url));
  const problems = await lintSpec(spec);
  for (const { file, line, column, rule, message } of problems) {
    console.log(`${file}:${line}:${column} ${rule} ${message}`);
  }
  if (problems.length > 0) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error(`lint-spec: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  });
}
