import { ts } from "./compiler.js";

/**
 * Goes through a node and what is in it, in the order of the text, however deep it nests.
 *
 * @param enter says whether to go into the node
 */
export function walk(root: ts.Node, enter: (node: ts.Node) => boolean): void {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!enter(node)) continue;
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index];
      if (child) open.push(child);
    }
  }
}
