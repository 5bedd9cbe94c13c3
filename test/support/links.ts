import { existsSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { marked } from "marked";

/** Where the links and pictures of a page lead, as a Markdown parser reads them, and its anchors. */
export function readPage(text: string): { targets: string[]; anchors: Set<string> } {
  const targets: string[] = [];
  const anchors = new Set<string>();
  marked.walkTokens(marked.lexer(text), (token) => {
    if (token.type === "link" || token.type === "image") targets.push(token.href);
    if (token.type !== "heading") return;
    // As GitHub and npm make them of a heading.
    const name = token.text
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, "")
      .replaceAll(" ", "-");
    let anchor = name;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${name}-${count}`;
    anchors.add(anchor);
  });
  return { targets, anchors };
}

/**
 * The links of a page that lead nowhere: to a file or folder that does not exist, or to an anchor
 * that its page does not have. Links to the web are not followed.
 *
 * @param root below which everything has to be
 * @param path of the page, from there
 */
export function deadLinks(root: string, path: string): string[] {
  const text = readFileSync(join(root, path), "utf8");
  return readPage(text).targets.filter((target) => {
    if (/^[a-z]+:/i.test(target)) return false;
    const [file = "", anchor] = target.split("#");
    const linked = file === "" ? path : posix.join(posix.dirname(path), file);
    const there = join(root, linked);
    if (linked.startsWith("..") || !existsSync(there)) return true;
    if (anchor === undefined) return false;
    if (statSync(there).isDirectory() || !linked.endsWith(".md")) return true;
    return !readPage(readFileSync(there, "utf8")).anchors.has(anchor);
  });
}
