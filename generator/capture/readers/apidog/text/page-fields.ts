import { must } from "../../../../narrowing.js";
import {
  afterBadges,
  countRef,
  fieldAt,
  hasMark,
  isAboveRoot,
  isDecoration,
  isProse,
  isUnionHead,
  startsField,
  startsUnion,
  typeOn,
} from "./field-lines.js";
import { isBadge, isButton, type Label, labelIn, markIn, unionIn } from "./interface-labels.js";
import type { Field, FieldList, LabeledLines, Union } from "./page-field.js";
import type { Line } from "./page-lines.js";
import { type Limits, readLimits } from "./read-limits.js";
import type { Type } from "./type-line.js";

/** Reads a list of fields: everything of a section up to the next heading. */
export function readFields(lines: readonly Line[]): FieldList {
  return new Reader(lines.filter(({ text }) => !isButton(text))).list();
}

const unmarked =
  "no mark stands below its type, as below the page's other types: both lines may be a description's";
const unionOfItems = "a union stands below it: its type may be the name of that";
const mayBeItem = "the list of lists above may end in this line, and the type be that of its items";

class Reader {
  readonly #lines: readonly Line[];
  /** Whether the page says of its fields whether they are required. */
  readonly #hasMarks: boolean;
  #at = 0;
  /** Whether the items of the field at hand may follow, without a name. */
  #awaitsItem = false;
  /** Whether it is a list of lists, whose description may be a word. */
  #isBelowLists = false;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
    this.#hasMarks = lines.some((_, at) => fieldAt(lines, at) === "sure");
  }

  list(): FieldList {
    let root: FieldList["root"];
    let union: Union | undefined;
    const before: Line[] = [];
    const fields: Field[] = [];
    while (this.#at < this.#lines.length) {
      const line = this.#current();
      const isFirst = fields.length === 0 && !root && !union;
      if (isFirst && (isAboveRoot(this.#lines, this.#at) || isDecoration(this.#lines, this.#at))) {
        before.push(this.#next());
      } else if (startsField(this.#lines, this.#at)) {
        fields.push(this.#field());
        const item = this.#item();
        if (item) fields.push(item);
      } else if (isFirst && typeOn(line)) {
        root = { types: this.#types() ?? [], line };
        this.#at += countRef(this.#lines, this.#at);
        this.#mark();
      } else if (fields.length === 0 && !union && startsUnion(this.#lines, this.#at)) {
        this.#mark();
        union = this.#union();
      } else {
        before.push(this.#next());
      }
    }
    return { root, union, before, fields };
  }

  #field(): Field {
    const mayBe = this.#isBelowLists ? mayBeItem : undefined;
    const line = this.#next();
    const field = this.#rest(line.text, line, false);
    const isUnmarked =
      field.isRequired === undefined && this.#hasMarks && field.types.length > 0 && !field.title;
    // A scalar has no union below it; its description may say `One of:`, but its name is no badge.
    const [below = ""] = isBadge(line.text) ? (field.description?.split("\n") ?? []) : [];
    const isAboveUnion = field.union !== undefined || unionIn(below) !== undefined;
    const mayBeName = isAboveUnion && field.types.length > 0 ? unionOfItems : undefined;
    return { ...field, doubt: mayBe ?? mayBeName ?? (isUnmarked ? unmarked : undefined) };
  }

  /** The items of a list of lists stand below it, without a name. */
  #item(): Field | undefined {
    const line = this.#peek();
    if (!this.#awaitsItem || !line || !typeOn(line) || startsField(this.#lines, this.#at)) {
      return undefined;
    }
    return this.#rest("", line, true);
  }

  #rest(name: string, line: Line, isItem: boolean): Field {
    const typeLine = this.#peek() ?? line;
    let isRequired = typeOn(typeLine)?.mark;
    const types = this.#types() ?? [];
    this.#awaitsItem = types.some(hidesItems);
    this.#isBelowLists = types.some(({ items }) => items?.types.some(hidesItems));
    this.#at += countRef(this.#lines, this.#at);
    isRequired ??= this.#mark();
    const title = isRequired === undefined && types.length > 0 ? this.#title() : undefined;
    isRequired ??= this.#mark();
    // A description may say `One of:` as well, but not where a union can be.
    const isUnion = types.length === 0 || this.#awaitsItem;
    const above = this.#body(isUnion);
    const union = isUnion ? this.#union() : undefined;
    if (union) this.#awaitsItem = false;
    const found = union ? { ...this.#body(false), ...above } : above;
    return {
      ...{ name, line, typeLine, types, isRequired, title, union, isItem, doubt: undefined },
      ...found,
    };
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

  /**
   * Below a type stands its mark, even if a type follows: that is the items' of a list of lists, or
   * begins the description. Only if a mark follows in turn, the word is a name.
   */
  #mark(): boolean | undefined {
    const at = afterBadges(this.#lines, this.#at);
    const mark = markIn(this.#lines[at]?.text ?? "");
    if (mark === undefined) return undefined;
    const isName =
      !this.#awaitsItem &&
      fieldAt(this.#lines, at) === "sure" &&
      !typeOn(this.#lines[at + 3]) &&
      !startsUnion(this.#lines, at + 2);
    if (isName) return undefined;
    this.#at = at;
    this.#at++;
    return mark;
  }

  /** Between the type and the mark may stand a title. */
  #title(): string | undefined {
    const at = afterBadges(this.#lines, this.#at);
    const line = this.#lines[at];
    if (!line || !hasMark(this.#lines, afterBadges(this.#lines, at + 1))) return undefined;
    // The type of the items of a list of lists, whose own mark is lost, is no title.
    const isItem = this.#awaitsItem && typeOn(line) !== undefined;
    const isOther =
      isItem ||
      isUnionHead(line) ||
      fieldAt(this.#lines, at) ||
      labelIn(line.text) ||
      readLimits(line.text);
    if (isOther) return undefined;
    this.#at = at + 1;
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
      // Of the names of the tabs, one may stand above the type of the first form.
      if (fieldAt(this.#lines, this.#at) === "sure" || readLimits(option.text)) break;
      if (isUnionHead(option)) isNested = true;
      else if (!isNested) options.push(option.text);
      this.#at++;
    }
    // Behind the tabs, the type of the first form stands above its members. It may also be the last
    // tab, if the tabs are called by their types.
    const types = options.map((text) => typeOn({ ...line, text }));
    const form = types.findLastIndex(isContainer);
    const isOpen = !isNested && form > 0;
    const isTab = types[0] !== undefined && options[0] !== options[form];
    const tabs = isOpen && !isTab ? options.slice(0, form) : options;
    // Below the type of a form stand its members, and nothing else.
    const mayBeTab = isOpen && form < options.length - 1;
    return { keyword, line, options: tabs, isNested, isOpen, mayBeTab };
  }

  /** Everything below type and mark: the description, limits, and what stands below labels. */
  #body(
    endsAtUnion: boolean,
  ): Pick<
    Field,
    "description" | "limits" | "values" | "default" | "example" | "pattern" | "multipleOf"
  > {
    const description: string[] = [];
    let limits: Limits = {};
    const labelled = new Map<Label, LabeledLines>();
    while (this.#at < this.#lines.length && !this.#endsBody()) {
      if (endsAtUnion && isUnionHead(this.#current())) break;
      const line = this.#next();
      const label = labelIn(line.text);
      const found = label ? undefined : readLimits(line.text);
      // Among values like types, a field without a mark may have begun.
      const isSure = !labelled.get("enum")?.lines.some((value) => typeOn(value));
      if (label) {
        const lines = label === "enum" ? this.#values() : this.#value();
        const isLimit = label === "pattern" || label === "multipleOf";
        if (isSure || !isLimit) labelled.set(label, { label: line, lines });
      } else if (found && isSure) limits = { ...limits, ...found };
      if (!label && !found && labelled.size === 0) description.push(line.text);
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

  /** A description above the type of a list's items reads like a field, but for its blanks. */
  #endsBody(): boolean {
    if (!this.#awaitsItem) return startsField(this.#lines, this.#at);
    const line = this.#current();
    if (startsField(this.#lines, this.#at)) return !isProse(line.text);
    return typeOn(line) !== undefined && hasMark(this.#lines, this.#at + 1);
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
    const field = fieldAt(this.#lines, this.#at);
    // No value reads like `array [object]`; one may well read like `object`.
    return field === "sure" || (field === "likely" && /[<([{|]/.test(this.#peek(1)?.text ?? ""));
  }

  /** One line, more if it opens a list or an object; none if the next field follows at once. */
  #value(): Line[] {
    const lines: Line[] = [];
    for (let line = this.#peek(); line; line = this.#peek()) {
      const field = fieldAt(this.#lines, this.#at);
      if (field === "sure" || (field && !this.#hasMarks) || labelIn(line.text)) break;
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

/** Whether a type says that it holds lists, or does not say what it holds. */
function hidesItems({ base, items }: Type): boolean {
  return base === "array" && (items === undefined || items.types.some(hidesItems));
}

function isContainer(type: ReturnType<typeof typeOn>): boolean {
  return type?.types.some(({ base }) => base === "object" || base === "array") === true;
}
