import type { TextLine } from "../markdown/blocks.js";
import { quoteOf } from "../notes.js";
import type { ListedField } from "./listed-operation.js";

/** A row of a table of fields. */
export interface Row extends Omit<ListedField, "members"> {
  /** What the column for the place of a parameter says: `query`, `path`. */
  readonly place: string | undefined;
}

const columns = {
  name: /^(?:(?:parameter|field|header|property|attribute|key)(?: name)?|name|param)$/i,
  type: /^(?:data ?)?type$/i,
  required: /^(?:required\??|mandatory|is required|required ?\/ ?optional)$/i,
  default: /^default(?: value)?$/i,
  about: /^(?:description|details?|notes?|meaning|value|example)$/i,
  place: /^(?:in|location|located in|sent in)$/i,
};

/**
 * Reads a table of Markdown whose columns say what fields are; undefined if it is another one.
 * A name that ends in a star is that of a required field.
 */
export function readTable(
  lines: readonly string[],
  table: readonly TextLine[],
): readonly Row[] | undefined {
  const [head, rule, ...rows] = table;
  if (!head || !rule || !/^[\s|:-]+$/.test(rule.text) || !rule.text.includes("-")) return undefined;
  const titles = cellsOf(head.text).map(({ text }) => plain(text));
  const at = (column: RegExp) => titles.findIndex((title) => column.test(title));
  const nameAt = at(columns.name);
  if (nameAt < 0) return undefined;
  const hasStars = rows.some(({ text }) => isStarred(cellsOf(text)[nameAt]?.text ?? ""));
  return rows.flatMap((row): Row[] => {
    const cells = cellsOf(row.text);
    const cell = (column: RegExp) => plain(cells[at(column)]?.text ?? "");
    const written = cells[nameAt]?.text ?? "";
    const name = plain(written)
      .replace(/(?<!\*)\*+$/, "")
      .trimEnd()
      .replace(/^\{([^{}]+)\}$/, "$1");
    // A field's name is one word; anything else is a heading within the table, or prose.
    if (!/^\S+$/.test(name)) return [];
    const type = cell(columns.type);
    const value = cell(columns.default);
    return [
      {
        name,
        type: type === "" ? undefined : type,
        isRequired: isStarred(written)
          ? true
          : (flagIn(cell(columns.required)) ?? (hasStars ? false : undefined)),
        default: defaultOf(value),
        isDeprecated: false,
        about: cell(columns.about) || undefined,
        place: cell(columns.place).toLowerCase() || undefined,
        quote: quoteOf(lines, row.line, cells[nameAt]?.column ?? 1),
      },
    ];
  });
}

function isStarred(cell: string): boolean {
  return /\*$/.test(plain(cell));
}

function flagIn(text: string): boolean | undefined {
  if (/^(?:yes|y|true|required|mandatory|✓|✔️?|✅)$/i.test(text)) return true;
  return /^(?:no|n|false|optional|-|—|✗|❌)$/i.test(text) ? false : undefined;
}

/** A value of JSON, or a text without blanks; prose is no default. */
function defaultOf(text: string): unknown {
  if (!/^\S+$/.test(text) || /^(?:-|—|none|n\/a)$/i.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The cells of a row; a bar after a backslash is a character of the cell. */
function cellsOf(row: string): { text: string; column: number }[] {
  const cells: { text: string; column: number }[] = [];
  const start = /^\s*\|?/.exec(row)?.[0].length ?? 0;
  let from = start;
  const add = (to: number) => {
    const raw = row.slice(from, to);
    const margin = raw.length - raw.trimStart().length;
    cells.push({ text: raw.trim(), column: from + margin + 1 });
    from = to + 1;
  };
  for (let at = start; at < row.length; at++) {
    if (row[at] === "\\") at++;
    else if (row[at] === "|") add(at);
  }
  if (row.slice(from).trim() !== "") add(row.length);
  return cells;
}

/** Longer cells are prose. */
const maxCell = 1_000;

/** The words of a cell: without tags, code, emphasis and escapes; none if it is long. */
function plain(cell: string): string {
  if (cell.length > maxCell) return "";
  return cell
    .replaceAll(/<br\s*\/?>/g, " ")
    .replaceAll(/<[^<>]*>|`|\*\*(?=\S)|(?<=\S)\*\*/g, "")
    .replaceAll(/\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1")
    .trim();
}
