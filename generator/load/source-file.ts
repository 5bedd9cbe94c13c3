import { isUtf8 } from "node:buffer";
import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import { hashOf, withLf } from "../disk/index.js";
import { formatPointer, type Pointer } from "../openapi/index.js";
import type { Location } from "./document-location.js";
import { placeLocator } from "./line-offsets.js";
import { countNames, locateInJson } from "./locate-in-json.js";
import { type Locate, locateIn, parseYaml, YamlError } from "./parse-yaml.js";
import { assertBounded, maxDepth } from "./size-limits.js";

/** One file of a spec. */
export interface Source {
  /** Absolute path or URL; it identifies the file. */
  readonly path: Location;
  /** The base of its references; differs from `path` if a server redirected. */
  readonly base: Location;
  /** The path as messages show it: relative to the current folder, with forward slashes. */
  readonly file: string;
  /** The SHA-256 of its text, in hex; independent of its line ends. */
  readonly hash: string;
  /** The text as plain data. */
  readonly value: unknown;
  /** The place of the node at a pointer, or of the nearest node around it. */
  place(pointer: Pointer): Place;
  /**
   * The node at a pointer as it is written, with its name, from the left margin; undefined if there
   * is none, or if an overlay changed the document.
   */
  text(pointer: Pointer): string | undefined;
}

/** Levels of nesting that no honest document reaches. */
const deep = 200;

/**
 * Parses one YAML or JSON text; `path` and `file` are only names here. Throws a DiagnosticError.
 */
export function parseSource(
  path: Location,
  file: string,
  data: Uint8Array | string,
  base: Location = path,
): Source {
  // A checkout with CRLF line ends must give the same client.
  const text = withLf(typeof data === "string" ? data.replace(/^\ufeff/, "") : decode(file, data));
  const at = placeLocator(file, text);
  const json = parseJson(text);
  const value = json ? json.value : parse(text, at);
  const depth = assertBounded(value, text.length, at(0));
  const locator = () => (json ? locateInJson(text) : tryToLocate(text));
  // Most sources never need a place. For a deep one, the locator is created now: a later caller may
  // be as deep in calls itself, with too little of the stack left.
  let locate: Locate | undefined = depth > deep ? locator() : undefined;
  return {
    path,
    base,
    file,
    hash: hashOf(data),
    value,
    place: (pointer) => {
      locate ??= locator();
      const { offset, depth } = locate(pointer);
      return { ...at(offset), pointer: formatPointer(pointer.slice(0, depth)) };
    },
    text: (pointer) => {
      locate ??= locator();
      const { offset, depth, end } = locate(pointer);
      return depth < pointer.length ? undefined : excerptOf(text, offset, end());
    },
  };
}

/** A part of a text; its lines lose the indentation of the first one. */
function excerptOf(text: string, start: number, end: number): string {
  const lineEnd = text.indexOf("\n", start);
  const last = end > start ? end : lineEnd < 0 ? text.length : lineEnd;
  const margin = start - (text.lastIndexOf("\n", start - 1) + 1);
  const [first = "", ...others] = text.slice(start, last).split("\n");
  const lines = others.map((line) => line.slice(Math.min(margin, line.search(/[^ ]|$/))));
  return [first, ...lines].join("\n").trimEnd();
}

/** Without a byte order mark. */
function decode(file: string, bytes: Uint8Array): string {
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes);
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const part = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (!isUtf8(part)) {
      const column = new TextDecoder().decode(part).indexOf("\ufffd") + 1;
      throw new DiagnosticError([diagnose("file-not-text", {}, { file, line, column })]);
    }
    start += part.length + 1;
  }
  throw new DiagnosticError([diagnose("file-not-text", {}, { file, line: 1, column: 1 })]);
}

function parse(text: string, at: (offset: number) => Place): unknown {
  try {
    return parseYaml(text, maxDepth);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const problem = error.isTooDeep
      ? diagnose("nesting-too-deep", { limit: maxDepth }, at(error.offset))
      : diagnose("yaml-syntax", { why: error.message }, at(error.offset));
    throw new DiagnosticError([problem]);
  }
}

/**
 * JSON.parse is the fastest parser; texts that it rejects, or accepts too easily, are left to YAML.
 */
function parseJson(text: string): { value: unknown } | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    // JSON.parse silently keeps the last of two equal names.
    return countNames(text) === countKeys(value) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

function countKeys(root: unknown): number {
  let count = 0;
  const left = [root];
  while (left.length > 0) {
    const node = left.pop();
    if (typeof node !== "object" || node === null) continue;
    const children = Object.values(node);
    if (!Array.isArray(node)) count += children.length;
    for (const child of children) if (typeof child === "object") left.push(child);
  }
  return count;
}

function tryToLocate(text: string): Locate {
  try {
    return locateIn(text, maxDepth);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return () => ({ offset: 0, depth: 0, end: () => 0 });
  }
}
