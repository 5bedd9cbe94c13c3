import { types as schemaTypes } from "../../../../openapi/index.js";

/** Of a field: what a schema may be, and two words of the page's own. */
const bases = [...schemaTypes, "file", "any"] as const;

/** What a type line says. */
export interface Type {
  readonly base: (typeof bases)[number];
  readonly format: string | undefined;
  readonly isEnum: boolean;
  /** Of an array whose items the line names. */
  readonly items: TypeLine | undefined;
  /** The schema that the object refers to. */
  readonly ref: string | undefined;
  /** The number of an object's properties. */
  readonly count: number | undefined;
}

/** The alternatives of a type line; more than one for a union. */
export interface TypeLine {
  readonly types: readonly Type[];
  /** Whether the line ends in `|`, so that the next one goes on. */
  readonly goesOn: boolean;
}

/** No type line of a page is longer, but for the name of a schema in it. */
const maxLength = 300;
const maxDepth = 20;

/**
 * Reads a type line whole:
 *
 *     line   = type *( "|" type ) [ "|" ]
 *     type   = ( base / "enum<" base ">" ) [ "[" line "]" ] [ "(" ref ")" ] [ "{" count "}" ] [ "<" format ">" ]
 *
 * @example
 * readType("array [object (Tag) {2}]"); // { types: [{ base: "array", items: { … } }], goesOn: false }
 */
export function readType(text: string): TypeLine | undefined {
  if (text.length > maxLength || !/^[a-z]/.test(text)) return undefined;
  const scanner = new Scanner(text);
  const line = scanner.line(0);
  return line && scanner.isAtEnd ? line : undefined;
}

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  line(depth: number): TypeLine | undefined {
    const types: Type[] = [];
    for (;;) {
      const type = depth < maxDepth ? this.#type(depth) : undefined;
      if (!type) return types.length > 0 && this.isAtEnd ? { types, goesOn: true } : undefined;
      types.push(type);
      if (this.#take(/\s*\|\s*/y) === undefined) return { types, goesOn: false };
    }
  }

  #type(depth: number): Type | undefined {
    const isEnum = this.#take(/enum\s*</y) !== undefined;
    const word = this.#take(/[a-z]+/y);
    const base = bases.find((candidate) => candidate === word);
    if (!base || (isEnum && this.#take(/>/y) === undefined)) return undefined;
    let items: TypeLine | undefined;
    if (base === "array" && this.#take(/\s*\[\s*/y) !== undefined) {
      items = this.line(depth + 1);
      if (!items || this.#take(/\s*\]/y) === undefined) return undefined;
    }
    const ref = this.#parenthesised();
    const count = this.#take(/\s*\{\s*\d+\s*\}/y)?.match(/\d+/)?.[0];
    const format = this.#take(/\s*<[^<>]+>/y)?.replace(/[\s<>]/g, "");
    return {
      base,
      format,
      isEnum,
      items,
      ref,
      count: count === undefined ? undefined : Number(count),
    };
  }

  /** A name in parentheses, which may hold pairs of parentheses itself. */
  #parenthesised(): string | undefined {
    const open = this.#take(/\s*\(/y);
    if (open === undefined) return undefined;
    const start = this.#at;
    for (let depth = 1; this.#at < this.#text.length; this.#at++) {
      if (this.#text[this.#at] === "(") depth++;
      if (this.#text[this.#at] === ")" && --depth === 0) {
        this.#at++;
        return this.#text.slice(start, this.#at - 1);
      }
    }
    return undefined;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}
