/** A literal of JavaScript, with its place in the script. Nothing of a script is ever run. */
export type Literal = {
  /** Offset of its first character. */
  readonly at: number;
  /** Offset behind it. */
  readonly end: number;
} & (
  | { readonly kind: "object"; readonly members: ReadonlyMap<string, Literal> }
  | { readonly kind: "list"; readonly items: readonly Literal[] }
  | { readonly kind: "scalar"; readonly value: string | number | boolean | null }
  /** An expression that only a running script could compute. */
  | { readonly kind: "other" }
);

/** Deeper values are passed over, so that no hostile script overflows the stack. */
const maxDepth = 500;

const blank = /(?:\s+|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const word = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const text = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`/y;

/** Reads the literal at an offset; of any other expression, its extent. */
export function readLiteral(script: string, start: number): Literal {
  return new LiteralReader(script, start).value(0);
}

/** The text of a string, without a placeholder; undefined if there is none at the offset. */
export function readText(
  script: string,
  start: number,
): { value: string; end: number } | undefined {
  text.lastIndex = start;
  const quoted = text.exec(script)?.[0];
  if (quoted === undefined || (quoted.startsWith("`") && quoted.includes("${"))) return undefined;
  return { value: unescaped(quoted.slice(1, -1)), end: start + quoted.length };
}

/** The value as plain data; undefined if a part of it is no literal. */
export function plainValueOf(literal: Literal): unknown {
  if (literal.kind === "scalar") return literal.value;
  if (literal.kind === "other") return undefined;
  if (literal.kind === "list") {
    const items = literal.items.map(plainValueOf);
    return items.includes(undefined) ? undefined : items;
  }
  const entries = [...literal.members].map(([key, member]) => [key, plainValueOf(member)] as const);
  return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
}

class LiteralReader {
  readonly #script: string;
  #at: number;

  constructor(script: string, start: number) {
    this.#script = script;
    this.#at = start;
  }

  value(depth: number): Literal {
    this.#take(blank);
    const at = this.#at;
    const read = depth > maxDepth ? undefined : this.#read(at, depth);
    if (read) {
      const end = this.#at;
      this.#take(blank);
      // What goes on, such as `"/a" + b`, is an expression.
      if (
        /[,}\]);]/.test(this.#script[this.#at] ?? ";") ||
        /\n/.test(this.#script.slice(end, this.#at))
      )
        return { ...read, at, end };
    }
    this.#at = at;
    this.#pass();
    return { kind: "other", at, end: this.#at };
  }

  #read(
    at: number,
    depth: number,
  ):
    | Pick<Literal & { kind: "object" }, "kind" | "members">
    | Pick<Literal & { kind: "list" }, "kind" | "items">
    | Pick<Literal & { kind: "scalar" }, "kind" | "value">
    | undefined {
    const first = this.#script[at];
    if (first === "{") return this.#object(depth);
    if (first === "[") return this.#list(depth);
    const quoted = readText(this.#script, at);
    if (quoted) {
      this.#at = quoted.end;
      return { kind: "scalar", value: quoted.value };
    }
    const digits = this.#take(number);
    if (digits !== undefined && digits !== "") return { kind: "scalar", value: Number(digits) };
    const name = this.#take(word);
    if (name === "true" || name === "false") return { kind: "scalar", value: name === "true" };
    return name === "null" ? { kind: "scalar", value: null } : undefined;
  }

  #object(depth: number) {
    const members = new Map<string, Literal>();
    this.#at++;
    for (;;) {
      this.#separators();
      const next = this.#script[this.#at];
      if (next === undefined) return undefined;
      if (next === "}") {
        this.#at++;
        return { kind: "object", members } as const;
      }
      const key = readText(this.#script, this.#at);
      if (key) this.#at = key.end;
      const name = key?.value ?? this.#take(word) ?? this.#take(number);
      this.#take(blank);
      if (name !== undefined && this.#script[this.#at] === ":") {
        this.#at++;
        members.set(name, this.value(depth + 1));
      } else {
        const at = this.#at;
        // A method, a spread, or a name that stands for itself.
        this.#pass();
        if (name !== undefined) members.set(name, { kind: "other", at, end: this.#at });
        if (this.#at === at && !/[,}]/.test(this.#script[at] ?? "}")) this.#at++;
      }
    }
  }

  #list(depth: number) {
    const items: Literal[] = [];
    this.#at++;
    for (;;) {
      this.#separators();
      const next = this.#script[this.#at];
      if (next === undefined) return undefined;
      if (next === "]") {
        this.#at++;
        return { kind: "list", items } as const;
      }
      const at = this.#at;
      items.push(this.value(depth + 1));
      if (this.#at === at) this.#at++;
    }
  }

  #separators(): void {
    this.#take(blank);
    while (this.#script[this.#at] === ",") {
      this.#at++;
      this.#take(blank);
    }
  }

  /** Passes over an expression, up to what ends it. */
  #pass(): void {
    let open = 0;
    while (this.#at < this.#script.length) {
      if (this.#take(/(?:\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)/y) !== undefined) continue;
      if (this.#take(text) !== undefined) continue;
      const next = this.#script[this.#at] ?? "";
      if (open === 0 && /[,}\]);]/.test(next)) return;
      if (/[{[(]/.test(next)) open++;
      else if (/[}\])]/.test(next)) open--;
      this.#at++;
    }
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#script)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
  "\n": "",
};

function unescaped(quoted: string): string {
  return quoted.replaceAll(
    /\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|([\s\S]))/g,
    (_, ...found) => {
      const [long, short, byte, other = ""] = found as (string | undefined)[];
      const code = long ?? short ?? byte;
      if (code === undefined) return escapes[other] ?? other;
      const point = Number.parseInt(code, 16);
      return point > 0x10ffff ? "\ufffd" : String.fromCodePoint(point);
    },
  );
}
