/** What README.md and package.json are in a tarball; in the tree they are for whoever works on it. */
import { existsSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import type { Origin } from "./origin.js";

type Manifest = Readonly<Record<string, unknown>>;

export interface Place {
  /** The root of the repository. */
  readonly root: string;
  /** Of the package, from there; empty if it is the root itself. */
  readonly directory: string;
  readonly manifest: Manifest;
  readonly origin: Origin | undefined;
}

/**
 * Without what is only used in the tree; with what only the repository knows that the release is
 * made in. `gitHead` says which commit a published version was made of, and so which one to tag.
 */
export function packedManifest({ directory, manifest, origin }: Place): Manifest {
  const { scripts: _, devDependencies: __, workspaces: ___, keywords, ...kept } = manifest;
  const own = Array.isArray(keywords) ? (keywords as unknown[]) : [];
  const all = [...new Set([...own, ...(origin?.topics ?? [])])];
  const known = { ...kept, ...(all.length > 0 && { keywords: all }) };
  if (!origin) return known;
  const { url, owner, ownerUrl, commit, homepage } = origin;
  const page = directory === "" ? `${url}#readme` : `${url}/tree/HEAD/${directory}#readme`;
  return {
    ...known,
    author: { name: owner, url: ownerUrl },
    repository: {
      type: "git",
      url: `git+${url}.git`,
      ...(directory !== "" && { directory }),
    },
    homepage: homepage ?? page,
    bugs: { url: `${url}/issues` },
    gitHead: commit,
  };
}

/** Code, which has no links, or a link: its text, which may have brackets, and its target. */
const codeOrLink =
  /^ *(`{3,}|~{3,})[\s\S]*?^ *\1`*$|(`+)(?!`)[\s\S]*?(?<!`)\2(?!`)|\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/gm;

/**
 * A README whose links lead somewhere from wherever it is read. What is in the package stays linked
 * as it is, and so does what is on the page itself. The rest is linked at the commit, or, if no
 * repository is known, is plain text.
 *
 * @throws Error if a link leads nowhere in the tree
 */
export function packedReadme(text: string, place: Place): string {
  const { root, directory, manifest, origin } = place;
  const packed = ["README.md", "LICENSE", "package.json", ...(manifest["files"] as string[])];
  return text.replaceAll(codeOrLink, (whole, _fence, _code, label?: string, target?: string) => {
    if (label === undefined || target === undefined) return whole;
    if (target.startsWith("#") || /^[a-z]+:/i.test(target)) return whole;
    const [path = "", anchor] = target.split("#");
    const inPackage = posix.normalize(path);
    if (packed.some((each) => inPackage === each || inPackage.startsWith(`${each}/`))) return whole;
    const inTree = posix.join(directory, path);
    const file = join(root, inTree);
    if (inTree.startsWith("..") || !existsSync(file))
      throw new Error(`README.md links to ${target}, which does not exist`);
    if (!origin) return label;
    const kind = statSync(file).isDirectory() ? "tree" : "blob";
    const url = `${origin.url}/${kind}/${origin.commit}/${inTree.replace(/\/$/, "")}`;
    return `[${label}](${url}${anchor === undefined ? "" : `#${anchor}`})`;
  });
}
