import type { Fence } from "../../markdown/blocks.js";

/** A component of MDX on a page: `<ParamField path="id" type="string" required>`. */
export interface Component {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly children: readonly Component[];
  /** The fences within it, and not within one of its children. */
  readonly fences: readonly Fence[];
  /** Of its tag, from 1. */
  readonly line: number;
  readonly column: number;
  /** False if the page ends before its closing tag. */
  readonly isClosed: boolean;
}

export interface Attribute {
  /** A text, number, flag or null; undefined for an expression that only a browser can evaluate. */
  readonly value: unknown;
}

/** What describes an operation; other components only say how that is laid out. */
const names = new Set([
  "ParamField",
  "ResponseField",
  "Expandable",
  "RequestExample",
  "ResponseExample",
]);

/** Deeper ones count as one level, so that no page overflows the stack. */
const maxDepth = 50;

interface Open extends Component {
  readonly children: Open[];
  readonly fences: Fence[];
  isClosed: boolean;
}

/** Reads the components of a page, outermost first; code is no component. */
export function readComponents(
  lines: readonly string[],
  fences: readonly Fence[],
): readonly Component[] {
  const text = withoutCode(lines, fences).join("\n");
  const places = placesIn(text);
  const roots: Open[] = [];
  const open: Open[] = [];
  const pending = [...fences];
  const giveFences = (before: number) => {
    while (pending[0] && pending[0].line < before) {
      const fence = pending.shift();
      if (fence) open.at(-1)?.fences.push(fence);
    }
  };
  for (const tag of tagsOf(text)) {
    const { line, column } = places(tag.at);
    giveFences(line);
    if (tag.isEnd) {
      const at = open.findLastIndex(({ name }) => name === tag.name);
      if (at < 0) continue;
      for (const closed of open.splice(at)) closed.isClosed = true;
      continue;
    }
    const { name, attributes, isEmpty } = tag;
    const component: Open = {
      name,
      attributes,
      line,
      column,
      children: [],
      fences: [],
      isClosed: isEmpty,
    };
    (open.at(-1)?.children ?? roots).push(component);
    if (!isEmpty && open.length < maxDepth) open.push(component);
  }
  giveFences(Number.POSITIVE_INFINITY);
  return roots;
}

/** The lines with blanks in place of code, so that places stay. */
function withoutCode(lines: readonly string[], fences: readonly Fence[]): string[] {
  const result = lines.map(withoutCodeSpans);
  for (const { line, lastLine } of fences) result.fill("", line - 1, lastLine);
  return result;
}

/** Code in a line stands between two runs of as many backticks. */
function withoutCodeSpans(line: string): string {
  if (!line.includes("`")) return line;
  const runs = [...line.matchAll(/`+/g)].map(({ 0: { length }, index }) => ({ length, index }));
  /** The last run of each length, from the end, so that each is looked at once. */
  const next = new Map<number, number>();
  const closing = runs.map(() => -1);
  for (let at = runs.length - 1; at >= 0; at--) {
    const { length } = runs[at] ?? { length: 0 };
    closing[at] = next.get(length) ?? -1;
    next.set(length, at);
  }
  let result = "";
  let from = 0;
  for (let at = 0; at < runs.length; at++) {
    const [start, end] = [runs[at], runs[closing[at] ?? -1]];
    if (!start || !end) continue;
    result += line.slice(from, start.index);
    from = end.index + end.length;
    result += " ".repeat(from - start.index);
    at = closing[at] ?? at;
  }
  return result + line.slice(from);
}

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly at: number;
  readonly isEnd: boolean;
  /** `<Name />` */
  readonly isEmpty: boolean;
}

function* tagsOf(text: string): Generator<Tag> {
  const start = /<(\/?)([A-Z][A-Za-z]*)(?=[\s/>])/g;
  let unended = 0;
  for (let found = start.exec(text); found; found = start.exec(text)) {
    const [whole, slash, name = ""] = found;
    if (!names.has(name)) continue;
    const rest = readAttributes(text, found.index + whole.length);
    if (!rest && ++unended > maxUnended) return;
    if (!rest) continue;
    start.lastIndex = rest.end;
    const { attributes, isEmpty } = rest;
    yield { name, attributes, at: found.index, isEnd: slash === "/", isEmpty };
  }
}

/** No tag is longer, and a page with many that do not end is none of components. */
const maxTag = 20_000;
const maxUnended = 20;

/** The attributes up to the end of the tag; undefined if it does not end. */
function readAttributes(text: string, start: number) {
  const attributes = new Map<string, Attribute>();
  const take = (pattern: RegExp, at: number): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  for (let at = start; at < text.length && at - start < maxTag; ) {
    at += take(/\s*/y, at)?.length ?? 0;
    const end = take(/\/?>/y, at);
    if (end !== undefined) return { attributes, isEmpty: end === "/>", end: at + end.length };
    const name = take(/[A-Za-z_][\w:.-]*/y, at);
    if (name === undefined) {
      at++;
      continue;
    }
    at += name.length;
    const equals = take(/\s*=\s*/y, at);
    if (equals === undefined) {
      attributes.set(name, { value: true });
      continue;
    }
    at += equals.length;
    const quoted = take(/"[^"]*"|'[^']*'/y, at);
    if (quoted !== undefined) {
      attributes.set(name, { value: decodeEntities(quoted.slice(1, -1)) });
      at += quoted.length;
      continue;
    }
    const length = text[at] === "{" ? lengthOfBraces(text, at) : undefined;
    if (length === undefined) continue;
    attributes.set(name, { value: evaluate(text.slice(at + 1, at + length - 1)) });
    at += length;
  }
  return undefined;
}

/** The length of an expression in braces, which may hold strings with braces in them. */
function lengthOfBraces(text: string, start: number): number | undefined {
  const token = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|[{}]/g;
  token.lastIndex = start;
  let depth = 0;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    if (found.index - start > maxTag) return undefined;
    if (found[0] === "{") depth++;
    if (found[0] === "}" && --depth === 0) return found.index + 1 - start;
  }
  return undefined;
}

/** A literal of JavaScript that is one of JSON, too, or a string in single quotes. */
function evaluate(expression: string): unknown {
  const text = expression.trim();
  const [, single] = /^'([^'\\]*)'$/.exec(text) ?? /^`([^`\\$]*)`$/.exec(text) ?? [];
  if (single !== undefined) return single;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&#39;": "'",
  "&amp;": "&",
};

function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:lt|gt|quot|apos|#39|amp);/g, (entity) => entities[entity] ?? entity);
}

/** Line and column of an offset, both from 1; offsets are asked for in order. */
function placesIn(text: string): (offset: number) => { line: number; column: number } {
  let line = 1;
  let start = 0;
  return (offset) => {
    for (let end = text.indexOf("\n", start); end >= 0 && end < offset; ) {
      line++;
      start = end + 1;
      end = text.indexOf("\n", start);
    }
    return { line, column: offset - start + 1 };
  };
}
