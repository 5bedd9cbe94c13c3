import { compareConcreteness, decodedPart } from "../openapi/index.js";
import { isValueSegment } from "../runtime/observe/index.js";

/** One call as the templates see it. */
export interface CalledPath {
  readonly method: string;
  /** Of the path below its server, as they are on the wire: `["boms", "123", ""]`. */
  readonly segments: readonly string[];
  /** Segments that the recording itself marks as parameters, with their names. */
  readonly marked: ReadonlyMap<number, string>;
  /** What the answer looks like, to tell calls of one operation from those of two. */
  readonly answer: string;
  /** Ids and names in the answer and in the body that was sent. */
  readonly values: ReadonlySet<string>;
}

/** A segment of a template: its text, or the name of a parameter and its values' kind. */
export type Segment =
  | { readonly text: string }
  | {
      readonly name: string;
      readonly type: "integer" | "uuid" | "string";
      readonly because: string;
    };

/**
 * Sibling words with the same answers are values from this number on. Fewer may well be operations
 * of one kind: a report for each day of the week, a login for each way to log in.
 */
const minSiblings = 20;

/**
 * Templates of paths by evidence, and the calls of each. A segment is a parameter if
 *
 * - a recording or the spec says so;
 * - it looks like a value (`isValueSegment`);
 * - it is a value in an answer of its path or of the one above, such as the id in a list;
 * - many others stand in its place, each with the same methods and the same answer.
 *
 * @param known templates of the spec and of earlier recordings, as segments: `["boms", "{bom_id}"]`
 */
export function templatesOf(
  calls: readonly CalledPath[],
  known: readonly (readonly string[])[] = [],
): Map<CalledPath, readonly Segment[]> {
  const templates = new Map<CalledPath, readonly Segment[]>();
  const rest: CalledPath[] = [];
  for (const call of calls) {
    const [template] = [known, known.map(withOtherEnd)].flatMap((those) =>
      those
        .filter((each) => fits(each, call.segments))
        .sort((a, b) => compareConcreteness(a.join("/"), b.join("/"))),
    );
    if (template)
      templates.set(
        call,
        template.map((text, index) => knownSegment(text, index, call)),
      );
    else rest.push(call);
  }
  build({ calls: rest, position: 0, before: [], above: [] }, templates);
  return templates;
}

/** With a slash at the end, or without: what is a value in the one is a value in the other. */
function withOtherEnd(template: readonly string[]): readonly string[] {
  return template.at(-1) === "" ? template.slice(0, -1) : [...template, ""];
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((text, index) => {
      const segment = segments[index] ?? "";
      return isParameter(text) ? segment !== "" : text === segment || text === literalOf(segment);
    })
  );
}

function isParameter(text: string): boolean {
  return /^\{[^{}]+\}$/.test(text);
}

function knownSegment(text: string, index: number, call: CalledPath): Segment {
  if (!isParameter(text)) return { text };
  const value = call.segments[index] ?? "";
  return { name: text.slice(1, -1), type: typeOf([value]), because: "The spec has it." };
}

interface Level {
  readonly calls: readonly CalledPath[];
  readonly position: number;
  readonly before: readonly Segment[];
  /** The calls of the paths above this one, whose answers may have its values. */
  readonly above: readonly CalledPath[];
}

/** Decides one segment of all calls that agree on the segments before it. */
function build(level: Level, templates: Map<CalledPath, readonly Segment[]>): void {
  const { calls, position, before } = level;
  const groups = new Map<string, CalledPath[]>();
  const here: CalledPath[] = [];
  for (const call of calls) {
    const segment = call.segments[position];
    if (segment === undefined) {
      templates.set(call, before);
      here.push(call);
    } else if (segment === "" && position === call.segments.length - 1) {
      // A trailing slash.
      templates.set(call, [...before, { text: "" }]);
      here.push(call);
    } else groups.set(segment, [...(groups.get(segment) ?? []), call]);
  }
  const above = [...here, ...level.above];
  const { values, words } = split(groups, position, above);
  for (const [text, those] of words) {
    const word = { text: literalOf(text) };
    build({ calls: those, position: position + 1, before: [...before, word], above }, templates);
  }
  if (values.size === 0) return;
  const those = [...values.values()].flatMap(({ calls }) => calls);
  const reasons = [...new Set([...values.values()].map(({ because }) => because))];
  const name =
    those.map(({ marked }) => marked.get(position)).find((each) => each !== undefined) ??
    nameAfter(before);
  const type = typeOf([...values.keys()]);
  const segment = { name: freeName(name, before), type, because: reasons.join(" ") };
  build({ calls: those, position: position + 1, before: [...before, segment], above }, templates);
}

interface Value {
  readonly calls: CalledPath[];
  readonly because: string;
}

function split(
  groups: ReadonlyMap<string, CalledPath[]>,
  position: number,
  above: readonly CalledPath[],
): { values: Map<string, Value>; words: Map<string, CalledPath[]> } {
  const values = new Map<string, Value>();
  const words = new Map<string, CalledPath[]>();
  for (const [segment, calls] of groups) {
    const because = whyValue(segment, calls, position, above);
    if (because === undefined) words.set(segment, calls);
    else values.set(segment, { calls, because });
  }
  // A number at the very start, alone, is the version of an API: `/2/users`.
  const [first, ...others] = values.keys();
  if (position === 0 && first !== undefined && others.length === 0 && /^\d$/.test(first)) {
    const version = values.get(first);
    values.clear();
    if (version) words.set(first, version.calls);
  }
  for (const alike of siblingsAlike(words, position)) {
    for (const segment of alike) {
      const calls = words.get(segment) ?? [];
      words.delete(segment);
      values.set(segment, { calls, because: "Many values were seen, each with the same answer." });
    }
  }
  return { values, words };
}

function whyValue(
  segment: string,
  calls: readonly CalledPath[],
  position: number,
  above: readonly CalledPath[],
): string | undefined {
  if (calls.some(({ marked }) => marked.has(position))) return "The recording marks it.";
  const text = decodedPart(segment);
  if (isValueSegment(text)) return "Its values look like ids, numbers or dates.";
  const isAnswered = [...above, ...calls].some(({ values }) => values.has(text));
  return isAnswered ? "Its value is in an answer of this path or of the one above." : undefined;
}

/** Groups of words that are called alike and answer alike, if they are many. */
function siblingsAlike(words: ReadonlyMap<string, CalledPath[]>, position: number): string[][] {
  const groups = new Map<string, string[]>();
  for (const [segment, calls] of words) {
    const how = calls.map(({ method, segments, answer }) =>
      [method, segments.slice(position + 1).join("/"), answer].join(" "),
    );
    const key = [...new Set(how)].sort().join("\n");
    groups.set(key, [...(groups.get(key) ?? []), segment]);
  }
  return [...groups.values()].filter((group) => group.length >= minSiblings);
}

/** A word as a document writes it: letters of any script are not encoded there. */
function literalOf(segment: string): string {
  const text = decodedPart(segment);
  return /^[\p{L}\p{M}\p{N}._~-]*$/u.test(text) ? text : segment;
}

function typeOf(segments: readonly string[]): "integer" | "uuid" | "string" {
  if (segments.every((text) => /^-?\d{1,15}$/.test(text))) return "integer";
  const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  return segments.every((text) => uuid.test(text)) ? "uuid" : "string";
}

/** A name after the segment before: the value after `boms` is a `bom_id`. */
function nameAfter(before: readonly Segment[]): string {
  const last = before.at(-1);
  if (!last) return "id";
  if ("name" in last) return `${last.name}_2`;
  const words = last.text.match(/[A-Za-z0-9]+/g) ?? [];
  const noun = words.join("_").toLowerCase();
  if (!/^[a-z]/.test(noun)) return "id";
  return `${singular(noun)}_id`;
}

function singular(noun: string): string {
  if (/(?:ss|us|is)$/.test(noun)) return noun;
  if (/ies$/.test(noun)) return noun.replace(/ies$/, "y");
  if (/(?:[sx]|ch|sh)es$/.test(noun)) return noun.replace(/es$/, "");
  return noun.replace(/s$/, "");
}

function freeName(name: string, before: readonly Segment[]): string {
  const taken = before.flatMap((segment) => ("name" in segment ? [segment.name] : []));
  let free = name;
  for (let count = 2; taken.includes(free); count++) free = `${name}_${count}`;
  return free;
}
