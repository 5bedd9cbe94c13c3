import type { Pointer } from "../openapi/index.js";
import type { Locate } from "./parse-yaml.js";

/**
 * A node of a text: the offset of its value, and that of its name, or the value's if it has none.
 */
interface Child {
  readonly offset: number;
  readonly value: number;
}

/**
 * Like `locateIn`, for a text that JSON.parse accepts and that has no duplicate names. It only
 * scans the text, which takes a small part of the time and memory of YAML's events.
 */
export function locateInJson(text: string): Locate {
  const root = pastSpace(text, 0);
  // Thousands of messages may be about children of one node.
  const known = new Map<number, ReadonlyMap<string, Child>>();
  return (pointer: Pointer) => {
    let node: Child = { offset: root, value: root };
    let depth = 0;
    for (const token of pointer) {
      const children = known.get(node.value) ?? childrenOf(text, node.value);
      known.set(node.value, children);
      const child = children.get(token);
      if (!child) break;
      node = child;
      depth++;
    }
    const { offset, value } = node;
    return { offset, depth, end: () => pastValue(text, value) };
  };
}

function childrenOf(text: string, parent: number): ReadonlyMap<string, Child> {
  const children = new Map<string, Child>();
  const kind = text[parent];
  if (kind !== "{" && kind !== "[") return children;
  let at = pastSpace(text, parent + 1);
  while (text[at] !== "}" && text[at] !== "]") {
    const offset = at;
    let token = String(children.size);
    if (kind === "{") {
      const end = pastText(text, at);
      token = nameIn(text, at, end);
      // After the colon.
      at = pastSpace(text, pastSpace(text, end) + 1);
    }
    children.set(token, { offset, value: at });
    at = pastSpace(text, pastValue(text, at));
    if (text[at] === ",") at = pastSpace(text, at + 1);
  }
  return children;
}

function nameIn(text: string, start: number, end: number): string {
  const name = text.slice(start + 1, end - 1);
  return name.includes("\\") ? (JSON.parse(text.slice(start, end)) as string) : name;
}

function pastSpace(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

function pastValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return pastText(text, start);
  if (first === "{" || first === "[") return pastContainer(text, start);
  let at = start;
  // A number, `true`, `false` or `null`.
  while (/[-+.\w]/.test(text.charAt(at))) at++;
  return at;
}

function pastContainer(text: string, start: number): number {
  let depth = 0;
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = pastText(text, at) - 1;
    else if (code === 0x7b || code === 0x5b) depth++;
    else if ((code === 0x7d || code === 0x5d) && --depth === 0) return at + 1;
  }
}

/** The number of names in a text. */
export function countNames(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x3a) count++;
    else if (code === 0x22) at = pastText(text, at) - 1;
  }
  return count;
}

/** The offset after a string that starts with its quote. */
function pastText(text: string, start: number): number {
  let at = start;
  do at = text.indexOf('"', at + 1);
  while (isEscaped(text, at));
  return at + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++;
  return backslashes % 2 === 1;
}
