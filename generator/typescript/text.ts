import { escapeHidden } from "../diagnostics/index.js";

/**
 * The only way for text of a spec into source code. Everything from a spec is printed by one of
 * these functions, or is a name that the model assigned.
 */

/** A name in the generated code, printed without quotes among data. */
export class Reference {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Data as a TypeScript expression; objects that are too long for one line are split. */
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
 * Data as the value of a member. The compiler treats `constructor` as the member that every object
 * has, and expects its type; null is always accepted.
 */
export function toMember(key: string, value: unknown, indentation: string): string {
  const literal = toLiteral(value, indentation);
  return Object.hasOwn(Object.prototype, key) && value !== null ? `${literal} as const` : literal;
}

/** The type of what `toLiteral` prints, if that is `as const`. */
export function toLiteralType(value: unknown): string {
  if (typeof value !== "object" || value === null) return toLiteral(value);
  if (Array.isArray(value)) return `readonly [${value.map(toLiteralType).join(", ")}]`;
  const members = Object.entries(value).map(
    ([key, member]) => `readonly ${toPropertyKey(key)}: ${toLiteralType(member)}`,
  );
  return members.length > 0 ? `{ ${members.join("; ")} }` : "{}";
}

/** A quoted string; also used for a key in `T["key"]`. */
export function toStringLiteral(text: string): string {
  return escapeLiteral(JSON.stringify(text));
}

/**
 * A literal that is safe in a file: some tools look for the address of a source map in strings,
 * too.
 */
export function escapeLiteral(source: string): string {
  return escapeHidden(source.replaceAll(sourceMark, "\\u0023"));
}

/**
 * The key of an object literal or of an interface; computed if a plain one would have another
 * meaning.
 */
export function toPropertyKey(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : toStringLiteral(key);
}

/**
 * Text for the inside of a comment. It cannot end the comment, start a tag, control a compiler or a
 * bundler, or hide in control characters. Editors render it as Markdown, so it looks unchanged:
 * `\@` is shown as `@`, and so is `&#64;`.
 */
export function toComment(text: string): string {
  // True for nearly every text, and large documents have hundreds of thousands.
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

/** Printable ASCII and line feeds, without characters that may have a meaning in a comment. */
const harmless = /^[\n !"$-)+-?A-~]*$/;

/**
 * An `@` starts a tag after any space, also in the middle of a line, and in braces. After a letter
 * or a digit (an e-mail address), and at the start of inline code, it does not.
 */
const tagMark = /(?<![A-Za-z0-9`])@/g;

/**
 * Marks that tools search for anywhere in comments, so that a backslash does not help: TypeScript
 * (`stripInternal` drops the code below, and JSX pragmas), and bundlers (calls that may be dropped,
 * comments that must stay).
 */
const searchedMark = /[@#](?=__)|@(?=internal|jsx|license|preserve|cc_on)/gi;

/** `//# sourceMappingURL=…` and similar marks. */
const sourceMark = /(?<=\/[/*])#/g;

/** Text for a `//` comment, after our own words. */
export function toLineComment(text: string): string {
  return toComment(text).replaceAll("\n", " ");
}
