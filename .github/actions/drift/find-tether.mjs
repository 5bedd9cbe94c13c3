// The tether that a project has installed, whatever installed it.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const name = "spec-tether";

/**
 * How to start the tether that is installed nearest to a config file: in its folder or above. Only
 * looks; nothing of the project runs here.
 *
 * @returns the command, and its name for the log; undefined if there is none
 */
export function findTether(config, checkout = ".") {
  for (let folder = dirname(resolve(checkout, config)); ; folder = dirname(folder)) {
    const home = join(folder, "node_modules", name);
    const own = read(join(home, "package.json"));
    const program = typeof own?.bin === "string" ? own.bin : own?.bin?.[name];
    if (typeof program === "string") {
      const version = String(own.version).replace(/[^\w.+-]/g, "");
      const shown = `${name} ${version} in ${relative(checkout, folder) || "."}`;
      return { command: [process.execPath, join(home, program)], shown };
    }
    if (existsSync(join(folder, ".pnp.cjs"))) {
      return { command: ["yarn", "run", "--top-level", name], shown: `${name} by Yarn` };
    }
    if (folder === dirname(folder)) return undefined;
  }
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
