import { closestName } from "../diagnostics/index.js";
import { type Fields, isFields } from "../openapi/index.js";
import { declaredOutputs, defaultOutputs } from "./built-in-outputs.js";
import { readOptions } from "./output-options.js";

/** The chosen outputs of ours by their names, each with its options. */
export type Choice = Readonly<Record<string, object>>;

/** An output of one's own, before its module is looked at. */
export interface CustomOutputChoice {
  /** As it is written: a path or the name of a package. */
  readonly key: string;
  /** Whether a flag names it, which starts at the current folder and not at the config file. */
  readonly isOfFlag: boolean;
  /** As they are given. */
  readonly options: Fields;
}

export interface Chosen {
  readonly builtIn: Choice;
  readonly own: readonly CustomOutputChoice[];
}

/** Whether a key of `outputs` leads to a file. */
export const isPath = (key: string): boolean => /^\.{0,2}\//.test(key);

/**
 * What is wrong with a choice: where below `outputs`, and why; without a place it is of the flag.
 */
export type Refuse = (why: string, at?: readonly string[]) => never;

/**
 * Which outputs are made. Those that a config lists with `true` or options come to the usual ones,
 * and those with `false` go. What an output needs comes along.
 *
 * @param given `outputs` of a config
 * @param only those that a flag names: exactly these, whatever a config switches on or off
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

/** What a config says of an output of ours, checked even where it is not chosen. */
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

/** The chosen outputs of ours and those that their files import from, in the order of ours. */
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
