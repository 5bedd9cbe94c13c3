import {
  CORE_SCHEMA,
  dump,
  EVENT_ID,
  type Event,
  getScalarValue,
  load,
  loadAll,
  mergeTag,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from "js-yaml";
import type { Pointer } from "../openapi/index.js";

/** YAML 1.2, so that dates, `yes` and `010` are read as in JSON, and merge keys. */
const schema = CORE_SCHEMA.withTags(mergeTag);

/**
 * Merge keys copy their target; no document of an allowed size needs more, and more would take too
 * long to reject.
 */
const maxTotalMergeKeys = 1_000_000;

/** A syntax error in a text; `offset` counts from its start. */
export class YamlError extends Error {
  readonly offset: number;
  readonly isTooDeep: boolean;

  constructor(why: string, offset: number) {
    super(why);
    this.offset = offset;
    this.isTooDeep = why.startsWith("nesting exceeded");
  }
}

/** The data of a text; null if it is empty. Throws YamlError. */
export function parseYaml(text: string, maxDepth: number): unknown {
  const documents = guarded(() => loadAll(text, { schema, maxDepth, maxTotalMergeKeys }));
  if (documents.length > 1) {
    throw new YamlError("the file contains several documents, but one is expected", 0);
  }
  return documents[0] ?? null;
}

/** Data as YAML, without a line end behind it. What occurs twice is written once. */
export function toYaml(value: unknown): string {
  return dump(value, { lineWidth: -1 }).trimEnd();
}

/**
 * The offset of the key (or list item) that a pointer names; if it does not exist, that of the
 * nearest one around it. `depth` is the number of tokens of the pointer that exist. `end` is the
 * offset after its value.
 */
export type Locate = (pointer: Pointer) => {
  readonly offset: number;
  readonly depth: number;
  readonly end: () => number;
};

/** Only created when a message needs it: it takes as long as parsing. Throws YamlError. */
export function locateIn(text: string, maxDepth: number): Locate {
  const events = guarded(() => parseEvents(text, { maxDepth }));
  const ends = endsOf(events);
  // Thousands of messages may be about children of one node.
  const known = new Map<number, ReadonlyMap<string, Child>>();
  return (pointer) => {
    // The first event is the document's.
    let node = 1;
    let offset = offsetOf(events[node]);
    let depth = 0;
    for (const token of pointer) {
      node = followAlias(text, events, node);
      const children = known.get(node) ?? childrenOf(text, events, ends, node);
      known.set(node, children);
      const child = children.get(token);
      if (!child) break;
      offset = child.offset;
      node = child.node;
      depth++;
    }
    const found = node;
    return { offset, depth, end: () => endOf(text, events.slice(found, ends[found])) };
  };
}

/** The offset after a node, given its events. An empty value has none, and is said to end at 0. */
function endOf(text: string, events: readonly Event[]): number {
  const closers: (string | undefined)[] = [];
  let end = 0;
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.SCALAR:
        end = Math.max(end, event.valueEnd + (isQuoted(event) ? 1 : 0));
        break;
      case EVENT_ID.ALIAS:
        end = Math.max(end, event.anchorEnd);
        break;
      case EVENT_ID.POP: {
        const closer = closers.pop();
        if (closer !== undefined) end = text.indexOf(closer, end) + 1;
        break;
      }
      default:
        closers.push({ "{": "}", "[": "]" }[text.charAt(offsetOf(event))]);
        end = Math.max(end, offsetOf(event));
    }
  }
  return end;
}

function guarded<Result>(parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new YamlError(error.reason, error.mark?.position ?? 0);
  }
}

/** For each event the index after its node, so that a node can be skipped. */
function endsOf(events: readonly Event[]): Int32Array {
  const ends = new Int32Array(events.length);
  const open: number[] = [];
  for (const [index, { type }] of events.entries()) {
    ends[index] = index + 1;
    if (type === EVENT_ID.POP) ends[open.pop() ?? 0] = index + 1;
    else if (type !== EVENT_ID.SCALAR && type !== EVENT_ID.ALIAS) open.push(index);
  }
  return ends;
}

interface Child {
  readonly node: number;
  readonly offset: number;
}

/** The children of a node by key or index; for a duplicate key, the first one. */
function childrenOf(
  text: string,
  events: readonly Event[],
  ends: Int32Array,
  parent: number,
): ReadonlyMap<string, Child> {
  const children = new Map<string, Child>();
  const type = events[parent]?.type;
  const isMapping = type === EVENT_ID.MAPPING;
  if (!isMapping && type !== EVENT_ID.SEQUENCE) return children;
  const end = (ends[parent] ?? 0) - 1;
  for (let at = parent + 1; at < end; ) {
    const node = isMapping ? (ends[at] ?? end) : at;
    const token = isMapping ? keyOf(text, events, at) : String(children.size);
    if (token !== undefined && !children.has(token)) {
      children.set(token, { node, offset: offsetOf(events[at]) });
    }
    at = ends[node] ?? end;
  }
  return children;
}

/** A key as in the data: `1e3` becomes "1000". */
function keyOf(text: string, events: readonly Event[], at: number): string | undefined {
  const event = events[followAlias(text, events, at)];
  if (event?.type !== EVENT_ID.SCALAR) return undefined;
  const key = getScalarValue(text, event);
  const isNumber = event.style === SCALAR_STYLE.PLAIN && /^[-+.]?\d/.test(key);
  return isNumber ? String(load(key, { schema })) : key;
}

/** The node of an alias: the last anchor before it with that name. */
function followAlias(text: string, events: readonly Event[], at: number): number {
  const alias = events[at];
  if (alias?.type !== EVENT_ID.ALIAS) return at;
  const name = text.slice(alias.anchorStart, alias.anchorEnd);
  for (let index = at - 1; index > 0; index--) {
    const event = events[index];
    const isAnchor =
      event && "tagStart" in event && text.slice(event.anchorStart, event.anchorEnd) === name;
    if (isAnchor) return index;
  }
  return at;
}

function offsetOf(event: Event | undefined): number {
  if (!event) return 0;
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  if (event.type === EVENT_ID.SCALAR) {
    const { valueStart, anchorStart, tagStart } = event;
    return Math.max(
      valueStart < 0 ? Math.max(anchorStart - 1, tagStart) : valueStart - (isQuoted(event) ? 1 : 0),
      0,
    );
  }
  return "start" in event ? event.start : 0;
}

function isQuoted({ style }: Extract<Event, { type: typeof EVENT_ID.SCALAR }>): boolean {
  return style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
}
