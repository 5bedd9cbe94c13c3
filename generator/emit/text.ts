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

/** Data as a TypeScript expression; objects that are too long for one line are written over several. */
export function toLiteral(value: unknown, indentation = ""): string {
  if (typeof value === "string") return toStringLiteral(value);
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

/** The compiler takes `constructor` for the member that every object has, and so expects another type of it. */
function toMember(key: string, value: unknown, indentation: string): string {
  const literal = toLiteral(value, indentation);
  return Object.hasOwn(Object.prototype, key) ? `${literal} as const` : literal;
}

/** A quoted string; also the way to write a key in `T["key"]`. */
export function toStringLiteral(text: string): string {
  return escapeControls(JSON.stringify(text));
}

/** The key of an object literal or of an interface; computed where a plain one would mean something else. */
export function toPropertyKey(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : toStringLiteral(key);
}

/**
 * Text for the inside of a block comment. It cannot end the comment, start a tag of its own, or
 * hide in control characters.
 */
export function toComment(text: string): string {
  return escapeControls(
    text
      .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
      .replaceAll("*/", "*\\/")
      .replaceAll(/^(\s*)@/gm, "$1\\@"),
  ).trim();
}

/**
 * Control characters, and those that change the direction of writing, as escapes: a reader then
 * sees them, and in a string literal they mean the same. Line feeds and tabs stay.
 */
export function escapeControls(source: string): string {
  // Almost no text has any, and looking is cheap.
  if (source.search(controls) < 0) return source;
  return source.replaceAll(
    controls,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const controls =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Text for a `//` comment. */
export function toLineComment(text: string): string {
  return toComment(text).replaceAll("\n", " ");
}
