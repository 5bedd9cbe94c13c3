import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { hasHeader } from "../../disk/index.js";
import type { ClientFiles } from "../../uses/index.js";

/** Files in the place of those on the disk, by absolute path; undefined: there is none. */
export type Overlay = ReadonlyMap<string, string | undefined>;

/**
 * The files of a new client where the project has the old one. In a package whose TypeScript is
 * compiled, the declarations that the tool writes itself take the place of the compiled ones: they
 * have the same paths and say the same.
 *
 * @param filesFor the new client's files, as TypeScript or as JavaScript with declarations
 */
export async function swapClient(
  client: ClientFiles,
  filesFor: (language: "ts" | "js") => Promise<ReadonlyMap<string, string>>,
): Promise<Overlay> {
  const overlay = new Map<string, string | undefined>();
  for (const root of client.roots) {
    const ending = endingIn(root);
    const files = await filesFor(ending === ".ts" ? "ts" : "js");
    for (const path of filesIn(root)) overlay.set(join(root, path), undefined);
    for (const [path, text] of files) {
      if (ending === ".ts") overlay.set(join(root, path), text);
      else if (path.endsWith(".d.ts"))
        overlay.set(join(root, withEnding(path, ending)), retarget(text, ending));
      // Code without types says nothing, but a project that reads JavaScript resolves to it.
      else if (ending === ".d.ts" && existsSync(join(root, path)))
        overlay.set(join(root, path), text);
    }
  }
  return new Map([...overlay].map(([path, text]) => [path.replaceAll("\\", "/"), text]));
}

/** Whether files say something else than those on the disk; the comments at their top are not code. */
export function changesCode(overlay: Overlay): boolean {
  return [...overlay].some(([path, text]) => {
    const before = existsSync(path) ? codeOf(readFileSync(path, "utf8")) : undefined;
    return before !== (text === undefined ? undefined : codeOf(text));
  });
}

const codeOf = (text: string) => text.replace(/^(?:\/\/.*\r?\n)+/, "");

/** How the files end that hold the types of a client. */
function endingIn(root: string): ".ts" | ".d.ts" | ".d.cts" | ".d.mts" {
  const has = (ending: string) =>
    ["index", "client", "types", "paths"].some((name) =>
      existsSync(join(root, `${name}${ending}`)),
    );
  return ([".ts", ".d.ts", ".d.cts", ".d.mts"] as const).find(has) ?? ".ts";
}

const withEnding = (path: string, ending: string) => path.replace(/\.d\.ts$/, ending);

/** Declarations of modules of another kind import files of that kind. */
function retarget(text: string, ending: string): string {
  if (ending === ".d.ts") return text;
  const code = ending.replace(".d.c", ".c").replace(".d.m", ".m").replace("ts", "js");
  return text.replaceAll(/(["'])(\.{1,2}\/[^"'\n]*)\.js\1/g, `$1$2${code}$1`);
}

/** The generated modules of a client: what others put beside them stays. */
function filesIn(root: string): string[] {
  const found: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && entry.name !== "node_modules") visit(path);
      else if (/\.[cm]?[jt]s$/.test(path) && isOurs(root, path)) found.push(path);
    }
  };
  visit("");
  return found;
}

function isOurs(root: string, path: string): boolean {
  // Compiled declarations have no header, but stand below folders that are ours.
  if (/^(?:groups|runtime)\//.test(path)) return true;
  const text = readFileSync(join(root, path), "utf8").slice(0, 200);
  return hasHeader(text) || (/\.d\.[cm]?ts$/.test(path) && isKnown(path));
}

const isKnown = (path: string) =>
  /^(?:index|client|types|enums|operations|testing|webhooks|paths|fetch|int64|node)\./.test(path);

/** Answers what a compiler asks of the disk, with an overlay on it. */
export class OverlaidDisk {
  readonly #overlay: Overlay;
  readonly #folders: ReadonlySet<string>;
  readonly #real = new Map<string, string>();

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
    const folders = new Set<string>();
    for (const [path, text] of overlay) {
      if (text === undefined) continue;
      for (let at = dirname(path); !folders.has(at) && at !== dirname(at); at = dirname(at))
        folders.add(at);
    }
    this.#folders = folders;
  }

  /** The text in the place of a file: `null` if there is none, undefined if the disk decides. */
  textOf(path: string): string | null | undefined {
    const key = this.#overlay.has(path) ? path : this.#realOf(path);
    if (!this.#overlay.has(key)) return undefined;
    return this.#overlay.get(key) ?? null;
  }

  hasFolder(path: string): boolean {
    return this.#folders.has(path) || this.#folders.has(this.#realOf(path));
  }

  /** Where a file really is, also one that the disk does not have. */
  realpath(path: string): string {
    return this.textOf(path) === undefined ? path : this.#realOf(path);
  }

  /** The path with links in its folders followed. */
  #realOf(path: string): string {
    const folder = dirname(path);
    let real = this.#real.get(folder);
    if (real === undefined) {
      try {
        real = realpathSync(folder).replaceAll("\\", "/");
      } catch {
        real = folder === dirname(folder) ? folder : this.#realOf(folder);
      }
      this.#real.set(folder, real);
    }
    return `${real.replace(/\/$/, "")}/${basename(path)}`;
  }
}
