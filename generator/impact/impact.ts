import type { ImpactOptions, ImpactResult } from "./impact-of.js";

/**
 * Says whose code a change breaks, like `tether impact`: a result for each project. Writes nothing,
 * and runs nothing of a project but its compiler.
 *
 * @example
 * const [{ report }] = await impact({ since: "main", projects: ["tsconfig.json"] });
 * if (report.failed) throw new Error(`${report.summary.breaks.callSites} call sites break`);
 * @throws DiagnosticError if a version or a project cannot be read, or if nothing of the client is used
 */
export async function impactOf(options: ImpactOptions): Promise<readonly ImpactResult[]> {
  // Who imports the tool must not wait for a compiler that only some of it needs.
  return (await import("./impact-of.js")).impactOf(options);
}
