import type { Entry } from "./catalogue/diagnostic-entry.js";
import { type Arguments, type Code, catalogue, type Severity } from "./catalogue/index.js";
import { type Excerpt, frameOf } from "./code-frame.js";
import { printable } from "./printable.js";
import { type Line, print, type Style } from "./styled-lines.js";

export { type Code, catalogue, type Severity } from "./catalogue/index.js";
export { type Excerpt, excerptOf, excerptOfLine, frameOf } from "./code-frame.js";
export { describeFound } from "./describe-found.js";
export { printable, printableLines } from "./printable.js";
export { type Line, type Painted, print, type Style } from "./styled-lines.js";

/** A position in a file; line and column start at 1. */
export interface Place {
  /** Its path, or URL. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /**
   * JSON pointer of the node in this file; absent if there is no node, for example if the file
   * cannot be parsed.
   */
  readonly pointer?: string;
  /** The text at the position; absent if there is nothing to show. */
  readonly excerpt?: Excerpt;
}

/**
 * One message about the input.
 *
 * @example
 * { code: "ref-unresolved", severity: "error",
 *   message: 'cannot resolve $ref "#/components/schemas/Nope": there is no "Nope" in components/schemas',
 *   help: "Correct the reference, …", place: { file: "spec/openapi.yaml", line: 12, column: 9 } }
 */
export interface Diagnostic {
  /** Identifies the kind of message: what to search for, and what to compare in code. */
  readonly code: Code;
  /** Whether the run ended because of it. */
  readonly severity: Severity;
  /** What is wrong with this input, on one line; characters that a terminal would obey are escaped. */
  readonly message: string;
  /** How to fix it. */
  readonly help: string;
  /** Where; absent if it is about no file. */
  readonly place?: Place;
}

/** Thrown when the input cannot be used; holds every error found so far. */
export class DiagnosticError extends Error {
  /** Always `DiagnosticError`, also in another copy of this package. */
  override readonly name = "DiagnosticError";
  /** The errors, in the order in which they were found; at least one. */
  readonly diagnostics: readonly Diagnostic[];

  /** @param diagnostics what is wrong; `message` has the first of them as text */
  constructor(diagnostics: readonly Diagnostic[]) {
    super(formatDiagnostics(diagnostics));
    this.diagnostics = diagnostics;
  }
}

/** Creates the diagnostic of a code; its catalogue entry defines the arguments. */
export function diagnose<C extends Code>(code: C, args: Arguments<C>, place?: Place): Diagnostic {
  const entry = catalogue[code];
  // Each entry takes the arguments of its own code; TypeScript cannot infer that through the union.
  const { message, common } = entry as Entry<Arguments<C>>;
  const diagnostic = {
    code,
    severity: entry.severity,
    message: printable(message(args)),
    help: entry.help,
    ...(place && { place }),
  };
  if (common) causes.set(diagnostic, JSON.stringify([code, ...common(args)]));
  return diagnostic;
}

const causes = new WeakMap<Diagnostic, string>();

/** The same for diagnostics that differ only in where something was found. */
export function causeOf(diagnostic: Diagnostic): string {
  return causes.get(diagnostic) ?? JSON.stringify([diagnostic.code, diagnostic.message]);
}

/**
 * `file:line:column: error[code]: message`, and below it the line itself, the node's JSON pointer
 * and the help.
 *
 * @param colour whether to add the escape codes of terminals for colours; default: false
 */
export function formatDiagnostic(diagnostic: Diagnostic, colour = false): string {
  return print(linesOf(diagnostic), colour);
}

/** The lines of a diagnostic, ready to be printed. */
export function linesOf({ code, severity, message, help, place }: Diagnostic): readonly Line[] {
  const where = place ? `${place.file}:${place.line}:${place.column}: ` : "";
  return [
    [where, { style: styles[severity], text: `${severity}[${code}]` }, `: ${message}`],
    ...(place?.excerpt ? frameOf(place.line, place.excerpt) : []),
    ...(place?.pointer ? [`  at: ${place.pointer}`] : []),
    `  help: ${help}`,
  ];
}

const styles = { error: "boldRed", warning: "boldYellow" } satisfies Record<Severity, Style>;

/** More than a screenful would hide the first one, which often causes the others. */
const maxPrinted = 20;

/** The first diagnostics, and the number of further ones. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], colour = false): string {
  const lines = diagnostics.slice(0, maxPrinted).flatMap(linesOf);
  const more = diagnostics.length - maxPrinted;
  return print([...lines, ...(more > 0 ? [`… and ${more} more`] : [])], colour);
}

export { closestName } from "./closest-name.js";
export { countOf } from "./count-of.js";
export { didYouMean } from "./did-you-mean.js";

export { escapeHidden } from "./hidden-characters.js";

export {
  columnsOf,
  hang,
  heading,
  type Layout,
  labelled,
  labelWidth,
  paragraph,
  preformatted,
  row,
  standardLayout,
  wrap,
} from "./text-layout.js";
