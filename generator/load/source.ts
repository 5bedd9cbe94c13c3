import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
} from "yaml";
import { DiagnosticError, diagnose, excerptOf, type Place } from "../diagnostics/index.js";
import { formatPointer, type Pointer } from "./pointer.js";

/** One file of a spec. */
export interface Source {
  /** Absolute path; the identity of the file. */
  readonly path: string;
  /** The path as messages show it: relative to the current folder, with forward slashes. */
  readonly file: string;
  /** The text's SHA-256, in hex. */
  readonly hash: string;
  /** The text as plain data. */
  readonly value: unknown;
  /** Where the node at a pointer stands, or the nearest node around it. */
  place(pointer: Pointer): Place;
}

/** Aliases may repeat a part of a document, but not multiply into more than this many nodes. */
const maxAliasCount = 1000;

/** Deeper files are refused, so that no later step can overflow the stack or run in a circle. */
const maxDepth = 1000;

/** Reads and parses one YAML or JSON file; throws a DiagnosticError if that fails. */
export async function readSource(path: string, referrer?: Place): Promise<Source> {
  const file = relative(process.cwd(), path).replaceAll("\\", "/");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const why = reasonOf(error);
    throw new DiagnosticError([diagnose("file-unreadable", { path: file, why }, referrer)]);
  }
  return parseSource(path, file, text);
}

/** Parses the text of one file; `path` and `file` are only names here. */
export function parseSource(path: string, file: string, text: string): Source {
  // Node positions cost far more than data does, so a JSON file gets them only if a message asks.
  let positions: Positions | undefined;
  const positioned = () => {
    positions ??= parseWithPositions(file, text);
    return positions;
  };
  const json = /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
  const value = json ? json.value : positioned().value;
  if (isTooDeep(value)) throw tooDeep({ file, line: 1, column: 1 });
  return {
    path,
    file,
    hash: createHash("sha256").update(text).digest("hex"),
    value,
    place: (pointer) => positioned().place(pointer),
  };
}

function isTooDeep(value: unknown): boolean {
  // Level by level, each object once: aliases may use one in many places, and even inside itself.
  let level = new Set([value]);
  for (let depth = 0; level.size > 0; depth++) {
    if (depth > maxDepth) return true;
    const next = new Set<unknown>();
    for (const node of level) {
      if (typeof node !== "object" || node === null) continue;
      for (const child of Object.values(node)) next.add(child);
    }
    level = next;
  }
  return false;
}

function tooDeep(place: Place): DiagnosticError {
  return new DiagnosticError([diagnose("nesting-too-deep", { limit: maxDepth }, place)]);
}

/** Undefined if the text is no JSON; YAML then says what is wrong with it, and where. */
function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

interface Positions {
  readonly value: unknown;
  place(pointer: Pointer): Place;
}

function parseWithPositions(file: string, text: string): Positions {
  const lineCounter = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    const excerpt = excerptOf(text, offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), excerpt };
  };
  // The parser calls itself for each level, has no limit of its own, and sometimes reports what follows.
  const isOverflow = (why: string) => /call stack/i.test(why);
  const unparsable = (error: unknown) => {
    const why = reasonOf(error);
    if (isOverflow(why)) return tooDeep(at(0));
    return new DiagnosticError([diagnose("yaml-syntax", { why }, at(0))]);
  };
  let document: Document;
  try {
    document = parseDocument(text, { lineCounter, merge: true, prettyErrors: false });
  } catch (error) {
    throw unparsable(error);
  }
  const overflow = document.errors.find(({ message }) => isOverflow(message));
  if (overflow) throw tooDeep(at(overflow.pos[0]));
  if (document.errors.length > 0) {
    throw new DiagnosticError(
      document.errors.map(({ message, pos }) =>
        diagnose("yaml-syntax", { why: message }, at(pos[0])),
      ),
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount });
  } catch (error) {
    throw unparsable(error);
  }
  return {
    value,
    place: (pointer) => {
      const { offset, depth } = find(document, pointer);
      return { ...at(offset), pointer: formatPointer(pointer.slice(0, depth)) };
    },
  };
}

/**
 * The offset of the key (or list item) that a pointer names; that of the nearest one around it if it
 * is missing. `depth` is how many tokens of the pointer are there.
 */
function find(document: Document, pointer: Pointer): { offset: number; depth: number } {
  let node: unknown = document.contents;
  let offset = rangeStart(node) ?? 0;
  let depth = 0;
  for (const token of pointer) {
    if (isAlias(node)) node = node.resolve(document);
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === token,
      );
      if (!pair) break;
      offset = rangeStart(pair.key) ?? offset;
      next = pair.value;
    } else if (isSeq(node)) {
      next = node.items[Number(token)];
      if (next === undefined) break;
      offset = rangeStart(next) ?? offset;
    } else {
      break;
    }
    node = next;
    depth++;
  }
  return { offset, depth };
}

function rangeStart(node: unknown): number | undefined {
  const range = (node as { range?: [number, number, number] | null } | null)?.range;
  return range?.[0];
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES") return "permission denied";
  return error instanceof Error ? error.message : String(error);
}
