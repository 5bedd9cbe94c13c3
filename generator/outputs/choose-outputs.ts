import { closestName } from "../diagnostics/index.js";
import { type Fields, isFields } from "../openapi/index.js";
import { declaredOutputs, defaultOutputs } from "./built-in-outputs.js";
import { readOptions } from "./output-options.js";

/** The chosen built-in outputs by name, each with its options. */
export type Choice = Readonly<Record<string, object>>;

/** A custom output whose module has not been loaded yet. */
export interface CustomOutputChoice {
  /** As written: a path or the name of a package. */
  readonly key: string;
  /** Whether a flag names it, relative to the current folder instead of the config file. */
  readonly isOfFlag: boolean;
  /** As given, not checked. */
  readonly options: Fields;
}

export interface Chosen {
  readonly builtIn: Choice;
  readonly own: readonly CustomOutputChoice[];
}

/** Whether a key of `outputs` is a path. */
export const isPath = (key: string): boolean => /^\.{0,2}\//.test(key);

/**
 * Reports an invalid choice: the reason, and the place below `outputs`; without a place, the flag
 * is invalid.
 */
export type Refuse = (why: string, at?: readonly string[]) => never;

/**
 * Decides which outputs are generated. A config adds outputs to the defaults with `true` or
 * options, and removes them with `false`. Outputs that a chosen output needs are added.
 *
 * @param given `outputs` of a config
 * @param only the outputs that a flag names: exactly these, whatever the config turns on or off
 */
export function chooseOutputs(
  given: Readonly<Record<string, boolean | Fields>>,
  only: readonly string[] | undefined,
  refuse: Refuse,
): Chosen {
  const keys = Object.keys(given);
  const names = declaredOutputs.map(({ name }) => name);
  const options = new Map(names.map((name) => [name, optionsOf(name, given, refuse)]));
  const standard = [...defaultOutputs, ...keys].filter((key) => isOn(key, given));
  for (const key of only ?? []) {
    if (names.includes(key) || keys.includes(key) || isPath(key)) continue;
    const near = closestName(key, [...names, ...keys]);
    const hint =
      near === undefined ? `the outputs are ${names.join(", ")}` : `did you mean \`${near}\`?`;
    refuse(`--outputs: there is no output \`${key}\`; ${hint}`);
  }
  const chosen = [...new Set(only ?? standard)];
  if (chosen.length === 0) {
    const why = "no output is left: `outputs` turns off all of them";
    refuse(only ? "--outputs lists no output" : why, only ? undefined : []);
  }
  const builtIn = withNeeded(chosen, options, only ? {} : given, refuse);
  return {
    builtIn: Object.fromEntries(builtIn.map((name) => [name, options.get(name) ?? {}])),
    own: chosen
      .filter((key) => !names.includes(key))
      .map((key) => ({
        key,
        isOfFlag: !keys.includes(key),
        options: isFields(given[key]) ? given[key] : {},
      })),
  };
}

function isOn(key: string, given: Readonly<Record<string, boolean | Fields>>): boolean {
  return Object.hasOwn(given, key) ? given[key] !== false : defaultOutputs.includes(key);
}

/** The options of a built-in output in a config, checked even if the output is not chosen. */
function optionsOf(
  name: string,
  given: Readonly<Record<string, boolean | Fields>>,
  refuse: Refuse,
): Fields {
  const schema = declaredOutputs.find((each) => each.name === name)?.options ?? {};
  const own = Object.hasOwn(given, name) ? given[name] : undefined;
  const { options, misfits } = readOptions(schema, isFields(own) ? own : {});
  for (const { at, why } of misfits) refuse(`\`${optionPath(name, at)}\` ${why}`, [name, ...at]);
  return options;
}

/** An option as messages name it: `outputs.enums.inner`. */
export function optionPath(key: string, at: readonly string[]): string {
  const holder = isPath(key) ? `outputs[${JSON.stringify(key)}]` : `outputs.${key}`;
  return holder + at.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join("");
}

/** The chosen built-in outputs and those that their files import, in the fixed order. */
function withNeeded(
  chosen: readonly string[],
  options: ReadonlyMap<string, Fields>,
  given: Readonly<Record<string, boolean | Fields>>,
  refuse: Refuse,
): readonly string[] {
  const wanted = new Set(chosen);
  for (const key of wanted) {
    const output = declaredOutputs.find(({ name }) => name === key);
    for (const needed of output?.needs?.((options.get(key) ?? {}) as never) ?? []) {
      if (given[needed] === false) {
        refuse(`\`${optionPath(needed, [])}\` is false, but \`${key}\` needs it`, [needed]);
      }
      wanted.add(needed);
    }
  }
  return declaredOutputs.map(({ name }) => name).filter((name) => wanted.has(name));
}
