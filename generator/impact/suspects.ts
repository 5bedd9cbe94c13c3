import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SearchedProject } from "../uses/index.js";

/** Files that no compiler reads here, and whether they may use what changed. */
export class Suspects {
  readonly #texts: readonly string[];

  constructor({ project, client }: SearchedProject, files: readonly string[]) {
    const name =
      client.from
        .replace(/(?<=.)@[^@/]*$/, "")
        .split("/")
        .at(-1) ?? "";
    const texts = files.map((file) => readFileSync(join(project.folder, file), "utf8"));
    // Without the client's module or an operation's name, nothing says that it is used there.
    this.#texts = texts.map((text) => (text.includes(name) ? `${text} ${importsClient}` : text));
  }

  mayUse(functions: readonly string[]): boolean {
    return this.#texts.some(
      (text) => text.includes(importsClient) || functions.some((name) => text.includes(name)),
    );
  }
}

const importsClient = "\0imports the client";
