import { escapeHidden } from "../diagnostics/index.js";
import type { Api } from "../model/index.js";
import { toStringLiteral } from "../typescript/index.js";

/** A file in the output folder. */
export const namesLockFile = "names.lock.json";

/**
 * `names.lock.json`: one line for each named thing, so that git can merge branches and reviews show
 * what is new.
 */
export function printNamesLock({ names }: Api): string {
  const sections = Object.entries(names).map(([section, things]) => {
    const lines = Object.entries(things).map(
      ([thing, name]) => `    ${toStringLiteral(thing)}: ${escapeHidden(JSON.stringify(name))}`,
    );
    return `  ${toStringLiteral(section)}: {\n${lines.join(",\n")}\n  }`;
  });
  return `{\n${sections.join(",\n")}\n}\n`;
}
