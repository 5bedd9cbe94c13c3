import type { Finding } from "../diff/index.js";
import { ts, type Use } from "../uses/index.js";
import type { CallerCode, Span } from "./caller-code.js";
import { termsOf, typeNamed, type Words, wordsIn } from "./error-words.js";
import type { CompilerError } from "./impact-report.js";
import { keyOf, type UseJoin } from "./join-uses.js";

/** A new error of the caller's compiler, the findings that it proves, and the uses that it is about. */
export interface Attributed {
  readonly error: CompilerError;
  /** Empty if none explains it. */
  readonly findings: readonly Finding[];
  readonly uses: readonly Use[];
}

/** Says to which findings the new errors of a caller's code belong: by place, and by names. */
export class ErrorAttribution {
  readonly #code: CallerCode;
  readonly #usesByFile = new Map<string, Use[]>();
  readonly #byUse: ReadonlyMap<Use, readonly Finding[]>;
  readonly #byTerm = new Map<string, Finding[]>();
  readonly #terms = new Map<Finding, ReadonlySet<string>>();
  readonly #operations = new Map<Finding, ReadonlySet<string>>();
  readonly #types = new Map<Finding, string | undefined>();
  /** The findings that an operation went, by its function. */
  readonly #gone = new Map<string, Finding>();

  /**
   * @param findings all that changed, also what nobody asked for
   * @param byUse the findings that each use meets
   */
  constructor(
    findings: readonly Finding[],
    uses: readonly Use[],
    byUse: ReadonlyMap<Use, readonly Finding[]>,
    join: UseJoin,
    code: CallerCode,
  ) {
    this.#code = code;
    this.#byUse = byUse;
    for (const use of uses) {
      const known = this.#usesByFile.get(use.file);
      if (known) known.push(use);
      else this.#usesByFile.set(use.file, [use]);
    }
    for (const finding of findings) {
      // What no type has no compiler can reject.
      if (finding.class === "docs" || weightOf(finding) === 0) continue;
      const terms = termsOf(finding, join);
      this.#terms.set(finding, terms);
      this.#types.set(finding, typeNamed(finding, join));
      for (const term of terms) {
        const known = this.#byTerm.get(term);
        if (known) known.push(finding);
        else this.#byTerm.set(term, [finding]);
      }
      const functions = finding.operations.flatMap((each) => join.functionOf(each) ?? keyOf(each));
      this.#operations.set(finding, new Set(functions));
      if (finding.kind.startsWith("operation.endpoint.removed"))
        for (const each of functions) this.#gone.set(each, finding);
    }
  }

  attribute(error: CompilerError): Attributed {
    const node = this.#code.nodeAt(error);
    const statement = this.#code.statementAt(error);
    const near = this.#usesIn(error.file, statement);
    const words = wordsIn(error.message);
    const direct = this.#best(error, near, words, node);
    if (direct.findings.length > 0) return direct;
    // A value that got its type elsewhere in the caller's code, such as from a function of its own.
    for (const followed of this.#usesBehind(error, statement)) {
      const indirect = this.#best(error, followed, words, node);
      if (indirect.findings.length > 0) return { ...indirect, uses: near };
    }
    const named = this.#best(error, [], words, node);
    return { ...named, uses: near };
  }

  #best(
    error: CompilerError,
    uses: readonly Use[],
    words: Words,
    node: ts.Node | undefined,
  ): Attributed {
    const scores = new Map<Finding, number>();
    const raise = (finding: Finding, score: number) =>
      scores.set(finding, Math.max(scores.get(finding) ?? 0, score));
    const called = new Set(uses.flatMap(({ operations }) => operations));
    for (const use of uses) {
      const isExact = node !== undefined && this.#isIn(use, error.file, node);
      for (const finding of this.#byUse.get(use) ?? [])
        if (this.#terms.has(finding)) raise(finding, isExact ? 6 : 2);
    }
    // With an operation, the types of all that came from it are gone.
    for (const each of called) {
      const gone = this.#gone.get(each);
      if (gone) raise(gone, 2);
    }
    for (const word of words.own) {
      for (const finding of this.#byTerm.get(word) ?? []) {
        if (!mayName(word, finding, words)) continue;
        const own = this.#operations.get(finding) ?? new Set();
        const isCalled = own.size === 0 || [...called].some((each) => own.has(each));
        // Where no use is near, the names in the message are all there is.
        if (uses.length > 0 ? isCalled : true) raise(finding, 1);
      }
    }
    const rated = [...scores].flatMap(([finding, score]) => {
      const terms = [...(this.#terms.get(finding) ?? [])];
      // `schemas["Output"]`: a use of the schema itself, which is a property there.
      const isNamed = terms.some(
        (term) => words.own.has(term) && (score >= 6 || mayName(term, finding, words)),
      );
      // `Property 'total' does not exist on type 'Order'`: of what has a `total`, it is of `Order`.
      const isOfType = isNamed && words.own.has(this.#types.get(finding) ?? "");
      const isShown = terms.some((term) => words.shown.has(term));
      const sure = score + (isNamed ? 8 : isShown ? 3 : 0) + (isOfType ? 2 : 0);
      const weight = weightOf(finding);
      // What no rule calls a break explains an error only if it is of the same name or place.
      return weight < 1 && sure < 6 ? [] : [{ finding, score: sure + weight }];
    });
    const top = Math.max(...rated.map(({ score }) => score));
    const findings = rated.filter(({ score }) => score === top).map(({ finding }) => finding);
    const hit = new Set(findings);
    return {
      ...{ error, findings },
      uses: uses.filter((use) => (this.#byUse.get(use) ?? []).some((each) => hit.has(each))),
    };
  }

  #isIn(use: Use, file: string, node: ts.Node): boolean {
    const at = use.file === file ? this.#code.offsetOf(use) : undefined;
    return at !== undefined && at >= node.getStart() && at < node.end;
  }

  #usesIn(file: string, span: Span | undefined): Use[] {
    if (!span) return [];
    return (this.#usesByFile.get(file) ?? []).filter((use) => {
      const at = this.#code.offsetOf(use) ?? -1;
      return at >= span.start && at < span.end;
    });
  }

  /** The uses in the declarations of the names in a statement, then in those that these name, and so on. */
  *#usesBehind(error: CompilerError, span: Span | undefined): Generator<Use[]> {
    const source = this.#code.sourceOf(error.file);
    if (!source || !span) return;
    const seen = new Set<ts.Node>();
    let open: { readonly source: ts.SourceFile; readonly span: Span }[] = [{ source, span }];
    for (let depth = 0; depth < maxDepth && open.length > 0; depth += 1) {
      const found = new Set<Use>();
      const next: typeof open = [];
      for (const { source: from, span: part } of open) {
        for (const declaration of this.#code.declarationsIn(from, part)) {
          if (seen.has(declaration)) continue;
          seen.add(declaration);
          const unit = wholeOf(declaration);
          const file = this.#code.fileOf(declaration.getSourceFile());
          for (const use of this.#usesIn(file, unit)) found.add(use);
          next.push({ source: declaration.getSourceFile(), span: unit });
        }
      }
      open = next;
      if (found.size > 0) yield [...found];
    }
  }
}

/** A value passes through so many declarations of the caller at most. */
const maxDepth = 8;

/** Who declares a name, with its initializer or body. */
function wholeOf(declaration: ts.Node): Span {
  let node = declaration;
  while (
    ts.isBindingElement(node) ||
    ts.isObjectBindingPattern(node) ||
    ts.isArrayBindingPattern(node)
  )
    node = node.parent;
  const isParameter = ts.isParameter(node);
  // What a parameter is given, its function's caller says.
  const call = isParameter ? enclosingCall(node) : undefined;
  const whole = call ?? node;
  return { start: whole.getStart(), end: whole.end };
}

function enclosingCall(node: ts.Node): ts.Node | undefined {
  const owner = node.parent.parent;
  return ts.isCallExpression(owner) ? owner : undefined;
}

/** Whether a word may stand for a finding: a property that is called like a schema is no schema. */
function mayName(word: string, { kind }: Finding, { properties }: Words): boolean {
  return !kind.startsWith("component.") || !properties.has(word);
}

/** Of findings that fit alike, the one that a rule calls certain is it. */
function weightOf({ source, override }: Finding): number {
  const ruled = override?.source ?? source;
  return ruled === "breaking" ? 1.5 : ruled === "warning" ? 1 : ruled === "info" ? 0.5 : 0;
}
