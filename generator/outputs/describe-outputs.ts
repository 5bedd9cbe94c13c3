import { declaredOutputs, defaultOutputs } from "./built-in-outputs.js";
import { readOptions } from "./output-options.js";

/** An output that comes with the tool, for pages and configs. */
export interface OutputDescription {
  readonly name: string;
  readonly about: string;
  /** Whether it is made if nothing is said of it. */
  readonly isDefault: boolean;
  /** The outputs that it needs with the usual options. */
  readonly needs: readonly string[];
  readonly packages: readonly string[];
  readonly options: readonly OptionDescription[];
}

export interface OptionDescription {
  readonly name: string;
  readonly about: string;
  /** Undefined if it has none. */
  readonly default: string | number | boolean | undefined;
}

/** All of them, in the order in which pages list them. */
export function describeOutputs(): readonly OutputDescription[] {
  return declaredOutputs.map(({ name, about = "", options: schema, needs, packages }) => {
    const { options } = readOptions(schema, {});
    const properties = (schema["properties"] ?? {}) as Record<string, OptionSchema>;
    return {
      ...{ name, about, packages },
      isDefault: defaultOutputs.includes(name),
      needs: needs?.(options as never) ?? [],
      options: Object.entries(properties).map(
        ([option, { description = "", default: standard }]) => ({
          ...{ name: option, about: description, default: standard },
        }),
      ),
    };
  });
}

interface OptionSchema {
  readonly description?: string;
  readonly default?: string | number | boolean;
}
