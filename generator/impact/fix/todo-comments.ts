import { resolve } from "node:path";
import { readFileAt } from "../../disk/index.js";
import { toLineComment } from "../../typescript/index.js";
import { ts } from "../../uses/index.js";
import { applyEdits, type Edit } from "./edit.js";
import { type FixPlan, ownPath } from "./plan-fixes.js";

/** Something to say about a place of the caller's code. */
export interface Todo {
  /** Identifies the finding: its fingerprint. */
  readonly id: string;
  readonly message: string;
  /** Relative to the folder of the project, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/**
 * Adds a comment above each place of a plan's files, or of others: above its statement, where a
 * comment is one whatever the language around it, JSX included. One that stands there already is not
 * repeated.
 *
 * @param todos at places as they are when the plan is carried out
 */
export function withTodos(plan: FixPlan, todos: readonly Todo[]): FixPlan {
  const changed = new Map(plan.files.map((each) => [each.path, each]));
  for (const [file, own] of groupBy(todos, (each) => each.file)) {
    const path = ownPath(resolve(plan.folder, file), plan.roots);
    if (path === undefined) continue;
    const { before, after, places, edits } = changed.get(path) ?? unchanged(path);
    const mark = after.startsWith("\ufeff") ? "\ufeff" : "";
    const text = after.slice(mark.length);
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const commented = mark + applyEdits(text, commentsIn(source, own));
    if (commented !== before) changed.set(path, { path, before, after: commented, places, edits });
  }
  return { ...plan, files: [...changed.values()] };
}

function unchanged(path: string) {
  const before = readFileAt(path).toString("utf8");
  return { before, after: before, places: 0, edits: [] };
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function commentsIn(file: ts.SourceFile, todos: readonly Todo[]): Edit[] {
  const comments = new Map<number, Map<string, string>>();
  for (const { id, message, line, column } of todos) {
    if (line > file.getLineStarts().length) continue;
    const at = lineAbove(file, line, column);
    const mark = `// TODO(tether ${toLineComment(id)}):`;
    if (commentsAbove(file, at).some((each) => each.includes(mark))) continue;
    const known = comments.get(at) ?? new Map();
    comments.set(at, known.set(id, `${mark} ${toLineComment(message)}`));
  }
  const newLine = file.text.includes("\r\n") ? "\r\n" : "\n";
  return [...comments]
    .sort(([a], [b]) => a - b)
    .map(([at, texts]) => {
      const indent = /^[^\S\r\n]*/.exec(file.text.slice(at))?.[0] ?? "";
      const text = [...texts.values()].map((each) => `${indent}${each}${newLine}`).join("");
      return { start: at, end: at, text };
    });
}

/** The start of the line on which the innermost statement around a place begins, alone on it. */
function lineAbove(file: ts.SourceFile, line: number, column: number): number {
  const position = file.getPositionOfLineAndCharacter(line - 1, 0) + column - 1;
  let found: number | undefined;
  const visit = (node: ts.Node): void => {
    const start = node.getStart(file);
    if (position < start || position >= node.end) return;
    if (isStatement(node)) {
      const lineStart = file.text.lastIndexOf("\n", start - 1) + 1;
      if (file.text.slice(lineStart, start).trim() === "") found = lineStart;
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  if (found !== undefined) return found;
  const first = file.statements[0]?.getStart(file) ?? 0;
  return file.text.lastIndexOf("\n", first - 1) + 1;
}

function isStatement(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isClassElement(node) ||
    ts.isTypeElement(node) ||
    ts.isSourceFile(parent) ||
    ts.isBlock(parent) ||
    ts.isModuleBlock(parent) ||
    (ts.isCaseOrDefaultClause(parent) && ts.isStatement(node))
  );
}

/** The comments that stand in lines of their own right above a line. */
function commentsAbove(file: ts.SourceFile, lineStart: number): string[] {
  const lines = file.text.slice(0, lineStart).split(/\r?\n/);
  lines.pop();
  const found: string[] = [];
  for (let line = lines.pop(); line?.trim().startsWith("//"); line = lines.pop()) found.push(line);
  return found;
}
