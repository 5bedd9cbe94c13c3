import type { Diagnostic } from "../diagnostics/index.js";
import type { FixPlan, Mended, NamesOptions } from "./fix/index.js";
import type { ImpactOptions } from "./impact-of.js";

/** How the code of a project is mended, and what is to be said about how that came about. */
export interface ProjectFix {
  readonly mended: Mended;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Plans for each project how its code is mended where something only has another name. Writes nothing.
 *
 * @param hasTodos whether comments say what is left where it stands
 * @throws DiagnosticError as {@link impactOf} does
 */
export async function fixesOf(
  options: ImpactOptions,
  hasTodos: boolean,
): Promise<readonly ProjectFix[]> {
  const [{ mendableOf }, { mend }] = await Promise.all([
    import("./impact-of.js"),
    import("./fix/index.js"),
  ]);
  const results = await mendableOf(options);
  return results.map(({ mending, report, warnings }) => {
    return { mended: mend(mending, report, hasTodos), warnings };
  });
}

/** As the function of that name in `fix/`, for who must not wait for a compiler. */
export async function planNames(options: NamesOptions): Promise<FixPlan> {
  return (await import("./fix/index.js")).planNames(options);
}
