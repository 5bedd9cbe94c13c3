import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import { chooseOutputs, declaredOutputs, defaultOutputs, packagesOf } from "../outputs/index.js";

type Switches = Readonly<Record<string, boolean>>;

const refuse = (why: string): never => {
  throw new DiagnosticError([diagnose("config-invalid", { why })]);
};

/**
 * `outputs` of a config file for what `--outputs` lists: these and what they need, and none of the
 * defaults besides.
 *
 * @throws DiagnosticError if there is no such output
 */
export function readOutputs(list: string): Switches {
  const names = list.split(",").flatMap((name) => name.trim() || []);
  const { builtIn } = chooseOutputs({}, names, refuse);
  const off = defaultOutputs.filter((name) => !Object.hasOwn(builtIn, name));
  return Object.fromEntries([
    ...off.map((name) => [name, false] as const),
    ...names.filter((name) => !defaultOutputs.includes(name)).map((name) => [name, true] as const),
  ]);
}

/** The packages that files of our outputs import. Modules of others are not loaded for this. */
export function packagesOfOutputs(switches: Switches): readonly string[] {
  const known = declaredOutputs.map(({ name }) => name);
  const ours = Object.fromEntries(
    Object.entries(switches).filter(([name]) => known.includes(name)),
  );
  return packagesOf({ outputs: chooseOutputs(ours, undefined, refuse).builtIn });
}
