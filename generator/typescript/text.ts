import { escapeHidden } from "../diagnostics/index.js";

/**
 * The only way for text of a spec into source code. Everything that comes from a spec is printed
 * by one of these functions or is a name that the model settled.
 */

/** A name of the generated code, printed as it is among data. */
export class Reference {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Data as a TypeScript expression; objects that are too long for one line are written over several.
 */
export function toLiteral(value: unknown, indentation = ""): string {
  if (typeof value === "string") return toStringLiteral(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Reference) return value.name;

  const inner = `${indentation}  `;
  const isList = Array.isArray(value);
  const write = (within: string): string[] =>
    isList
      ? value.map((item) => toLiteral(item, within))
      : Object.entries(value)
          .filter(([, member]) => member !== undefined)
          .map(([key, member]) => `${toPropertyKey(key)}: ${toMember(key, member, within)}`);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];

  const members = write(inner);
  if (members.length === 0) return open + close;
  const space = isList ? "" : " ";
  const line = `${open}${space}${members.join(", ")}${space}${close}`;
  if (line.length <= 90 && !line.includes("\n")) return line;
  return `${open}\n${members.map((member) => `${inner}${member},\n`).join("")}${indentation}${close}`;
}

/**
 * Data as the value of a member. The compiler takes `constructor` for the member that every object
 * has, and so expects another type of it; null is no other.
 */
export function toMember(key: string, value: unknown, indentation: string): string {
  const literal = toLiteral(value, indentation);
  return Object.hasOwn(Object.prototype, key) && value !== null ? `${literal} as const` : literal;
}

/** A quoted string; also the way to write a key in `T["key"]`. */
export function toStringLiteral(text: string): string {
  return escapeLiteral(JSON.stringify(text));
}

/**
 * A literal as it may stand in a file; some tools look for the place of a source map in strings,
 * too.
 */
export function escapeLiteral(source: string): string {
  return escapeHidden(source.replaceAll(sourceMark, "\\u0023"));
}

/**
 * The key of an object literal or of an interface; computed where a plain one would mean something
 * else.
 */
export function toPropertyKey(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : toStringLiteral(key);
}

/**
 * Text for the inside of a comment. It cannot end the comment, start a tag of its own, direct a
 * compiler or a bundler, or hide in control characters. Editors show it as Markdown, and so as it
 * was written: `\@` as `@`, and `&#64;` as well.
 */
export function toComment(text: string): string {
  // Nearly every text, and large documents have hundreds of thousands.
  if (harmless.test(text)) return text.trim();
  return escapeHidden(
    text
      .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
      .replaceAll("*/", "*\\/")
      .replaceAll(searchedMark, (mark) => `&#${mark.charCodeAt(0)};`)
      .replaceAll(tagMark, "\\@")
      .replaceAll(sourceMark, "\\#"),
  ).trim();
}

/** Printable ASCII and line feeds, without what may mean something in a comment. */
const harmless = /^[\n !"$-)+-?A-~]*$/;

/**
 * An `@` starts a tag behind any blank, in the middle of a line too, and in braces. Behind a letter
 * or a digit (an e-mail address), and at the start of inline code, none does.
 */
const tagMark = /(?<![A-Za-z0-9`])@/g;

/**
 * What tools search whole comments for, so that no backslash before it helps: TypeScript
 * (`stripInternal` drops what stands below, and JSX pragmas), and bundlers (calls that may go,
 * comments that must stay).
 */
const searchedMark = /[@#](?=__)|@(?=internal|jsx|license|preserve|cc_on)/gi;

/** `//# sourceMappingURL=…` and its like. */
const sourceMark = /(?<=\/[/*])#/g;

/** Text for a `//` comment, behind words of ours. */
export function toLineComment(text: string): string {
  return toComment(text).replaceAll("\n", " ");
}
