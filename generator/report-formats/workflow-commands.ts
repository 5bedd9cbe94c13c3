import { type Place, printable } from "../diagnostics/index.js";

/** What GitHub shows beside a line: the words of its workflow commands, worst first. */
export const annotations = ["error", "warning", "notice"] as const;

export type Annotation = (typeof annotations)[number];

/** GitHub shows at most this many annotations of a kind per step, so the worst must come first. */
const shownByGithub = 10;

/** One workflow command, which is one line. */
export function workflowCommand(
  name: Annotation,
  properties: Readonly<Record<string, string>>,
  lines: readonly string[],
): string {
  const list = Object.entries(properties)
    .map(([key, value]) => `${key}=${escapeProperty(value)}`)
    .join(",");
  const text = lines.map(escapeData).join("%0A");
  return `::${name}${list === "" ? "" : ` ${list}`}::${text}`;
}

/** The properties of a place; none if its file, in a commit or on a server, is not in the checkout. */
export function annotatedPlace(place: Place | undefined): Readonly<Record<string, string>> {
  if (!place || /^[^\\/]*:|[\r\n]/.test(place.file)) return {};
  return { file: place.file, line: String(place.line), col: String(place.column) };
}

/**
 * A sentence about what GitHub does not show, if that is anything.
 *
 * @param counts how many annotations there are of a kind, and what they are
 */
export function describeHidden(counts: readonly (readonly [count: number, of: string])[]): string {
  const hidden = counts.flatMap(([count, of]) =>
    count > shownByGithub ? [`${count - shownByGithub} more ${of}`] : [],
  );
  return hidden.length === 0
    ? ""
    : ` GitHub shows the first ${shownByGithub} of each kind; ${hidden.join(", ")}.`;
}

/** In the text of a command, GitHub decodes `%25`, `%0D` and `%0A`; in properties, two more. */
function escapeData(text: string): string {
  return printable(text, Number.POSITIVE_INFINITY).replaceAll("%", "%25");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
