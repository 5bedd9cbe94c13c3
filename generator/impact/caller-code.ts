import { join, relative } from "node:path";
import { type SearchedProject, ts } from "../uses/index.js";
import type { CodePlace } from "./impact-report.js";

/** A part of a caller's file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The caller's files as they are written: which statement a place is in, and what stands there. */
export class CallerCode {
  readonly #searched: SearchedProject;
  readonly #folder: string;

  constructor(searched: SearchedProject) {
    this.#searched = searched;
    this.#folder = searched.project.folder;
  }

  /** @param file relative to the project's folder */
  sourceOf(file: string): ts.SourceFile | undefined {
    return this.#searched.fileAt(join(this.#folder, file).replaceAll("\\", "/"));
  }

  /** The path of a file, relative to the project's folder. */
  fileOf({ fileName }: ts.SourceFile): string {
    return relative(this.#folder, fileName).replaceAll("\\", "/");
  }

  /** The callers' declarations of the names in a part of a file. */
  declarationsIn(source: ts.SourceFile, { start, end }: Span): ts.Node[] {
    const { programs } = this.#searched.project;
    const program = programs.find((each) => each.getSourceFile(source.fileName) === source);
    const checker = program?.getTypeChecker();
    if (!checker) return [];
    const found = new Set<ts.Node>();
    const visit = (node: ts.Node): void => {
      if (node.end <= start || node.pos >= end) return;
      if (ts.isIdentifier(node) && node.getStart() >= start) {
        const symbol = checker.getSymbolAtLocation(node);
        const target =
          symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
        for (const each of target?.declarations ?? [])
          if (!each.getSourceFile().isDeclarationFile) found.add(each);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return [...found].filter(
      (each) => !this.#searched.client.files.has(each.getSourceFile().fileName),
    );
  }

  offsetOf({ file, line, column }: CodePlace): number | undefined {
    const source = this.sourceOf(file);
    const start = source?.getLineStarts()[line - 1];
    return start === undefined ? undefined : start + column - 1;
  }

  /** The line of a place without its indentation, and where the place is in that. */
  shownAt({ file, line, column }: CodePlace): {
    readonly code: string;
    readonly codeColumn?: number;
  } {
    const source = this.sourceOf(file);
    if (!source) return { code: "" };
    const starts = source.getLineStarts();
    const text = source.text.slice(starts[line - 1], starts[line]).trimEnd();
    const code = text.trimStart();
    return { code, codeColumn: column - (text.length - code.length) };
  }

  /**
   * What an error at a place is about: the widest part of a statement that begins there. Of
   * `amount: order.total` that is the whole, and of `order.total` the name at its end is itself.
   */
  nodeAt(place: CodePlace): ts.Node | undefined {
    const offset = this.offsetOf(place);
    let found = this.#innermostAt(place);
    while (found && !isUnit(found) && found.parent && !isUnit(found.parent)) {
      if (ts.isSourceFile(found.parent) || found.parent.getStart() !== offset) break;
      found = found.parent;
    }
    return found;
  }

  #innermostAt(place: CodePlace): ts.Node | undefined {
    const source = this.sourceOf(place.file);
    const offset = this.offsetOf(place);
    if (!source || offset === undefined) return undefined;
    let found: ts.Node | undefined;
    const visit = (node: ts.Node): void => {
      if (node.end <= offset || node.pos > offset) return;
      found = node;
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  }

  /** The statement, or the member of a class or an interface, that a place is in. */
  statementAt(place: CodePlace): Span | undefined {
    for (let node = this.#innermostAt(place); node && !ts.isSourceFile(node); node = node.parent) {
      if (isUnit(node)) return { start: headOf(node).start, end: headOf(node).end };
    }
    return undefined;
  }

  /** Tells of a place whether it is in a statement, or in a member, that one of these is in. */
  withinStatementsOf(places: readonly CodePlace[]): (place: CodePlace) => boolean {
    const spans = new Map<string, Span[]>();
    for (const place of places) {
      const span = this.statementAt(place);
      if (span) spans.set(place.file, [...(spans.get(place.file) ?? []), span]);
    }
    return (place) => {
      const own = spans.get(place.file);
      const at = own && this.offsetOf(place);
      return at !== undefined && own?.some(({ start, end }) => at >= start && at < end) === true;
    };
  }

  /** The call that a name at a place is the callee of. */
  callAt(place: CodePlace): ts.CallExpression | undefined {
    for (let node = this.#innermostAt(place); node && !isUnit(node); node = node.parent) {
      if (ts.isCallExpression(node)) return node;
    }
    return undefined;
  }
}

function isUnit(node: ts.Node): boolean {
  return (
    (ts.isStatement(node) && !ts.isBlock(node)) ||
    ts.isClassElement(node) ||
    ts.isTypeElement(node) ||
    ts.isCaseOrDefaultClause(node)
  );
}

/** Of a statement that contains others, only what stands before them is its own. */
function headOf(node: ts.Node): Span {
  const start = node.getStart();
  const body = bodyOf(node);
  return { start, end: body ? body.getStart() : node.end };
}

function bodyOf(node: ts.Node): ts.Node | undefined {
  if (ts.isSwitchStatement(node)) return node.caseBlock;
  if (ts.isCaseOrDefaultClause(node)) return node.statements[0];
  if (ts.isIfStatement(node)) return node.thenStatement;
  if (ts.isIterationStatement(node, false))
    return ts.isDoStatement(node) ? undefined : node.statement;
  if (ts.isFunctionLike(node) && "body" in node) return (node as { readonly body?: ts.Node }).body;
  if (ts.isClassDeclaration(node)) return node.members[0];
  return ts.isTryStatement(node) ? node.tryBlock : undefined;
}
