import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";

/** Where specs usually are, below a project. */
const folders = [".", "spec", "specs", "api", "openapi", "docs"];

const usual = /^(?:openapi|swagger)\.(?:ya?ml|json)$/i;
/** `shop.openapi.yaml`, `openapi-v2.json` */
const alike = /(?:^|[._-])(?:openapi|swagger)[._-].*(?:ya?ml|json)$/i;

/**
 * The OpenAPI documents with the usual names in the usual folders, relative to a folder, with
 * forward slashes; those called just `openapi` or `swagger` come first.
 */
export function findSpecs(folder: string): string[] {
  const found = folders.flatMap((below) =>
    namesIn(join(folder, below))
      .filter((name) => isSpec(join(folder, below, name), name))
      .map((name) => (below === "." ? name : `${below}/${name}`)),
  );
  const isUsual = (path: string) => usual.test(path.split("/").at(-1) ?? "");
  return [...found.filter(isUsual), ...found.filter((path) => !isUsual(path))];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Other tools have files of such names too, so only the usual names are believed. */
function isSpec(path: string, name: string): boolean {
  // Not a folder, and not a pipe or a device, which may never end.
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  return usual.test(name) || (alike.test(name) && declaresVersion(path));
}

/** Enough for the comments and the `info` that some documents begin with. */
const headBytes = 65_536;

/** Blanks are bounded, so that the time is, too. */
const declaration =
  /(?:^|[{,])[ \t]{0,40}["']?(?:openapi|swagger)["']?[ \t]{0,40}:[ \t]{0,40}["']?[23]\./m;

function declaresVersion(path: string): boolean {
  try {
    const file = openSync(path, "r");
    try {
      const head = Buffer.alloc(headBytes);
      const text = head.toString("utf8", 0, readSync(file, head, 0, headBytes, 0));
      return declaration.test(text);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
