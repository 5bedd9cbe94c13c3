import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import { type GitObject, type GitObjects, gitFailed, runGit } from "./git-process.js";

/** A folder with more entries than fit into this is none of a spec. */
const maxTreeBytes = 50_000_000;

/** What is at a path of a repository. */
export interface Entry {
  readonly kind: "file" | "folder" | "link" | "submodule";
  /** Of its object; empty for a folder of the index, which has none. */
  readonly hash: string;
  /** The path down to it; shorter than what was asked for if a link or a submodule is on the way. */
  readonly path: string;
}

/** The files of a repository: of a commit, or those that are staged. */
export interface Tree {
  /** The entry at a path, or the link or submodule on the way to it; undefined if there is none. */
  at(path: string): Promise<Entry | undefined>;
  /** The paths of all files below a folder; undefined if there are too many. */
  filesIn(path: string): Promise<readonly string[] | undefined>;
}

const mostEntries = 100_000;

const kinds: Readonly<Record<string, Entry["kind"]>> = {
  "40000": "folder",
  "120000": "link",
  "160000": "submodule",
};

type Folder = ReadonlyMap<string, { readonly mode: string; readonly hash: string }>;

/** The files of a commit; each folder is read once. */
export function treeOfCommit(commit: string, objects: GitObjects): Tree {
  const folders = new Map<string, Promise<Folder>>();
  const folderOf = (name: string) => {
    const known = folders.get(name) ?? objects.read(name, maxTreeBytes).then(entriesOf);
    folders.set(name, known);
    return known;
  };
  return {
    async at(path) {
      let entry: Entry = { kind: "folder", hash: `${commit}^{tree}`, path: "" };
      for (const [index, name] of path.split("/").entries()) {
        if (name === "") continue;
        if (entry.kind !== "folder") return entry.kind === "file" ? undefined : entry;
        const found: { mode: string; hash: string } | undefined = (await folderOf(entry.hash)).get(
          name,
        );
        if (!found) return undefined;
        const down = path.split("/", index + 1).join("/");
        entry = { kind: kinds[found.mode] ?? "file", hash: found.hash, path: down };
      }
      return entry;
    },
    async filesIn(path) {
      const found: string[] = [];
      const start = await this.at(path);
      const waiting = start?.kind === "folder" ? [start] : [];
      let seen = 0;
      for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
        for (const [name, { mode, hash }] of await folderOf(folder.hash)) {
          const kind = kinds[mode] ?? "file";
          const inside = folder.path === "" ? name : `${folder.path}/${name}`;
          if (kind === "folder") waiting.push({ kind, hash, path: inside });
          else if (kind === "file") found.push(inside);
          if (++seen > mostEntries) return undefined;
        }
      }
      return found;
    },
  };
}

/** The entries of a folder as git stores it: mode, space, name, NUL, hash. */
function entriesOf(object: GitObject | "missing" | "too large"): Folder {
  if (typeof object === "string" || object.type !== "tree") {
    throw gitFailed("a folder of the commit cannot be read");
  }
  const { bytes, hash } = object;
  const entries = new Map<string, { mode: string; hash: string }>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    // SHA-1 or SHA-256, as the repository has it.
    const next = end + 1 + hash.length / 2;
    const name = bytes.toString("utf8", space + 1, end);
    const mode = bytes.toString("latin1", at, space);
    entries.set(name, { mode, hash: bytes.toString("hex", end + 1, next) });
    at = next;
  }
  return entries;
}

/** The files that are staged. */
export async function treeOfIndex(root: string): Promise<Tree> {
  const { code, out, err } = await runGit(root, ["ls-files", "--stage", "-z"]);
  if (code !== 0) throw gitFailed(err);
  const entries = new Map<string, Entry>();
  const unmerged = new Set<string>();
  for (const line of out.split("\0")) {
    const [, mode = "", hash = "", stage, path = ""] = /^(\d+) (\w+) (\d)\t(.*)$/s.exec(line) ?? [];
    if (path === "") continue;
    if (stage !== "0") unmerged.add(path);
    entries.set(path, { kind: kinds[mode] ?? "file", hash, path });
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (entries.has(folder)) break;
      entries.set(folder, { kind: "folder", hash: "", path: folder });
    }
  }
  return {
    async at(path) {
      if (unmerged.has(path)) {
        const why = "it has a merge conflict";
        throw new DiagnosticError([diagnose("git-file-missing", { version: "", path, why })]);
      }
      if (path === "") return { kind: "folder", hash: "", path };
      const names = path.split("/");
      for (let count = names.length; count > 0; count--) {
        const entry = entries.get(names.slice(0, count).join("/"));
        if (count === names.length && entry) return entry;
        if (entry && (entry.kind === "link" || entry.kind === "submodule")) return entry;
      }
      return undefined;
    },
    async filesIn(path) {
      const isIn = (inside: string) => path === "" || inside.startsWith(`${path}/`);
      return [...entries.values()].flatMap(({ kind, path: inside }) =>
        kind === "file" && isIn(inside) ? [inside] : [],
      );
    },
  };
}
