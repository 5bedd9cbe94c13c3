import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchPackages } from "../../support/registry.js";
import type { Recorded } from "./recorded.js";

/** The version that is compared; https://github.com/Redocly/redocly-cli. */
export const redoclyVersion = "2.77.0";

interface Problem {
  readonly severity: "info" | "warning" | "error";
  readonly ruleId: string;
  readonly message: string;
}

/**
 * What Redocly's `drift` says of recordings, by their names, with its `info` left out: that is about
 * each header that the document does not list.
 *
 * @param spec the path of the document
 * @param options of `redocly drift`
 */
export async function askRedocly(
  recordings: readonly Recorded[],
  spec: string,
  options: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const home = await fetchPackages(`@redocly/cli@${redoclyVersion}`);
  const program = join(home, "node_modules/.bin/redocly");
  const found = new Map<string, readonly string[]>();
  for (const { name, recording } of recordings) {
    const args = ["drift", recording, "--api", spec, "--format", "json", ...options];
    const { stdout, stderr, error } = spawnSync(program, args, {
      encoding: "utf8",
      // It would read the configuration of this repository.
      cwd: tmpdir(),
      // It sends usage data otherwise.
      env: { ...process.env, REDOCLY_TELEMETRY: "off" },
    });
    if (error) throw error;
    if (!stdout.startsWith("{")) throw new Error(`redocly drift: ${stderr.slice(-500)}`);
    const { problems }: { problems: readonly Problem[] } = JSON.parse(stdout);
    const told = problems.filter(({ severity }) => severity !== "info");
    found.set(
      name,
      told.map(({ ruleId, message }) => `${ruleId}: ${message}`),
    );
  }
  return found;
}
