import type { Operation, Provenance, Statement } from "../model/index.js";

/**
 * The text for a provenance, the same everywhere in a client: in comments, in descriptors of
 * operations and therefore in errors. Documented parts need none.
 */
export function markOf(statement: Statement | undefined): string | undefined {
  switch (statement?.level) {
    case "observed":
      return `**Observed** ${howOften(statement)}`;
    case "inferred":
      return `**Inferred:** ${sentence(statement.because)}`;
    case "undocumented":
      return "**Undocumented.**";
    default:
      return undefined;
  }
}

/** A sentence of ours, with the mark of the part that it describes, if that needs one. */
export function marked(text: string, statement: Statement | undefined): string {
  const mark = markOf(statement);
  return mark === undefined ? text : `${text} ${mark}`;
}

/** The mark, or the sources that document a part; undefined if the spec does not say. */
export function knownFrom(statement: Statement | undefined): string | undefined {
  if (statement?.level !== "documented") return markOf(statement);
  return `Documented (${statement.sources.join(", ")}).`;
}

/**
 * Why an operation must not be called by accident, as a clause: `no source documents it as GET /a.
 * The method is documented (guide). The path is inferred: …`; undefined if it may be called.
 */
export function guessOf(operation: Operation): string | undefined {
  const { isInferred, method, path, provenance } = operation;
  if (!isInferred || !provenance) return undefined;
  return `no source documents it as ${method} ${path}. ${sayAspects(provenance)}`;
}

/**
 * The text about the provenance of an operation for its comment; undefined if the spec has none.
 */
export function knownOf(operation: Operation): string | undefined {
  const guess = guessOf(operation);
  return guess
    ? `**Inferred:** ${guess}`
    : operation.provenance && sayAspects(operation.provenance);
}

/** One sentence for all aspects with the same provenance. */
export function sayAspects(provenance: Partial<Provenance>): string {
  const alike = new Map<string, string[]>();
  for (const [aspect, statement] of Object.entries(provenance)) {
    const how = howKnown(statement);
    alike.set(how, [...(alike.get(how) ?? []), aspect]);
  }
  return [...alike]
    .map(([how, names]) => `The ${listed(names)} ${names.length > 1 ? "are" : "is"} ${how}`)
    .join(" ");
}

function howKnown(statement: Statement): string {
  const { level, because, sources } = statement;
  if (level === "documented") return `documented (${sources.join(", ")}).`;
  if (level === "observed") return `observed ${howOften(statement)}`;
  return level === "inferred" ? `inferred: ${sentence(because)}` : "undocumented.";
}

/** `in 12 of 14 calls from 2026-11-02 to 2026-11-28 (shop); no source documents it.` */
function howOften({ observed, sources }: Statement): string {
  if (!observed) return `(${sources.join(", ")}).`;
  const { seen, of, first, last } = observed;
  const days =
    first === undefined ? "" : first === last ? ` on ${first}` : ` from ${first} to ${last}`;
  return `in ${seen} of ${of} recorded calls${days} (${sources.join(", ")}).`;
}

function listed(names: readonly string[]): string {
  const last = names.at(-1);
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : `${last}`;
}

/** Text of a spec as one line that ends with a full stop. */
function sentence(text = ""): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
