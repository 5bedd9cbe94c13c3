import { realpathSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { readFileAt } from "../../disk/index.js";
import { Analysis, type Callers, openCallers, ts, withinStack } from "../../uses/index.js";
import { CallChanges } from "./call-changes.js";
import { applyEdits, type Edit, inOrder } from "./edit.js";
import { fixFile } from "./file-fixer.js";
import type { FixContext } from "./fix-context.js";
import { fixUses } from "./fix-uses.js";
import type { LeftOut, Renames } from "./rename.js";
import { RenamedMembers } from "./renamed-members.js";

export interface FixOptions {
  /** Path of a tsconfig.json, or of its folder. */
  readonly project: string;
  /** Name, folder or package of the client; needed where the project has several. */
  readonly client?: string | undefined;
  readonly renames: Renames;
  readonly onProgress?: (step: string) => void;
}

/** What would change in a project. */
export interface FixPlan {
  /** Of the project, absolute. */
  readonly folder: string;
  /** The folders in which files may change, without links: those of all projects. */
  readonly roots: readonly string[];
  readonly files: readonly FixedFile[];
  /** Places with an old name that stay as they are, and why. */
  readonly left: readonly LeftPlace[];
  /** What is not certain to be a rename. */
  readonly leftOut: readonly LeftOut[];
}

export interface FixedFile {
  /** Absolute, without links. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** How many places change. */
  readonly places: number;
  /** Of the text without a byte order mark, in their order. */
  readonly edits: readonly Edit[];
}

export interface LeftPlace {
  /** Relative to the folder, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly why: string;
}

/**
 * Opens a project, and plans what {@link planChanges} does.
 *
 * @throws DiagnosticError if the project cannot be read, does not parse, or has no client, or several
 */
export function planFixes({ project, client, renames, onProgress }: FixOptions): FixPlan {
  onProgress?.("reading the project");
  const callers = openCallers({ project, client });
  onProgress?.("searching for old names");
  return planChanges(callers, renames);
}

/**
 * Finds what has to change in a project for the new names of a client. The client in the project has
 * to be the old one: names that it does not have are nobody's. Writes nothing.
 */
export function planChanges(callers: Callers, renames: Renames): FixPlan {
  const found = new Found(callers);
  const leftOut = new Map(renames.leftOut.map((each) => [JSON.stringify(each), each]));
  for (const program of callers.programs) {
    const files = callers.callersOf(program);
    const analysis = new Analysis(program, callers.client, callers.index, files);
    const renamed = new RenamedMembers(program, callers.client, callers.index, renames);
    const calls = new CallChanges(renames, callers.index);
    for (const each of renamed.leftOut) leftOut.set(JSON.stringify(each), each);
    for (const file of files) {
      const context: Omit<FixContext, "own"> = {
        ...{ checker: analysis.checker, analysis, renamed, calls },
        edit: (edit) => edit && found.edit(file, edit),
        leave: (node, why) => found.leave(file, node.getStart(file), why),
      };
      withinStack(file.fileName, () => fixFile(file, context));
    }
    fixUses(files, analysis, renamed, renames, found);
  }
  const files = found.finish();
  const { folder } = callers;
  return { folder, roots: found.roots, files, left: found.left, leftOut: [...leftOut.values()] };
}

/**
 * Plans for several clients of one project as one. A file in which two of them would change the same
 * place is left as it is.
 */
export function mergePlans(first: FixPlan, others: readonly FixPlan[]): FixPlan {
  const files = new Map<string, FixedFile | undefined>();
  const left: LeftPlace[] = [];
  for (const file of [first, ...others].flatMap((plan) => plan.files)) {
    const known = files.has(file.path) ? files.get(file.path) : { ...file, edits: [] };
    const edits = known && inOrder([...known.edits, ...file.edits]);
    const mark = file.before.startsWith("\ufeff") ? "\ufeff" : "";
    const after = edits && mark + applyEdits(file.before.slice(mark.length), edits);
    files.set(
      file.path,
      edits && after ? { ...file, edits, after, places: edits.length } : undefined,
    );
    if (edits) continue;
    const name = relative(first.folder, file.path).replaceAll("\\", "/");
    left.push({ file: name, line: 1, column: 1, why: "two changes of this file would meet" });
  }
  return {
    ...first,
    files: [...files.values()].filter((each) => each !== undefined),
    left: [...[first, ...others].flatMap((plan) => plan.left), ...left],
    leftOut: [first, ...others].flatMap((plan) => plan.leftOut),
  };
}

/** What was found in the files of a project, which several programs may share. */
export class Found {
  readonly #callers: Callers;
  /** The folders of the projects, without links. */
  readonly roots: readonly string[];
  readonly #files = new Map<string, { readonly file: ts.SourceFile; readonly edits: Edit[] }>();
  readonly #left = new Map<string, LeftPlace>();

  constructor(callers: Callers) {
    this.#callers = callers;
    const folders = callers.programs.map((program) => {
      const { configFilePath } = program.getCompilerOptions();
      return typeof configFilePath === "string" ? dirname(configFilePath) : callers.folder;
    });
    this.roots = [...new Set([callers.folder, ...folders].map((each) => realpathSync(each)))];
  }

  get left(): readonly LeftPlace[] {
    const key = ({ file, line, column }: LeftPlace) =>
      `${file}\0${String(line).padStart(7)}${String(column).padStart(5)}`;
    return [...this.#left.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  edit(file: ts.SourceFile, edit: Edit): void {
    this.#of(file).edits.push(edit);
  }

  leave(file: ts.SourceFile, position: number, why: string): void {
    const { line, character } = file.getLineAndCharacterOfPosition(position);
    const place = { file: this.#nameOf(file.fileName), line: line + 1, column: character + 1, why };
    const key = `${place.file}:${place.line}:${place.column}`;
    if (!this.#left.has(key)) this.#left.set(key, place);
  }

  /** Whether something was found at a node, be it an edit or a reason for none. */
  has(node: ts.Node): boolean {
    const file = node.getSourceFile();
    const [start, end] = [node.getStart(), node.end];
    const edits = this.#files.get(file.fileName)?.edits ?? [];
    if (edits.some((each) => each.start <= end && each.end >= start)) return true;
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    return this.#left.has(`${this.#nameOf(file.fileName)}:${line + 1}:${character + 1}`);
  }

  finish(): FixedFile[] {
    return [...this.#files.values()].flatMap(({ file, edits }) => this.#fixed(file, edits) ?? []);
  }

  #of(file: ts.SourceFile) {
    const known = this.#files.get(file.fileName) ?? { file, edits: [] };
    this.#files.set(file.fileName, known);
    return known;
  }

  #nameOf(path: string): string {
    return relative(this.#callers.folder, path).replaceAll("\\", "/");
  }

  #fixed(file: ts.SourceFile, edits: readonly Edit[]): FixedFile | undefined {
    const ordered = inOrder(edits);
    const path = ownPath(file.fileName, this.roots);
    const before = path === undefined ? "" : readFileAt(path).toString("utf8");
    const mark = before.startsWith("\ufeff") ? "\ufeff" : "";
    const after = ordered ? applyEdits(file.text, ordered) : file.text;
    const why = !ordered
      ? "two changes of this file would meet"
      : path === undefined
        ? "the file is not in the folder of the project"
        : before !== mark + file.text
          ? "the file is not written in UTF-8"
          : breaksSyntax(file.fileName, after)
            ? "the file could not be parsed any more"
            : undefined;
    if (why === undefined && path !== undefined && ordered)
      return { path, before, after: mark + after, places: ordered.length, edits: ordered };
    for (const { start } of edits) this.leave(file, start, why ?? "");
    return undefined;
  }
}

/** The path of a file of a project, without links; undefined if it is elsewhere. */
export function ownPath(path: string, roots: readonly string[]): string | undefined {
  const real = realpathSync(path);
  const isLink = realpathSync(dirname(path)) !== dirname(real);
  const isOurs = roots.some((root) => {
    const inner = real.startsWith(join(root, "/")) ? real.slice(root.length) : undefined;
    return inner !== undefined && !/[\\/]node_modules[\\/]/.test(inner);
  });
  return isLink || !isOurs ? undefined : real;
}

function breaksSyntax(fileName: string, text: string): boolean {
  const options = { jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext };
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName,
    compilerOptions: options,
    reportDiagnostics: true,
  });
  return diagnostics.some(({ code }) => code >= 1000 && code < 2000);
}
