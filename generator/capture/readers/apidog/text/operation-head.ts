import { isNoise, stateIn } from "./interface-labels.js";
import type { Line } from "./page-lines.js";
import { isMethod } from "./page-methods.js";

/** What stands above the request: where the operation is, and what it is called. */
export interface Head {
  readonly title: Line | undefined;
  readonly method: Line;
  /** The line of the path, and what of it is the path. */
  readonly path: Line;
  readonly written: string;
  readonly status: string | undefined;
  readonly folder: Line | undefined;
  /** Of the first line behind the path. */
  readonly end: number;
}

/**
 * Finds the method with its path. The navigation holds methods too, but no paths, and the path of
 * a callback is an expression.
 */
export function findHead(lines: readonly Line[]): Head | undefined {
  for (let at = 0; at + 1 < lines.length; at++) {
    const [method, path] = [lines[at], lines[at + 1]];
    if (!method || !path || !isMethod(method.text)) continue;
    const written = readPath(path.text);
    if (written === undefined) continue;
    return { ...above(lines, at), method, path, written, end: at + 2 };
  }
  return undefined;
}

/** Longer lines are no path, even with a description glued to it. */
const maxLength = 5000;

const pathStart = /^(?:https?:\/\/|wss?:\/\/|\/|\{\{[^{}]+\}\}\/?)|^[\w-]+\/[\w{}/.-]+$/i;
const pathCharacters = /^(?:[a-z]+:\/\/)?[A-Za-z0-9/_\-.{}:~%$@+,;=!*'()?&[\]]*/;
/** A word glued to the path shows in its capital, and in the prose behind it. */
const gluedProse = /(?<=[a-z0-9}/])(?=[A-Z][a-z]*\s+[a-z])/;

/** The path at the start of a line; undefined if the line does not start with one. */
function readPath(text: string): string | undefined {
  if (text.length > maxLength || !pathStart.test(text)) return undefined;
  const isProse = text.includes(" ");
  const [run = ""] = pathCharacters.exec(text) ?? [];
  if (!isProse) return run.replace(/Request$/, "");
  const glued = gluedProse.exec(text);
  return glued && glued.index <= run.length ? text.slice(0, glued.index) : run;
}

/** Title, status and folder, which stand above the method. */
function above(lines: readonly Line[], method: number): Pick<Head, "title" | "status" | "folder"> {
  let at = method - 1;
  const status = stateIn(lines[at]?.text ?? "");
  if (status !== undefined) at--;
  const title = lines[at];
  const isTitle = title !== undefined && !isMethod(title.text) && !isNoise(title.text);
  const copies = lines[at - 1];
  const isCopied = copies !== undefined && isNoise(copies.text);
  return {
    title: isTitle ? title : undefined,
    status,
    folder: isTitle && isCopied ? lines[at - 2] : undefined,
  };
}
