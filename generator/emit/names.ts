import type { Api } from "../model/index.js";
import { escapeControls, toStringLiteral } from "./text.js";

/** Stands in the output folder. */
export const namesLockFile = "names.lock.json";

/** `names.lock.json`: a line for each thing that has names, so that branches merge and reviews show what is new. */
export function emitNames({ names }: Api): string {
  const sections = Object.entries(names).map(([section, things]) => {
    const lines = Object.entries(things).map(
      ([thing, name]) => `    ${toStringLiteral(thing)}: ${escapeControls(JSON.stringify(name))}`,
    );
    return `  ${toStringLiteral(section)}: {\n${lines.join(",\n")}\n  }`;
  });
  return `{\n${sections.join(",\n")}\n}\n`;
}
