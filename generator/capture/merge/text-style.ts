import { type Document, isMap, isNode, isPair, isSeq, visit } from "yaml";

/** How the author of a file writes it; what is added follows that. */
export interface TextStyle {
  /** Whether the text is JSON, which has no comments and quotes everything. */
  readonly isJson: boolean;
  /** Whether the whole text is one line of JSON. */
  readonly isMinified: boolean;
  readonly lineEnd: "\n" | "\r\n";
  /** One step of indentation: blanks, or in JSON also a tab. */
  readonly step: string;
  /** Whether the items of a list are further right than its key. */
  readonly isListIndented: boolean;
  /** Between a key and a value, in JSON. */
  readonly colon: string;
  /** Between two members on one line, in JSON. */
  readonly comma: string;
  /** Inside the braces of an object on one line, in JSON. */
  readonly padding: string;
  /** Whether JSON on several lines has lists on one. */
  readonly hasShortLines: boolean;
}

/** @param isNewJson whether an empty text will be JSON */
export function styleOf(text: string, document: Document, isNewJson: boolean): TextStyle {
  const isJson = text.trim() === "" ? isNewJson : isJsonText(text);
  const breaks = text.split("\n").length - 1;
  const body = text.trim();
  const isMinified = isJson && body !== "" && !body.includes("\n");
  const colon = isMinified ? (/"(:\s*)/.exec(body)?.[1] ?? ":") : ": ";
  return {
    isJson,
    isMinified,
    lineEnd: breaks > 0 && text.split("\r\n").length - 1 > breaks / 2 ? "\r\n" : "\n",
    step: isJson ? (/[{[]\r?\n([ \t]+)\S/.exec(text)?.[1] ?? "  ") : stepOf(text, document),
    isListIndented: isListIndented(text, document),
    colon,
    comma: isMinified && colon === ":" ? "," : ", ",
    padding: isJson ? (/\{([ ]*)"/.exec(text)?.[1] ?? "") : " ",
    hasShortLines: /\[[^[\]\n]*\S[^[\]\n]*\]/.test(text),
  };
}

function isJsonText(text: string): boolean {
  if (!/^\uFEFF?\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text.replace(/^\uFEFF/, ""));
    return true;
  } catch {
    return false;
  }
}

/** The usual distance between a block map and the map around it. */
function stepOf(text: string, document: Document): string {
  const counts = new Map<number, number>();
  visit(document, {
    Pair: (_, pair, path) => {
      const around = path.at(-1);
      if (!isMap(around) || around.flow || !isMap(pair.value) || pair.value.flow) return;
      const step = columnOf(text, pair.value.range?.[0]) - columnOf(text, around.range?.[0]);
      if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1);
    },
  });
  const [usual] = [...counts].sort(([, a], [, b]) => b - a);
  return " ".repeat(usual?.[0] ?? 2);
}

function isListIndented(text: string, document: Document): boolean {
  let [inside, flush] = [0, 0];
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isSeq(value) || value.flow || !isNode(key)) return;
      if (columnOf(text, value.range?.[0]) > columnOf(text, key.range?.[0])) inside++;
      else flush++;
    },
  });
  return inside >= flush;
}

/** From 0. */
export function columnOf(text: string, offset = 0): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return offset - start - (start === 0 && text.startsWith("\uFEFF") ? 1 : 0);
}

/** Whether a node is written within braces or brackets. */
export function isFlow(node: unknown): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true;
}

export function valueOfItem(item: unknown): unknown {
  return isPair(item) ? item.value : item;
}
