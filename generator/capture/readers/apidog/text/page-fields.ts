import { must } from "../../../../narrowing.js";
import { isNoise, type Label, labelIn, markIn, unionIn } from "./interface-labels.js";
import type { Field, FieldList, LabeledLines, Union } from "./page-field.js";
import type { Line } from "./page-lines.js";
import { type Limits, readLimits } from "./read-limits.js";
import { readType, type Type } from "./type-line.js";

const maxName = 200;
const maxType = 300;

/** A type line, to which some extractors glue the mark. */
function typeOn(
  line: Line | undefined,
): { types: readonly Type[]; goesOn: boolean; mark?: boolean } | undefined {
  if (!line || line.text.length > maxType) return undefined;
  const alone = readType(line.text);
  if (alone) return alone;
  const [, type = "", word = ""] = /^(.+?)\s*(required|optional|必需|可选)$/i.exec(line.text) ?? [];
  const glued = readType(type);
  const mark = markIn(word);
  return glued && mark !== undefined ? { ...glued, mark } : undefined;
}

/**
 * Whether a field starts at a line: a name is a line whose next one is a type, whatever the name
 * is. Where two lines after it are types, the mark tells which of them is a name.
 */
export function startsField(lines: readonly Line[], at: number): boolean {
  const name = lines[at];
  if (!name || name.text.length > maxName || /^["{}[\]]|[:：]$/.test(name.text)) return false;
  const [one, two, three] = [lines[at + 1], lines[at + 2], lines[at + 3]];
  if (!one) return false;
  if (typeOn(one)) {
    const nextIsField = typeOn(two) && three && markIn(three.text) !== undefined;
    const goesOn = readType(one.text)?.goesOn || typeOn(one)?.mark !== undefined;
    return !nextIsField || goesOn === true;
  }
  return markIn(name.text) === undefined && !unionIn(name.text) && unionFollows(lines, at + 1);
}

/** A union stands in the place of the type, below the name of its schema and the mark. */
function unionFollows(lines: readonly Line[], start: number): boolean {
  let at = start + countRef(lines, start);
  if (markIn(lines[at]?.text ?? "") !== undefined) at++;
  const head = lines[at];
  return head !== undefined && isUnionHead(head);
}

/** The name of a schema is printed in parentheses and, on most pages, once more without them. */
function countRef(lines: readonly Line[], at: number): 0 | 1 | 2 {
  const [, name] = /^\((.+)\)$/.exec(lines[at]?.text ?? "") ?? [];
  if (name === undefined) return 0;
  return lines[at + 1]?.text === name ? 2 : 1;
}

/** Whether a list of fields starts at a line: with a field, or with the type of the whole. */
export function startsList(lines: readonly Line[], at: number): boolean {
  const line = lines[at];
  if (!line) return false;
  return startsField(lines, at) || typeOn(line) !== undefined || isUnionHead(line);
}

/** Whether the type of what starts here is followed by a mark, as a value or a title never is. */
function startsSurely(lines: readonly Line[], at: number): boolean {
  if (!startsField(lines, at)) return false;
  const type = typeOn(lines[at + 1]);
  if (!type || type.mark !== undefined) return true;
  const start = type.goesOn ? at + 3 : at + 2;
  const after = start + countRef(lines, start);
  const marked = (index: number) => markIn(lines[index]?.text ?? "") !== undefined;
  return marked(after) || (marked(after + 1) && !startsField(lines, after));
}

function isUnionHead(line: Line): boolean {
  return unionIn(line.text) !== undefined && line.text.toLowerCase() !== "allof";
}

/** Whether a line is the page's own; only a field with a mark is sure to be no decoration. */
export function isDecoration(lines: readonly Line[], at: number): boolean {
  return isNoise(lines[at]?.text ?? "") && !startsSurely(lines, at);
}

/** Reads a list of fields: everything of a section up to the next heading. */
export function readFields(lines: readonly Line[]): FieldList {
  return new Reader(
    lines.filter(({ text }, at) => !isNoise(text) || startsField(lines, at)),
  ).list();
}

class Reader {
  readonly #lines: readonly Line[];
  #at = 0;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  list(): FieldList {
    let root: FieldList["root"];
    let union: Union | undefined;
    const before: Line[] = [];
    const fields: Field[] = [];
    while (this.#at < this.#lines.length) {
      const line = this.#current();
      if (startsField(this.#lines, this.#at)) {
        fields.push(this.#field());
        const item = this.#item(fields.at(-1));
        if (item) fields.push(item);
      } else if (fields.length === 0 && !root && typeOn(line)) {
        root = { types: this.#types() ?? [], line };
      } else if (fields.length === 0 && !union && isUnionHead(line)) {
        union = this.#union();
      } else {
        before.push(line);
        this.#at++;
      }
    }
    return { root, union, before, fields };
  }

  #field(): Field {
    const line = this.#next();
    return this.#rest(line.text, line, false);
  }

  /** The items of a list of lists stand below it, without a name. */
  #item(list: Field | undefined): Field | undefined {
    const isOpen = list?.types.some(
      ({ base, items }) =>
        base === "array" && items?.types.some((item) => item.base === "array" && !item.items),
    );
    const line = this.#peek();
    if (!isOpen || !line || !typeOn(line)) return undefined;
    return this.#rest("", line, true);
  }

  #rest(name: string, line: Line, isItem: boolean): Field {
    const typeLine = this.#peek() ?? line;
    let isRequired = typeOn(typeLine)?.mark;
    const types = this.#types() ?? [];
    this.#at += countRef(this.#lines, this.#at);
    isRequired ??= this.#mark();
    const title = isRequired === undefined && types.length > 0 ? this.#title() : undefined;
    isRequired ??= this.#mark();
    const union = this.#union();
    const found = this.#body();
    return { name, line, typeLine, types, isRequired, title, union, isItem, ...found };
  }

  #types(): Type[] | undefined {
    const types: Type[] = [];
    for (let type = typeOn(this.#peek()); type; type = typeOn(this.#peek())) {
      types.push(...type.types);
      this.#at++;
      if (!type.goesOn) break;
    }
    return types.length > 0 ? types : undefined;
  }

  #mark(): boolean | undefined {
    const line = this.#peek();
    const mark = line && !startsField(this.#lines, this.#at) ? markIn(line.text) : undefined;
    if (mark !== undefined) this.#at++;
    return mark;
  }

  /** Between the type and the mark may stand a title. */
  #title(): string | undefined {
    const [line, next] = [this.#peek(), this.#peek(1)];
    if (!line || !next || markIn(next.text) === undefined) return undefined;
    const isOther =
      startsField(this.#lines, this.#at) || labelIn(line.text) || readLimits(line.text);
    if (isOther) return undefined;
    this.#at++;
    return line.text;
  }

  #union(): Union | undefined {
    const line = this.#peek();
    const keyword = line && isUnionHead(line) ? unionIn(line.text) : undefined;
    if (!line || !keyword) return undefined;
    this.#at++;
    const options: string[] = [];
    let isNested = false;
    for (let option = this.#peek(); option; option = this.#peek()) {
      const isType = typeOn(option) !== undefined;
      if (startsSurely(this.#lines, this.#at) || (startsField(this.#lines, this.#at) && !isType))
        break;
      if (isUnionHead(option)) isNested = true;
      else if (!isNested) options.push(option.text);
      this.#at++;
    }
    return { keyword, line, options, isNested };
  }

  /** Everything below type and mark: the description, limits, and what stands below labels. */
  #body(): Pick<
    Field,
    "description" | "limits" | "values" | "default" | "example" | "pattern" | "multipleOf"
  > {
    const description: string[] = [];
    let limits: Limits = {};
    const labelled = new Map<Label, LabeledLines>();
    while (this.#at < this.#lines.length && !startsField(this.#lines, this.#at)) {
      const line = this.#next();
      const label = labelIn(line.text);
      const found = label ? undefined : readLimits(line.text);
      if (label) {
        labelled.set(label, {
          label: line,
          lines: label === "enum" ? this.#values() : this.#value(),
        });
      } else if (found) limits = { ...limits, ...found };
      else if (labelled.size === 0) description.push(line.text);
    }
    const multipleOf = Number(labelled.get("multipleOf")?.lines[0]?.text);
    return {
      description: description.length > 0 ? description.join("\n") : undefined,
      limits,
      values: labelled.get("enum"),
      default: labelled.get("default"),
      example: labelled.get("example"),
      pattern: labelled.get("pattern")?.lines[0]?.text,
      multipleOf: multipleOf > 0 ? multipleOf : undefined,
    };
  }

  /** The values of an enum may be called like types, so that only a sure field ends them. */
  #values(): Line[] {
    const values: Line[] = [];
    for (let line = this.#peek(); line; line = this.#peek()) {
      if (this.#endsValues() || labelIn(line.text) || readLimits(line.text)) break;
      values.push(line);
      this.#at++;
    }
    return values;
  }

  #endsValues(): boolean {
    if (startsSurely(this.#lines, this.#at)) return true;
    if (!startsField(this.#lines, this.#at)) return false;
    // No value reads like `array [object]`; one may well read like `object`.
    return /[<([|]/.test(this.#peek(1)?.text ?? "");
  }

  /** One line, more if it opens a list or an object; none if the next field follows at once. */
  #value(): Line[] {
    const lines: Line[] = [];
    for (let line = this.#peek(); line; line = this.#peek()) {
      if (startsField(this.#lines, this.#at) || labelIn(line.text)) break;
      if (lines.length > 0 && !/^[{[]/.test(lines[0]?.text ?? "")) break;
      lines.push(line);
      this.#at++;
    }
    return lines;
  }

  #peek(ahead = 0): Line | undefined {
    return this.#lines[this.#at + ahead];
  }

  #current(): Line {
    return must(this.#lines[this.#at], "there is no line left");
  }

  #next(): Line {
    const line = this.#current();
    this.#at++;
    return line;
  }
}
