import {
  Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type ToStringOptions,
  visit,
  YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { TextStyle } from "./text-style.js";

/** No line of a file that this tool prints is wider, if its text can be broken. */
export const lineWidth = 100;

/** How specs are read, and therefore printed: `<<` is a merge key, as generators take it. */
export const parsing = { merge: true } as const;

/** The text of a node that was in a file before, from its left margin; undefined for a new one. */
export type KnownText = (node: Node) => string | undefined;

/**
 * The text of a pair or a node in block style, as lines from the left margin.
 *
 * @param column the margin to which the lines will be moved
 */
export function printBlock(
  item: unknown,
  { step, isListIndented }: TextStyle,
  column: number,
  known: KnownText,
): string {
  const document = new Document({}, parsing);
  document.contents = isPair(item) ? mapOf(item) : (item as Node);
  const width = Math.max(lineWidth - column, 40);
  const options = { indent: step.length, indentSeq: isListIndented, lineWidth: width };
  return print(document, options, known).replace(/\n$/, "");
}

/** A whole document in block style. */
export function printDocument(document: Document, { step, isListIndented }: TextStyle): string {
  const options = { indent: step.length, indentSeq: isListIndented, lineWidth };
  return print(document, options, () => undefined);
}

function mapOf(pair: Pair): YAMLMap {
  const map = new YAMLMap();
  map.items.push(pair);
  return map;
}

/** The text of a pair or a node on one line, for braces and brackets of YAML. */
export function printFlow(item: unknown): string {
  const document = new Document({}, parsing);
  const holder = isPair(item) ? mapOf(item) : item;
  document.contents = holder as Node;
  const flows = new Map<YAMLMap | YAMLSeq, boolean | undefined>();
  visit(document, {
    Collection: (_, node) => {
      flows.set(node as YAMLMap, node.flow);
      node.flow = true;
    },
  });
  const text = print(document, { lineWidth: 0 }, () => undefined);
  for (const [node, flow] of flows) {
    if (flow === undefined) delete node.flow;
    else node.flow = flow;
  }
  const line = text.trimEnd();
  return isPair(item) ? line.slice(1, -1).trim() : line;
}

/**
 * The text of a pair or a node as JSON.
 *
 * @param margin of the line on which it starts
 * @param isOnOneLine whether nothing may break the line
 */
export function printJson(
  item: unknown,
  style: TextStyle,
  margin: string,
  isOnOneLine: boolean,
  known: KnownText,
): string {
  const { colon, comma, padding, step } = style;
  const print = (node: unknown, margin: string): string => {
    if (isPair(node)) {
      const key = isScalar(node.key) ? node.key.value : node.key;
      return `${JSON.stringify(String(key))}${colon}${print(node.value, margin)}`;
    }
    const text = isNode(node) ? known(node) : undefined;
    if (text !== undefined && !(isOnOneLine && text.includes("\n"))) return indent(text, margin);
    if (!isMap(node) && !isSeq(node)) {
      return JSON.stringify((isScalar(node) ? node.value : node) ?? null);
    }
    const [open, close] = isMap(node) ? ["{", "}"] : ["[", "]"];
    if (node.items.length === 0) return open + close;
    if (isOnOneLine || (style.hasShortLines && isShort(node))) {
      const inner = node.items.map((each) => print(each, margin)).join(comma);
      const blank = isMap(node) ? padding : "";
      return `${open}${blank}${inner}${blank}${close}`;
    }
    const inside = margin + step;
    const inner = node.items.map((each) => `\n${inside}${print(each, inside)}`).join(",");
    return `${open}${inner}\n${margin}${close}`;
  };
  return print(item, margin);
}

/** Moves the lines of a text to the right, but the first. */
export function indent(text: string, margin: string): string {
  return text.replaceAll(/\n(?=[^\n\r])/g, `\n${margin}`);
}

/**
 * Prints with spaces inside the braces of maps, and none inside the brackets of lists; and what was
 * in a file before as it is there.
 */
function print(document: Document, options: ToStringOptions, known: KnownText): string {
  type Print = YAMLMap["toString"];
  const inexact = new Map<Scalar, unknown>();
  visit(document, {
    Scalar: (_, node) => {
      if (!isInexact(node)) return;
      inexact.set(node, node.value);
      node.value = BigInt(node.source ?? "");
    },
    Collection: (_, node) => {
      const print = Object.getPrototypeOf(node).toString as Print;
      const padding = isMap(node) ? " " : "";
      node.toString = (context, ...rest) => {
        const text = known(node as YAMLMap);
        if (text !== undefined) return indent(text, context?.indent ?? "");
        // The printer reads the padding from its context, although the type does not have it.
        const padded =
          context && ({ ...context, flowCollectionPadding: padding } as typeof context);
        return print.call(node as YAMLMap, padded, ...rest);
      };
    },
  });
  const text = document.toString({
    ...options,
    doubleQuotedMinMultiLineLength: 100_000,
    verifyAliasOrder: false,
  });
  for (const [node, value] of inexact) node.value = value;
  return text;
}

/** Whether JavaScript has lost digits of a number. */
export function isInexact({ value, source }: Scalar): boolean {
  const isWhole = Number.isInteger(value) && !Number.isSafeInteger(value);
  return isWhole && /^[-+]?\d+$/.test(source ?? "");
}

/** A node without nested maps that fits on one line is written on one. */
export function isShort(node: YAMLMap | YAMLSeq): boolean {
  return isShortData(node.toJSON() as object);
}

export function isShortData(data: object): boolean {
  if (Object.keys(data).length === 0) return true;
  if ("$ref" in data) return false;
  const isFlat = Object.values(data).every(
    (value) =>
      typeof value !== "object" || value === null || (Array.isArray(value) && isFlatList(value)),
  );
  return isFlat && JSON.stringify(data).length <= 72;
}

function isFlatList(list: readonly unknown[]): boolean {
  return list.every((value) => typeof value !== "object" || value === null);
}
