/** A value as an example shows it, with the offset at which it stands. */
export type Json =
  | {
      readonly kind: "object";
      readonly at: number;
      readonly members: readonly Member[];
      /** Whether more members were left out, by an ellipsis or because the text ends. */
      readonly open: boolean;
    }
  | {
      readonly kind: "array";
      readonly at: number;
      readonly items: readonly Json[];
      readonly open: boolean;
    }
  | {
      readonly kind: "scalar";
      readonly at: number;
      readonly value: string | number | boolean | null;
    }
  /** Something stands here that is no JSON: a placeholder, a masked or broken value. */
  | { readonly kind: "unreadable"; readonly at: number };

export interface Member {
  readonly key: string;
  readonly at: number;
  readonly value: Json;
}

export interface Example {
  readonly json: Json;
  /** Offset behind the value. */
  readonly end: number;
}

/** Deeper values are given up, so that no hostile example overflows the stack. */
const maxDepth = 100;

/**
 * Reads the JSON value at `start` as people write it into documentation: with comments, trailing
 * or missing commas, ellipses, bare words, and cut off anywhere. Undefined if no object or list
 * stands there.
 */
export function readJson(text: string, start = 0): Example | undefined {
  const reader = new Reader(text, start);
  reader.skip();
  if (!/[{[]/.test(text[reader.at] ?? "")) return undefined;
  const json = reader.value(0);
  return { json, end: reader.at };
}

/** The value as plain data; undefined for what could not be read. */
export function toPlainValue(json: Json): unknown {
  switch (json.kind) {
    case "object":
      return Object.fromEntries(json.members.map(({ key, value }) => [key, toPlainValue(value)]));
    case "array":
      return json.items.map(toPlainValue);
    case "scalar":
      return json.value;
    case "unreadable":
      return undefined;
  }
}

/** Whether all of the value could be read, and nothing was left out of it. */
export function isWhole(json: Json): boolean {
  switch (json.kind) {
    case "object":
      return !json.open && json.members.every(({ value }) => isWhole(value));
    case "array":
      return !json.open && json.items.every(isWhole);
    default:
      return json.kind === "scalar";
  }
}

/** The member of that name; the last one, as JSON has it. */
export function member(json: Json | undefined, key: string): Json | undefined {
  if (json?.kind !== "object") return undefined;
  return json.members.findLast((candidate) => candidate.key === key)?.value;
}

const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const word = /[^\s,:{}[\]"]+/y;
const blank = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]{0,2000}?\*\/|(?<=(?:^|\n)[ \t]*)#[^\n]*)+/y;
const variable = /\{\{[^{}]*\}\}/y;
const ellipsis = /\.{2,}|…/y;

class Reader {
  readonly #text: string;
  at: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.at = start;
  }

  skip(): void {
    this.#take(blank);
  }

  value(depth: number): Json {
    const at = this.at;
    const first = this.#text[at];
    if (first === '"') return this.#string();
    // A variable of the vendor's editor, whose braces are no object's.
    if (this.#take(variable) !== undefined) return { kind: "unreadable", at };
    if ((first === "{" || first === "[") && depth < maxDepth) {
      this.at++;
      return first === "{" ? this.#object(at, depth + 1) : this.#array(at, depth + 1);
    }
    const digits = this.#take(number);
    if (digits !== undefined) return { kind: "scalar", at, value: Number(digits) };
    const bare = this.#take(word);
    if (bare === "true" || bare === "false") return { kind: "scalar", at, value: bare === "true" };
    if (bare === "null") return { kind: "scalar", at, value: null };
    // A bare placeholder may be several words; it ends where JSON could go on.
    while (bare !== undefined && this.#take(/[ \t]+(?=[^\s,:{}[\]"/])/y) !== undefined) {
      this.#take(word);
    }
    // What ends the value around it is left to that; anything else is passed over.
    if (bare === undefined && !/[,}\]]/.test(this.#text[this.at] ?? ",")) this.at++;
    return { kind: "unreadable", at };
  }

  #object(at: number, depth: number): Json {
    const members: Member[] = [];
    let open = false;
    for (;;) {
      this.#separators();
      const next = this.#text[this.at];
      if (next === undefined || next === "]") return { kind: "object", at, members, open: true };
      if (next === "}") {
        this.at++;
        return { kind: "object", at, members, open };
      }
      if (this.#take(ellipsis) !== undefined) {
        open = true;
        continue;
      }
      const keyAt = this.at;
      const key = this.#key();
      this.skip();
      if (key === undefined || this.#text[this.at] !== ":") {
        open = true;
        if (this.at === keyAt) this.at++;
        continue;
      }
      this.at++;
      this.skip();
      const cut = this.#text[this.at] === undefined;
      const value: Json = cut ? { kind: "unreadable", at: this.at } : this.value(depth);
      members.push({ key, at: keyAt, value });
    }
  }

  #array(at: number, depth: number): Json {
    const items: Json[] = [];
    let open = false;
    for (;;) {
      this.#separators();
      const next = this.#text[this.at];
      if (next === undefined || next === "}") return { kind: "array", at, items, open: true };
      if (next === "]") {
        this.at++;
        return { kind: "array", at, items, open };
      }
      if (this.#take(ellipsis) !== undefined) open = true;
      else items.push(this.value(depth));
    }
  }

  #key(): string | undefined {
    if (this.#text[this.at] !== '"') return this.#take(word);
    const key = this.#string();
    return key.kind === "scalar" ? String(key.value) : undefined;
  }

  /**
   * A string ends at its quote or, unreadable, with its line: a missing quote spoils one line only.
   */
  #string(): Json {
    const at = this.at;
    const whole = this.#take(/"(?:[^"\\\n]|\\.)*"/y);
    if (whole === undefined) {
      this.#take(/[^\n]*/y);
      return { kind: "unreadable", at };
    }
    try {
      return { kind: "scalar", at, value: JSON.parse(whole.replaceAll("\t", "\\t")) };
    } catch {
      return { kind: "scalar", at, value: whole.slice(1, -1) };
    }
  }

  #separators(): void {
    this.skip();
    while (this.#text[this.at] === ",") {
      this.at++;
      this.skip();
    }
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
