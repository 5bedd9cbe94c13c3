import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Project } from "ts-morph";
import { command } from "./command.js";
import { output } from "./output.js";
import { reader } from "./reader.js";
import { rule } from "./rule.js";
import { Refused, type Scaffold } from "./scaffold.js";

export { Refused } from "./scaffold.js";

const scaffolds: Readonly<Record<string, Scaffold>> = { rule, output, reader, command };

/**
 * Writes the files of a new one and enters it in the list of its kind.
 *
 * @param root where the repository is
 * @returns what was done and what is left to do, a line each
 * @throws Refused, with nothing written, if the kind or the name cannot be used
 */
export function begin(root: string, [kind = "", name = "", ...rest]: readonly string[]): string[] {
  const scaffold = Object.hasOwn(scaffolds, kind) ? scaffolds[kind] : undefined;
  if (!scaffold || name === "" || rest.length > 0) {
    throw new Refused(`usage: npm run new -- ${Object.keys(scaffolds).join("|")} NAME`);
  }
  if (!scaffold.name.test(name)) {
    throw new Refused(`"${name}" cannot name the ${kind}: write ${scaffold.example}`);
  }
  const files = Object.entries(scaffold.files(name));
  const taken = files.find(([path]) => existsSync(join(root, path)));
  if (taken) throw new Refused(`${taken[0]} exists`);
  const project = new Project({ skipAddingFilesFromTsConfig: true });
  const opened: string[] = [];
  scaffold.register(name, (path) => {
    opened.push(path);
    return project.addSourceFileAtPath(join(root, path));
  });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  project.saveSync();
  return [
    ...files.map(([path]) => `added    ${path}`),
    ...opened.map((path) => `changed  ${path}`),
    "",
    "Next:",
    ...scaffold.next(name),
  ];
}
