import type { Quote } from "../fact.js";
import { quoteText } from "../notes.js";
import type { Page, PageElement } from "../page.js";
import { type Literal, readLiteral, readText } from "./read-literal.js";

/** The text of a script, on a page or in a file of its own. */
export interface Script {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** The scripts of a page; of a script's own file, the whole. */
export function scriptsOf({ elements, text }: Page): Script[] {
  if (!elements) return [{ text, line: 1, column: 1 }];
  return elements.filter((each) => isCode(each) && each.text !== "").map(scriptIn);
}

export function scriptIn({ text, textLine, textColumn }: PageElement): Script {
  return { text, line: textLine, column: textColumn };
}

function isCode({ tag, attributes }: PageElement): boolean {
  const { type = "" } = attributes;
  return (
    tag === "script" && /^(?:|module|(?:text|application)\/(?:java|ecma)script)$/i.test(type.trim())
  );
}

/** Quotes the line of an offset of a script, from there on. */
export function quoteAt({ text, line, column }: Script, offset: number): Quote {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  const before = text.slice(0, start).split("\n").length - 1;
  const within = offset - start + 1;
  const shown = text.slice(offset, end < 0 ? undefined : end);
  return {
    ...quoteText(shown.slice(0, 1000), 1, 1),
    line: line + before,
    column: before === 0 ? column + within - 1 : within,
  };
}

/** The arguments of each call of a function that a script has; variables are followed once. */
export function callsOf(script: Script, name: string): Literal[][] {
  const pattern = new RegExp(`(?<![\\w$])${name.replaceAll(".", "\\s*\\.\\s*")}\\s*\\(`, "g");
  return [...script.text.matchAll(pattern)].slice(0, maxCalls).map((found) => {
    const given: Literal[] = [];
    for (let at = found.index + found[0].length; given.length < 4; ) {
      const literal = readLiteral(script.text, at);
      given.push(resolved(script, literal));
      const next = /\s*(,)?/y;
      next.lastIndex = literal.end;
      const [whole = "", comma] = next.exec(script.text) ?? [];
      if (comma === undefined) break;
      at = literal.end + whole.length;
    }
    return given;
  });
}

const maxCalls = 50;

/** What a variable was set to, or what JSON a string holds: the literal itself if it is neither. */
export function resolved(script: Script, literal: Literal): Literal {
  if (literal.kind !== "other") return literal;
  const written = script.text.slice(literal.at, literal.end).trim();
  if (/^[\w$]{1,100}$/.test(written)) {
    const set = variable(script, written);
    return set ? (set.kind === "other" ? parsed(script, set) : set) : literal;
  }
  return parsed(script, literal);
}

/** The first value that a script gives a variable. */
export function variable({ text }: Script, name: string): Literal | undefined {
  const escaped = name.replaceAll("$", "\\$");
  const found = new RegExp(`(?<![\\w$.])${escaped}\\s*=(?![=>])\\s*`).exec(text);
  return found ? readLiteral(text, found.index + found[0].length) : undefined;
}

/** `JSON.parse('{…}')`; its parts are said to be where the call is. */
function parsed({ text }: Script, literal: Literal): Literal {
  const start = /^\s*JSON\s*\.\s*parse\s*\(\s*/.exec(text.slice(literal.at, literal.at + 200));
  const quoted = start && readText(text, literal.at + start[0].length);
  if (!quoted) return literal;
  const { at, end } = literal;
  const move = (each: Literal): Literal => {
    if (each.kind === "list") return { ...each, at, end, items: each.items.map(move) };
    if (each.kind !== "object") return { ...each, at, end };
    const members = new Map([...each.members].map(([key, member]) => [key, move(member)]));
    return { ...each, at, end, members };
  };
  return move(readLiteral(quoted.value, 0));
}
