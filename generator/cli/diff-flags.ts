import {
  type ChangeClass,
  changeClasses,
  type DiffOptions,
  rules,
  severities,
} from "../diff/index.js";
import {
  configFlags,
  configOf,
  type FlagTable,
  listOf,
  oneOf,
  refuse,
  type Values,
} from "./define-command.js";

/** The flags that say what is compared, and what counts of it. */
export const comparisonFlags = {
  ...configFlags,
  spec: {
    ...configFlags.spec,
    help: "the configured spec; a version that is compared with it is read with the same settings",
  },
  since: {
    type: "string",
    value: "GITREF",
    help: "compare the configured spec with an earlier version of itself, instead of BASE",
  },
  client: {
    type: "string",
    value: "NAME",
    values: clientsOf,
    help: "one client of a config file with several, by its name or output folder (default: all)",
  },
  severity: {
    type: "string",
    multiple: true,
    value: "RULE=LEVEL",
    values: severitiesOf,
    help: `judge findings of this rule as ${severities.join(", ")}; may be repeated`,
  },
  class: {
    type: "string",
    value: "LIST",
    values: listOf(async () => changeClasses),
    help: `consider only these classes: ${changeClasses.join(",")} (default: all)`,
  },
  path: {
    type: "string",
    multiple: true,
    value: "GLOB",
    help: "consider only operations with a matching path; may be repeated",
  },
  tag: { type: "string", multiple: true, value: "TAG", help: "… with this tag" },
  operation: {
    type: "string",
    multiple: true,
    value: "ID",
    help: '… with this name, or "GET /path"',
  },
  prove: {
    type: "boolean",
    help: "generate both clients, and let TypeScript decide what breaks",
  },
  allow: {
    type: "string",
    value: "FILE",
    help: "the allow list (default: .tether-allow.yaml, if it exists)",
  },
} as const satisfies FlagTable;

/** The clients of the config file, for completion; none if there is no valid one. */
async function clientsOf(_: string, before: readonly string[]): Promise<readonly string[]> {
  const config = before[before.lastIndexOf("--config") + 1];
  try {
    const { clientNames, readConfigs } = await import("../config/index.js");
    const isNamed = before.includes("--config") && config !== undefined;
    return [...clientNames(await readConfigs(isNamed ? { config } : {})).values()];
  } catch {
    // A completion is no place for an error; the command itself reports it.
    return [];
  }
}

/** `response.enum.added=`, and then its levels. */
async function severitiesOf(typed: string): Promise<readonly string[]> {
  const at = typed.indexOf("=");
  if (at < 0) return rules.map(({ id }) => `${id}=`);
  return severities.map((level) => `${typed.slice(0, at)}=${level}`);
}

/** The flag of what prints findings. */
export const fullFlag = {
  full: {
    type: "boolean",
    help: "shorten nothing: name every operation, and show whole values",
  },
} as const satisfies FlagTable;

/**
 * What the flags, and the versions behind the command, say of a comparison.
 *
 * @param versions `[BASE [REVISION]]`, or with `--since` `[REVISION]`
 * @throws DiagnosticError if one cannot be used
 */
export function comparisonOf(
  flags: Values<typeof comparisonFlags>,
  versions: readonly string[],
): DiffOptions {
  const given = flags.since === undefined ? versions : [undefined, ...versions];
  const [base, revision] = given;
  if (given.length > 2) throw refuse(`unexpected argument "${given[2]}"`);
  return {
    ...configOf(flags),
    ...(base !== undefined && { base }),
    ...(revision !== undefined && { revision }),
    ...(flags.since !== undefined && { since: flags.since }),
    ...(flags.client !== undefined && { client: flags.client }),
    ...(flags.allow !== undefined && { allow: flags.allow }),
    ...(flags.severity && { severity: readSeverities(flags.severity) }),
    ...(flags.class !== undefined && { classes: readClasses(flags.class) }),
    ...(flags.path && { paths: flags.path }),
    ...(flags.tag && { tags: flags.tag }),
    ...(flags.operation && { operations: flags.operation }),
    prove: flags.prove ?? false,
  };
}

/** Whether there are such rules and levels, `diff` says. */
export function readSeverities(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    list.map((value) => {
      const at = value.indexOf("=");
      if (at < 1) throw refuse(`--severity must be RULE=LEVEL, not "${value}"`);
      return [value.slice(0, at), value.slice(at + 1)];
    }),
  );
}

function readClasses(list: string): ChangeClass[] {
  return list.split(",").map((name) => oneOf("class", name.trim(), changeClasses));
}
