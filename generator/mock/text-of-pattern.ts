/** Gives numbers from 0 to below 1. */
export type Chance = () => number;

/** How many more than the least a repetition without an end has. */
const further = 4;

/**
 * A text that a pattern is likely to match; undefined if it has constructs that are not understood,
 * such as look-arounds. Whoever asks checks the text.
 */
export function textOfPattern(pattern: string, chance: Chance): string | undefined {
  const reader = new PatternReader(pattern, chance);
  try {
    return reader.read();
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

class NotUnderstood extends Error {}

/** Writes a text while it reads the pattern: each part is a function, because parts repeat. */
class PatternReader {
  readonly #pattern: string;
  readonly #chance: Chance;
  #at = 0;

  constructor(pattern: string, chance: Chance) {
    this.#pattern = pattern;
    this.#chance = chance;
  }

  read(): string {
    const write = this.#alternatives();
    if (this.#at < this.#pattern.length) throw new NotUnderstood();
    return write();
  }

  #alternatives(): () => string {
    const all = [this.#sequence()];
    while (this.#takes("|")) all.push(this.#sequence());
    return () => this.#oneOf(all)?.() ?? "";
  }

  #sequence(): () => string {
    const parts: (() => string)[] = [];
    while (this.#at < this.#pattern.length && !"|)".includes(this.#next())) {
      parts.push(this.#repeated(this.#part()));
    }
    return () => parts.map((write) => write()).join("");
  }

  #part(): () => string {
    const character = this.#take();
    if (character === "^" || character === "$") return () => "";
    if (character === "(") return this.#group();
    if (character === "[") return this.#oneCharacter(this.#set());
    if (character === ".") return this.#oneCharacter(letters);
    if (character === "\\") return this.#escape();
    if ("*+?{".includes(character)) throw new NotUnderstood();
    return () => character;
  }

  #group(): () => string {
    if (this.#takes("?")) {
      const isNamed = this.#takes("<");
      if (!isNamed && !this.#takes(":")) throw new NotUnderstood();
      if (isNamed) {
        if ("=!".includes(this.#next())) throw new NotUnderstood();
        while (this.#take() !== ">") {}
      }
    }
    const write = this.#alternatives();
    if (!this.#takes(")")) throw new NotUnderstood();
    return write;
  }

  #escape(): () => string {
    const character = this.#take();
    if (character === "b") return () => "";
    const set = setOfEscape(character);
    if (set !== undefined) return this.#oneCharacter(set);
    return this.#literalOf(character);
  }

  #literalOf(character: string): () => string {
    const control = controls[character];
    if (control !== undefined) return () => control;
    if (character === "u" || character === "x") {
      const digits = new RegExp(`^[0-9a-f]{${character === "u" ? 4 : 2}}`, "i").exec(
        this.#pattern.slice(this.#at),
      )?.[0];
      if (digits === undefined) throw new NotUnderstood();
      this.#at += digits.length;
      return () => String.fromCharCode(Number.parseInt(digits, 16));
    }
    // A letter or digit would be a class of Unicode, or a back-reference.
    if (/[a-z0-9]/i.test(character)) throw new NotUnderstood();
    return () => character;
  }

  #set(): string {
    const isNegated = this.#takes("^");
    let members = "";
    while (this.#next() !== "]") {
      const first = this.#memberOfSet();
      if (first.length !== 1 || this.#next() !== "-" || this.#pattern[this.#at + 1] === "]") {
        members += first;
        continue;
      }
      this.#take();
      members += charactersBetween(first, this.#memberOfSet());
    }
    this.#take();
    if (!isNegated) return members;
    return [...letters, " "].filter((each) => !members.includes(each)).join("");
  }

  #memberOfSet(): string {
    const character = this.#take();
    if (character !== "\\") return character;
    const escaped = this.#take();
    return setOfEscape(escaped) ?? this.#literalOf(escaped)();
  }

  #oneCharacter(set: string): () => string {
    if (set === "") throw new NotUnderstood();
    return () => this.#oneOf([...set]) ?? "";
  }

  #repeated(write: () => string): () => string {
    const [least, most] = this.#repetition() ?? [1, 1];
    this.#takes("?");
    return () => {
      const count = least + Math.floor(this.#chance() * (most - least + 1));
      return Array.from({ length: count }, write).join("");
    };
  }

  #repetition(): readonly [least: number, most: number] | undefined {
    if (this.#takes("?")) return [0, 1];
    if (this.#takes("*")) return [0, further];
    if (this.#takes("+")) return [1, 1 + further];
    const found = /^\{(\d+)(,(\d*))?\}/.exec(this.#pattern.slice(this.#at));
    if (!found) return undefined;
    this.#at += found[0].length;
    const least = Number(found[1]);
    const most =
      found[2] === undefined ? least : found[3] === "" ? least + further : Number(found[3]);
    // A text of a million characters helps nobody.
    if (least > 10_000) throw new NotUnderstood();
    return [least, Math.min(most, least + 1000)];
  }

  #oneOf<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.#chance() * items.length)];
  }

  #next(): string {
    const character = this.#pattern[this.#at];
    if (character === undefined) throw new NotUnderstood();
    return character;
  }

  #take(): string {
    const character = this.#next();
    this.#at += 1;
    return character;
  }

  #takes(character: string): boolean {
    if (this.#pattern[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}

const digits = "0123456789";
const small = "abcdefghijklmnopqrstuvwxyz";
const letters = small + small.toUpperCase() + digits;

const controls: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v" };

function setOfEscape(character: string): string | undefined {
  const sets: Readonly<Record<string, string>> = {
    d: digits,
    D: small,
    w: letters,
    W: "-. ",
    s: " ",
    S: letters,
  };
  return sets[character];
}

function charactersBetween(first: string, last: string): string {
  const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)];
  if (last.length !== 1 || to < from) throw new NotUnderstood();
  // Some of a great range are enough; those that can be read come first.
  const all = Array.from({ length: Math.min(to - from + 1, 500) }, (_, index) =>
    String.fromCharCode(from + index),
  );
  const readable = all.filter((each) => letters.includes(each));
  return (readable.length > 0 ? readable : all).join("");
}
